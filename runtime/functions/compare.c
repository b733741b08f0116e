/* compare.c - < > <= >=. */
#include "abi/functions.h"

#include "functions/order.h"
#include "record/record_private.h"

/* Whether the two stand in one of the two given orders. */
static struct sl_open
stand(struct sl_sealed a, struct sl_sealed b, enum sl_order wanted, enum sl_order or_else)
{
    if (a.value.state != SL_VALUE || b.value.state != SL_VALUE)
        return sl_without_values(&a.value, &b.value);
    enum sl_order order = sl_order_of(&a.value, &b.value);
    return order == SL_ORDER_NONE ? sl_missing() : sl_boolean(order == wanted || order == or_else);
}

struct sl_open
sl_less(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return stand(a, b, SL_ORDER_BEFORE, SL_ORDER_BEFORE);
}

struct sl_open
sl_less_or_equal(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return stand(a, b, SL_ORDER_BEFORE, SL_ORDER_EQUAL);
}

struct sl_open
sl_greater(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return stand(a, b, SL_ORDER_AFTER, SL_ORDER_AFTER);
}

struct sl_open
sl_greater_or_equal(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return stand(a, b, SL_ORDER_AFTER, SL_ORDER_EQUAL);
}
