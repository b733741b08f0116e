/* sampler_dates.c - days and moments in the same unit of the calendar, UTC. */
#include "sampler.h"

#include "agreement.h"
#include "calendar.h"

#define DAY_US INT64_C(86400000000)
#define HOUR_US INT64_C(3600000000)

enum { COMMIT_DAY = 20468 /* 2026-01-15 */ };

/* The day that holds the value; false outside of years that print with four digits. */
static bool
day_of(struct sl_value value, int64_t *ret_day)
{
    *ret_day = value.integer;
    if (value.integer == SL_TIME_BEFORE_ALL || value.integer == SL_TIME_AFTER_ALL)
        return false;
    if (value.kind != SL_DATE)
        *ret_day = (value.integer - (value.integer % DAY_US + DAY_US) % DAY_US) / DAY_US;
    return *ret_day > -700000 && *ret_day < 2900000;
}

/* A moment of that day, or the day, as the column's type prints it. */
static bool
add_day(const struct slt_sampling *sampling, int64_t day, struct sl_buf *out)
{
    struct sl_civil civil = sl_civil_of_days(day);
    sl_buf_printf(out, "%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    if (sampling->value.kind != SL_DATE)
        sl_buf_printf(out, " %02d:%02d:%02d%s", (int)slt_below(sampling->chance, 24),
                      (int)slt_below(sampling->chance, 60), (int)slt_below(sampling->chance, 60),
                      sampling->value.kind == SL_TIMESTAMPTZ ? "+00" : "");
    return true;
}

static int64_t
days_of(int64_t year, int month, int day)
{
    return sl_days_of_civil((struct sl_civil) { .year = year, .month = month, .day = day });
}

static bool
same_year(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!day_of(sampling->value, &day))
        return false;
    int64_t year = sl_civil_of_days(day).year;
    return add_day(sampling,
                   slt_between(sampling->chance, days_of(year, 1, 1), days_of(year, 12, 31)), out);
}

slt_sampler *const slt_sampler_year = same_year;

static bool
same_month(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!day_of(sampling->value, &day))
        return false;
    struct sl_civil civil = sl_civil_of_days(day);
    int64_t first = days_of(civil.year, civil.month, 1);
    return add_day(sampling, slt_between(sampling->chance, first, first + 27), out);
}

slt_sampler *const slt_sampler_month = same_month;

static bool
same_quarter(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!day_of(sampling->value, &day))
        return false;
    struct sl_civil civil = sl_civil_of_days(day);
    int64_t first = days_of(civil.year, (civil.month - 1) / 3 * 3 + 1, 1);
    return add_day(sampling, slt_between(sampling->chance, first, first + 89), out);
}

slt_sampler *const slt_sampler_quarter = same_quarter;

/* From Monday to Sunday; 1970-01-01 was a Thursday. */
static bool
same_week(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!day_of(sampling->value, &day))
        return false;
    int64_t monday = day - ((day + 3) % 7 + 7) % 7;
    return add_day(sampling, slt_between(sampling->chance, monday, monday + 6), out);
}

slt_sampler *const slt_sampler_week = same_week;

static bool
same_weekday(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    return day_of(sampling->value, &day) && day > 0 &&
           add_day(sampling, day + 7 * slt_between(sampling->chance, 1, 500), out);
}

slt_sampler *const slt_sampler_weekday = same_weekday;

static bool
same_day(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    return sampling->value.kind != SL_DATE && day_of(sampling->value, &day) &&
           add_day(sampling, day, out);
}

slt_sampler *const slt_sampler_day = same_day;
slt_sampler *const slt_sampler_days_between = same_day;

/* ---- the time of day -------------------------------------------------------------------------- */

static bool
add_moment(const struct slt_sampling *sampling, int64_t moment_us, struct sl_buf *out)
{
    int64_t day = (moment_us - (moment_us % DAY_US + DAY_US) % DAY_US) / DAY_US;
    int64_t seconds = (moment_us - day * DAY_US) / 1000000;
    struct sl_civil civil = sl_civil_of_days(day);
    sl_buf_printf(out, "%04d-%02d-%02d", (int)civil.year, civil.month, civil.day);
    if (sampling->value.kind != SL_DATE)
        sl_buf_printf(out, " %02d:%02d:%02d%s", (int)(seconds / 3600), (int)(seconds / 60 % 60),
                      (int)(seconds % 60), sampling->value.kind == SL_TIMESTAMPTZ ? "+00" : "");
    return true;
}

/* Any day; the time within the same `hours` of it. */
static bool
same_part_of_day(const struct slt_sampling *sampling, int64_t hours, struct sl_buf *out)
{
    int64_t day;
    if (sampling->value.kind == SL_DATE || !day_of(sampling->value, &day))
        return false;
    int64_t hour = (sampling->value.integer - day * DAY_US) / HOUR_US / hours * hours;
    int64_t moment = slt_between(sampling->chance, 0, hours * 3600 - 1) * 1000000;
    return add_moment(
        sampling, slt_between(sampling->chance, 0, 20000) * DAY_US + hour * HOUR_US + moment, out);
}

static bool
same_hour(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return same_part_of_day(sampling, 1, out);
}

