/* read.h - PostgreSQL's text form of a value -> sl_value.
 *
 * The text form is that of a session with DateStyle ISO, IntervalStyle postgres, TimeZone UTC,
 * extra_float_digits 3, bytea_output hex, client_encoding UTF8 (delivery notes in docs). */
#ifndef SL_READ_H
#define SL_READ_H

#include "abi/projection.h"
#include "attributes.h"

/* Reads `text` as a value of the column's type. *ret_value borrows from `text`; bytea is decoded in
 * place, hence not const. char(n) loses its padding. False when the text is not of that type: the caller
 * stops the stream and never quotes it. A label of an enum is read whether the policy lists it or not. */
SL_MUST_USE bool sl_read(const struct sl_column *column, char *text, size_t len,
                         struct sl_value *ret_value);

/* Whether the policy lists the label; the column is an enum. */
bool sl_lists_label(const struct sl_column *column, struct sl_str label);

/* Reads what the database holds of an encrypted column, text or bytea: SL_BYTES when it has bytea's
 * form, since no format's text begins like that, else SL_TEXT. As above otherwise. */
SL_MUST_USE bool sl_read_stored(char *text, size_t len, struct sl_value *ret_value);

#endif
