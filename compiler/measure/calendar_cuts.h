/* calendar_cuts.h - where calendar units begin, as positions of an axis of minutes (cuts.h). */
#ifndef SLC_CALENDAR_CUTS_H
#define SLC_CALENDAR_CUTS_H

#include "measure/cuts.h"

enum { SLC_MINUTES_A_DAY = 1440 };

/* The nearest beginning of a unit above, below the position; days are UTC calendar days. */
slc_wide slc_calendar_above(enum slc_calendar_unit unit, slc_wide position);
slc_wide slc_calendar_below(enum slc_calendar_unit unit, slc_wide position);

/* Whether the position is the beginning of a month; then *ret is the number of months since 1970. */
bool slc_is_first_of_month(slc_wide position, int64_t *ret);

/* The position before a day, counted from 1970-01-01. */
slc_wide slc_position_of_day(int64_t day);
/* The day that begins at the position or holds it. */
int64_t slc_day_of_position(slc_wide position);

#endif
