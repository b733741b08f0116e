#include "eval/eval_functions.h"

struct sl_value
slc_text_value(struct sl_str text)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_TEXT, .text = text };
}

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

static const struct slc_ir_arg *
arg_of(const struct slc_call *call, uint32_t at)
{
    return &call->expr->args[at];
}

/* ---- presence -------------------------------------------------------------------------------- */

static bool
is_present(struct sl_value value)
{
    return value.state == SL_VALUE && !(value.kind == SL_TEXT && slc_trimmed(value.text).len == 0);
}

struct sl_value
slc_eval_present(const struct slc_call *call)
{
    return (struct sl_value) { .state = SL_VALUE,
                               .kind = SL_BOOLEAN,
                               .boolean = is_present(call->values[0]) };
}

struct sl_value
slc_eval_count_present(const struct slc_call *call)
{
    struct sl_value count = { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 0 };
    for (uint32_t at = 0; at < call->expr->nargs; at++)
        count.integer += is_present(call->values[at]);
    return count;
}

struct sl_value
slc_eval_same(const struct slc_call *call)
{
    return (struct sl_value) { .state = SL_VALUE,
                               .kind = SL_BOOLEAN,
                               .boolean = slc_eval_order(call->values[0], call->values[1]) == 0 };
}

/* Commas and braces count, but not those between quotes or behind backslashes: each item but the first
 * of its braces follows a comma, and what is between braces is an array itself. */
struct sl_value
slc_eval_count_items(const struct slc_call *call)
{
    struct sl_str text = call->values[0].text;
    struct sl_value items = { .state = SL_VALUE, .kind = SL_INTEGER, .integer = 0 };
    const char *open = text.len > 0 ? memchr(text.ptr, '{', text.len) : NULL;
    if (open == NULL || (open > text.ptr && (text.ptr[0] != '[' || open[-1] != '=')))
        return slc_missing_value(SL_INTEGER);
    bool quoted = false, item = false;
    int depth = 0;
    for (const char *at = open; at < text.ptr + text.len; at++) {
        bool structure = !quoted && (*at == '{' || *at == '}' || *at == ',' || *at == ';');
        if (!structure && !item)
            items.integer++;
        item = !structure;
        if (*at == '\\')
            at++;
        else if (*at == '"')
            quoted = !quoted;
        else if (structure)
            depth += *at == '{' ? 1 : *at == '}' ? -1 : 0;
    }
    return depth == 0 && !quoted ? items : slc_missing_value(SL_INTEGER);
}

/* ---- categories ------------------------------------------------------------------------------ */

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

/* ---- numbers --------------------------------------------------------------------------------- */

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

/* ---- text ------------------------------------------------------------------------------------ */

struct sl_value
slc_eval_lower(const struct slc_call *call)
{
    return slc_text_value(slc_lowered(call->evaluation->arena, call->values[0].text));
}

struct sl_value
slc_eval_trim(const struct slc_call *call)
{
    return slc_text_value(slc_trimmed(call->values[0].text));
}
