/* told_together.h - what is found of the head together with what was told before, and of neither alone. */
#ifndef SLC_TOLD_TOGETHER_H
#define SLC_TOLD_TOGETHER_H

#include "diff/diff_told.h"
#include "diff/found_line.h"

/* Whether the two say the same of one table to one destination. */
bool slc_tells_the_same(struct sl_arena *arena, const struct slc_found_line *one,
                        const struct slc_found_line *two);

/* Whether a finding about a line is an error that neither the head nor what was told before has by itself. */
bool slc_is_of_both_together(const struct slc_diff *diff, const struct slc_diff_told *told,
                             const struct slc_finding *finding, const struct slc_found_line *line);

#endif
