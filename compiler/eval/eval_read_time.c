/* Dates and times: ISO 8601, with a space or a T between. */
#include "eval/eval_read_parts.h"

#include "calendar.h"
#include "eval/eval_functions.h"

/* Takes `count` digits from the front. */
static bool
take_digits(struct sl_str *text, size_t count, int *ret)
{
    struct sl_str digits = { text->ptr, count };
    if (text->len < count || !slc_all_digits(digits))
        return false;
    *ret = 0;
    for (size_t at = 0; at < count; at++)
        *ret = *ret * 10 + (digits.ptr[at] - '0');
    *text = (struct sl_str) { text->ptr + count, text->len - count };
    return true;
}

static bool
take(struct sl_str *text, const char *one_of)
{
    if (text->len == 0 || strchr(one_of, text->ptr[0]) == NULL)
        return false;
    *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
    return true;
}

/* Four digits or more, as PostgreSQL prints years. */
static bool
take_year(struct sl_str *text, int *ret_year)
{
    enum { YEAR_DIGITS = 4, MOST_YEAR_DIGITS = 7 };
    size_t digits = 0;
    while (digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
        digits++;
    return digits >= YEAR_DIGITS && digits <= MOST_YEAR_DIGITS &&
           take_digits(text, digits, ret_year) && *ret_year >= 1;
}

/* Before Christ the year 1 comes before the year 1. */
static bool
take_date(struct sl_str *text, bool before_christ, int64_t *ret_days)
{
    int year, month, day;
    if (!take_year(text, &year) || !take(text, "-") || !take_digits(text, 2, &month) ||
        !take(text, "-") || !take_digits(text, 2, &day))
        return false;
    struct sl_civil date = { before_christ ? 1 - year : year, month, day };
    if (!sl_civil_valid(date))
        return false;
    *ret_days = sl_days_of_civil(date);
    return true;
}

/* Takes " BC" from the end. */
static bool
take_era(struct sl_str *text)
{
    if (text->len < 3 || memcmp(text->ptr + text->len - 3, " BC", 3) != 0)
        return false;
    text->len -= 3;
    return true;
}

static bool
take_clock(struct sl_str *text, int64_t *ret_microseconds)
{
    int hour, minute, second = 0, fraction = 0;
    if (!take_digits(text, 2, &hour) || !take(text, ":") || !take_digits(text, 2, &minute))
        return false;
    if (take(text, ":") && !take_digits(text, 2, &second))
        return false;
    if (take(text, ".")) {
        for (int place = 0; place < 6; place++) {
            int digit = 0;
            if (!take_digits(text, 1, &digit) && place == 0)
                return false;
            fraction = fraction * 10 + digit;
        }
    }
    bool midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if ((hour > 23 && !midnight) || minute > 59 || second > 59)
        return false;
    *ret_microseconds = ((hour * 60 + minute) * INT64_C(60) + second) * 1000000 + fraction;
    return true;
}

/* Z, +01, +01:00 or nothing: what is to be taken from the clock to have UTC. */
static bool
take_zone(struct sl_str *text, int64_t *ret_microseconds)
{
    int hours, minutes = 0;
    *ret_microseconds = 0;
    if (text->len == 0 || take(text, "Z"))
        return text->len == 0;
    bool east = text->ptr[0] == '+';
    if (!take(text, "+-") || !take_digits(text, 2, &hours))
        return false;
    if (text->len > 0 && (!take(text, ":") || !take_digits(text, 2, &minutes)))
        return false;
    int64_t ahead = (hours * 60 + minutes) * INT64_C(60000000);
    *ret_microseconds = east ? ahead : -ahead;
    return text->len == 0 && hours < 16 && minutes < 60;
}

bool
slc_read_timestamp(struct sl_str text, bool zone, struct sl_value *value)
{
    int64_t days, clock = 0, ahead = 0;
    if (sl_str_is(text, "infinity") || sl_str_is(text, "-infinity")) {
        value->integer = text.ptr[0] == '-' ? SL_TIME_BEFORE_ALL : SL_TIME_AFTER_ALL;
        return true;
    }
    bool before_christ = take_era(&text);
    if (!take_date(&text, before_christ, &days) ||
        (take(&text, "T ") && !take_clock(&text, &clock)))
        return false;
    if (zone ? !take_zone(&text, &ahead) : text.len > 0)
        return false;
    if (__builtin_mul_overflow(days, INT64_C(86400000000), &value->integer) ||
        __builtin_add_overflow(value->integer, clock - ahead, &value->integer) ||
        value->integer == SL_TIME_AFTER_ALL)
        value->integer = SL_TIME_AFTER_ALL - 1; /* docs/functions.md, "Comparing" */
    return true;
}

bool
slc_read_date(struct sl_str text, struct sl_value *value)
{
    if (sl_str_is(text, "infinity") || sl_str_is(text, "-infinity")) {
        value->integer = text.ptr[0] == '-' ? SL_TIME_BEFORE_ALL : SL_TIME_AFTER_ALL;
        return true;
    }
    bool before_christ = take_era(&text);
    return take_date(&text, before_christ, &value->integer) && text.len == 0;
}

bool
slc_read_time(struct sl_str text, struct sl_value *value)
{
    return take_clock(&text, &value->integer) && text.len == 0;
}
