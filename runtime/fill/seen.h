/* seen.h - whether a snapshot sees all transactions that the stream has delivered.
 *
 * A commit is streamed before others can see it, and for longer while a synchronous standby does not
 * answer. A chunk that is read meanwhile would hold older rows than those that were sent already. So the
 * transactions that changed the table are remembered until a snapshot has seen them. */
#ifndef SLP_SEEN_H
#define SLP_SEEN_H

#include "str.h"

#include <stdbool.h>
#include <stdint.h>

enum { SLP_SEEN_MAX = 4096 };

/* Zero: none. Transactions beyond the maximum are not kept one by one: all before the newest of them
 * must have ended then. */
struct slp_seen {
    uint32_t xids[SLP_SEEN_MAX];
    uint32_t count;
    bool overflowed;
    uint32_t newest; /* of those that were not kept, when overflowed */
};

/* A transaction, as the stream's Begin has it: the lower 32 bits of the top-level one. */
void slp_seen_add(struct slp_seen *seen, uint32_t xid);

void slp_seen_clear(struct slp_seen *seen);

/* Whether the snapshot sees them all; `snapshot` is the text of pg_current_snapshot(),
 * "xmin:xmax:xip,xip" (PostgreSQL 9.27.12). False for a text that is none. */
bool slp_seen_by(const struct slp_seen *seen, const char *snapshot);

#endif
