/* numbers.c - round_down, round_to, clamp, sign, magnitude. Numbers are exact decimals of any length. */
#include "abi/functions.h"

#include "functions/plain.h"
#include "functions/round.h"
#include "record/print.h"
#include "record/record_private.h"

static struct sl_open
numeric_of(struct sl_str text)
{
    return (struct sl_open) { { .state = SL_VALUE, .kind = SL_NUMERIC, .text = text } };
}

/* ---- rounding ------------------------------------------------------------------------------- */

typedef bool round_digits(struct sl_record *record, const struct sl_digits *digits,
                          const struct sl_decimal *to, struct sl_str *ret_text);

static struct sl_open
rounded(struct sl_record *out, const struct sl_value *x, const struct sl_decimal *to,
        round_digits *round)
{
    char room[SL_PLAIN_ROOM];
    struct sl_digits digits;
    struct sl_str text;
    if (x->state != SL_VALUE)
        return sl_without_value(x);
    if (!sl_plain_digits(x, room, &digits) || digits.class != SL_NUMBER_FINITE || to->digits < 1 ||
        !round(out, &digits, to, &text))
        return sl_missing();
    return numeric_of(text);
}

struct sl_open
sl_round_down(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *to)
{
    return rounded(out, &x.value, to, sl_round_digits_down);
}

struct sl_open
sl_round_to(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *to)
{
    return rounded(out, &x.value, to, sl_round_digits_near);
}

/* ---- clamp ---------------------------------------------------------------------------------- */

/* Whether the number stands on this side of the limit (below it: -1), or at it. */
static bool
is_beyond(const struct sl_digits *digits, const struct sl_decimal *limit, int side)
{
    struct sl_digits edge;
    return sl_digits_of_text(sl_str_of(limit->spelled), &edge) &&
           sl_digits_compare(digits, &edge) * side >= 0;
}

/* The number between the limits: exact numbers as they are, floats in scratch memory. */
static struct sl_open
unclamped(struct sl_record *out, const struct sl_value *x, const struct sl_digits *digits)
{
    size_t len = digits->whole.len + digits->fraction.len + 3;
    if (x->kind != SL_FLOAT)
        return (struct sl_open) { *x };
    char *text = sl_record_scratch(out, len);
    if (text == NULL)
        return sl_missing();
    char *to = text;
    if (digits->negative)
        *to++ = '-';
    if (digits->whole.len == 0)
        *to++ = '0';
    to = sl_print_str(to, digits->whole);
    if (digits->fraction.len > 0)
        *to++ = '.';
    to = sl_print_str(to, digits->fraction);
    return numeric_of((struct sl_str) { text, (size_t)(to - text) });
}

struct sl_open
sl_clamp(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *low,
         const struct sl_decimal *high)
{
    char room[SL_PLAIN_ROOM];
    struct sl_digits digits;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!sl_plain_digits(&x.value, room, &digits) || digits.class == SL_NUMBER_NAN)
        return sl_missing();
    if (is_beyond(&digits, low, -1))
        return numeric_of(sl_str_of(low->spelled));
    if (is_beyond(&digits, high, 1))
        return numeric_of(sl_str_of(high->spelled));
    return unclamped(out, &x.value, &digits);
}

/* ---- sign, magnitude ------------------------------------------------------------------------ */

static bool
is_zero(const struct sl_digits *digits)
{
    return digits->class == SL_NUMBER_FINITE && digits->whole.len == 0 && digits->fraction.len == 0;
}

struct sl_open
sl_sign(struct sl_record *out, struct sl_sealed x)
{
    char room[SL_PLAIN_ROOM];
    struct sl_digits digits;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!sl_plain_digits(&x.value, room, &digits) || digits.class == SL_NUMBER_NAN)
        return sl_missing();
    if (is_zero(&digits))
        return sl_text("0");
    return sl_text(digits.negative || digits.class == SL_NUMBER_BELOW_ALL ? "-" : "+");
}

struct sl_open
sl_magnitude(struct sl_record *out, struct sl_sealed x)
{
    char room[SL_PLAIN_ROOM];
    struct sl_digits digits;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!sl_plain_digits(&x.value, room, &digits) || digits.class != SL_NUMBER_FINITE ||
        is_zero(&digits) || digits.whole.len > (size_t)INT16_MAX + 1)
        return sl_missing();
    if (digits.whole.len > 0)
        return sl_integer((int64_t)digits.whole.len - 1);
    int64_t zeros = 0;
    while (digits.fraction.ptr[zeros] == '0')
        zeros++;
    return sl_integer(-zeros - 1);
}
