/* eval_numbers.c - clamp, sign, magnitude, percent_band. */
#include "eval/eval_functions.h"

static struct sl_value
numeric_value(struct sl_str text)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_NUMERIC, .text = text };
}

/* A number as numeric, a float by the digits that PostgreSQL prints, with one zero before a point. */
static struct sl_value
as_numeric(const struct slc_call *call, struct sl_value number)
{
    struct sl_str text = slc_digits_text(call->evaluation->arena, number);
    bool negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = negative;
    while (number.kind == SL_FLOAT && at + 1 < text.len && text.ptr[at] == '0' &&
           text.ptr[at + 1] != '.')
        at++;
    bool zero = number.kind == SL_FLOAT && number.number == 0;
    return numeric_value(sl_arena_format(call->evaluation->arena, "%s%.*s",
                                         negative && !zero ? "-" : "", (int)(text.len - at),
                                         text.ptr + at));
}

static bool
is_nan_text(struct sl_value number)
{
    return sl_str_is(number.text, "NaN");
}

static int
order_to_zero(struct sl_value number)
{
    return slc_eval_order(number, numeric_value(SL_STR("0")));
}

struct sl_value
slc_eval_clamp(const struct slc_call *call)
{
    struct sl_value number = as_numeric(call, call->values[0]);
    struct sl_value low = numeric_value(call->expr->args[1].literals[0].text);
    struct sl_value high = numeric_value(call->expr->args[2].literals[0].text);
    if (is_nan_text(number))
        return slc_missing_value(SL_NUMERIC);
    if (slc_eval_order(number, low) <= 0)
        return low;
    return slc_eval_order(number, high) >= 0 ? high : number;
}

struct sl_value
slc_eval_sign(const struct slc_call *call)
{
    struct sl_value number = as_numeric(call, call->values[0]);
    if (is_nan_text(number))
        return slc_missing_value(SL_TEXT);
    int order = order_to_zero(number);
    return slc_text_value(order < 0 ? SL_STR("-") : order > 0 ? SL_STR("+") : SL_STR("0"));
}

/* Counts from the first digit that is not 0 to the point. */
struct sl_value
slc_eval_magnitude(const struct slc_call *call)
{
    struct sl_value number = as_numeric(call, call->values[0]);
    struct sl_str text = number.text;
    if (!slc_is_finite(number.text) || order_to_zero(number) == 0)
        return slc_missing_value(SL_INTEGER);
    size_t first = 0, point = 0;
    while (text.ptr[first] < '1' || text.ptr[first] > '9')
        first++;
    while (point < text.len && text.ptr[point] != '.')
        point++;
    int64_t power = (int64_t)point - (int64_t)first - (point > first);
    if (power > INT16_MAX)
        return slc_missing_value(SL_INTEGER);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = power };
}

/* ---- percent_band ---------------------------------------------------------------------------- */

/* The digits of both without signs and points, multiplied as on paper. */
static struct sl_value
product_of(struct sl_arena *arena, struct sl_value a, struct sl_value b)
{
    struct sl_value factors[] = { a, b };
    struct sl_str plain[2];
    size_t scale = 0;
    bool negative = false;
    for (int at = 0; at < 2; at++) {
        char *digits = sl_arena_must(arena, factors[at].text.len + 1, 1);
        size_t count = 0;
        const char *point = memchr(factors[at].text.ptr, '.', factors[at].text.len);
        for (size_t c = 0; c < factors[at].text.len; c++)
            if (factors[at].text.ptr[c] >= '0' && factors[at].text.ptr[c] <= '9')
                digits[count++] = factors[at].text.ptr[c];
        plain[at] = (struct sl_str) { digits, count };
        scale +=
            point == NULL ? 0 : (size_t)(factors[at].text.ptr + factors[at].text.len - point) - 1;
        negative = negative != (factors[at].text.ptr[0] == '-');
    }
    size_t len = plain[0].len + plain[1].len;
    uint32_t *sums = SL_NEW_ARRAY(arena, uint32_t, len + 1);
    for (size_t i = 0; i < plain[0].len; i++)
        for (size_t j = 0; j < plain[1].len; j++)
            sums[i + j + 1] +=
                (uint32_t)(plain[0].ptr[i] - '0') * (uint32_t)(plain[1].ptr[j] - '0');
    char *product = sl_arena_must(arena, len + 1, 1);
    for (size_t at = len; at-- > 0;) {
        product[at] = (char)('0' + sums[at] % 10);
        if (at > 0)
            sums[at - 1] += sums[at] / 10;
    }
    return numeric_value(sl_arena_format(arena, "%s%.*s%s%.*s", negative ? "-" : "",
                                         (int)(len - scale), product, scale > 0 ? "." : "",
                                         (int)scale, product + (len - scale)));
}

struct sl_value
slc_eval_percent_band(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    const struct slc_ir_arg *edges = &call->expr->args[2];
    struct sl_value part = as_numeric(call, call->values[0]);
    struct sl_value whole = as_numeric(call, call->values[1]);
    if (!slc_is_finite(part.text) || !slc_is_finite(whole.text) || order_to_zero(whole) == 0)
        return slc_missing_value(SL_TEXT);
    int side = order_to_zero(whole);
    struct sl_value share = product_of(arena, part, numeric_value(SL_STR("100")));
    uint32_t above = 0;
    while (above < edges->nliterals &&
           slc_eval_order(share,
                          product_of(arena, whole, numeric_value(edges->literals[above].text))) *
                   side >=
               0)
        above++;
    return slc_band_above(call, above, edges);
}
