/* dates.c - what UTC calendar days and times are called: year to day_part. Outside 0001-9999 there is
 * no answer. */
#include "abi/functions.h"

#include "record/moment.h"
#include "record/print.h"
#include "record/record_private.h"

enum { MONTHS_A_QUARTER = 3, DAYS_A_WEEK = 7, HOURS_A_PART = 6 };

struct sl_open
sl_year(struct sl_record *out, struct sl_sealed x)
{
    int64_t day;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_calendar_day(&x.value, &day) ? sl_integer(sl_civil_of_days(day).year) : sl_missing();
}

/* The text that `print` makes of the value's day, of at most SL_DATE_CHARS. */
static struct sl_open
printed(struct sl_record *out, const struct sl_value *x, char *(*print)(char *to, int64_t days))
{
    int64_t day;
    if (x->state != SL_VALUE)
        return sl_without_value(x);
    if (!sl_calendar_day(x, &day))
        return sl_missing();
    char *text = sl_record_scratch(out, SL_DATE_CHARS);
    if (text == NULL)
        return sl_missing();
    return sl_text_of(text, (size_t)(print(text, day) - text));
}

/* "2026-" and a letter and a digit. */
static char *
print_quarter(char *to, int64_t days)
{
    to = sl_print_month(to, days) - 2;
    *to++ = 'Q';
    *to++ = (char)('1' + (sl_civil_of_days(days).month - 1) / MONTHS_A_QUARTER);
    return to;
}

/* Monday is 0: 1970-01-01 was a Thursday. */
static int64_t
day_of_week(int64_t days)
{
    int64_t from_thursday = days % DAYS_A_WEEK;
    return (from_thursday + DAYS_A_WEEK + 3) % DAYS_A_WEEK;
}

/* ISO 8601: a week is of the year of its Thursday, and that many weeks into it. */
static char *
print_week(char *to, int64_t days)
{
    int64_t thursday = days - day_of_week(days) + 3;
    int64_t year = sl_civil_of_days(thursday).year;
    int64_t new_year = sl_days_of_civil((struct sl_civil) { year, 1, 1 });
    int64_t week = (thursday - new_year) / DAYS_A_WEEK + 1;
    to = sl_print_month(to, thursday) - 2;
    *to++ = 'W';
    *to++ = (char)('0' + week / 10);
    *to++ = (char)('0' + week % 10);
    return to;
}

struct sl_open
sl_quarter(struct sl_record *out, struct sl_sealed x)
{
    return printed(out, &x.value, print_quarter);
}

struct sl_open
sl_month(struct sl_record *out, struct sl_sealed x)
{
    return printed(out, &x.value, sl_print_month);
}

struct sl_open
sl_week(struct sl_record *out, struct sl_sealed x)
{
    return printed(out, &x.value, print_week);
}

struct sl_open
sl_day(struct sl_record *out, struct sl_sealed x)
{
    int64_t day;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_calendar_day(&x.value, &day) ? sl_date(day) : sl_missing();
}

struct sl_open
sl_weekday(struct sl_record *out, struct sl_sealed x)
{
    static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
    int64_t day;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_calendar_day(&x.value, &day) ? sl_text(names[day_of_week(day)]) : sl_missing();
}

/* ---- times of the day ----------------------------------------------------------------------- */

/* 0 to 23; false outside 0001-9999. */
static bool
hour_of(const struct sl_value *stamp, int64_t *ret_hour)
{
    int64_t us, day;
    if (!sl_calendar_us(stamp, &us) || !sl_calendar_day(stamp, &day))
        return false;
    *ret_hour = (us - day * SL_US_PER_DAY) / (3600 * SL_US_PER_SECOND);
    return true;
}

struct sl_open
sl_hour(struct sl_record *out, struct sl_sealed x)
{
    int64_t hour;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return hour_of(&x.value, &hour) ? sl_integer(hour) : sl_missing();
}

struct sl_open
sl_day_part(struct sl_record *out, struct sl_sealed x)
{
    static const char *const names[] = { "night", "morning", "afternoon", "evening" };
    int64_t hour;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return hour_of(&x.value, &hour) ? sl_text(names[hour / HOURS_A_PART]) : sl_missing();
}
