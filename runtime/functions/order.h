/* order.h - equality and order of two values, as `is`, `is in`, `one_of`, `group` and the
 * comparisons see it (docs/functions.md, "Comparing"). */
#ifndef SL_ORDER_H
#define SL_ORDER_H

#include "abi/value.h"

enum sl_order {
    SL_ORDER_BEFORE,
    SL_ORDER_EQUAL,
    SL_ORDER_AFTER,
    SL_ORDER_NONE, /* kinds that do not compare: the type checker lets none through */
};

/* Both have a value. */
enum sl_order sl_order_of(const struct sl_value *a, const struct sl_value *b);
bool sl_is_equal(const struct sl_value *a, const struct sl_value *b);

#endif
