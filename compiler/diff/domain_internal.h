/* domain_internal.h - how columns are used, between domain.c, which finds out, and domain_values.c,
 * which makes values of it. */
#ifndef SLC_DOMAIN_INTERNAL_H
#define SLC_DOMAIN_INTERNAL_H

#include "diff/domain.h"

/* A place where something cuts a column, or a value that it lists. */
struct point {
    const struct slc_ir_literal *literal;
    struct point *next;
};

struct usage {
    struct point *points;
    bool whole;         /* a use that no list of values stands for */
    bool looked_at;     /* some point was noted */
    struct sl_str tidy; /* through these tidying functions */
};

struct slc_domains {
    const struct slc_pair *pair;
    struct usage *usages;
};

/* The column in the head's table, else in the base's. */
const struct slc_ir_column *slc_domain_column(const struct slc_pair *pair, uint32_t at);

/* Whether the type's values can all be listed. */
bool slc_domain_has_few(const struct slc_ir_type *type);

#endif
