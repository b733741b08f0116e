/* read_json.h - whether a text is one JSON value that may stand in a record as it is. */
#ifndef SL_READ_JSON_H
#define SL_READ_JSON_H

#include "str.h"

#include <stdbool.h>

/* The grammar of RFC 8259 in valid UTF-8, with no white space but U+0020 (a record is one line), at
 * most SL_MAX_JSON_NESTING deep. What PostgreSQL prints for jsonb is of this form. */
bool sl_json_is_value(struct sl_str text);

/* A number of RFC 8259 §6, the whole text: also what PostgreSQL prints for a finite real, double
 * precision or numeric. */
bool sl_json_is_number(struct sl_str text);

#endif
