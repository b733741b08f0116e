/* diff_join.h - what codes of a field can be joined with, and could not be before: codes of other columns
 * that are equal to them, and codes of the same columns under another key. */
#ifndef SLC_DIFF_JOIN_H
#define SLC_DIFF_JOIN_H

#include "diff/change.h"

/* Says that a field of the head, which is new or says something else, joins rows or values anew. `what`: its
 * name. */
void slc_diff_joins(struct slc_diff *diff, const struct slc_ir_release *release,
                    const struct slc_ir_field *field, struct sl_str what);

/* The same of codes under a second key: side by side, each code of the one names one of the other. Returns
 * whether there are some. */
bool slc_diff_crossed(struct slc_diff *diff, const struct slc_ir_release *release,
                      const struct slc_ir_field *field, struct sl_str what);

/* A code that is equal for equal values, of other columns at the same destination; or, as words, nothing:
 * "the rows with those of lake.sales". */
struct sl_str slc_joined_words(struct slc_diff *diff, const struct slc_ir_release *release,
                               const struct slc_ir_field *field);

#endif
