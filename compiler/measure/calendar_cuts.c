#include "measure/calendar_cuts.h"

#include "calendar.h"

/* A position is twice a number, and numbers are halves of minutes. */
enum { POSITIONS_A_DAY = 4 * SLC_MINUTES_A_DAY, DAYS_A_WEEK = 7 };

/* Dates that a policy can write end long before; calendar.h is exact there. */
static const int64_t last_day = 4000000;

slc_wide
slc_position_of_day(int64_t day)
{
    return (slc_wide)day * POSITIONS_A_DAY;
}

int64_t
slc_day_of_position(slc_wide position)
{
    slc_wide day = slc_wide_floor(position, POSITIONS_A_DAY);
    if (day > last_day)
        return last_day;
    return day < -last_day ? -last_day : (int64_t)day;
}

static int
months_of(enum slc_calendar_unit unit)
{
    switch (unit) {
    case SLC_CALENDAR_MONTH: return 1;
    case SLC_CALENDAR_QUARTER: return 3;
    case SLC_CALENDAR_YEAR: return 12;
    case SLC_CALENDAR_DAY:
    case SLC_CALENDAR_WEEK: break;
    }
    return 0;
}

/* 1970-01-01 was a Thursday, and weeks begin on Monday. */
static int64_t
beginning_of_week(int64_t day)
{
    int64_t since_monday = (day + 3) % DAYS_A_WEEK;
    return day - (since_monday < 0 ? since_monday + DAYS_A_WEEK : since_monday);
}

/* The day on which the unit that holds `day`, or the one `later` units on, begins. */
static int64_t
beginning(enum slc_calendar_unit unit, int64_t day, int later)
{
    int months = months_of(unit);
    if (unit == SLC_CALENDAR_DAY)
        return day + later;
    if (unit == SLC_CALENDAR_WEEK)
        return beginning_of_week(day) + later * (int64_t)DAYS_A_WEEK;
    struct sl_civil civil = sl_civil_of_days(day);
    civil.month -= (civil.month - 1) % months;
    civil.day = 1;
    return sl_days_add_months(sl_days_of_civil(civil), (int64_t)later * months);
}

slc_wide
slc_calendar_above(enum slc_calendar_unit unit, slc_wide position)
{
    return slc_position_of_day(beginning(unit, slc_day_of_position(position), 1));
}

slc_wide
slc_calendar_below(enum slc_calendar_unit unit, slc_wide position)
{
    return slc_position_of_day(beginning(unit, slc_day_of_position(position - 1), 0));
}

bool
slc_is_first_of_month(slc_wide position, int64_t *ret)
{
    struct sl_civil civil = sl_civil_of_days(slc_day_of_position(position));
    *ret = civil.year * 12 + civil.month;
    return civil.day == 1 && position % POSITIONS_A_DAY == 0;
}
