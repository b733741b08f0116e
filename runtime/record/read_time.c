#include "record/read_time.h"

#include "record/ascii.h"
#include "record/moment.h"

/* Each of these takes its part off the front of *text. */

static bool
take_byte(struct sl_str *text, char byte)
{
    if (text->len == 0 || text->ptr[0] != byte)
        return false;
    text->ptr++;
    text->len--;
    return true;
}

static bool
take(struct sl_str *text, struct sl_str what)
{
    if (text->len < what.len || memcmp(text->ptr, what.ptr, what.len) != 0)
        return false;
    text->ptr += what.len;
    text->len -= what.len;
    return true;
}

/* Between `least` and `most` digits, at most 7: they fit in 32 bits. */
static bool
take_number(struct sl_str *text, size_t least, size_t most, uint32_t *ret_number)
{
    size_t len = 0;
    uint32_t number = 0;
    for (; len < text->len && len < most && sl_ascii_is_digit(text->ptr[len]); len++)
        number = number * 10 + (uint32_t)(text->ptr[len] - '0');
    text->ptr += len;
    text->len -= len;
    *ret_number = number;
    return len >= least;
}

static bool
take_day(struct sl_str *text, struct sl_civil *ret_civil)
{
    uint32_t year, month, day;
    if (!take_number(text, 4, 7, &year) || !take_byte(text, '-') ||
        !take_number(text, 2, 2, &month) || !take_byte(text, '-') || !take_number(text, 2, 2, &day))
        return false;
    *ret_civil = (struct sl_civil) { .year = year, .month = (int)month, .day = (int)day };
    return year >= 1;
}

/* The era stands at the very end, behind time and zone; only then is the year known. */
static bool
take_era(struct sl_str *text, struct sl_civil *civil)
{
    if (take(text, SL_STR(" BC")))
        civil->year = 1 - civil->year;
    return text->len == 0 && sl_civil_valid(*civil);
}

static bool
take_fraction(struct sl_str *text, uint32_t *ret_us)
{
    *ret_us = 0;
    if (!take_byte(text, '.'))
        return true;
    size_t before = text->len;
    if (!take_number(text, 1, 6, ret_us))
        return false;
    for (size_t digits = before - text->len; digits < 6; digits++)
        *ret_us *= 10;
    return true;
}

static bool
take_time(struct sl_str *text, int64_t *ret_us)
{
    uint32_t hour, minute, second, fraction;
    if (!take_number(text, 2, 2, &hour) || !take_byte(text, ':') ||
        !take_number(text, 2, 2, &minute) || !take_byte(text, ':') ||
        !take_number(text, 2, 2, &second) || !take_fraction(text, &fraction))
        return false;
    if (minute > 59 || second > 59)
        return false;
    *ret_us = (hour * INT64_C(3600) + minute * 60 + second) * SL_US_PER_SECOND + fraction;
    return *ret_us <= SL_US_PER_DAY;
}

static bool
is_infinity(struct sl_str text, int64_t *ret_value)
{
    bool after = sl_str_equal(text, SL_STR("infinity"));
    if (!after && !sl_str_equal(text, SL_STR("-infinity")))
        return false;
    *ret_value = after ? SL_TIME_AFTER_ALL : SL_TIME_BEFORE_ALL;
    return true;
}

bool
sl_read_date(struct sl_str text, int64_t *ret_days)
{
    struct sl_civil civil;
    if (is_infinity(text, ret_days))
        return true;
    if (!take_day(&text, &civil) || !take_era(&text, &civil))
        return false;
    *ret_days = sl_days_of_civil(civil);
    return true;
}

bool
sl_read_time(struct sl_str text, int64_t *ret_us)
{
    return take_time(&text, ret_us) && text.len == 0;
}

bool
sl_read_timestamp(struct sl_str text, bool zone, int64_t *ret_us)
{
    struct sl_civil civil;
    int64_t time_us, days_us;
    if (is_infinity(text, ret_us))
        return true;
    if (!take_day(&text, &civil) || !take_byte(&text, ' ') || !take_time(&text, &time_us) ||
        (zone && !take(&text, SL_STR("+00"))) || !take_era(&text, &civil))
        return false;
    if (__builtin_mul_overflow(sl_days_of_civil(civil), SL_US_PER_DAY, &days_us) ||
        __builtin_add_overflow(days_us, time_us, ret_us) || *ret_us == SL_TIME_AFTER_ALL)
        *ret_us = civil.year > 0 ? SL_TIME_AFTER_ALL - 1 : SL_TIME_BEFORE_ALL + 1;
    return true;
}
