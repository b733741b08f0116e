#include "functions/calendar.h"

/* Both conversions count years from March, so that the leap day is a year's last, and in eras of
 * 400 years, which all have 146,097 days. Day 0 of era 0 is 0000-03-01. */
enum { DAYS_PER_ERA = 146097, EPOCH_DAY = 719468 /* 1970-01-01 from 0000-03-01 */ };

int64_t
sl_days_of_civil(struct sl_civil civil)
{
    int64_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t month_from_march = (civil.month + 9) % 12;
    /* From March on, five months in turn have 153 days. */
    int64_t day_of_year = (153 * month_from_march + 2) / 5 + civil.day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - EPOCH_DAY;
}

struct sl_civil
sl_civil_of_days(int64_t days)
{
    int64_t from_march = days + EPOCH_DAY;
    int64_t era = (from_march >= 0 ? from_march : from_march - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    uint32_t day_of_era = (uint32_t)(from_march - era * DAYS_PER_ERA);
    /* Take the leap days out: one in 4 years, none in 100, one in 400. */
    uint32_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    uint32_t month_from_march = (5 * day_of_year + 2) / 153;
    uint32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return (struct sl_civil) {
        .year = era * 400 + year_of_era + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
    };
}

uint32_t
sl_days_in_month(int64_t year, uint32_t month)
{
    if (month == 2)
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

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
