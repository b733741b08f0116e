#include "eval_functions.h"

#include "calendar.h"

#include <openssl/hmac.h>

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

struct sl_value
slc_eval_present(const struct slc_call *call)
{
    struct sl_value value = call->values[0];
    bool held =
        value.state == SL_VALUE && !(value.kind == SL_TEXT && slc_trimmed(value.text).len == 0);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_BOOLEAN, .boolean = held };
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
slc_eval_band(const struct slc_call *call)
{
    const struct slc_ir_arg *edges = arg_of(call, 1);
    struct sl_arena *arena = call->evaluation->arena;
    struct sl_value value = call->values[0];
    uint32_t above = 0;
    if (value.kind != SL_INTEGER && is_nan_value(value))
        return slc_missing_value(SL_TEXT);
    while (above < edges->nliterals &&
           slc_eval_order(value, slc_literal_value(&edges->literals[above])) >= 0)
        above++;
    if (above == 0)
        return slc_text_value(sl_arena_format(arena, "<%.*s", SL_FMT(edges->literals[0].text)));
    struct sl_str lower = edges->literals[above - 1].text;
    if (above == edges->nliterals)
        return slc_text_value(sl_arena_format(arena, "%.*s..", SL_FMT(lower)));
    return slc_text_value(
        sl_arena_format(arena, "%.*s..%.*s", SL_FMT(lower), SL_FMT(edges->literals[above].text)));
}

/* ---- dates ----------------------------------------------------------------------------------- */

struct sl_value
slc_eval_year(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_INTEGER);
    return (struct sl_value) { .state = SL_VALUE,
                               .kind = SL_INTEGER,
                               .integer = sl_civil_of_days(day).year };
}

struct sl_value
slc_eval_month(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_TEXT);
    struct sl_civil date = sl_civil_of_days(day);
    return slc_text_value(
        sl_arena_format(call->evaluation->arena, "%04d-%02d", (int)date.year, date.month));
}

struct sl_value
slc_eval_day(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_DATE);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_DATE, .integer = day };
}

/* Whole months from one day to a later one. */
static int64_t
months_forward(struct sl_civil from, struct sl_civil to)
{
    return (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day);
}

struct sl_value
slc_eval_months_between(const struct slc_call *call)
{
    int64_t a, b;
    if (!slc_day_of(call->values[0], &a) || !slc_day_of(call->values[1], &b))
        return slc_missing_value(SL_INTEGER);
    struct sl_civil from = sl_civil_of_days(a), to = sl_civil_of_days(b);
    int64_t months = a <= b ? months_forward(from, to) : -months_forward(to, from);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = months };
}

struct sl_value
slc_eval_age_band(const struct slc_call *call)
{
    enum { TOP_AGE = 90 };
    struct sl_arena *arena = call->evaluation->arena;
    int64_t born, at, width = arg_of(call, 2)->literals[0].digits;
    if (!slc_day_of(call->values[0], &born) || !slc_day_of(call->values[1], &at) || born > at)
        return slc_missing_value(SL_TEXT);
    int64_t age = months_forward(sl_civil_of_days(born), sl_civil_of_days(at)) / 12;
    long long low = age / width * width, top = TOP_AGE / width * width;
    if (low >= top)
        return slc_text_value(sl_arena_format(arena, "%lld+", top));
    return slc_text_value(sl_arena_format(arena, "%lld-%lld", low, low + (long long)width - 1));
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

/* ---- pseudonyms ------------------------------------------------------------------------------ */

static struct sl_str
without_trailing_zeros(struct sl_str digits)
{
    if (memchr(digits.ptr, '.', digits.len) == NULL)
        return digits;
    while (digits.ptr[digits.len - 1] == '0')
        digits.len--;
    digits.len -= digits.ptr[digits.len - 1] == '.';
    return digits;
}

/* As in released JSON, without the quotes. */
static struct sl_str
time_text(struct sl_arena *arena, struct sl_value value)
{
    struct sl_buf json;
    sl_buf_init(&json, 100);
    slc_eval_json(&json, value);
    struct sl_str text = sl_arena_copy(arena, sl_buf_str(&json));
    sl_buf_done(&json);
    return (struct sl_str) { text.ptr + 1, text.len - 2 };
}

/* The bytes that stand for a value: equal values of an integer type give equal bytes. */
static struct sl_str
canonical_bytes(struct sl_arena *arena, struct sl_value value)
{
    if (value.kind == SL_INTEGER)
        return slc_digits_text(arena, value);
    if (value.kind == SL_NUMERIC)
        return without_trailing_zeros(value.text);
    if (value.kind == SL_TIMESTAMP || value.kind == SL_TIMESTAMPTZ)
        return time_text(arena, value);
    return value.text;
}

/* Times outside the years 0001-9999 have none. */
static bool
has_json_form(struct sl_value value)
{
    int64_t day;
    bool time = value.kind == SL_TIMESTAMP || value.kind == SL_TIMESTAMPTZ;
    return !time || slc_day_of(value, &day);
}

static void
add_part(struct sl_buf *message, struct sl_str part)
{
    sl_buf_add_str(message, part);
    sl_buf_add_byte(message, '\0');
}

struct sl_value
slc_eval_pseudonym(const struct slc_call *call)
{
    const struct slc_evaluation *evaluation = call->evaluation;
    const struct slc_ir_release *release = evaluation->release;
    uint32_t slot = arg_of(call, 1)->key;
    struct sl_str key = evaluation->keys[slot].bytes;
    enum slc_type_id type = arg_of(call, 0)->expr->type.id;
    unsigned char mac[EVP_MAX_MD_SIZE];
    char hex[33];
    struct sl_buf message;
    if (!has_json_form(call->values[0]))
        return slc_missing_value(SL_TEXT);
    sl_buf_init(&message, SIZE_MAX / 2);
    add_part(&message, SL_STR("sluice/1"));
    add_part(&message, release->keys[slot]->name);
    add_part(&message, release->destination_name);
    add_part(&message, sl_str_of(slc_type_info(type)->pseudonym_tag));
    sl_buf_add_str(&message, canonical_bytes(evaluation->arena, call->values[0]));
    HMAC(EVP_sha256(), key.ptr, (int)key.len, (const unsigned char *)message.bytes, message.len,
         mac, NULL);
    sl_buf_done(&message);
    sl_hex(mac, 16, hex);
    return slc_text_value(sl_arena_copy(evaluation->arena, sl_str_of(hex)));
}

struct slc_key_bytes
slc_test_key(struct sl_arena *arena, struct sl_str name)
{
    uint8_t digest[SL_SHA256_BYTES];
    sl_sha256(sl_arena_format(arena, "sluice test key %.*s", SL_FMT(name)), digest);
    return (struct slc_key_bytes) { sl_arena_copy(
        arena, (struct sl_str) { (const char *)digest, sizeof digest }) };
}
