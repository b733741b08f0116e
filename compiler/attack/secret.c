#include "attack/secret.h"

#include "language/function.h"

bool
slc_may_hold(const struct slc_ir_destination *destination, struct slc_ir_label label)
{
    return label.level <= destination->clearance &&
           slc_number_set_is_subset(label.categories, destination->accepts);
}

/* ---- expressions ----------------------------------------------------------------------------- */

/* A call has arguments, everything else operands. */
uint32_t
slc_operand_count(const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_CALL)
        return expr->noperands;
    uint32_t count = 0;
    for (uint32_t at = 0; at < expr->nargs; at++)
        count += expr->args[at].expr != NULL;
    return count;
}

const struct slc_ir_expr *
slc_operand(const struct slc_ir_expr *expr, uint32_t at)
{
    if (expr->op != SLC_IR_CALL)
        return expr->operands[at];
    for (uint32_t arg = 0;; arg++)
        if (expr->args[arg].expr != NULL && at-- == 0)
            return expr->args[arg].expr;
}

struct sl_str
slc_path_of(const struct slc_ir_expr *call)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].kind == SLC_PARAMETER_PATH)
            return call->args[at].literals[0].text;
    return (struct sl_str) { NULL, 0 };
}

static bool
is_column(const struct slc_secret *secret, const struct slc_ir_release *release,
          const struct slc_ir_expr *expr)
{
    return expr->op == SLC_IR_COLUMN && !secret->moment &&
           release->cells[expr->cell].column == secret->column;
}

bool
slc_reads_document(const struct slc_secret *secret, const struct slc_ir_release *release,
                   const struct slc_ir_expr *call)
{
    return is_column(secret, release, call->args[0].expr);
}

bool
slc_is_at_place(const struct slc_secret *secret, const struct slc_ir_release *release,
                const struct slc_ir_expr *call)
{
    return is_column(secret, release, call->args[0].expr) &&
           sl_str_equal(slc_path_of(call), secret->path);
}

bool
slc_is_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr)
{
    if (secret->moment)
        return expr->op == SLC_IR_COMMIT_TIME;
    if (secret->path.len == 0)
        return is_column(secret, release, expr);
    return expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON &&
           expr->function->effect == SLC_TIDIES && slc_is_at_place(secret, release, expr);
}

bool
slc_reads_source(const struct slc_secret *secret, const struct slc_ir_release *release,
                 const struct slc_ir_expr *expr)
{
    if (is_column(secret, release, expr) || slc_is_secret(secret, release, expr))
        return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (slc_reads_source(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

bool
slc_reads_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
                 const struct slc_ir_expr *expr)
{
    if (slc_is_secret(secret, release, expr))
        return true;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        if (slc_reads_secret(secret, release, slc_operand(expr, at)))
            return true;
    return false;
}

uint32_t
slc_part_column(const struct slc_secret *secret, const struct slc_secret_part *part,
                uint32_t number)
{
    return number == part->column ? secret->column : part->offset + number;
}