slt_sampler *const slt_sampler_hour = same_hour;

static bool
same_day_part(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return same_part_of_day(sampling, 6, out);
}

slt_sampler *const slt_sampler_day_part = same_day_part;

/* ---- the time up to the commit ---------------------------------------------------------------- */

/* Whole years on the day of the commit; not for 29 February. */
static bool
age_of(int64_t day, int64_t *ret_age)
{
    struct sl_civil born = sl_civil_of_days(day), now = sl_civil_of_days(COMMIT_DAY);
    bool before = born.month > now.month || (born.month == now.month && born.day > now.day);
    *ret_age = now.year - born.year - (before ? 1 : 0);
    return day <= COMMIT_DAY && !(born.month == 2 && born.day == 29);
}

static bool
same_age(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day, age, width = slt_argument(sampling->call, "width")->literals[0].digits;
    if (!day_of(sampling->value, &day) || !age_of(day, &age))
        return false;
    int64_t last = 90 / width * width; /* the band that holds 90 */
    int64_t from = age >= last ? last : age / width * width;
    int64_t to = age >= last ? 130 : from + width - 1;
    int64_t years = slt_between(sampling->chance, from, to);
    int month = (int)slt_between(sampling->chance, 1, 12);
    int date = (int)slt_between(sampling->chance, 1, 28);
    bool before = month > 1 || date > 15;
    return add_day(sampling, days_of(2026 - years - (before ? 1 : 0), month, date), out);
}

slt_sampler *const slt_sampler_age_band = same_age;

/* Whether it is the time from the column to the commit, and not negative. */
static bool
up_to_commit(const struct slt_sampling *sampling, int64_t *ret_day)
{
    return sampling->call->args[1].expr->op == SLC_IR_COMMIT_TIME &&
           day_of(sampling->value, ret_day) && *ret_day < COMMIT_DAY;
}

/* As many whole units of `unit_us` before the commit. */
static bool
same_units(const struct slt_sampling *sampling, int64_t unit_us, struct sl_buf *out)
{
    int64_t day;
    if (sampling->value.kind == SL_DATE || !up_to_commit(sampling, &day))
        return false;
    int64_t whole = (SLT_COMMIT_TIME_US - sampling->value.integer) / unit_us;
    int64_t more = slt_between(sampling->chance, 0, unit_us / 1000000 - 1) * 1000000;
    return add_moment(sampling, SLT_COMMIT_TIME_US - whole * unit_us - more, out);
}

static bool
same_minutes(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return same_units(sampling, HOUR_US / 60, out);
}

slt_sampler *const slt_sampler_minutes_between = same_minutes;

static bool
same_hours(const struct slt_sampling *sampling, struct sl_buf *out)
{
    return same_units(sampling, HOUR_US, out);
}

slt_sampler *const slt_sampler_hours_between = same_hours;

static bool
same_weeks(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!up_to_commit(sampling, &day))
        return false;
    int64_t weeks = (COMMIT_DAY - day) / 7;
    return add_day(sampling, COMMIT_DAY - weeks * 7 - slt_between(sampling->chance, 0, 6), out);
}

slt_sampler *const slt_sampler_weeks_between = same_weeks;

/* From the 16th to the 15th, since the commit is on a 15th. */
static bool
same_months(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!up_to_commit(sampling, &day))
        return false;
    struct sl_civil civil = sl_civil_of_days(day);
    int64_t month = civil.year * 12 + civil.month - 1 - (civil.day > 15 ? 0 : 1);
    int64_t first = days_of(month / 12, (int)(month % 12) + 1, 16);
    int64_t last = days_of((month + 1) / 12, (int)((month + 1) % 12) + 1, 15);
    return add_day(sampling, slt_between(sampling->chance, first, last), out);
}

slt_sampler *const slt_sampler_months_between = same_months;

static bool
same_years(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t day;
    if (!up_to_commit(sampling, &day))
        return false;
    int64_t year = sl_civil_of_days(day).year;
    year -= day <= days_of(year, 1, 15);
    return add_day(sampling,
                   slt_between(sampling->chance, days_of(year, 1, 16), days_of(year + 1, 1, 15)),
                   out);
}

slt_sampler *const slt_sampler_years_between = same_years;

/* What has as many units is in the same band. */
static bool
same_interval(const struct slt_sampling *sampling, struct sl_buf *out)
{
    switch (slt_argument(sampling->call, "unit")->unit) {
    case SLC_UNIT_minutes: return same_minutes(sampling, out);
    case SLC_UNIT_hours: return same_hours(sampling, out);
    case SLC_UNIT_days: {
        int64_t day;
        return up_to_commit(sampling, &day) && same_day(sampling, out);
    }
    case SLC_UNIT_weeks: return same_weeks(sampling, out);
    case SLC_UNIT_months: return same_months(sampling, out);
    case SLC_UNIT_years: return same_years(sampling, out);
    case SLC_NUNITS: break;
    }
    return false;
}

slt_sampler *const slt_sampler_interval_band = same_interval;

/* Two columns are read. */
slt_sampler *const slt_sampler_shift_days = NULL;
