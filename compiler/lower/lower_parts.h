/* lower_parts.h - places, dates, labels, types, roles and decisions, which stand in declarations and
 * releases alike. */
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
/* NULL where none was written. `rank`: the level that it lowers to; -1: none. */
const struct slc_ir_decision *slc_lower_decision(struct slc_to_ir *to,
                                                 const struct slc_decision *decision, int rank);

/* Keeps the earlier of two ends: of what was found so far, and of a date or decision (NULL: none). */
void slc_note_expiry(struct slc_ir_date *earliest, const struct slc_ir_date *until);
void slc_note_decision(struct slc_ir_date *earliest, const struct slc_ir_decision *decision);

#endif
