/* plain.h - any number's decimal digits, without an exponent. */
#ifndef SL_PLAIN_H
#define SL_PLAIN_H

#include "record/number.h"

enum {
    SL_FLOAT_DIGITS = 40,      /* PostgreSQL prints at most 17 significant ones */
    SL_LARGEST_EXPONENT = 350, /* doubles end at 308 and -324 */
    SL_PLAIN_ROOM = SL_FLOAT_DIGITS + SL_LARGEST_EXPONENT + 4,
};

/* As sl_digits_of(), of floats too: they count as the decimal number that PostgreSQL prints. What
 * is written is written into `room`. False for values of other kinds. */
bool sl_plain_digits(const struct sl_value *value, char room[SL_PLAIN_ROOM],
                     struct sl_digits *ret_digits);

#endif
