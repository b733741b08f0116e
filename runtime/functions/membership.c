/* membership.c - is, is in. */
#include "abi/functions.h"

#include "functions/order.h"
#include "record/record_private.h"

struct sl_open
sl_is(struct sl_record *out, struct sl_sealed x, struct sl_open literal)
{
    return sl_is_in(out, x, &(struct sl_list) { .count = 1, .items = &literal });
}

struct sl_open
sl_is_in(struct sl_record *out, struct sl_sealed x, const struct sl_list *list)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    for (uint32_t at = 0; at < list->count; at++)
        if (sl_is_equal(&x.value, &list->items[at].value))
            return sl_boolean(true);
    return sl_boolean(false);
}
