/* labels_whole_rows.c - rows that PostgreSQL sends whole, with what no destination may have.
 *
 * Under `replica identity full` every old row of an update or deletion crosses the wire to the reader, also
 * the columns that no line reads. No receiver sees them; who reviews the table has to know. */
#include "buf.h"
#include "labels/labels.h"
#include "maxima.h"

/* Whether some destination that the table is released to accepts what the column holds. */
static bool
is_accepted(const struct slc_program *program, const struct slc_column *column)
{
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        if (release->table == column->table && release->destination != NULL &&
            (release->destination->clearance_rank < 0 ||
             slc_number_set_is_subset(slc_whole_label(program->arena, column).categories,
                                      release->destination->accepted)))
            return true;
    return false;
}

static bool
is_nobodys(const struct slc_program *program, const struct slc_column *column)
{
    struct slc_label label = slc_whole_label(program->arena, column);
    return slc_label_known(label) &&
           (slc_level_is_secret(program, label.level) || !is_accepted(program, column));
}

void
slc_check_whole_rows(const struct slc_labels *labels, const struct slc_table *table)
{
    const struct slc_program *program = labels->program;
    const struct slc_column *first = NULL;
    if (table->identity != SLC_IDENTITY_FULL || !table->released)
        return;
    struct sl_buf list;
    sl_buf_init(&list, SL_MIB);
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        if (!is_nobodys(program, column))
            continue;
        first = first == NULL ? column : first;
        sl_buf_printf(&list, "%s%.*s (%.*s)", list.len > 0 ? ", " : "", SL_FMT(column->name.text),
                      SL_FMT(slc_label_text(program, slc_whole_label(program->arena, column))));
    }
    if (first != NULL) {
        struct slc_finding *finding = slc_find(program->findings, SLC_W0345, table->name.at,
                                               "under 'replica identity full' PostgreSQL sends "
                                               "whole old rows to the pusher, with %.*s",
                                               SL_FMT(sl_buf_str(&list)));
        slc_cause(program->findings, finding, first->at, "no destination may have this column");
        slc_help(program->findings, finding,
                 "an index over what the releases read of old rows is enough:   replica identity "
                 "index NAME");
    }
    sl_buf_done(&list);
}
