/* pgoutput.h - messages of the output plugin pgoutput, protocol version 1, as typed events.
 *
 * Source: PostgreSQL 55.5 (logical streaming replication) and 55.9 (message formats). Version 1
 * sends a transaction whole, after its commit: Begin, then its changes, then Commit. Every length
 * and count is checked against the message's end, and a message must end where its format does.
 *
 * What decoding yields lives in the decoder and in the message's bytes: until the next call, or
 * until the bytes are freed. Nothing here copies a row's value. */
#ifndef SLP_PGOUTPUT_H
#define SLP_PGOUTPUT_H

#include "err.h"
#include "str.h"

#include <stdint.h>

/* PostgreSQL counts microseconds from 2000-01-01, 10,957 days after 1970-01-01. */
#define SLP_PG_EPOCH_US INT64_C(946684800000000)

/* PostgreSQL's MaxHeapAttributeNumber: a tuple cannot have more columns. */
enum { SLP_MAX_COLUMNS = 1600 };

/* One column of one row. */
enum slp_cell_kind {
    SLP_CELL_NULL, /* 'n'; in a key tuple also every column outside the key: absent, not NULL */
    SLP_CELL_UNCHANGED, /* 'u': a TOASTed value that the UPDATE did not touch and did not send */
    SLP_CELL_TEXT,      /* 't': the type's output function's text */
};

struct slp_cell {
    enum slp_cell_kind kind;
    uint32_t len;
    char *text; /* not NUL-ended; not const because sl_read() decodes bytea in place */
};

struct slp_tuple {
    uint32_t ncells; /* 0: no such tuple in the message */
    struct slp_cell *cells;
};

struct slp_begin {
    uint64_t commit_lsn;    /* LSN of the commit record: the `_lsn` of the transaction's records */
    int64_t commit_time_us; /* since 1970-01-01 UTC */
    uint32_t xid;
};

struct slp_commit {
    uint64_t commit_lsn; /* as in Begin */
    uint64_t end_lsn;    /* behind the commit record: what may be confirmed */
    int64_t commit_time_us;
};

struct slp_relation_column {
    struct sl_str name;
    uint32_t type_oid; /* a domain's own OID, not its base's */
    int32_t type_modifier;
    bool key; /* part of the replica identity */
};

/* Sent before a table's first row on this connection, and again after any change of the table. */
struct slp_relation {
    uint32_t oid;
    struct sl_str schema; /* empty means pg_catalog */
    struct sl_str name;
    char identity; /* pg_class.relreplident: d default, n nothing, f full, i index */
    uint32_t ncolumns;
    const struct slp_relation_column *columns; /* in the table's order */
};

/* Sent before the Relation that uses a type which is not built in. */
struct slp_type {
    uint32_t oid;
    struct sl_str schema; /* empty means pg_catalog */
    struct sl_str name;
};

/* Which old row an UPDATE or DELETE carries. */
enum slp_old_kind {
    SLP_OLD_NONE,
    SLP_OLD_KEY,  /* 'K': the replica identity's columns; all others are SLP_CELL_NULL */
    SLP_OLD_FULL, /* 'O': the whole row, under REPLICA IDENTITY FULL */
};

/* Insert: `after` alone. Update: `after`, and `before` unless `old` is NONE. Delete: `before`. */
struct slp_row_change {
    uint32_t relation_oid;
    enum slp_old_kind old;
    struct slp_tuple before;
    struct slp_tuple after;
};

struct slp_truncate {
    uint32_t nrelations;
    const char *relation_oids; /* big-endian; read with slp_truncate_oid() */
    bool cascade, restart_identity;
};

enum slp_event_kind {
    SLP_BEGIN,
    SLP_COMMIT,
    SLP_ORIGIN, /* where the transaction first ran; of no use to us, ignored by name */
    SLP_RELATION,
    SLP_TYPE,
    SLP_INSERT,
    SLP_UPDATE,
    SLP_DELETE,
    SLP_TRUNCATE,
    SLP_MESSAGE, /* pg_logical_emit_message(); we do not ask for them; content never looked at */
};

struct slp_event {
    enum slp_event_kind kind;
    union {
        struct slp_begin begin;
        struct slp_commit commit;
        struct slp_relation relation;
        struct slp_type type;
        struct slp_row_change row; /* SLP_INSERT, SLP_UPDATE, SLP_DELETE */
        struct slp_truncate truncate;
    };
};

/* Room for what one message can hold. Large (about 130 KB): allocate one a process. */
struct slp_pgoutput {
    struct slp_cell before[SLP_MAX_COLUMNS];
    struct slp_cell after[SLP_MAX_COLUMNS];
    struct slp_relation_column columns[SLP_MAX_COLUMNS];
};

/* Decodes one message. -1 and *reterr (class BUG: server and client disagree about the protocol)
 * names the message's type and the field that is wrong, never its bytes. */
SL_MUST_USE int slp_pgoutput_decode(struct slp_pgoutput *decoder, char *bytes, size_t len,
                                    struct slp_event *ret_event, struct sl_err *reterr);

/* `index` < nrelations. */
uint32_t slp_truncate_oid(const struct slp_truncate *truncate, uint32_t index);

#endif
