/* domain_internal.h - how columns are used, between domain.c, which finds out, domain_values.c, which makes
 * values of it, and domain_samples.c. */
#ifndef SLC_DOMAIN_INTERNAL_H
#define SLC_DOMAIN_INTERNAL_H

#include "diff/domain.h"

/* A place where something cuts a column, or a value that it lists. */
struct slc_domain_point {
    const struct slc_ir_literal *literal;
    struct slc_domain_point *next;
};

struct slc_domain_usage {
    struct slc_domain_point *points;
    bool whole;         /* a use that no list of values stands for */
    bool looked_at;     /* some point was noted */
    struct sl_str tidy; /* through these tidying functions */
};

struct slc_domains {
    const struct slc_pair *pair;
    struct slc_domain_usage *usages;
};

/* The column in the head's table, else in the base's. */
const struct slc_ir_column *slc_domain_column(const struct slc_pair *pair, uint32_t at);

/* Whether the type's values can all be listed. */
bool slc_domain_has_few(const struct slc_ir_type *type);

/* A domain while it grows. */
struct slc_growing_domain {
    struct slc_domains *domains;
    const struct slc_ir_type *type;
    enum sl_kind kind;
    struct slc_domain domain;
    uint32_t room;
};

/* Adds a value that is not there yet. */
void slc_domain_add(struct slc_growing_domain *growing, struct sl_value value);

/* A value as policies write it; one that the type does not have is left out. */
void slc_domain_add_written(struct slc_growing_domain *growing, struct sl_str text);
void slc_domain_add_text(struct slc_growing_domain *growing, const char *text);

bool slc_is_number(enum sl_kind kind);
bool slc_is_moment(enum sl_kind kind);

void slc_domain_add_samples(struct slc_growing_domain *growing, const struct slc_ir_column *column);

#endif
