/* lower_parts.h - places, dates, labels, types and roles, which stand in declarations and releases alike. */
#ifndef SLC_LOWER_PARTS_H
#define SLC_LOWER_PARTS_H

#include "lower/lower_state.h"

/* Nothing for a place that was not written. */
struct slc_ir_place slc_lower_place(struct slc_span at);
/* The same with the first line alone. */
struct slc_ir_place slc_lower_place_line(struct slc_span at);
struct slc_ir_date slc_lower_date(struct slc_date date);
struct slc_ir_label slc_lowered_label(struct slc_label label);
struct slc_ir_type slc_lower_type(struct sl_arena *arena, const struct slc_type *type);
/* NULL for an empty name. */
const struct slc_ir_role *slc_lower_role(const struct slc_to_ir *from, struct sl_str name);

#endif
