/* round.c - with `to` = step / 10^scale, the number counts in units of 1 / 10^scale: cut to whole
 * units first (a multiple of `to` is a whole number of units, so nothing is lost), take the
 * remainder by `step` digit by digit, and subtract it. Below zero, work on the magnitude and go
 * away from zero. To the nearest, work on the magnitude too. */
#include "functions/round.h"

#include "record/print.h"
#include "record/record_private.h"

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

/* A number as whole units. */
struct units {
    char *digits; /* with room for a carry in front */
    size_t len;
    bool cut; /* digits behind them were cut off */
};

/* False when scratch memory ran out. */
static bool
make_units(struct sl_record *record, const struct sl_digits *digits, const struct sl_decimal *to,
           struct units *ret)
{
    enum { CARRY_CHARS = SL_INTEGER_CHARS };
    ret->len = CARRY_CHARS + digits->whole.len + to->scale;
    ret->digits = sl_record_scratch(record, ret->len);
    if (ret->digits == NULL)
        return false;
    memset(ret->digits, '0', CARRY_CHARS);
    ret->cut = print_units(ret->digits + CARRY_CHARS, digits, to->scale);
    return true;
}

static bool
print_result(struct sl_record *record, bool negative, const struct units *units, size_t scale,
             struct sl_str *ret_text)
{
    enum { SIGN_AND_POINT_CHARS = 2 };
    char *text = sl_record_scratch(record, units->len + SIGN_AND_POINT_CHARS);
    if (text == NULL)
        return false;
    *ret_text = print_decimal(text, negative, units->digits, units->len, scale);
    return true;
}

bool
sl_round_digits_down(struct sl_record *record, const struct sl_digits *digits,
                     const struct sl_decimal *to, struct sl_str *ret_text)
{
    struct units units;
    uint64_t step = (uint64_t)to->digits;
    if (!make_units(record, digits, to, &units))
        return false;
    uint64_t remainder = remainder_of(units.digits, units.len, step);
    if (!digits->negative) {
        subtract(units.digits, units.len, remainder);
    } else if (remainder > 0 || units.cut) {
        /* What was cut off lies beyond the units, on the way down. */
        add(units.digits, units.len, step - remainder);
    }
    return print_result(record, digits->negative, &units, to->scale, ret_text);
}

bool
sl_round_digits_near(struct sl_record *record, const struct sl_digits *digits,
                     const struct sl_decimal *to, struct sl_str *ret_text)
{
    struct units units;
    uint64_t step = (uint64_t)to->digits;
    if (!make_units(record, digits, to, &units))
        return false;
    uint64_t remainder = remainder_of(units.digits, units.len, step), rest = step - remainder;
    /* What was cut off, less than a unit, decides where half a unit is missing. */
    bool half_cut = units.cut && digits->fraction.ptr[to->scale] >= '5';
    if (remainder >= rest || (remainder + 1 == rest && half_cut))
        add(units.digits, units.len, rest);
    else
        subtract(units.digits, units.len, remainder);
    return print_result(record, digits->negative, &units, to->scale, ret_text);
}
