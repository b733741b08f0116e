#include "functions/moment.h"

bool
sl_calendar_day(const struct sl_value *value, int64_t *ret_days)
{
    bool stamp = value->kind == SL_TIMESTAMP || value->kind == SL_TIMESTAMPTZ;
    if (!stamp && value->kind != SL_DATE)
        return false;
    /* The infinities are the ends of int64_t and fall outside whatever they are taken for. */
    *ret_days = stamp ? sl_day_of_us(value->integer) : value->integer;
    return *ret_days >= SL_FIRST_DAY && *ret_days <= SL_LAST_DAY;
}
