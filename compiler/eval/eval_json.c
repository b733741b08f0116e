/* eval_json.c - leaves of JSON documents, which are as jsonb holds them (json_stored.h). */
#include "eval/eval_functions.h"
#include "eval/json_reader.h"

/* What stands at the call's path; empty where there is nothing. */
static struct sl_str
leaf_of(const struct slc_call *call)
{
    return slc_json_leaf(call->evaluation->arena, call->values[0].text,
                         call->expr->args[1].literals[0].text);
}

struct sl_value
slc_eval_json_text(const struct slc_call *call)
{
    struct sl_str leaf = leaf_of(call), text;
    if (leaf.len == 0 || !slc_json_read_string(call->evaluation->arena, leaf, &text))
        return slc_missing_value(SL_TEXT);
    return slc_text_value(text);
}

struct sl_value
slc_eval_json_number(const struct slc_call *call)
{
    struct sl_str leaf = leaf_of(call);
    if (leaf.len == 0 || memchr("-0123456789", leaf.ptr[0], 11) == NULL)
        return slc_missing_value(SL_NUMERIC);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_NUMERIC, .text = leaf };
}

struct sl_value
slc_eval_json_bool(const struct slc_call *call)
{
    struct sl_str leaf = leaf_of(call);
    if (!sl_str_is(leaf, "true") && !sl_str_is(leaf, "false"))
        return slc_missing_value(SL_BOOLEAN);
    return slc_boolean_value(sl_str_is(leaf, "true"));
}

struct sl_value
slc_eval_json_has(const struct slc_call *call)
{
    struct sl_str leaf = leaf_of(call);
    return slc_boolean_value(leaf.len > 0 && !sl_str_is(leaf, "null"));
}
