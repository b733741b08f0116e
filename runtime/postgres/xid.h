/* xid.h - whether a snapshot sees a transaction. */
#ifndef SLP_XID_H
#define SLP_XID_H

#include <stdbool.h>
#include <stdint.h>

/* `snapshot` is the text of pg_current_snapshot(), "xmin:xmax:xip,xip" (PostgreSQL 9.27.12); another text sees
 * nothing. `xid` is a top-level transaction's, as the stream has it: its lower 32 bits, which are compared as
 * PostgreSQL does, modulo 2^32 (25.1.5). */
bool slp_xid_is_seen(const char *snapshot, uint32_t xid);

#endif
