/* lsn.c - reading a position. */
#include "postgres/lsn.h"

#include <stddef.h>

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One to eight digits; *ret_behind is the first character that is none. */
static bool
parse_half(const char *text, uint64_t *ret_half, const char **ret_behind)
{
    enum { MAX_DIGITS = 8 };
    uint64_t half = 0;
    int digits = 0;
    while (digits <= MAX_DIGITS && hex_digit(*text) >= 0) {
        half = half << 4 | (uint64_t)hex_digit(*text++);
        digits++;
    }
    *ret_half = half;
    *ret_behind = text;
    return digits >= 1 && digits <= MAX_DIGITS;
}

bool
slp_lsn_parse(const char *text, uint64_t *ret_lsn)
{
    uint64_t high, low;
    const char *behind;
    if (text == NULL || !parse_half(text, &high, &behind) || *behind != '/' ||
        !parse_half(behind + 1, &low, &behind) || *behind != '\0')
        return false;
    *ret_lsn = high << 32 | low;
    return true;
}

uint64_t
slp_lsn_floor(uint64_t insert_lsn)
{
    enum { PAGE_BYTES = 8192, MOST_HEADER_BYTES = 40 };
    const uint64_t within = insert_lsn % PAGE_BYTES;
    return within <= MOST_HEADER_BYTES ? insert_lsn - within : insert_lsn;
}
