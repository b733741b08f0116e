/* date.h - calendar dates as days since 1970-01-01 (proleptic Gregorian, years 0001 to 9999). */
#ifndef SLC_DATE_H
#define SLC_DATE_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads `2026-01-31`, exactly ten characters. False when that is no date of the calendar. */
bool slc_date_read(struct sl_str text, int32_t *ret_days);

/* Whether the text has the form of a date, though perhaps not one of the calendar. */
bool slc_date_shaped(struct sl_str text);

#endif
