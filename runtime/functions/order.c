#include "functions/order.h"

#include "functions/plain.h"
#include "record/moment.h"

static enum sl_order
order_of_sign(int sign)
{
    return sign < 0 ? SL_ORDER_BEFORE : sign > 0 ? SL_ORDER_AFTER : SL_ORDER_EQUAL;
}

static enum sl_order
order_of_integers(int64_t a, int64_t b)
{
    return order_of_sign((a > b) - (a < b));
}

static bool
is_number(const struct sl_value *value)
{
    return value->kind == SL_INTEGER || value->kind == SL_NUMERIC || value->kind == SL_FLOAT;
}

/* Exactly; a float is the decimal that PostgreSQL prints for it. */
static enum sl_order
order_of_numbers(const struct sl_value *a, const struct sl_value *b)
{
    if (a->kind == SL_INTEGER && b->kind == SL_INTEGER)
        return order_of_integers(a->integer, b->integer);
    char room_a[SL_PLAIN_ROOM], room_b[SL_PLAIN_ROOM];
    struct sl_digits digits_a, digits_b;
    return sl_plain_digits(a, room_a, &digits_a) && sl_plain_digits(b, room_b, &digits_b)
               ? order_of_sign(sl_digits_compare(&digits_a, &digits_b))
               : SL_ORDER_NONE;
}

static bool
is_moment(const struct sl_value *value)
{
    return value->kind == SL_DATE || value->kind == SL_TIMESTAMP || value->kind == SL_TIMESTAMPTZ;
}

/* A date is its midnight in UTC; one too far away for microseconds keeps its side. */
static int64_t
moment_of(const struct sl_value *value)
{
    int64_t us;
    if (value->kind != SL_DATE || value->integer == SL_TIME_BEFORE_ALL ||
        value->integer == SL_TIME_AFTER_ALL)
        return value->integer;
    if (__builtin_mul_overflow(value->integer, SL_US_PER_DAY, &us))
        us = value->integer > 0 ? SL_TIME_AFTER_ALL - 1 : SL_TIME_BEFORE_ALL + 1;
    return us;
}

static bool
is_text(const struct sl_value *value)
{
    return value->kind == SL_TEXT || value->kind == SL_UUID;
}

enum sl_order
sl_order_of(const struct sl_value *a, const struct sl_value *b)
{
    if (is_text(a) && is_text(b))
        return order_of_sign(sl_str_compare(a->text, b->text));
    if (is_number(a) && is_number(b))
        return order_of_numbers(a, b);
    if (a->kind == SL_DATE && b->kind == SL_DATE)
        return order_of_integers(a->integer, b->integer);
    if (is_moment(a) && is_moment(b))
        return order_of_integers(moment_of(a), moment_of(b));
    if (a->kind == SL_TIME && b->kind == SL_TIME)
        return order_of_integers(a->integer, b->integer);
    if (a->kind == SL_BOOLEAN && b->kind == SL_BOOLEAN)
        return order_of_integers(a->boolean, b->boolean);
    return SL_ORDER_NONE;
}

bool
sl_is_equal(const struct sl_value *a, const struct sl_value *b)
{
    /* Most are texts of different length. */
    if (is_text(a) && is_text(b))
        return sl_str_equal(a->text, b->text);
    return sl_order_of(a, b) == SL_ORDER_EQUAL;
}
