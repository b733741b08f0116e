/* failed.h - which classes of records (a key, mostly) had a failure: what follows within one of them
 * has to go again, so that its order is kept.
 *
 * A class is a 64-bit hash: two that share one send more again than need be. */
#ifndef SLP_FAILED_H
#define SLP_FAILED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_failed {
    uint64_t *slots; /* open addressing; NULL until there is a failure */
    size_t mask, most;
    bool any, zero; /* zero: the class 0, which marks a free slot */
};

/* Allocates nothing. At most `most` classes will be added. */
void slp_failed_init(struct slp_failed *failed, size_t most);
void slp_failed_done(struct slp_failed *failed);

void slp_failed_add(struct slp_failed *failed, uint64_t class);

/* Without memory for the table: true for every class once one has failed. */
bool slp_failed_has(const struct slp_failed *failed, uint64_t class);

#endif
