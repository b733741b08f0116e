/* label_order.h - where a level, a label or a set of categories of one version stands beside those of the
 * other. */
#ifndef SLC_LABEL_ORDER_H
#define SLC_LABEL_ORDER_H

#include "diff/change.h"

enum slc_order { SLC_LOWER = -1, SLC_EQUAL = 0, SLC_HIGHER = 1, SLC_UNKNOWN = 2 };

/* Where the head's level stands beside the base's; unknown, too, where the two versions disagree. */
enum slc_order slc_level_order(const struct slc_diff *diff, struct sl_str base, struct sl_str head);

/* The level's place in this version's list, from 0; -1: it has none of that name. */
int slc_level_rank(const struct slc_ir *ir, struct sl_str level);

/* Whether it is the version's highest level: what has it can only be withheld. */
bool slc_only_withheld(const struct slc_ir *ir, uint32_t level);

/* What a level that falls or rises does to what it guards, and to what it lets through, as a clearance
 * does. */
enum slc_privacy slc_guarded(enum slc_order order);
enum slc_privacy slc_cleared(enum slc_order order);

/* What becomes of data whose label changes so: a lower label lets more through, and so does one that is no
 * more the highest. */
enum slc_privacy slc_label_change(const struct slc_diff *diff, struct slc_ir_label base,
                                  struct slc_ir_label head);

/* The categories of one version that the other's set lacks, as a list of names; empty: none. */
struct sl_str slc_categories_lacking(const struct slc_diff *diff, enum slc_side side,
                                     struct slc_number_set set, struct slc_number_set other_set);

/* "its label is internal, was personal contact": of a column's value or presence, or of a table's rows. */
struct sl_str slc_label_says(struct slc_diff *diff, const char *of, struct slc_ir_label base,
                             struct slc_ir_label head);

#endif
