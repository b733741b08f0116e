/* decimal.h - number literals as exact decimals. */
#ifndef SLC_DECIMAL_H
#define SLC_DECIMAL_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* digits * 10^-scale; at most 18 digits in all, so that sums and differences fit. */
struct slc_decimal {
    int64_t digits;
    uint32_t scale;
};

enum { SLC_DECIMAL_DIGITS = 18 };

/* Reads `-12.50`. False when it is not a number or has more than SLC_DECIMAL_DIGITS digits. */
bool slc_decimal_read(struct sl_str text, struct slc_decimal *ret_decimal);

/* <0, 0, >0 */
int slc_decimal_compare(struct slc_decimal a, struct slc_decimal b);

#endif
