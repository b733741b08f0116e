/* eval_categories.c - bands and lists. */
#include "eval/eval_functions.h"

static const struct slc_ir_arg *
arg_of(const struct slc_call *call, uint32_t at)
{
    return &call->expr->args[at];
}

/* ---- lists ----------------------------------------------------------------------------------- */

static int
place_in(const struct slc_ir_arg *list, struct sl_value value)
{
    for (uint32_t at = 0; at < list->nliterals; at++)
        if (slc_eval_order(value, slc_literal_value(&list->literals[at])) == 0)
            return (int)at;
    return -1;
}

struct sl_value
slc_eval_one_of(const struct slc_call *call)
{
    int place = place_in(arg_of(call, 1), call->values[0]);
    if (place < 0)
        return slc_missing_value(call->values[0].kind);
    return slc_literal_value(&arg_of(call, 1)->literals[place]);
}

struct sl_value
slc_eval_group(const struct slc_call *call)
{
    int place = place_in(arg_of(call, 1), call->values[0]);
    if (place < 0)
        return slc_missing_value(SL_TEXT);
    return slc_text_value(arg_of(call, 2)->literals[place].text);
}

/* ---- bands ----------------------------------------------------------------------------------- */

static bool
is_nan_value(struct sl_value value)
{
    return value.kind == SL_FLOAT ? value.number != value.number : sl_str_is(value.text, "NaN");
}

struct sl_value
slc_band_above(const struct slc_call *call, uint32_t above, const struct slc_ir_arg *edges)
{
    struct sl_arena *arena = call->evaluation->arena;
    if (above == 0)
        return slc_text_value(sl_arena_format(arena, "<%.*s", SL_FMT(edges->literals[0].text)));
    struct sl_str lower = edges->literals[above - 1].text;
    if (above == edges->nliterals)
        return slc_text_value(sl_arena_format(arena, "%.*s..", SL_FMT(lower)));
    return slc_text_value(
        sl_arena_format(arena, "%.*s..%.*s", SL_FMT(lower), SL_FMT(edges->literals[above].text)));
}

struct sl_value
slc_band_value(const struct slc_call *call, struct sl_value value, const struct slc_ir_arg *edges)
{
    uint32_t above = 0;
    while (above < edges->nliterals &&
           slc_eval_order(value, slc_literal_value(&edges->literals[above])) >= 0)
        above++;
    return slc_band_above(call, above, edges);
}

struct sl_value
slc_eval_band(const struct slc_call *call)
{
    struct sl_value value = call->values[0];
    if (value.kind != SL_INTEGER && is_nan_value(value))
        return slc_missing_value(SL_TEXT);
    return slc_band_value(call, value, arg_of(call, 1));
}
