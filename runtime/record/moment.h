/* moment.h - dates and times as values hold them, and the UTC days they fall on. */
#ifndef SL_MOMENT_H
#define SL_MOMENT_H

#include "abi/value.h"
#include "calendar.h"

#define SL_US_PER_SECOND INT64_C(1000000)
#define SL_US_PER_DAY (86400 * SL_US_PER_SECOND)

/* 0001-01-01 and 9999-12-31 in days since 1970-01-01: what ISO 8601 writes in four digits, and
 * hence what a record can hold. */
#define SL_FIRST_DAY INT64_C(-719162)
#define SL_LAST_DAY INT64_C(2932896)

/* The UTC day of microseconds since 1970-01-01 00:00. */
static inline int64_t
sl_day_of_us(int64_t us)
{
    return us / SL_US_PER_DAY - (us % SL_US_PER_DAY < 0);
}

/* The UTC day of a date, timestamp or timestamptz; false outside 0001-9999, for the infinities,
 * and for values of other kinds. */
bool sl_calendar_day(const struct sl_value *value, int64_t *ret_days);

/* The same as microseconds since 1970-01-01 00:00 in UTC; a date is its midnight. */
bool sl_calendar_us(const struct sl_value *value, int64_t *ret_us);

/* The second that it is in: commit times leave in whole seconds. */
static inline int64_t
sl_whole_seconds(int64_t us)
{
    return (us / SL_US_PER_SECOND - (us % SL_US_PER_SECOND < 0)) * SL_US_PER_SECOND;
}

#endif
