/* numbers.c - round_down. */
#include "functions.h"

#include "functions/number.h"
#include "functions/print.h"
#include "functions/round.h"
#include "record_private.h"

#include <math.h>

/* ---- round_down ----------------------------------------------------------------------------- */

enum {
    FLOAT_DIGITS = 40,      /* PostgreSQL prints at most 17 significant ones */
    LARGEST_EXPONENT = 350, /* doubles end at 308 and -324 */
    PLAIN_FLOAT_CHARS = FLOAT_DIGITS + LARGEST_EXPONENT + 4,
};

/* "1.5e-07" as its digits and -7. */
static bool
split_exponent(struct sl_str text, struct sl_digits *ret_digits, int64_t *ret_exponent)
{
    const char *end = text.ptr + text.len, *e = memchr(text.ptr, 'e', text.len);
    int64_t exponent = 0;
    for (const char *at = e != NULL ? e + 2 : end; at < end && exponent <= LARGEST_EXPONENT; at++)
        exponent = exponent * 10 + (*at - '0');
    *ret_exponent = e != NULL && e[1] == '-' ? -exponent : exponent;
    text.len = e != NULL ? (size_t)(e - text.ptr) : text.len;
    return exponent <= LARGEST_EXPONENT && sl_digits_of_text(text, ret_digits) &&
           ret_digits->whole.len + ret_digits->fraction.len <= FLOAT_DIGITS;
}

/* The number without an exponent: "0.00000015". */
static struct sl_str
print_plain(const struct sl_digits *digits, int64_t exponent, char room[PLAIN_FLOAT_CHARS])
{
    char all[FLOAT_DIGITS];
    char *to = sl_print_str(all, digits->whole);
    int64_t count = sl_print_str(to, digits->fraction) - all;
    int64_t point = (int64_t)digits->whole.len + exponent;
    int64_t before = point < 0 ? 0 : point < count ? point : count;
    to = room;
    if (digits->negative)
        *to++ = '-';
    *to++ = '0';
    to = sl_print_bytes(to, all, (size_t)before);
    for (int64_t zero = count; zero < point; zero++)
        *to++ = '0';
    if (before < count) {
        *to++ = '.';
        for (int64_t zero = point; zero < 0; zero++)
            *to++ = '0';
        to = sl_print_bytes(to, all + before, (size_t)(count - before));
    }
    return (struct sl_str) { room, (size_t)(to - room) };
}

/* A float counts as the decimal number that PostgreSQL prints for it. */
static bool
digits_of_float(const struct sl_value *value, char room[PLAIN_FLOAT_CHARS],
                struct sl_digits *ret_digits)
{
    int64_t exponent;
    struct sl_digits digits;
    return isfinite(value->number) && split_exponent(value->text, &digits, &exponent) &&
           sl_digits_of_text(print_plain(&digits, exponent, room), ret_digits);
}

struct sl_open
sl_round_down(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *to)
{
    char room[PLAIN_FLOAT_CHARS];
    struct sl_digits digits;
    struct sl_value rounded = { .state = SL_VALUE, .kind = SL_NUMERIC, .integer = 0 };
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    bool known = x.value.kind == SL_FLOAT ? digits_of_float(&x.value, room, &digits)
                                          : sl_digits_of(&x.value, room, &digits);
    if (!known || digits.class != SL_NUMBER_FINITE || to->digits < 1 ||
        !sl_round_digits_down(out, &digits, to, &rounded.text))
        return sl_missing();
    return (struct sl_open) { rounded };
}
