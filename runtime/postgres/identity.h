/* identity.h - which server this is, and how far its history goes (PostgreSQL 55.4). */
#ifndef SLP_IDENTITY_H
#define SLP_IDENTITY_H

#include "postgres/conn.h"

enum { SLP_SYSTEM_BYTES = 24, SLP_DATABASE_BYTES = 64 };

struct slp_identity {
    char system_identifier[SLP_SYSTEM_BYTES]; /* digits; made by initdb, copied by a standby */
    uint32_t timeline;                        /* raised by every promotion */
    uint64_t wal_end;                         /* how far the server's WAL goes now */
    char database[SLP_DATABASE_BYTES];
};

/* IDENTIFY_SYSTEM. */
SL_MUST_USE int slp_identity_read(struct slp_conn *conn, struct slp_identity *ret_identity,
                                  struct sl_err *reterr);

/* Where `old` was left on the way to `timeline`: 0 when it is not one of its ancestors. */
SL_MUST_USE int slp_timeline_left(struct slp_conn *conn, uint32_t timeline, uint32_t old,
                                  uint64_t *ret_lsn, struct sl_err *reterr);

/* The same from the text of a history file: lines of "timeline TAB position TAB reason", comments
 * with #, empty lines. False when a line is none of these. */
SL_MUST_USE bool slp_timeline_find(const char *history, size_t len, uint32_t old,
                                   uint64_t *ret_lsn);

#endif
