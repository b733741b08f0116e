/* domain.h - a few values of each column that stand for all of them.
 *
 * Comparisons, bands and lists look at a column only to see where it lies between cut points, or
 * which of listed values it is. One value from each region then stands for every value in it, and
 * what holds for these holds for the column. Where a column is used in another way, or has no such
 * values, the list is `complete` no more: it serves to find examples, and proves nothing. */
#ifndef SLC_DOMAIN_H
#define SLC_DOMAIN_H

#include "diff/view.h"

struct slc_domain {
    struct sl_value *values;
    uint32_t count;
    bool complete;
};

struct slc_domains; /* one for each of pair->columns, while uses are gathered */

struct slc_domains *slc_domains_new(const struct slc_pair *pair);

/* Notes how an expression uses columns. */
void slc_domains_use(struct slc_domains *domains, const struct slc_ir_release *release,
                     const struct slc_ir_expr *expr);

/* Whether what was noted so far leaves every one of these columns complete. */
bool slc_domains_complete(const struct slc_domains *domains, const bool *columns);

/* The values of a column. `samples` adds some that tell apart what functions tell apart: for
 * examples, where completeness does not matter. The values live in the pair's arena. */
struct slc_domain slc_domain_of(struct slc_domains *domains, uint32_t at, bool samples);

#endif
