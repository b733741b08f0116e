#include "diff/witness.h"

#include "diff/shown_rows.h"
#include "maxima.h"

/* ---- a witness of two rows ------------------------------------------------------------------- */

/* The row of a combination. */
static const struct sl_value *
row_at(const struct slc_combination *rows, const struct slc_shown_row *shown)
{
    struct slc_pair *pair = rows->pair;
    struct sl_value *row = SL_NEW_ARRAY(pair->arena, struct sl_value, pair->ncolumns + 1);
    memcpy(row, rows->row, pair->ncolumns * sizeof *row);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i])
            row[i] = rows->domains[i].values[shown->at[i]];
    return row;
}

static struct sl_str
shown_in(const struct slc_combination *rows, uint32_t column, const struct slc_shown_row *row)
{
    return slc_shown_value(rows->pair->arena, rows->domains[column].values[row->at[column]]);
}

static struct sl_str
without_break(struct sl_str text)
{
    text.len -= text.len > 0;
    return sl_str_is(text, "-") ? SL_STR("missing") : text;
}

static const struct slc_witness *
witness_of(const struct slc_combination *rows, const struct slc_shown_row *one,
           const struct slc_shown_row *other)
{
    struct slc_pair *pair = rows->pair;
    struct slc_witness *witness = SL_NEW(pair->arena, struct slc_witness);
    witness->values = SL_NEW_ARRAY(pair->arena, struct slc_witness_value, pair->ncolumns + 1);
    witness->one = without_break(one->target);
    witness->other = without_break(other->target);
    witness->rows[0] = row_at(rows, one);
    witness->rows[1] = row_at(rows, other);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i] && one->at[i] != other->at[i])
            witness->values[witness->nvalues++] = (struct slc_witness_value) {
                .column = pair->columns[i].name,
                .one = shown_in(rows, i, one),
                .other = shown_in(rows, i, other),
            };
    return witness;
}

const struct slc_witness *
slc_witness_copy(struct sl_arena *arena, const struct slc_witness *witness)
{
    struct slc_witness *copy = SL_NEW(arena, struct slc_witness);
    copy->values = SL_NEW_ARRAY(arena, struct slc_witness_value, witness->nvalues + 1);
    copy->nvalues = witness->nvalues;
    copy->one = sl_arena_copy(arena, witness->one);
    copy->other = sl_arena_copy(arena, witness->other);
    for (uint32_t i = 0; i < witness->nvalues; i++)
        copy->values[i] = (struct slc_witness_value) {
            .column = witness->values[i].column, /* the policies' */
            .one = sl_arena_copy(arena, witness->values[i].one),
            .other = sl_arena_copy(arena, witness->values[i].other),
        };
    return copy;
}

/* ---- what varies in a search ----------------------------------------------------------------- */

static bool
reads_any(const struct slc_pair *pair, const struct slc_atom *atom, const bool *columns)
{
    const bool *reads = slc_pair_reads_of(pair, atom->release, atom->expr);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (reads[i] && columns[i])
            return true;
    return false;
}

static bool
passes_both(struct slc_pair *pair, struct slc_target target)
{
    return slc_pair_passes(pair, target.side, target.release) &&
           (target.counterpart == NULL ||
            slc_pair_passes(pair, slc_other_side(target.side), target.counterpart));
}

/* What varies in a search: what the target reads, and what decides whether its row leaves. */
static struct slc_combination
search_of(struct slc_pair *pair, struct slc_target target)
{
    const struct slc_receiver_view *view = &pair->views[slc_other_side(target.side)];
    struct slc_domains *uses = slc_domains_new(pair);
    bool *columns = slc_pair_reads_of(pair, target.release, target.expr);
    slc_domains_use(uses, target.release, target.expr);
    for (uint32_t i = 0; i < view->natoms; i++)
        if (reads_any(pair, &view->atoms[i], columns))
            slc_domains_use(uses, view->atoms[i].release, view->atoms[i].expr);
    const struct slc_ir_release *filtering[] = { target.release, target.counterpart };
    for (int i = 0; i < 2; i++)
        if (filtering[i] != NULL && filtering[i]->filter != NULL) {
            slc_domains_use(uses, filtering[i], filtering[i]->filter);
            slc_pair_reads(pair, filtering[i], filtering[i]->filter, columns);
        }
    return slc_combination_first(pair, uses, columns, true);
}

/* Holds what only filters read at the first values that let rows through: two rows should differ in
 * nothing else than what the target reads. */
static void
settle_filters(struct slc_combination *rows, struct slc_target target)
{
    const bool *reads = slc_pair_reads_of(rows->pair, target.release, target.expr);
    do
        slc_pair_set_row(rows->pair, rows->row);
    while (!passes_both(rows->pair, target) && slc_combination_next(rows));
    for (uint32_t i = 0; i < rows->pair->ncolumns; i++)
        if (rows->columns[i] && !reads[i])
            rows->columns[i] = false;
    slc_combination_restart(rows);
}

/* ---- searching ------------------------------------------------------------------------------- */

/* All that the other version's destination receives of the row that is tried. */
static void
add_view(struct sl_buf *out, struct slc_pair *pair, enum slc_side side)
{
    const struct slc_receiver_view *view = &pair->views[side];
    for (uint32_t r = 0; r < view->nreleases; r++) {
        const struct slc_ir_release *release = view->releases[r];
        if (!slc_pair_passes(pair, side, release)) {
            sl_buf_add_str(out, SL_STR("nothing\n"));
            continue;
        }
        for (uint32_t f = 0; f < release->nfields; f++)
            slc_add_row_value(out, slc_pair_eval(pair, side, release, release->fields[f].expr));
    }
}

static const struct slc_witness *
search(struct slc_combination *rows, struct slc_target target)
{
    struct slc_pair *pair = rows->pair;
    struct slc_shown_rows *shown = SL_NEW(pair->arena, struct slc_shown_rows);
    const struct slc_shown_row *one, *other;
    do {
        struct sl_buf text;
        slc_pair_set_row(pair, rows->row);
        if (!passes_both(pair, target))
            continue;
        sl_buf_init(&text, SL_MAX_RECORD_BYTES);
        add_view(&text, pair, slc_other_side(target.side));
        slc_shown_rows_add(shown, rows, &text, target);
    } while (slc_combination_next(rows) && shown->count < SLC_MOST_ROWS);
    return slc_shown_rows_differ(shown, rows, &one, &other) ? witness_of(rows, one, other) : NULL;
}

const struct slc_witness *
slc_witness_find(struct slc_pair *pair, struct slc_target target)
{
    struct slc_combination rows = search_of(pair, target);
    if (!slc_pair_comparable(pair, rows.columns))
        return NULL;
    settle_filters(&rows, target);
    const struct slc_witness *witness = search(&rows, target);
    if (witness != NULL)
        return witness;
    rows = search_of(pair, target);
    return search(&rows, target);
}
