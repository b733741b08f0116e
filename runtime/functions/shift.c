/* shift.c - shift_days: dates moved by days that only the key tells. */
#include "abi/functions.h"

#include "functions/keyed.h"
#include "record/moment.h"

/* The days for this value of `per`: -within to within; false where it has no keyed code. */
static bool
days_for(struct sl_record *out, uint32_t key, const struct sl_value *per, uint32_t within,
         int64_t *ret_days)
{
    char room[SL_TIMESTAMP_CHARS];
    uint8_t mac[SL_MAC_BYTES];
    struct sl_str tag, form;
    /* A tag of its own: whoever has the pseudonym of `per` must not know the days. */
    if (!sl_keyed_form(per, room, &tag, &form) ||
        !sl_keyed_mac(out, key, SL_TAG("shift"), form, mac))
        return false;
    *ret_days = (int64_t)(sl_keyed_number(mac) % ((uint64_t)2 * within + 1)) - within;
    return true;
}

struct sl_open
sl_shift_days(struct sl_record *out, struct sl_sealed x, uint32_t key, struct sl_sealed per,
              uint32_t within)
{
    int64_t days, day;
    if (x.value.state != SL_VALUE || per.value.state != SL_VALUE)
        return sl_without_values(&x.value, &per.value);
    if (!sl_calendar_day(&x.value, &day) || !days_for(out, key, &per.value, within, &days))
        return sl_missing();
    struct sl_open shifted = { x.value };
    shifted.value.integer += x.value.kind == SL_DATE ? days : days * SL_US_PER_DAY;
    return sl_calendar_day(&shifted.value, &day) ? shifted : sl_missing();
}
