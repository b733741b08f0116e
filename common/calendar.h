/* calendar.h - dates of the proleptic Gregorian calendar (ISO 8601) as days since 1970-01-01.
 *
 * The algorithm counts years from 1 March, so that the leap day is the last of its year; exact for
 * every year that fits, before and after Christ (year 0 is 1 BC). */
#ifndef SL_CALENDAR_H
#define SL_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct sl_civil {
    int64_t year; /* astronomical: 0 is 1 BC */
    int month;    /* 1-12 */
    int day;      /* 1-31 */
};

bool sl_leap_year(int64_t year);
int sl_days_in_month(int64_t year, int month);

/* Whether month and day exist in that year. */
bool sl_civil_valid(struct sl_civil date);

/* `date` must be valid. */
int64_t sl_days_of_civil(struct sl_civil date);
struct sl_civil sl_civil_of_days(int64_t days);

/* The same day `months` later (or earlier); the month's last day where it has no such day. */
int64_t sl_days_add_months(int64_t days, int64_t months);

#endif
