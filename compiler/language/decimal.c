#include "language/decimal.h"

bool
slc_decimal_read(struct sl_str text, struct slc_decimal *ret_decimal)
{
    struct slc_decimal decimal = { 0, 0 };
    size_t at = text.len > 0 && text.ptr[0] == '-' ? 1 : 0;
    bool negative = at == 1, fraction = false;
    int digits = 0;
    for (; at < text.len; at++) {
        char c = text.ptr[at];
        if (c == '.' && !fraction && digits > 0) {
            fraction = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > SLC_DECIMAL_DIGITS)
            return false;
        decimal.digits = decimal.digits * 10 + (c - '0');
        decimal.scale += fraction;
    }
    if (digits == 0)
        return false;
    if (negative)
        decimal.digits = -decimal.digits;
    *ret_decimal = decimal;
    return true;
}

static int64_t
power_of_ten(uint32_t exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Compared as whole part and fraction, so that nothing overflows. */
int
slc_decimal_compare(struct slc_decimal a, struct slc_decimal b)
{
    int64_t a_one = power_of_ten(a.scale), b_one = power_of_ten(b.scale);
    int64_t a_whole = a.digits / a_one, b_whole = b.digits / b_one;
    if (a_whole != b_whole)
        return a_whole < b_whole ? -1 : 1;
    int64_t a_rest = (a.digits % a_one) * power_of_ten(SLC_DECIMAL_DIGITS - a.scale);
    int64_t b_rest = (b.digits % b_one) * power_of_ten(SLC_DECIMAL_DIGITS - b.scale);
    return (a_rest > b_rest) - (a_rest < b_rest);
}
