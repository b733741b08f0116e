/* eval_presence.c - whether and how many values there are, and whether two are the same. */
#include "eval/eval_functions.h"

static bool
is_present(struct sl_value value)
{
    return value.state == SL_VALUE && !(value.kind == SL_TEXT && slc_trimmed(value.text).len == 0);
}

struct sl_value
slc_eval_present(const struct slc_call *call)
{
    return slc_boolean_value(is_present(call->values[0]));
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
    return slc_boolean_value(slc_eval_order(call->values[0], call->values[1]) == 0);
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
