#include "record/print.h"

#include "record/moment.h"

static const char pairs[] = "00010203040506070809"
                            "10111213141516171819"
                            "20212223242526272829"
                            "30313233343536373839"
                            "40414243444546474849"
                            "50515253545556575859"
                            "60616263646566676869"
                            "70717273747576777879"
                            "80818283848586878889"
                            "90919293949596979899";

/* `number` is below 100. */
static char *
print_pair(char *to, uint32_t number)
{
    return sl_print_bytes(to, pairs + (size_t)2 * number, 2);
}

char *
sl_print_u64(char *to, uint64_t number)
{
    char digits[SL_INTEGER_CHARS];
    char *from = digits + sizeof digits;
    for (; number >= 100; number /= 100) {
        from -= 2;
        memcpy(from, pairs + 2 * (number % 100), 2);
    }
    if (number >= 10) {
        from -= 2;
        memcpy(from, pairs + 2 * number, 2);
    } else {
        *--from = (char)('0' + number);
    }
    return sl_print_bytes(to, from, (size_t)(digits + sizeof digits - from));
}

char *
sl_print_i64(char *to, int64_t number)
{
    if (number >= 0)
        return sl_print_u64(to, (uint64_t)number);
    *to = '-';
    return sl_print_u64(to + 1, 0 - (uint64_t)number);
}

char *
sl_print_hex64(char *to, uint64_t number)
{
    static const char digits[] = "0123456789ABCDEF";
    for (int shift = 60; shift >= 0; shift -= 4)
        *to++ = digits[(number >> shift) & 15];
    return to;
}

static char *
print_year_month(char *to, struct sl_civil civil)
{
    uint32_t year = (uint32_t)civil.year;
    to = print_pair(to, year / 100);
    to = print_pair(to, year % 100);
    *to++ = '-';
    return print_pair(to, (uint32_t)civil.month);
}

char *
sl_print_month(char *to, int64_t days)
{
    return print_year_month(to, sl_civil_of_days(days));
}

char *
sl_print_date(char *to, int64_t days)
{
    struct sl_civil civil = sl_civil_of_days(days);
    to = print_year_month(to, civil);
    *to++ = '-';
    return print_pair(to, (uint32_t)civil.day);
}

char *
sl_print_time(char *to, int64_t us)
{
    uint32_t seconds = (uint32_t)(us / SL_US_PER_SECOND);
    uint32_t fraction = (uint32_t)(us % SL_US_PER_SECOND);
    to = print_pair(to, seconds / 3600);
    *to++ = ':';
    to = print_pair(to, seconds / 60 % 60);
    *to++ = ':';
    to = print_pair(to, seconds % 60);
    *to++ = '.';
    to = print_pair(to, fraction / 10000);
    to = print_pair(to, fraction / 100 % 100);
    return print_pair(to, fraction % 100);
}

char *
sl_print_timestamp(char *to, int64_t us, bool zone)
{
    int64_t day = sl_day_of_us(us);
    to = sl_print_date(to, day);
    *to++ = 'T';
    to = sl_print_time(to, us - day * SL_US_PER_DAY);
    if (zone)
        *to++ = 'Z';
    return to;
}
