/* luhn.c - valid_luhn: the check digit of card numbers, by ISO/IEC 7812-1, annex B. */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/record_private.h"

/* From the right, since what is doubled depends on the distance from there. */
static bool
is_right(struct sl_str text)
{
    enum { LEAST_DIGITS = 2, MOST_DIGITS = 32 };
    uint32_t digits = 0, sum = 0;
    for (size_t at = text.len; at > 0; at--) {
        char byte = text.ptr[at - 1];
        if (byte == ' ' || byte == '-')
            continue;
        if (!sl_ascii_is_digit(byte))
            return false;
        uint32_t digit = (uint32_t)(byte - '0') << (digits % 2);
        sum += digit > 9 ? digit - 9 : digit;
        digits++;
    }
    return digits >= LEAST_DIGITS && digits <= MOST_DIGITS && sum % 10 == 0;
}

struct sl_open
sl_valid_luhn(struct sl_record *out, struct sl_sealed x)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_boolean(is_right(x.value.text));
}
