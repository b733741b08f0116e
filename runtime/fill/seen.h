/* seen.h - whether a snapshot sees all transactions that the stream has delivered.
 *
 * A commit is streamed before others can see it, and for longer while a synchronous standby does not
 * answer. A chunk that is read meanwhile would hold older rows than those that were sent already. So the
 * transactions that changed the table are remembered until a snapshot has seen them. */
#ifndef SLP_SEEN_H
#define SLP_SEEN_H

#include "attributes.h"
#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum { SLP_SEEN_MAX = 1024 };

/* Zero: none. */
struct slp_seen {
    uint32_t xids[SLP_SEEN_MAX];
    uint32_t count;
};

/* A transaction, as the stream's Begin has it: the lower 32 bits of the top-level one. False: there is no
 * room for it. */
SL_MUST_USE bool slp_seen_add(struct slp_seen *seen, uint32_t xid);

void slp_seen_clear(struct slp_seen *seen);

/* Drops those that the snapshot sees (postgres/xid.h). */
void slp_seen_prune(struct slp_seen *seen, const char *snapshot);

#endif
