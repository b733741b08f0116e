#include "diff/filter_implies.h"

#include "diff/combination.h"
#include "ir/ir_canonical.h"

static const struct slc_witness *
row_of(const struct slc_combination *rows)
{
    struct slc_pair *pair = rows->pair;
    struct slc_witness *row = SL_NEW(pair->arena, struct slc_witness);
    row->values = SL_NEW_ARRAY(pair->arena, struct slc_witness_value, pair->ncolumns + 1);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (rows->columns[i])
            row->values[row->nvalues++] = (struct slc_witness_value) {
                .column = pair->columns[i].name,
                .one = slc_shown_value(pair->arena, rows->row[i]),
            };
    return row;
}

/* Whether one of the conditions that `and` joins is this text. */
static bool
has_condition(struct sl_arena *arena, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr, struct sl_str text)
{
    if (sl_str_equal(slc_canonical_text(arena, release, expr), text))
        return true;
    return expr->op == SLC_IR_AND && (has_condition(arena, release, expr->operands[0], text) ||
                                      has_condition(arena, release, expr->operands[1], text));
}

/* Whether every condition of `to` is one of `from`. */
static bool
conditions_are_in(struct sl_arena *arena, const struct slc_ir_release *from,
                  const struct slc_ir_release *to, const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_AND)
        return conditions_are_in(arena, from, to, expr->operands[0]) &&
               conditions_are_in(arena, from, to, expr->operands[1]);
    return has_condition(arena, from, from->filter, slc_canonical_text(arena, to, expr));
}

enum slc_implied
slc_filter_implies(struct slc_pair *pair, enum slc_side side, const struct slc_ir_release *from,
                   const struct slc_ir_release *to, const struct slc_witness **ret_row)
{
    *ret_row = NULL;
    if (to->filter == NULL)
        return SLC_IMPLIED;
    if (from->filter != NULL && conditions_are_in(pair->arena, from, to, to->filter))
        return SLC_IMPLIED;
    struct slc_domains *uses = slc_domains_new(pair);
    bool *columns = SL_NEW_ARRAY(pair->arena, bool, pair->ncolumns + 1);
    slc_domains_use(uses, to, to->filter);
    slc_pair_reads(pair, to, to->filter, columns);
    if (from->filter != NULL) {
        slc_domains_use(uses, from, from->filter);
        slc_pair_reads(pair, from, from->filter, columns);
    }
    bool complete = slc_domains_complete(uses, columns);
    struct slc_combination rows = slc_combination_first(pair, uses, columns, !complete);
    if (!slc_pair_comparable(pair, columns))
        return SLC_NOT_KNOWN;
    do {
        slc_pair_set_row(pair, rows.row);
        if (slc_pair_passes(pair, side, from) && !slc_pair_passes(pair, slc_other_side(side), to)) {
            *ret_row = row_of(&rows);
            return SLC_NOT_IMPLIED;
        }
    } while (slc_combination_next(&rows));
    return complete && rows.complete ? SLC_IMPLIED : SLC_NOT_KNOWN;
}
