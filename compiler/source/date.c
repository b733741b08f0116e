#include "source/date.h"

#include "calendar.h"

bool
slc_date_shaped(struct sl_str text)
{
    if (text.len != 10)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        bool dash = at == 4 || at == 7;
        if (dash ? text.ptr[at] != '-' : text.ptr[at] < '0' || text.ptr[at] > '9')
            return false;
    }
    return true;
}

static int32_t
digits(const char *at, int count)
{
    int32_t value = 0;
    while (count-- > 0)
        value = value * 10 + (*at++ - '0');
    return value;
}

bool
slc_date_read(struct sl_str text, int32_t *ret_days)
{
    if (!slc_date_shaped(text))
        return false;
    struct sl_civil date = { .year = digits(text.ptr, 4),
                             .month = digits(text.ptr + 5, 2),
                             .day = digits(text.ptr + 8, 2) };
    if (date.year < 1 || !sl_civil_valid(date))
        return false;
    *ret_days = (int32_t)sl_days_of_civil(date);
    return true;
}
