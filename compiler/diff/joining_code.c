#include "diff/joining_code.h"

const struct slc_ir_key_use *
slc_coding_key(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    for (uint32_t i = 0; expr->op == SLC_IR_CALL && i < expr->nargs; i++)
        if (expr->args[i].kind == SLC_PARAMETER_KEY)
            return &release->keys[expr->args[i].key];
    return NULL;
}

const struct slc_ir_key_use *
slc_joining_key(const struct slc_ir_release *release, const struct slc_ir_expr *expr)
{
    bool joins = expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_PSEUDONYMS &&
                 expr->function->bound == SLC_BOUND_NONE;
    return joins ? slc_coding_key(release, expr) : NULL;
}

static bool
has_code(const struct slc_ir_release *release, const struct slc_ir_key_use *key)
{
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_key_use *its = slc_joining_key(release, release->fields[i].expr);
        if (its != NULL && slc_same_key_use(its, key))
            return true;
    }
    return false;
}

const struct slc_ir_release *
slc_coded_release(const struct slc_ir *ir, const struct slc_ir_release *release,
                  const struct slc_ir_key_use *key, bool of_this_table)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *other = &ir->releases[i];
        bool same = sl_str_equal(other->table->schema, release->table->schema) &&
                    sl_str_equal(other->table->name, release->table->name);
        if (same == of_this_table && has_code(other, key) &&
            sl_str_equal(other->destination_name, release->destination_name))
            return other;
    }
    return NULL;
}
