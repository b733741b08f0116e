/* print.h - numbers and dates as text, without printf: records are written with these alone.
 *
 * Each writes at `to`, which has the room its line says, and returns the end of what it wrote.
 * Nothing is NUL-ended. */
#ifndef SL_PRINT_H
#define SL_PRINT_H

#include "abi/value.h"

#include <stdint.h>
#include <string.h>

enum {
    SL_INTEGER_CHARS = 20,   /* -9223372036854775808, 18446744073709551615 */
    SL_HEX64_CHARS = 16,     /* 00000000016B3748 */
    SL_DATE_CHARS = 10,      /* 2026-01-15 */
    SL_TIME_CHARS = 15,      /* 10:16:00.123456 */
    SL_TIMESTAMP_CHARS = 27, /* 2026-01-15T10:16:00.123456Z */
};

static inline char *
sl_print_bytes(char *to, const char *bytes, size_t len)
{
    memcpy(to, bytes, len);
    return to + len;
}

static inline char *
sl_print_str(char *to, struct sl_str text)
{
    return text.len == 0 ? to : sl_print_bytes(to, text.ptr, text.len);
}

/* SL_INTEGER_CHARS. */
char *sl_print_u64(char *to, uint64_t number);
char *sl_print_i64(char *to, int64_t number);

/* 16 upper-case hex digits. */
char *sl_print_hex64(char *to, uint64_t number);

/* "2026-01"; `days` as sl_calendar_day() gives it. */
char *sl_print_month(char *to, int64_t days);

/* ISO 8601; 0001-9999 only. */
char *sl_print_date(char *to, int64_t days);

/* Microseconds since midnight, at most 24:00. */
char *sl_print_time(char *to, int64_t us);

/* A timestamp's microseconds since 1970-01-01, 0001-9999 only; `zone` writes the Z of UTC. */
char *sl_print_timestamp(char *to, int64_t us, bool zone);

#endif
