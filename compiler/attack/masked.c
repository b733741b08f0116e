#include "attack/masked.h"

#include "language/function.h"

static bool
is_renaming(const struct slc_ir_expr *expr)
{
    return expr->op == SLC_IR_CALL && (expr->function->measure == SLC_MEASURES_OPAQUE ||
                                       expr->function->measure == SLC_MEASURES_BUCKETS ||
                                       expr->function->measure == SLC_MEASURES_SHIFTED);
}

/* Whether the receiver is told the column's value as it is, in a record of the same row. */
static bool
leaves_whole(const struct slc_secret *secret, uint32_t column)
{
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = secret->releases[at];
        for (uint32_t i = 0; i < release->nfields; i++) {
            const struct slc_ir_expr *expr = release->fields[i].expr;
            if (expr->op == SLC_IR_COLUMN && release->cells[expr->cell].column == column)
                return true;
        }
    }
    return false;
}

/* Whether another column that does not leave takes part. */
static bool
has_unknown(const struct slc_secret *secret, const struct slc_ir_release *release,
            const struct slc_ir_expr *expr)
{
    if (slc_is_secret(secret, release, expr))
        return false;
    if (expr->op == SLC_IR_COLUMN)
        return !leaves_whole(secret, release->cells[expr->cell].column);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (has_unknown(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

static bool
is_line(const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_CALL && expr->function->measure == SLC_MEASURES_SQUARES)
        return false; /* a square is of both of its columns */
    return expr->op == SLC_IR_CALL || expr->op == SLC_IR_LESS || expr->op == SLC_IR_LESS_OR_EQUAL ||
           expr->op == SLC_IR_GREATER || expr->op == SLC_IR_GREATER_OR_EQUAL ||
           expr->op == SLC_IR_IS || expr->op == SLC_IR_IN;
}

static bool
masks(const struct slc_secret *secret, const struct slc_ir_release *release,
      const struct slc_ir_expr *expr)
{
    if (slc_is_secret(secret, release, expr))
        return false;
    if (is_renaming(expr))
        return true;
    if (is_line(expr) && slc_reads_secret(secret, release, expr) &&
        has_unknown(secret, release, expr))
        return true;
    for (uint32_t at = 0; is_line(expr) && at < slc_operand_count(expr); at++)
        if (slc_is_masked(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

bool
slc_is_masked(const struct slc_secret *secret, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr)
{
    if (masks(secret, release, expr))
        return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (slc_is_masked(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

static const struct slc_ir_expr *
constant(struct sl_arena *arena, const struct slc_ir_expr *expr)
{
    struct slc_ir_literal *literal = SL_NEW(arena, struct slc_ir_literal);
    struct slc_ir_expr *copy = SL_NEW(arena, struct slc_ir_expr);
    literal->kind = expr->type.id == SLC_TYPE_BOOLEAN ? SLC_IR_BOOLEAN : SLC_IR_TEXT;
    literal->text = SL_STR("*");
    *copy = (struct slc_ir_expr) {
        .op = SLC_IR_LITERAL, .type = expr->type, .literals = literal, .nliterals = 1
    };
    return copy;
}

/* Above a masked line stand only conditions and choices, which have operands and no arguments. */
static const struct slc_ir_expr *
masked(struct sl_arena *arena, const struct slc_secret *secret,
       const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    if (!slc_is_masked(secret, release, expr))
        return expr;
    if (masks(secret, release, expr))
        return constant(arena, expr);
    struct slc_ir_expr *copy = SL_NEW(arena, struct slc_ir_expr);
    const struct slc_ir_expr **operands =
        SL_NEW_ARRAY(arena, const struct slc_ir_expr *, expr->noperands);
    for (uint32_t at = 0; at < expr->noperands; at++)
        operands[at] = masked(arena, secret, release, expr->operands[at]);
    *copy = *expr;
    copy->operands = operands;
    return copy;
}

static struct slc_ir_release
masked_release(struct sl_arena *arena, const struct slc_secret *secret,
               const struct slc_ir_release *release)
{
    struct slc_ir_release copy = *release;
    struct slc_ir_field *fields = SL_NEW_ARRAY(arena, struct slc_ir_field, release->nfields + 1);
    const struct slc_ir_field **record =
        SL_NEW_ARRAY(arena, const struct slc_ir_field *, release->nfields + 1);
    for (uint32_t at = 0; at < release->nfields; at++) {
        fields[at] = release->fields[at];
        fields[at].expr = masked(arena, secret, release, release->fields[at].expr);
    }
    for (uint32_t at = 0; at < release->nfields; at++)
        record[at] = &fields[release->record[at] - release->fields];
    copy.fields = fields;
    copy.record = record;
    if (release->filter != NULL)
        copy.filter = masked(arena, secret, release, release->filter);
    return copy;
}

const struct slc_ir_release *
slc_masked_releases(struct sl_arena *arena, const struct slc_secret *secret)
{
    struct slc_ir_release *releases =
        SL_NEW_ARRAY(arena, struct slc_ir_release, secret->nreleases + 1);
    for (uint32_t at = 0; at < secret->nreleases; at++)
        releases[at] = masked_release(arena, secret, secret->releases[at]);
    return releases;
}
