#include "lowered.h"

#include "maxima.h"

const struct slc_ir_expr *
lower_expression(struct checked *ret, const char *expression)
{
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct sl_str line = sl_arena_format(arena, "derive x = %s", expression);
    const struct slc_ir *ir =
        lower_text(ret, policy_with_line(arena, line.ptr), NAMES | TYPES | LABELS);
    sl_arena_free(arena);
    return slc_ir_field_named(&ir->releases[0], SL_STR("x"))->expr;
}
