#include "eval/eval_functions.h"

static slc_eval_function *const functions[SLC_NFUNCTIONS] = {
#define SLC_FUNCTION(name, ...) [SLC_FUNCTION_##name] = slc_eval_##name,
#include "functions.def"
#undef SLC_FUNCTION
};

struct sl_value
slc_eval_call(const struct slc_evaluation *evaluation, const struct slc_ir_expr *expr)
{
    enum sl_kind kind = slc_type_info(expr->type.id)->kind;
    struct sl_value *values = SL_NEW_ARRAY(evaluation->arena, struct sl_value, expr->nargs + 1);
    bool missing = false, unchanged = false;
    for (uint32_t at = 0; at < expr->nargs; at++) {
        const struct slc_ir_arg *arg = &expr->args[at];
        if (arg->expr == NULL)
            continue;
        values[at] = slc_eval(evaluation, arg->expr);
        missing = missing || values[at].state == SL_MISSING;
        unchanged = unchanged || values[at].state == SL_UNCHANGED;
    }
    if (unchanged)
        return slc_unchanged_value(kind);
    if (missing && !expr->function->never_missing)
        return slc_missing_value(kind);
    const struct slc_call call = { evaluation, expr, values };
    return functions[expr->function->id](&call);
}
