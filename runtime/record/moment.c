#include "record/moment.h"

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

bool
sl_calendar_us(const struct sl_value *value, int64_t *ret_us)
{
    int64_t day;
    if (!sl_calendar_day(value, &day))
        return false;
    *ret_us = value->kind == SL_DATE ? day * SL_US_PER_DAY : value->integer;
    return true;
}
