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

/* ---- which codes are of what ----------------------------------------------------------------- */

bool
slc_same_table(const struct slc_ir_table *a, const struct slc_ir_table *b)
{
    return sl_str_equal(a->schema, b->schema) && sl_str_equal(a->name, b->name);
}

bool
slc_same_columns(const struct slc_coded_field *a, const struct slc_coded_field *b)
{
    bool same = slc_same_table(a->release->table, b->release->table) &&
                a->field->ncells == b->field->ncells;
    for (uint32_t i = 0; same && i < a->field->ncells; i++)
        same = sl_str_equal(slc_ir_cell_column(a->release, a->field->cells[i])->name,
                            slc_ir_cell_column(b->release, b->field->cells[i])->name);
    return same;
}

static bool
are_equal(const struct slc_coded_field *a, const struct slc_coded_field *b)
{
    const struct slc_ir_key_use *use = slc_joining_key(a->release, a->field->expr);
    return use != NULL && !slc_same_columns(a, b) &&
           slc_same_key_use(use, slc_joining_key(b->release, b->field->expr));
}

/* The n-th code at the destination for which the two are what is asked. */
static bool
find_code(const struct slc_ir *ir, const struct slc_coded_field *code, uint32_t n,
          bool (*fits)(const struct slc_coded_field *, const struct slc_coded_field *),
          struct slc_coded_field *ret_code)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *release = &ir->releases[i];
        if (!sl_str_equal(release->destination_name, code->release->destination_name))
            continue;
        for (uint32_t at = 0; at < release->nfields; at++) {
            *ret_code = (struct slc_coded_field) { release, &release->fields[at] };
            if (slc_joining_key(release, ret_code->field->expr) != NULL && fits(code, ret_code) &&
                n-- == 0)
                return true;
        }
    }
    return false;
}

bool
slc_equal_code(const struct slc_ir *ir, const struct slc_coded_field *code, uint32_t n,
               struct slc_coded_field *ret_code)
{
    return find_code(ir, code, n, are_equal, ret_code);
}

bool
slc_code_of_columns(const struct slc_ir *ir, const struct slc_coded_field *code, uint32_t n,
                    struct slc_coded_field *ret_code)
{
    return find_code(ir, code, n, slc_same_columns, ret_code);
}
