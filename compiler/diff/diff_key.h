/* diff_key.h - keys: what they join, and what they are for. */
#ifndef SLC_DIFF_KEY_H
#define SLC_DIFF_KEY_H

#include "diff/change.h"

void slc_diff_keys(struct slc_diff *diff);

/* The key of the two that replaces the other; NULL: neither does. */
const struct slc_key *slc_replacing_key(const struct slc_program *program, struct sl_str one,
                                        struct sl_str other);

#endif
