/* calendar.h - the proleptic Gregorian calendar in UTC, as PostgreSQL has it. */
#ifndef SL_CALENDAR_H
#define SL_CALENDAR_H

#include "value.h"

#include <stdbool.h>
#include <stdint.h>

/* The year before 1 is 0 here (1 BC). */
struct sl_civil {
    int64_t year;
    uint32_t month, day; /* from 1 */
};

#define SL_US_PER_SECOND INT64_C(1000000)
#define SL_US_PER_DAY (86400 * SL_US_PER_SECOND)

/* 0001-01-01 and 9999-12-31 in days since 1970-01-01: what ISO 8601 writes in four digits, and
 * hence what a record can hold. */
#define SL_FIRST_DAY INT64_C(-719162)
#define SL_LAST_DAY INT64_C(2932896)

/* Days since 1970-01-01. Years up to ten million, either sign. */
int64_t sl_days_of_civil(struct sl_civil civil);
struct sl_civil sl_civil_of_days(int64_t days);

/* 28 to 31; month from 1. */
uint32_t sl_days_in_month(int64_t year, uint32_t month);

/* The UTC day of microseconds since 1970-01-01 00:00. */
static inline int64_t
sl_day_of_us(int64_t us)
{
    int64_t day = us / SL_US_PER_DAY;
    return us % SL_US_PER_DAY < 0 ? day - 1 : day;
}

/* The UTC day of a date, timestamp or timestamptz; false outside 0001-9999, for the infinities,
 * and for values of other kinds. */
bool sl_calendar_day(const struct sl_value *value, int64_t *ret_days);

#endif
