/* Columns for which `sluice import` wrote that nobody has looked at them yet. */
#include "buf.h"
#include "maxima.h"
#include "names/names.h"
#include "plural.h"

bool
slc_is_unlabelled(const struct slc_column *column)
{
    return sl_str_is(column->label.level.text, SLC_UNLABELLED);
}

/* "email, postcode, …": of all columns that wait for a label. */
static void
note_unlabelled(const struct slc_names *names, struct slc_finding *finding,
                const struct slc_column *first)
{
    enum { LISTED = 12 };
    struct sl_buf list;
    int listed = 0;
    sl_buf_init(&list, SL_MIB);
    for (const struct slc_column *column = first; column != NULL; column = column->next) {
        if (!slc_is_unlabelled(column) || listed > LISTED)
            continue;
        if (listed++ == LISTED)
            sl_buf_add_str(&list, SL_STR(", …"));
        else
            sl_buf_printf(&list, "%s%.*s", list.len > 0 ? ", " : "", SL_FMT(column->name.text));
    }
    slc_note(names->program->findings, finding, "these wait for a label: %.*s",
             SL_FMT(sl_buf_str(&list)));
    sl_buf_done(&list);
}

/* How many columns of it wait for a label; *ret_first is the first of them. */
static int
count_unlabelled(const struct slc_table *table, const struct slc_column **ret_first)
{
    int count = 0;
    *ret_first = NULL;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        if (!slc_is_unlabelled(column))
            continue;
        *ret_first = *ret_first == NULL ? column : *ret_first;
        count++;
    }
    return count;
}

/* ---- a table that is released ---------------------------------------------------------------- */

/* One finding for a table: after an import every column of it has this fault. */
static void
report_released(const struct slc_names *names, const struct slc_table *table,
                const struct slc_column *first, int count)
{
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0108, first->label.level.at,
                 "%d column%s of %.*s ha%s no label yet", count, sl_plural((uint64_t)count),
                 SL_FMT(slc_qname_text(names, &table->name)), count == 1 ? "s" : "ve");
    note_unlabelled(names, finding, first);
    slc_note(findings, finding,
             "'" SLC_UNLABELLED "' is no level: no destination takes it, and no line can lower it");
    slc_help(findings, finding,
             "write what the column holds, a level and its categories:   personal contact");
}

/* ---- tables that nobody releases ------------------------------------------------------------- */

/* Those of which no line reads a column, and of which one has no label. */
struct waiting {
    const struct slc_table *first;
    int count;
    struct sl_buf list;
};

static void
add_waiting(const struct slc_names *names, struct waiting *waiting, const struct slc_table *table)
{
    enum { LISTED = 12 };
    if (waiting->count == 0)
        waiting->first = table;
    if (waiting->count < LISTED)
        sl_buf_printf(&waiting->list, "%s%.*s", waiting->count > 0 ? ", " : "",
                      SL_FMT(slc_qname_text(names, &table->name)));
    else if (waiting->count == LISTED)
        sl_buf_add_str(&waiting->list, SL_STR(", …"));
    waiting->count++;
}

/* One finding for all of them: an import brings many tables, and a policy begins with one. */
static void
report_waiting(const struct slc_names *names, const struct waiting *waiting)
{
    struct slc_findings *findings = names->program->findings;
    struct slc_finding *finding =
        waiting->count == 1
            ? slc_find(findings, SLC_W0110, waiting->first->name.at,
                       "%.*s has columns without a label, and nobody releases it",
                       SL_FMT(sl_buf_str(&waiting->list)))
            : slc_find(findings, SLC_W0110, waiting->first->name.at,
                       "%d tables have columns without a label, and nobody releases them: %.*s",
                       waiting->count, SL_FMT(sl_buf_str(&waiting->list)));
    slc_note(findings, finding,
             "nothing of such a table leaves; a release of it asks for the label of each column");
    slc_help(findings, finding,
             "nothing has to be done; to release it, write what each column holds, a level and its "
             "categories:   personal contact");
}

void
slc_names_check_unlabelled(const struct slc_names *names)
{
    struct waiting waiting = { .count = 0 };
    sl_buf_init(&waiting.list, SL_MIB);
    for (const struct slc_table *table = names->program->tables; table != NULL;
         table = table->next) {
        const struct slc_column *first;
        int count = count_unlabelled(table, &first);
        if (count > 0 && table->released)
            report_released(names, table, first, count);
        else if (count > 0)
            add_waiting(names, &waiting, table);
    }
    if (waiting.count > 0)
        report_waiting(names, &waiting);
    sl_buf_done(&waiting.list);
}
