#include "attack/codes.h"

#include "attack/secret.h"

bool
slc_coded_by(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
             struct slc_code_told *ret)
{
    *ret = (struct slc_code_told) { .release = release, .function = expr->function };
    if (expr->op != SLC_IR_CALL || expr->function->measure != SLC_MEASURES_OPAQUE)
        return false;
    for (uint32_t at = 0; at < expr->nargs; at++) {
        const struct slc_ir_arg *arg = &expr->args[at];
        if (arg->kind == SLC_PARAMETER_KEY) {
            ret->use = &release->keys[arg->key];
        } else if (arg->expr != NULL) {
            if (arg->expr->op != SLC_IR_COLUMN || slc_operand_count(expr) > 1)
                return false;
            ret->column = release->cells[arg->expr->cell].column;
        }
    }
    return ret->use != NULL;
}

bool
slc_are_joined(const struct slc_code_told *a, const struct slc_code_told *b)
{
    return a->function == b->function && slc_same_key_use(a->use, b->use);
}

bool
slc_is_same_column(const struct slc_code_told *a, const struct slc_code_told *b)
{
    return a->release->table == b->release->table && a->column == b->column;
}

static void
add_coded(struct slc_codes *codes, const struct slc_code_told *coded)
{
    if (codes->count == codes->room) {
        codes->room = codes->room * 2 + 16;
        struct slc_code_told *more =
            SL_NEW_ARRAY(codes->ir->arena, struct slc_code_told, codes->room);
        if (codes->count > 0)
            memcpy(more, codes->coded, codes->count * sizeof *more);
        codes->coded = more;
    }
    codes->coded[codes->count++] = *coded;
}

static void
collect_codes(struct slc_codes *codes, const struct slc_ir_release *release,
              const struct slc_ir_expr *expr)
{
    struct slc_code_told coded;
    if (slc_coded_by(release, expr, &coded))
        add_coded(codes, &coded);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        collect_codes(codes, release, slc_operand(expr, at));
}

struct slc_codes
slc_codes_of(const struct slc_ir *ir, const struct slc_ir_destination *destination)
{
    struct slc_codes codes = { .ir = ir, .destination = destination };
    for (uint32_t at = 0; at < ir->nreleases; at++) {
        const struct slc_ir_release *release = &ir->releases[at];
        for (uint32_t i = 0; release->destination == destination && i < release->nfields; i++)
            collect_codes(&codes, release, release->fields[i].expr);
    }
    return codes;
}
