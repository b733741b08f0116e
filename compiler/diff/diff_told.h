/* diff_told.h - what the head tells together with what was told before. */
#ifndef SLC_DIFF_TOLD_H
#define SLC_DIFF_TOLD_H

#include "diff/change.h"

/* What is known of earlier versions. */
struct slc_diff_told {
    /* the head, checked with lines of earlier versions behind one file's text (told/told.h), and these
     * lines alone under the head's declarations; NULL: there are none */
    const struct slc_program *with_told, *alone;
    struct sl_str by;      /* "what the base and generated/TOLD.json tell" */
    struct sl_str lacking; /* the first line that the head's file of what was told lacks;
                                            len 0: none */
    uint32_t nlacking;
};

void slc_diff_told(struct slc_diff *diff, const struct slc_diff_told *told);

#endif
