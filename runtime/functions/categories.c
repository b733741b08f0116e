/* categories.c - one_of, group. */
#include "abi/functions.h"

#include "functions/order.h"
#include "record/record_private.h"

/* Where the value stands in the list, or the list's length. */
static uint32_t
place_in(const struct sl_value *value, const struct sl_list *list)
{
    uint32_t at = 0;
    while (at < list->count && !sl_is_equal(value, &list->items[at].value))
        at++;
    return at;
}

/* The policy's literal leaves, not the value: 2.50 is 2.5 to the receiver when the policy says
 * 2.5, so there are no more different results than the list has items. */
struct sl_open
sl_one_of(struct sl_record *out, struct sl_sealed x, const struct sl_list *allowed)
{
    return sl_group(out, x, allowed, allowed);
}

struct sl_open
sl_group(struct sl_record *out, struct sl_sealed x, const struct sl_list *from,
         const struct sl_list *to)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    uint32_t place = place_in(&x.value, from);
    return place < from->count && place < to->count ? to->items[place] : sl_missing();
}
