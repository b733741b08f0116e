#include "functions/plain.h"

#include "record/print.h"

#include <math.h>
#include <string.h>

/* "1.5e-07" as its digits and -7. */
static bool
split_exponent(struct sl_str text, struct sl_digits *ret_digits, int64_t *ret_exponent)
{
    const char *end = text.ptr + text.len, *e = memchr(text.ptr, 'e', text.len);
    int64_t exponent = 0;
    for (const char *at = e != NULL ? e + 2 : end; at < end && exponent <= SL_LARGEST_EXPONENT;
         at++)
        exponent = exponent * 10 + (*at - '0');
    *ret_exponent = e != NULL && e[1] == '-' ? -exponent : exponent;
    text.len = e != NULL ? (size_t)(e - text.ptr) : text.len;
    return exponent <= SL_LARGEST_EXPONENT && sl_digits_of_text(text, ret_digits) &&
           ret_digits->whole.len + ret_digits->fraction.len <= SL_FLOAT_DIGITS;
}

/* The number without an exponent: "0.00000015". */
static struct sl_str
print_plain(const struct sl_digits *digits, int64_t exponent, char room[SL_PLAIN_ROOM])
{
    char all[SL_FLOAT_DIGITS];
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

static enum sl_number_class
class_of_float(double number)
{
    if (isnan(number))
        return SL_NUMBER_NAN;
    return number > 0 ? SL_NUMBER_ABOVE_ALL : SL_NUMBER_BELOW_ALL;
}

bool
sl_plain_digits(const struct sl_value *value, char room[SL_PLAIN_ROOM],
                struct sl_digits *ret_digits)
{
    int64_t exponent;
    struct sl_digits digits;
    if (value->kind != SL_FLOAT)
        return sl_digits_of(value, room, ret_digits);
    if (!isfinite(value->number)) {
        *ret_digits = (struct sl_digits) { .class = class_of_float(value->number) };
        return true;
    }
    return split_exponent(value->text, &digits, &exponent) &&
           sl_digits_of_text(print_plain(&digits, exponent, room), ret_digits);
}
