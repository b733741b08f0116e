/* read_time.h - PostgreSQL's text forms of date and time, DateStyle ISO and TimeZone UTC.
 *
 * False when the text is not of the form. BC years are 0 and below. Timestamps that microseconds
 * since 1970 in 64 bits cannot hold (from 294247-01-10) become the last that they can. */
#ifndef SL_READ_TIME_H
#define SL_READ_TIME_H

#include "abi/value.h"

/* "2026-01-15", "0044-03-15 BC", "infinity" */
bool sl_read_date(struct sl_str text, int64_t *ret_days);

/* "10:16:00", "10:16:00.5", "24:00:00" */
bool sl_read_time(struct sl_str text, int64_t *ret_us);

/* "2026-01-15 10:16:00.5"; with a zone, which must be "+00": "2026-01-15 10:16:00.5+00" */
bool sl_read_timestamp(struct sl_str text, bool zone, int64_t *ret_us);

#endif
