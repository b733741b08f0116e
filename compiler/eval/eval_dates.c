/* eval_dates.c - dates and times by UTC calendar days. */
#include "eval/eval_functions.h"

#include "calendar.h"

static const int64_t microseconds_per_hour = INT64_C(3600) * 1000000;

static struct sl_value
integer_value(int64_t integer)
{
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_INTEGER, .integer = integer };
}

/* ---- what days are called -------------------------------------------------------------------- */

struct sl_value
slc_eval_year(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_INTEGER);
    return (struct sl_value) { .state = SL_VALUE,
                               .kind = SL_INTEGER,
                               .integer = sl_civil_of_days(day).year };
}

struct sl_value
slc_eval_month(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_TEXT);
    struct sl_civil date = sl_civil_of_days(day);
    return slc_text_value(
        sl_arena_format(call->evaluation->arena, "%04d-%02d", (int)date.year, date.month));
}

struct sl_value
slc_eval_day(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_DATE);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_DATE, .integer = day };
}

struct sl_value
slc_eval_quarter(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_TEXT);
    struct sl_civil date = sl_civil_of_days(day);
    return slc_text_value(
        sl_arena_format(call->evaluation->arena, "%04d-Q%d", (int)date.year, (date.month + 2) / 3));
}

/* 1 for Monday to 7 for Sunday. */
static int
iso_weekday(int64_t day)
{
    const int64_t a_monday = -719162; /* 0001-01-01 */
    return (int)((day - a_monday) % 7) + 1;
}

/* The first week of an ISO year holds 4 January. */
static int64_t
first_monday(int64_t year)
{
    int64_t fourth = sl_days_of_civil((struct sl_civil) { year, 1, 4 });
    return fourth - iso_weekday(fourth) + 1;
}

struct sl_value
slc_eval_week(const struct slc_call *call)
{
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_TEXT);
    int64_t year = sl_civil_of_days(day).year;
    if (day >= first_monday(year + 1))
        year++;
    else if (day < first_monday(year))
        year--;
    return slc_text_value(sl_arena_format(call->evaluation->arena, "%04d-W%02d", (int)year,
                                          (int)((day - first_monday(year)) / 7) + 1));
}

struct sl_value
slc_eval_weekday(const struct slc_call *call)
{
    static const char names[] = "montuewedthufrisatsun";
    int64_t day;
    if (!slc_day_of(call->values[0], &day))
        return slc_missing_value(SL_TEXT);
    return slc_text_value((struct sl_str) { names + 3 * (iso_weekday(day) - 1), 3 });
}

/* ---- what times are called ------------------------------------------------------------------- */

static bool
hour_of(struct sl_value value, int *ret_hour)
{
    int64_t day;
    if (!slc_day_of(value, &day))
        return false;
    *ret_hour = (int)((value.integer - day * 24 * microseconds_per_hour) / microseconds_per_hour);
    return true;
}

struct sl_value
slc_eval_hour(const struct slc_call *call)
{
    int hour;
    return hour_of(call->values[0], &hour) ? integer_value(hour) : slc_missing_value(SL_INTEGER);
}

struct sl_value
slc_eval_day_part(const struct slc_call *call)
{
    int hour;
    if (!hour_of(call->values[0], &hour))
        return slc_missing_value(SL_TEXT);
    if (hour < 6)
        return slc_text_value(SL_STR("night"));
    if (hour < 12)
        return slc_text_value(SL_STR("morning"));
    return slc_text_value(hour < 18 ? SL_STR("afternoon") : SL_STR("evening"));
}

/* ---- from one date to another ---------------------------------------------------------------- */

/* Whole months from one day to a later one. */
static int64_t
months_forward(struct sl_civil from, struct sl_civil to)
{
    return (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day);
}

/* Whole units from the first value to the second, toward zero. */
static bool
units_between(const struct slc_call *call, enum slc_unit unit, int64_t *ret_units)
{
    struct sl_value first = call->values[0], second = call->values[1];
    int64_t a, b;
    if (!slc_day_of(first, &a) || !slc_day_of(second, &b))
        return false;
    if (unit == SLC_UNIT_days || unit == SLC_UNIT_weeks) {
        *ret_units = (b - a) / (unit == SLC_UNIT_weeks ? 7 : 1);
    } else if (unit == SLC_UNIT_months || unit == SLC_UNIT_years) {
        struct sl_civil from = sl_civil_of_days(a), to = sl_civil_of_days(b);
        int64_t months = a <= b ? months_forward(from, to) : -months_forward(to, from);
        *ret_units = unit == SLC_UNIT_years ? months / 12 : months;
    } else {
        int64_t day = 24 * microseconds_per_hour;
        int64_t from = first.kind == SL_DATE ? a * day : first.integer;
        int64_t to = second.kind == SL_DATE ? b * day : second.integer;
        *ret_units = (to - from) / (microseconds_per_hour / (unit == SLC_UNIT_minutes ? 60 : 1));
    }
    return true;
}

static struct sl_value
between(const struct slc_call *call, enum slc_unit unit)
{
    int64_t units;
    return units_between(call, unit, &units) ? integer_value(units) : slc_missing_value(SL_INTEGER);
}

struct sl_value
slc_eval_minutes_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_minutes);
}

struct sl_value
slc_eval_hours_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_hours);
}

struct sl_value
slc_eval_days_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_days);
}

struct sl_value
slc_eval_weeks_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_weeks);
}

struct sl_value
slc_eval_months_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_months);
}

struct sl_value
slc_eval_years_between(const struct slc_call *call)
{
    return between(call, SLC_UNIT_years);
}

struct sl_value
slc_eval_interval_band(const struct slc_call *call)
{
    int64_t units;
    if (!units_between(call, call->expr->args[3].unit, &units))
        return slc_missing_value(SL_TEXT);
    return slc_band_value(call, integer_value(units), &call->expr->args[2]);
}

struct sl_value
slc_eval_age_band(const struct slc_call *call)
{
    enum { TOP_AGE = 90 };
    struct sl_arena *arena = call->evaluation->arena;
    int64_t born, at, width = call->expr->args[2].literals[0].digits;
    if (!slc_day_of(call->values[0], &born) || !slc_day_of(call->values[1], &at) || born > at)
        return slc_missing_value(SL_TEXT);
    int64_t age = months_forward(sl_civil_of_days(born), sl_civil_of_days(at)) / 12;
    long long low = age / width * width, top = TOP_AGE / width * width;
    if (low >= top)
        return slc_text_value(sl_arena_format(arena, "%lld+", top));
    return slc_text_value(sl_arena_format(arena, "%lld-%lld", low, low + (long long)width - 1));
}
