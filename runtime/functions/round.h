/* round.h - rounding decimal numbers of any length to a multiple. */
#ifndef SL_ROUND_H
#define SL_ROUND_H

#include "abi/functions.h"
#include "record/number.h"

/* The largest multiple of `to` that is not above the number, with as many digits behind the point
 * as `to` has; made in scratch memory. `digits` is finite, to->digits at least 1. False when
 * scratch memory ran out: the record has failed. */
bool sl_round_digits_down(struct sl_record *record, const struct sl_digits *digits,
                          const struct sl_decimal *to, struct sl_str *ret_text);

/* The same with the nearest multiple, of two the one further from zero. */
bool sl_round_digits_near(struct sl_record *record, const struct sl_digits *digits,
                          const struct sl_decimal *to, struct sl_str *ret_text);

#endif
