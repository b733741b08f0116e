/* line_cuts.h - inside the measure: the cuts that a call makes, from its arguments. */
#ifndef SLC_LINE_CUTS_H
#define SLC_LINE_CUTS_H

#include "measure/line.h"

/* One more cut of the line, which then tells cuts. */
struct slc_cut *slc_add_cut(struct sl_arena *arena, struct slc_measured *line,
                            enum slc_cut_kind kind);

/* `edges:` times a unit; the multiples of `to:` and the like. */
void slc_add_edges(struct sl_arena *arena, struct slc_measured *line, enum slc_scale scale,
                   int64_t times);
void slc_add_steps(struct sl_arena *arena, struct slc_measured *line, enum slc_cut_kind kind,
                   const char *label);

void slc_add_both_sides(struct sl_arena *arena, struct slc_measured *line,
                        struct slc_decimal number);

/* magnitude, clamp, age_band, year to day, and the functions of two dates. */
void slc_add_powers(struct sl_arena *arena, struct slc_measured *line);
void slc_add_each(struct sl_arena *arena, struct slc_measured *line);
void slc_add_ages(struct sl_arena *arena, struct slc_measured *line);
void slc_add_calendar(struct sl_arena *arena, struct slc_measured *line);
void slc_add_span(struct sl_arena *arena, struct slc_measured *line);

#endif
