/* round.c - with `to` = step / 10^scale, the number counts in units of 1 / 10^scale: cut to whole
 * units first (a multiple of `to` is a whole number of units, so nothing is lost), take the
 * remainder by `step` digit by digit, and subtract it. Below zero, work on the magnitude and go
 * away from zero. */
#include "functions/round.h"

#include "functions/print.h"
#include "record_private.h"

/* A remainder below 2^63, ten times that, and a digit. */
__extension__ typedef unsigned __int128 wide;

static uint64_t
remainder_of(const char *digits, size_t len, uint64_t step)
{
    uint64_t remainder = 0;
    for (size_t at = 0; at < len; at++)
        remainder = (uint64_t)(((wide)remainder * 10 + (wide)(digits[at] - '0')) % step);
    return remainder;
}

/* digits -= amount; never below zero. */
static void
subtract(char *digits, size_t len, uint64_t amount)
{
    uint64_t borrow = 0;
    for (size_t at = len; at > 0 && (amount > 0 || borrow > 0); at--) {
        uint64_t digit = (uint64_t)(digits[at - 1] - '0') + 10 - amount % 10 - borrow;
        digits[at - 1] = (char)('0' + digit % 10);
        borrow = digit < 10;
        amount /= 10;
    }
}

/* digits += amount; the first digits have room for the carry. */
static void
add(char *digits, size_t len, uint64_t amount)
{
    uint64_t carry = 0;
    for (size_t at = len; at > 0 && (amount > 0 || carry > 0); at--) {
        uint64_t digit = (uint64_t)(digits[at - 1] - '0') + amount % 10 + carry;
        digits[at - 1] = (char)('0' + digit % 10);
        carry = digit / 10;
        amount /= 10;
    }
}

/* Whole units: the digits before the point, and `scale` behind it, with zeros where there are
 * none. True when digits were cut off. */
static bool
print_units(char *units, const struct sl_digits *digits, size_t scale)
{
    struct sl_str fraction = digits->fraction;
    bool cut = fraction.len > scale;
    if (cut)
        fraction.len = scale;
    char *to = sl_print_str(units, digits->whole);
    to = sl_print_str(to, fraction);
    memset(to, '0', scale - fraction.len);
    return cut;
}

/* "-" and the units with their point, no zeros in front but one before the point. */
static struct sl_str
print_decimal(char *to, bool negative, const char *units, size_t len, size_t scale)
{
    const char *start = to;
    while (len > scale + 1 && *units == '0') {
        units++;
        len--;
    }
    bool zero = true;
    for (size_t at = 0; at < len; at++)
        zero = zero && units[at] == '0';
    if (negative && !zero)
        *to++ = '-';
    to = sl_print_bytes(to, units, len - scale);
    if (scale > 0) {
        *to++ = '.';
        to = sl_print_bytes(to, units + (len - scale), scale);
    }
    return (struct sl_str) { start, (size_t)(to - start) };
}

bool
sl_round_digits_down(struct sl_record *record, const struct sl_digits *digits,
                     const struct sl_decimal *to, struct sl_str *ret_text)
{
    enum { CARRY_CHARS = SL_INTEGER_CHARS, SIGN_AND_POINT_CHARS = 2 };
    size_t scale = to->scale, len = CARRY_CHARS + digits->whole.len + scale;
    uint64_t step = (uint64_t)to->digits;
    char *units = sl_record_scratch(record, len);
    char *text = sl_record_scratch(record, len + SIGN_AND_POINT_CHARS);
    if (units == NULL || text == NULL)
        return false;
    memset(units, '0', CARRY_CHARS);
    uint64_t cut = print_units(units + CARRY_CHARS, digits, scale);
    uint64_t remainder = remainder_of(units, len, step);
    if (!digits->negative) {
        subtract(units, len, remainder);
    } else if (remainder + cut > 0) {
        /* What was cut off lies beyond the units, on the way down. */
        add(units, len, step - remainder);
    }
    *ret_text = print_decimal(text, digits->negative, units, len, scale);
    return true;
}
