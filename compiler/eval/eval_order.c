/* eval_order.c - comparing values: numbers exactly, floats as what PostgreSQL prints, the rest by
 * bytes. */
#include "eval/eval_functions.h"

#include "maxima.h"

#include <stdio.h>
#include <stdlib.h>

static const int64_t microseconds_per_day = INT64_C(86400) * 1000000;

/* A decimal number without zeros that say nothing. */
struct digits {
    int sign; /* -1, 0, 1 */
    struct sl_str whole, fraction;
};

static struct digits
digits_of(struct sl_str text)
{
    struct digits digits = { .sign = 1 };
    size_t at = 0;
    if (text.len > 0 && text.ptr[0] == '-') {
        digits.sign = -1;
        at++;
    }
    while (at < text.len && text.ptr[at] == '0')
        at++;
    size_t point = at;
    while (point < text.len && text.ptr[point] != '.')
        point++;
    size_t end = text.len;
    while (end > point + 1 && text.ptr[end - 1] == '0')
        end--;
    digits.whole = (struct sl_str) { text.ptr + at, point - at };
    if (end > point + 1)
        digits.fraction = (struct sl_str) { text.ptr + point + 1, end - point - 1 };
    if (digits.whole.len == 0 && digits.fraction.len == 0)
        digits.sign = 0;
    return digits;
}

static int
order_of_digits(struct sl_str a_text, struct sl_str b_text)
{
    struct digits a = digits_of(a_text), b = digits_of(b_text);
    int order;
    if (a.sign != b.sign)
        return a.sign < b.sign ? -1 : 1;
    if (a.whole.len != b.whole.len)
        order = a.whole.len < b.whole.len ? -1 : 1;
    else if ((order = sl_str_compare(a.whole, b.whole)) == 0)
        order = sl_str_compare(a.fraction, b.fraction);
    return a.sign < 0 ? -order : order;
}

/* PostgreSQL's places for what is no finite number: -Infinity, numbers, Infinity, NaN. */
static int
rank_of(struct sl_str text)
{
    return sl_str_is(text, "-Infinity")  ? 0
           : sl_str_is(text, "Infinity") ? 2
           : sl_str_is(text, "NaN")      ? 3
                                         : 1;
}

static int
order_of_numerics(struct sl_str a, struct sl_str b)
{
    int a_rank = rank_of(a), b_rank = rank_of(b);
    if (a_rank != b_rank || a_rank != 1)
        return (a_rank > b_rank) - (a_rank < b_rank);
    return order_of_digits(a, b);
}

/* "1.5e-07" -> "0.00000015" */
static void
add_without_exponent(struct sl_buf *out, struct sl_str text)
{
    const char *e = memchr(text.ptr, 'e', text.len);
    char digits[40], power[8];
    int64_t count = 0;
    if (e == NULL) {
        sl_buf_add_str(out, text);
        return;
    }
    (void)snprintf(power, sizeof power, "%.*s", (int)(text.ptr + text.len - e) - 1, e + 1);
    int64_t point = 1 + strtol(power, NULL, 10); /* one digit before the point */
    bool negative = text.ptr[0] == '-';
    for (const char *at = text.ptr + negative; at < e && count < (int64_t)sizeof digits; at++)
        if (*at != '.')
            digits[count++] = *at;
    sl_buf_add_str(out, negative ? SL_STR("-0") : SL_STR("0"));
    for (int64_t at = point < 0 ? point : 0; at < count || at < point; at++) {
        if (at == point)
            sl_buf_add_byte(out, '.');
        sl_buf_add_byte(out, at >= 0 && at < count ? digits[at] : '0');
    }
}

/* A number's digits; those of an integer or a float stand in `room`, which the caller lets go. */
static struct sl_str
digits_text(struct sl_value number, struct sl_buf *room)
{
    sl_buf_init(room, SL_MIB);
    if (number.kind == SL_NUMERIC)
        return number.text;
    if (number.kind == SL_INTEGER)
        sl_buf_printf(room, "%lld", (long long)number.integer);
    else
        add_without_exponent(room, number.text);
    return sl_buf_str(room);
}

struct sl_str
slc_digits_text(struct sl_arena *arena, struct sl_value number)
{
    struct sl_buf room;
    struct sl_str text = sl_arena_copy(arena, digits_text(number, &room));
    sl_buf_done(&room);
    return text;
}

static int
order_of_numbers(struct sl_value a, struct sl_value b)
{
    struct sl_buf a_room, b_room;
    struct sl_str a_text = digits_text(a, &a_room), b_text = digits_text(b, &b_room);
    int order = order_of_numerics(a_text, b_text);
    sl_buf_done(&a_room);
    sl_buf_done(&b_room);
    return order;
}

/* A date beside a time is its midnight; the two ends of time stay where they are. */
static int64_t
microseconds_of(struct sl_value value)
{
    if (value.kind != SL_DATE || value.integer == SL_TIME_BEFORE_ALL ||
        value.integer == SL_TIME_AFTER_ALL)
        return value.integer;
    return value.integer * microseconds_per_day;
}

bool
slc_day_of(struct sl_value value, int64_t *ret_days)
{
    const int64_t first = -719162, last = 2932896; /* 0001-01-01, 9999-12-31 */
    int64_t day = value.integer;
    if (value.kind != SL_DATE)
        day = day / microseconds_per_day - (day % microseconds_per_day < 0);
    *ret_days = day;
    return day >= first && day <= last;
}

int
slc_eval_order(struct sl_value a, struct sl_value b)
{
    switch (a.kind) {
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC: return order_of_numbers(a, b);
    case SL_DATE:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
    case SL_TIME: {
        bool days = a.kind == SL_DATE && b.kind == SL_DATE;
        int64_t left = days ? a.integer : microseconds_of(a);
        int64_t right = days ? b.integer : microseconds_of(b);
        return (left > right) - (left < right);
    }
    case SL_BOOLEAN: return a.boolean - b.boolean;
    case SL_TEXT:
    case SL_UUID:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: break;
    }
    return sl_str_compare(a.text, b.text);
}
