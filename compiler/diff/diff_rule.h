/* diff_rule.h - what the owner of a category allows: its `may become` rows. */
#ifndef SLC_DIFF_RULE_H
#define SLC_DIFF_RULE_H

#include "diff/change.h"

/* `base` NULL: the category is new. */
void slc_diff_rules(struct slc_diff *diff, const struct slc_category *base,
                    const struct slc_category *head);

#endif
