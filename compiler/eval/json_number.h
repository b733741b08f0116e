/* json_number.h - the digits of a JSON number, as a column of its type has them. */
#ifndef SLC_JSON_NUMBER_H
#define SLC_JSON_NUMBER_H

#include "ir/ir.h"

/* A JSON number in the form that slc_eval_read() takes for the type: every digit as it is written, without
 * an exponent, and without zeros behind the point that the type has no room for. What is no value
 * of the type stays as it is written: slc_eval_read() refuses it. */
struct sl_str slc_json_digits(struct sl_arena *arena, const struct slc_ir_type *type,
                              struct sl_str text);

#endif
