/* eval_read_parts.h - written values of each type, between the files that read them. Each function says
 * whether the text is a value of the type, and then fills *value. */
#ifndef SLC_EVAL_READ_PARTS_H
#define SLC_EVAL_READ_PARTS_H

#include "eval/eval.h"

bool slc_read_integer(enum slc_type_id type, struct sl_str text, struct sl_value *value);
bool slc_read_numeric(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text,
                      struct sl_value *value);
bool slc_read_float(struct sl_arena *arena, enum slc_type_id type, struct sl_str text,
                    struct sl_value *value);
bool slc_read_date(struct sl_str text, struct sl_value *value);
bool slc_read_time(struct sl_str text, struct sl_value *value);
/* `zone`: of timestamptz, which has a zone. */
bool slc_read_timestamp(struct sl_str text, bool zone, struct sl_value *value);

#endif
