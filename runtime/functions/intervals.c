/* intervals.c - the time between two dates: age_band, minutes_between to years_between,
 * interval_band. Outside 0001-9999 there is no answer. */
#include "abi/functions.h"

#include "functions/band.h"
#include "record/moment.h"
#include "record/print.h"
#include "record/record_private.h"

enum { OLDEST_YEARS = 90, MONTHS_A_YEAR = 12, DAYS_A_WEEK = 7 };

/* Whole months from one day to a later one: a month is full on the day of the same number, or
 * where the last month lacks it on the first of the next. */
static int64_t
months_forward(int64_t from, int64_t to)
{
    struct sl_civil a = sl_civil_of_days(from), b = sl_civil_of_days(to);
    int64_t months = (b.year - a.year) * MONTHS_A_YEAR + (b.month - a.month);
    return b.day < a.day ? months - 1 : months;
}

/* "40-49", "90+" */
static struct sl_open
band_of_age(struct sl_record *out, int64_t years, int64_t width)
{
    int64_t low = years / width * width, last = OLDEST_YEARS / width * width;
    char *text = sl_record_scratch(out, (size_t)2 * SL_INTEGER_CHARS + 1);
    if (text == NULL)
        return sl_missing();
    char *to = sl_print_i64(text, low < last ? low : last);
    if (low < last) {
        *to++ = '-';
        to = sl_print_i64(to, low + width - 1);
    } else {
        *to++ = '+';
    }
    return sl_text_of(text, (size_t)(to - text));
}

struct sl_open
sl_age_band(struct sl_record *out, struct sl_sealed born, struct sl_sealed at, uint32_t width_years)
{
    int64_t from, to;
    if (born.value.state != SL_VALUE || at.value.state != SL_VALUE)
        return sl_without_values(&born.value, &at.value);
    if (width_years == 0 || !sl_calendar_day(&born.value, &from) ||
        !sl_calendar_day(&at.value, &to) || from > to)
        return sl_missing();
    return band_of_age(out, months_forward(from, to) / MONTHS_A_YEAR, width_years);
}

/* ---- whole units ---------------------------------------------------------------------------- */

static int64_t
months_between(int64_t from, int64_t to)
{
    return from <= to ? months_forward(from, to) : -months_forward(to, from);
}

/* Whole units, toward zero; false where a or b is outside 0001-9999. */
static bool
units_between(const struct sl_value *a, const struct sl_value *b, enum sl_unit unit,
              int64_t *ret_units)
{
    int64_t from, to, from_us, to_us;
    if (!sl_calendar_day(a, &from) || !sl_calendar_day(b, &to) || !sl_calendar_us(a, &from_us) ||
        !sl_calendar_us(b, &to_us))
        return false;
    switch (unit) {
    case SL_MINUTES: *ret_units = (to_us - from_us) / (60 * SL_US_PER_SECOND); break;
    case SL_HOURS: *ret_units = (to_us - from_us) / (3600 * SL_US_PER_SECOND); break;
    case SL_DAYS: *ret_units = to - from; break;
    case SL_WEEKS: *ret_units = (to - from) / DAYS_A_WEEK; break;
    case SL_MONTHS: *ret_units = months_between(from, to); break;
    case SL_YEARS: *ret_units = months_between(from, to) / MONTHS_A_YEAR; break;
    }
    return true;
}

static struct sl_open
between(const struct sl_value *a, const struct sl_value *b, enum sl_unit unit)
{
    int64_t units;
    if (a->state != SL_VALUE || b->state != SL_VALUE)
        return sl_without_values(a, b);
    return units_between(a, b, unit, &units) ? sl_integer(units) : sl_missing();
}

struct sl_open
sl_minutes_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_MINUTES);
}

struct sl_open
sl_hours_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_HOURS);
}

struct sl_open
sl_days_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_DAYS);
}

struct sl_open
sl_weeks_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_WEEKS);
}

struct sl_open
sl_months_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_MONTHS);
}

struct sl_open
sl_years_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    (void)out;
    return between(&a.value, &b.value, SL_YEARS);
}

struct sl_open
sl_interval_band(struct sl_record *out, struct sl_sealed a, struct sl_sealed b,
                 const struct sl_edges *edges, enum sl_unit unit)
{
    int64_t units;
    if (a.value.state != SL_VALUE || b.value.state != SL_VALUE)
        return sl_without_values(&a.value, &b.value);
    return units_between(&a.value, &b.value, unit, &units) ? sl_band_of_integer(out, units, edges)
                                                           : sl_missing();
}
