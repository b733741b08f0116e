/* eval_read.c - values as people write them in tests and in JSON lines. */
#include "eval/eval_functions.h"
#include "eval/eval_read_parts.h"
#include "eval/json_stored.h"

static bool
read_boolean(struct sl_str text, struct sl_value *value)
{
    value->boolean = sl_str_is(text, "yes") || sl_str_is(text, "true");
    return value->boolean || sl_str_is(text, "no") || sl_str_is(text, "false");
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool
read_uuid(struct sl_arena *arena, struct sl_str text, struct sl_value *value)
{
    char *lower = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++) {
        bool dash = at == 8 || at == 13 || at == 18 || at == 23;
        if (dash ? text.ptr[at] != '-' : hex_digit(text.ptr[at]) < 0)
            return false;
        lower[at] = dash ? '-' : "0123456789abcdef"[hex_digit(text.ptr[at])];
    }
    value->text = (struct sl_str) { lower, text.len };
    return text.len == 36;
}

/* PostgreSQL's hex form, or the text's own bytes. */
static bool
read_bytes(struct sl_arena *arena, struct sl_str text, struct sl_value *value)
{
    value->text = text;
    if (text.len < 2 || text.ptr[0] != '\\' || text.ptr[1] != 'x')
        return true;
    char *bytes = sl_arena_must(arena, text.len, 1);
    for (size_t at = 2; at < text.len; at += 2) {
        int high = hex_digit(text.ptr[at]);
        int low = at + 1 < text.len ? hex_digit(text.ptr[at + 1]) : -1;
        if (high < 0 || low < 0)
            return false;
        bytes[at / 2 - 1] = (char)(high * 16 + low);
    }
    value->text = (struct sl_str) { bytes, text.len / 2 - 1 };
    return true;
}

static bool
read_text(const struct slc_ir_type *type, struct sl_str text, struct sl_value *value)
{
    value->text = text;
    if (type->id != SLC_TYPE_ENUM)
        return true;
    for (uint32_t at = 0; at < type->nlabels; at++)
        if (sl_str_equal(text, type->labels[at]))
            return true;
    return false;
}

bool
slc_eval_read(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text,
              struct sl_value *ret_value)
{
    struct sl_value value = { .state = SL_VALUE, .kind = slc_type_info(type->id)->kind };
    bool valid = false;
    switch (value.kind) {
    case SL_BOOLEAN: valid = read_boolean(text, &value); break;
    case SL_INTEGER: valid = slc_read_integer(type->id, text, &value); break;
    case SL_FLOAT: valid = slc_read_float(arena, type->id, text, &value); break;
    case SL_NUMERIC: valid = slc_read_numeric(arena, type, text, &value); break;
    case SL_TEXT: valid = read_text(type, text, &value); break;
    case SL_UUID: valid = read_uuid(arena, text, &value); break;
    case SL_DATE: valid = slc_read_date(text, &value); break;
    case SL_TIME: valid = slc_read_time(text, &value); break;
    case SL_TIMESTAMP: valid = slc_read_timestamp(text, false, &value); break;
    case SL_TIMESTAMPTZ: valid = slc_read_timestamp(text, true, &value); break;
    case SL_JSON: valid = slc_json_stored(arena, text, &value.text); break;
    case SL_BYTES: valid = read_bytes(arena, text, &value); break;
    case SL_OPAQUE:
        value.text = text;
        valid = true;
        break;
    }
    *ret_value = value;
    return valid;
}
