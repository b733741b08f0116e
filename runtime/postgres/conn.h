/* conn.h - one connection to PostgreSQL through libpq, with the session settings that the text of
 * every value depends on.
 *
 * Settings are connection options, which beat ALTER ROLE and ALTER DATABASE (delivery notes in
 * docs): DateStyle ISO, IntervalStyle postgres, TimeZone UTC, extra_float_digits 3, bytea_output
 * hex, lc_monetary C, search_path empty, row_security off, client_encoding UTF8, no time-outs.
 *
 * Nothing blocks without an end: waiting is done in steps of at most a second, and between them a
 * hook may answer keepalives of the other connection or ask to stop. Errors carry the SQLSTATE and
 * our own words; a server's text could quote a row and is never used. */
#ifndef SLP_CONN_H
#define SLP_CONN_H

#include "buf.h"
#include "err.h"

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

enum slp_conn_kind {
    SLP_CONN_REPLICATION, /* replication=database: slots, identity, the stream */
    SLP_CONN_SQL,         /* read-only statements as the reader role */
};

struct slp_conn_config {
    enum slp_conn_kind kind;
    const char *conninfo; /* libpq's: key words or a URI */
    const char *user;     /* replaces the user in conninfo; NULL or "": leave it */
    const char *password; /* NULL or "": as libpq finds one */
    const char *name;     /* application_name */
    int64_t timeout_ms;   /* for connecting to a host, unless conninfo says another */
    bool (*is_over)(const void *context); /* asked each second while connecting; NULL: no */
    const void *is_over_context;
    int64_t statement_limit_ms; /* how long a statement may take; 0: as long as it takes */
};

struct slp_conn;

/* NULL and *reterr: RETRY when the server is away or full, CONFIG when it refuses us
 * or is a standby. */
struct slp_conn *slp_conn_open(const struct slp_conn_config *config, struct sl_err *reterr);

/* NULL is allowed. */
void slp_conn_close(struct slp_conn *conn);

/* Called at least once a second while a statement waits; -1 and *reterr ends the wait. Then the
 * statement is still under way: the connection is of no more use. */
typedef int slp_conn_wait_fn(void *context, struct sl_err *reterr);
void slp_conn_set_wait(struct slp_conn *conn, slp_conn_wait_fn *wait, void *context);

/* Whether a wait was ended so: nothing that failed since is worth another try. */
bool slp_conn_wait_ended(const struct slp_conn *conn);

/* After that: asks the server to end the statement, through a connection of its own, and waits for its end, at
 * most so long. Without it some statements go on in the server when the connection has ended. */
void slp_conn_cancel(struct slp_conn *conn, int64_t timeout_ms);

/* Waits `pause_ms` in steps, with the hook as above: between tries of the same statement. */
SL_MUST_USE int slp_conn_pause(struct slp_conn *conn, int64_t pause_ms, struct sl_err *reterr);

/* One statement; `doing` completes "while …" in the error's text ("reading the slot's state").
 * The result has status `TUPLES_OK` or `COMMAND_OK` and is the caller's to PQclear(). NULL and
 * *reterr otherwise. */
SL_MUST_USE PGresult *slp_conn_query(struct slp_conn *conn, const char *doing, const char *sql,
                                     struct sl_err *reterr);

/* The same for a statement that was put together in a buffer. RETRY when the buffer failed. */
SL_MUST_USE PGresult *slp_conn_query_buf(struct slp_conn *conn, const char *doing,
                                         struct sl_buf *sql, struct sl_err *reterr);

/* How long a statement may take where the connection has a limit. The server ends it then, and a server that has
 * not said a word for a moment longer is given up (RETRY): the connection is of no more use. */
enum slp_statement_time {
    SLP_TIME_LIMITED,
    SLP_TIME_LONG, /* it may pass over many rows: only silence counts, and 30 times as long. Where the server
                       * would end it, its caller has lifted statement_timeout */
    SLP_TIME_ENDLESS, /* it waits for others: its caller ends it by the hook */
};

/* A statement with parameters: text, NULL for SQL NULL. */
struct slp_statement {
    const char *doing, *sql;
    enum slp_statement_time time;
    int nparams; /* 0: none */
    const char *const *params;
};

/* The same; a replication connection takes no parameters. */
SL_MUST_USE PGresult *slp_conn_query_params(struct slp_conn *conn,
                                            const struct slp_statement *statement,
                                            struct sl_err *reterr);

/* A row of an answer: `result` has it alone, as its row 0, and lives during the call. -1 and *reterr
 * ends the call below; the rest of the answer is dropped. */
typedef int slp_conn_row_fn(void *context, PGresult *result, struct sl_err *reterr);

/* The same as slp_conn_query_params() for an answer of many or large rows: one of them is held in memory
 * at a time. */
SL_MUST_USE int slp_conn_each_row(struct slp_conn *conn, const struct slp_statement *statement,
                                  slp_conn_row_fn *take, void *context, struct sl_err *reterr);

/* Starts a COPY: the statement must answer with `expected` (PGRES_COPY_BOTH). */
SL_MUST_USE int slp_conn_copy(struct slp_conn *conn, const char *doing, const char *sql,
                              ExecStatusType expected, struct sl_err *reterr);

/* Fills *reterr from a failed result (NULL: from the connection itself); returns -1. */
int slp_conn_fail(struct slp_conn *conn, const PGresult *result, const char *doing,
                  struct sl_err *reterr);

/* SQLSTATE of the last warning the server sent, "" for none. That it waits for its standbys
 * (synchronized_standby_slots) is logged and does not count. */
const char *slp_conn_warning(const struct slp_conn *conn);

/* SQLSTATE of the last statement that failed, "" when it never reached the server. */
const char *slp_conn_sqlstate(const struct slp_conn *conn);

/* Whether it failed for what the catalogue has: names, types or rights that are not there (SQLSTATE of class 42,
 * "syntax error or access rule violation", and 3F, appendix A), or a type that does not take a value (22). */
bool slp_conn_is_refused(const struct slp_conn *conn);

/* 150018 for 15.18. */
int slp_conn_version(const struct slp_conn *conn);

/* For PQescapeIdentifier() and friends, and for the stream's own loop. */
PGconn *slp_conn_pq(struct slp_conn *conn);

#endif
