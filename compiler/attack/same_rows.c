/* same_rows.c - in which releases a row is known again. */
#include "attack/codes.h"

/* Whether some stream says which value has which code. */
static bool
is_translated(const struct slc_codes *codes, const struct slc_code_told *code)
{
    for (uint32_t at = 0; at < codes->count; at++) {
        const struct slc_code_told *other = &codes->coded[at];
        for (uint32_t i = 0; slc_are_joined(other, code) && i < other->release->nfields; i++) {
            const struct slc_ir_expr *expr = other->release->fields[i].expr;
            if (expr->op == SLC_IR_COLUMN &&
                other->release->cells[expr->cell].column == other->column)
                return true;
        }
    }
    return false;
}

/* The column that an expression gives as it is, or in code. */
static bool
told_by(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
        struct slc_code_told *ret)
{
    if (slc_coded_by(release, expr, ret))
        return true;
    *ret = (struct slc_code_told) { .release = release };
    if (expr->op == SLC_IR_COLUMN)
        ret->column = release->cells[expr->cell].column;
    return expr->op == SLC_IR_COLUMN;
}

/* Whether both give the same column in forms that can be matched. */
static bool
are_matched(const struct slc_codes *codes, const struct slc_code_told *a,
            const struct slc_code_told *b)
{
    if (a->column != b->column)
        return false;
    if (a->use != NULL && b->use != NULL)
        return slc_are_joined(a, b) || (is_translated(codes, a) && is_translated(codes, b));
    return a->use == b->use || is_translated(codes, a->use != NULL ? a : b);
}

static bool
is_told_in(const struct slc_codes *codes, const struct slc_code_told *wanted,
           const struct slc_ir_release *release)
{
    struct slc_code_told told;
    for (uint32_t at = 0; at < release->nfields; at++)
        if (told_by(release, release->fields[at].expr, &told) && are_matched(codes, wanted, &told))
            return true;
    return false;
}

/* Whether the one has the row key of the other. */
static bool
has_row_key(const struct slc_codes *codes, const struct slc_ir_release *release,
            const struct slc_ir_release *other)
{
    struct slc_code_told told;
    for (uint32_t at = 0; at < other->nrow_key; at++)
        if (!told_by(other, other->record[at]->expr, &told) || !is_told_in(codes, &told, release))
            return false;
    return true;
}

static bool
share_unique_column(const struct slc_codes *codes, const struct slc_ir_release *a,
                    const struct slc_ir_release *b)
{
    struct slc_code_told told;
    for (uint32_t at = 0; at < a->nfields; at++)
        if (told_by(a, a->fields[at].expr, &told) && a->table->columns[told.column].unique &&
            is_told_in(codes, &told, b))
            return true;
    return false;
}

/* Whether a row of the one release is known to be the same row in the other, which is of the same table. */
static bool
show_same_row(const struct slc_codes *codes, const struct slc_ir_release *a,
              const struct slc_ir_release *b)
{
    return !codes->destination->positions_apart || has_row_key(codes, a, b) ||
           has_row_key(codes, b, a) || share_unique_column(codes, a, b);
}

uint32_t
slc_releases_of(const struct slc_codes *codes, const struct slc_code_told *part,
                const struct slc_ir_release **ret)
{
    const struct slc_ir *ir = codes->ir;
    uint32_t count = 0, before = 0;
    for (uint32_t at = 0; at < codes->count; at++) {
        const struct slc_code_told *coded = &codes->coded[at];
        if (slc_are_joined(coded, part) && slc_is_same_column(coded, part) &&
            (count == 0 || ret[count - 1] != coded->release))
            ret[count++] = coded->release;
    }
    for (; before != count; before = count)
        for (uint32_t at = 0; at < ir->nreleases; at++) {
            const struct slc_ir_release *release = &ir->releases[at];
            bool known = release->table != part->release->table ||
                         release->destination != codes->destination;
            for (uint32_t i = 0; !known && i < count; i++)
                known = ret[i] == release;
            for (uint32_t i = 0; !known && i < count; i++)
                if (show_same_row(codes, ret[i], release)) {
                    ret[count++] = release;
                    known = true;
                }
        }
    return count;
}
