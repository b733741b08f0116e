#include "calendar.h"

enum { DAYS_PER_400_YEARS = 146097, DAYS_FROM_0000_03_01_TO_1970 = 719468 };

/* Rounds toward minus infinity; `by` is positive. */
static int64_t
floor_divide(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

bool
sl_leap_year(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
sl_days_in_month(int64_t year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month == 2 && sl_leap_year(year) ? 29 : days[month - 1];
}

bool
sl_civil_valid(struct sl_civil date)
{
    return date.month >= 1 && date.month <= 12 && date.day >= 1 &&
           date.day <= sl_days_in_month(date.year, date.month);
}

int64_t
sl_days_of_civil(struct sl_civil date)
{
    int64_t year = date.month <= 2 ? date.year - 1 : date.year; /* begins on 1 March */
    int64_t era = floor_divide(year, 400);
    int64_t year_of_era = year - era * 400;
    int64_t month_from_march = (date.month + 9) % 12;
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_400_YEARS + day_of_era - DAYS_FROM_0000_03_01_TO_1970;
}

struct sl_civil
sl_civil_of_days(int64_t days)
{
    int64_t shifted = days + DAYS_FROM_0000_03_01_TO_1970;
    int64_t era = floor_divide(shifted, DAYS_PER_400_YEARS);
    /* Within an era 32 bits do, and divide faster. */
    uint32_t day_of_era = (uint32_t)(shifted - era * DAYS_PER_400_YEARS);
    uint32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t month_from_march = (5 * day_of_year + 2) / 153;
    struct sl_civil date = {
        .year = year_of_era + era * 400,
        .month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9),
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
    };
    if (date.month <= 2)
        date.year++;
    return date;
}

int64_t
sl_days_add_months(int64_t days, int64_t months)
{
    struct sl_civil date = sl_civil_of_days(days);
    int64_t month_count = date.year * 12 + date.month - 1 + months;
    date.year = floor_divide(month_count, 12);
    date.month = (int)(month_count - date.year * 12) + 1;
    int last = sl_days_in_month(date.year, date.month);
    if (date.day > last)
        date.day = last;
    return sl_days_of_civil(date);
}
