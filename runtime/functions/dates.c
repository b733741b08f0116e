/* dates.c - UTC calendar days: year, month, day, age_band, months_between. Outside 0001-9999 there
 * is no answer. */
#include "functions.h"

#include "functions/moment.h"
#include "functions/print.h"
#include "record_private.h"

enum { MONTH_CHARS = 7, OLDEST_YEARS = 90 };

struct sl_open
sl_year(struct sl_record *out, struct sl_sealed x)
{
    int64_t day;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_calendar_day(&x.value, &day) ? sl_integer(sl_civil_of_days(day).year) : sl_missing();
}

struct sl_open
sl_month(struct sl_record *out, struct sl_sealed x)
{
    int64_t day;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!sl_calendar_day(&x.value, &day))
        return sl_missing();
    char *text = sl_record_scratch(out, MONTH_CHARS);
    if (text == NULL)
        return sl_missing();
    return sl_text_of(text, (size_t)(sl_print_month(text, day) - text));
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

/* Whole months from one day to a later one: a month is full on the day of the same number, or
 * where the last month lacks it on the first of the next. */
static int64_t
months_forward(int64_t from, int64_t to)
{
    struct sl_civil a = sl_civil_of_days(from), b = sl_civil_of_days(to);
    int64_t months = (b.year - a.year) * 12 + (b.month - a.month);
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
    return band_of_age(out, months_forward(from, to) / 12, width_years);
}

struct sl_open
sl_months_between(struct sl_record *out, struct sl_sealed a, struct sl_sealed b)
{
    int64_t from, to;
    (void)out;
    if (a.value.state != SL_VALUE || b.value.state != SL_VALUE)
        return sl_without_values(&a.value, &b.value);
    if (!sl_calendar_day(&a.value, &from) || !sl_calendar_day(&b.value, &to))
        return sl_missing();
    return sl_integer(from <= to ? months_forward(from, to) : -months_forward(to, from));
}
