/* connect.c - opening a connection: options, connecting in steps, what the server must be. */
#include "clock.h"
#include "log.h"
#include "plural.h"
#include "postgres/conn_private.h"
#include "postgres/connect_time.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the text of every value depends on (PostgreSQL 20.11), and no time-out of the server's but ours. */
#define SESSION_OPTIONS                                                                            \
    "-c datestyle=ISO -c intervalstyle=postgres -c timezone=UTC -c extra_float_digits=3 "          \
    "-c bytea_output=hex -c lc_monetary=C -c search_path= -c row_security=off "                    \
    "-c statement_timeout=0 -c lock_timeout=0 -c idle_session_timeout=0 "                          \
    "-c idle_in_transaction_session_timeout=0 -c client_min_messages=warning"

/* What was sent and is not acknowledged for so long ends the connection; while connecting, no longer than a host
 * has: of several, the next is tried then. */
enum { UNACKNOWLEDGED_MS = 20000, NUMBER_BYTES = 24, OPTIONS_BYTES = 768 };

/* What a pooler that takes the session's settings, and drops them, would make of values nobody would see. */
#define SLP_NO_POOLER                                                                              \
    "let source.conninfo name PostgreSQL itself: a pooler such as pgbouncer does not keep the "    \
    "pusher's session and its replication"

/* The reader role only reads; its messages to itself (wal.h) wait for no standby. Behind a lock
 * it must not queue up others for long. */
#define SQL_OPTIONS                                                                                \
    SESSION_OPTIONS                                                                                \
    " -c default_transaction_read_only=on -c synchronous_commit=local -c lock_timeout=2s"

/* From 17 on, the server holds a failover slot's stream back until the standbys of
 * synchronized_standby_slots have its WAL, and warns about each that is away, with the SQLSTATE of
 * graver things: PostgreSQL's own name for the place (slot.c) tells them apart. */
static bool
is_wait_for_standby(const PGresult *result)
{
    const char *function = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
    return function != NULL && strcmp(function, "StandbySlotsHaveCaughtup") == 0;
}

/* Notices come with client_min_messages=warning: whatever arrives is a warning or worse. */
static void
on_notice(void *context, const PGresult *result)
{
    struct slp_conn *conn = context;
    if (!is_wait_for_standby(result)) {
        slp_sqlstate_copy(PQresultErrorField(result, PG_DIAG_SQLSTATE), conn->warning);
        return;
    }
    if (!conn->told_of_standby)
        sl_log(SL_LOG_WARNING, "server_waits_for_standby",
               SL_FIELDS(SL_NAME("remedy", SL_STR("start the standbys that the server names in "
                                                  "synchronized_standby_slots, or change that "
                                                  "setting; the server's log says which"))));
    conn->told_of_standby = true;
}

/* pgbouncer's words, when it does not pass on what the session needs, or is asked for replication: it answers
 * so each time. */
static bool
is_refused_by_pooler(const char *message)
{
    return strstr(message, "unsupported startup parameter") != NULL;
}

static int
fail_pooler(struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_CONFIG,
                  "a connection pooler answered in the database's place, and does not take the "
                  "settings of the session");
    return sl_remedy(reterr, SLP_NO_POOLER);
}

/* What libpq itself says of a login has no SQLSTATE: that there is no password, or no way to log in that both
 * know. */
static bool
is_login(const PGconn *pq, const char *message)
{
    return PQconnectionNeedsPassword(pq) == 1 || strstr(message, "authentication") != NULL ||
           strstr(message, "SCRAM") != NULL;
}

/* A failed connection has no result to ask. With the verbosity VERBOSE the first line of libpq's message holds
 * where it tried, and either the code with the server's text, which is not used, or the system's error: nothing
 * that a row could be in. */
static int
fail_connect(struct slp_conn *conn, struct sl_err *reterr)
{
    char sqlstate[SLP_SQLSTATE_CHARS + 1];
    const char *message = PQerrorMessage(conn->pq);
    int len = (int)strcspn(message, "\n");
    if (is_refused_by_pooler(message))
        return fail_pooler(reterr);
    if (slp_sqlstate_in(message, (size_t)len, sqlstate)) {
        char doing[128];
        const char *user = PQuser(conn->pq);
        snprintf(doing, sizeof doing, "connecting to the database as %s", user ? user : "nobody");
        return slp_conn_fail_with(sqlstate, doing, reterr);
    }
    if (is_login(conn->pq, message)) {
        (void)sl_fail(reterr, SL_LOGIN, "the login failed: %.*s", len, message);
        return sl_remedy(reterr, "%s", slp_sqlstate_find("28")->remedy);
    }
    (void)sl_fail(reterr, SL_RETRY, "cannot connect to the database: %.*s", len, message);
    return sl_remedy(reterr, "see whether the server runs, and whether source.conninfo says where");
}

/* An empty value would hide what conninfo says; NULL is skipped. */
static const char *
or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* A replication command knows no statement_timeout. */
static void
write_options(const struct slp_conn_config *config, char *ret_options, size_t size)
{
    if (config->kind == SLP_CONN_REPLICATION)
        (void)snprintf(ret_options, size, "%s", SESSION_OPTIONS);
    else
        (void)snprintf(ret_options, size, "%s -c statement_timeout=%lld", SQL_OPTIONS,
                       (long long)config->statement_limit_ms);
}

/* What stands before conninfo it may say otherwise; what stands behind beats it. */
static PGconn *
start_connect(const struct slp_conn_config *config, const struct slp_connect_time *time)
{
    enum { MAX_PARAMETERS = 12 };
    const bool replication = config->kind == SLP_CONN_REPLICATION;
    const bool soon = time->host_ms != 0 && time->host_ms < UNACKNOWLEDGED_MS;
    char unacknowledged_ms[NUMBER_BYTES], options[OPTIONS_BYTES];
    (void)snprintf(unacknowledged_ms, sizeof unacknowledged_ms, "%lld",
                   soon ? (long long)time->host_ms : (long long)UNACKNOWLEDGED_MS);
    write_options(config, options, sizeof options);
    const struct {
        const char *keyword, *value;
    } parameters[] = {
        { "keepalives_idle", "30" },
        { "keepalives_interval", "10" },
        { "keepalives_count", "3" },
        { "tcp_user_timeout", unacknowledged_ms },
        { "dbname", config->conninfo },
        { "user", or_null(config->user) },
        { "password", or_null(config->password) },
        { "replication", replication ? "database" : NULL },
        { "options", options },
        { "client_encoding", "UTF8" },
        { "application_name", config->name },
    };
    const size_t count = sizeof(parameters) / sizeof(parameters[0]);
    const char *keywords[MAX_PARAMETERS] = { NULL };
    const char *values[MAX_PARAMETERS] = { NULL };
    _Static_assert(sizeof(parameters) / sizeof(parameters[0]) < MAX_PARAMETERS, "room for NULL");
    for (size_t i = 0; i < count; i++) {
        keywords[i] = parameters[i].keyword;
        values[i] = parameters[i].value;
    }
    return PQconnectStartParams(keywords, values, 1);
}

static int
fail_in_time(struct slp_conn *conn, int64_t timeout_ms, struct sl_err *reterr)
{
    const char *host = PQhost(conn->pq), *port = PQport(conn->pq);
    const int64_t seconds = timeout_ms / 1000;
    (void)sl_fail(reterr, SL_RETRY,
                  "no connection to the database within %lld second%s: %s, port %s",
                  (long long)seconds, sl_plural((uint64_t)seconds), host != NULL ? host : "",
                  port != NULL ? port : "");
    return sl_remedy(reterr,
                     "see whether the server runs there, and whether what stands before it lets "
                     "connections through; connect_timeout in source.conninfo is the limit");
}

static int
finish_connect(struct slp_conn *conn, int64_t timeout_ms, struct sl_err *reterr)
{
    const int64_t deadline_ms = timeout_ms != 0 ? slp_now_ms() + timeout_ms : INT64_MAX;
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    while (status == PGRES_POLLING_WRITING || status == PGRES_POLLING_READING) {
        short events = status == PGRES_POLLING_WRITING ? POLLOUT : POLLIN;
        if (slp_conn_wait_for_socket(conn->pq, events, deadline_ms) <= SLP_WAIT_OVER)
            return fail_in_time(conn, timeout_ms, reterr);
        status = PQconnectPoll(conn->pq);
    }
    return status == PGRES_POLLING_OK ? 0 : fail_connect(conn, reterr);
}

/* Whether the session has its options. PostgreSQL's own default of this one is another. */
static int
check_options(struct slp_conn *conn, struct sl_err *reterr)
{
    PGresult *result =
        slp_conn_query(conn, "looking at the session's settings",
                       "SELECT pg_catalog.current_setting('extra_float_digits')", reterr);
    if (result == NULL)
        return -1;
    const bool there = strcmp(PQgetvalue(result, 0, 0), "3") == 0;
    PQclear(result);
    return there ? 0 : fail_pooler(reterr);
}

/* Settings that only newer servers know, hence not among the connection options. */
static int
set_newer_settings(struct slp_conn *conn, struct sl_err *reterr)
{
    if (slp_conn_version(conn) < 170000)
        return 0;
    PGresult *result = slp_conn_query(conn, "preparing the session",
                                      "SELECT pg_catalog.set_config('transaction_timeout', '0', "
                                      "false)",
                                      reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

static int
check_server(struct slp_conn *conn, struct sl_err *reterr)
{
    int version = slp_conn_version(conn);
    if (version < 150000) {
        sl_fail(reterr, SL_CONFIG, "the server is PostgreSQL %d: it has no column lists",
                version / 10000);
        return sl_remedy(reterr, "PostgreSQL 15 to 18 are supported");
    }
    const char *standby = PQparameterStatus(conn->pq, "in_hot_standby");
    if (standby != NULL && strcmp(standby, "on") == 0) {
        sl_fail(reterr, SL_CONFIG, "the server is a standby");
        return sl_remedy(reterr, "connect to the primary; with several hosts in source.conninfo, "
                                 "target_session_attrs=read-write finds it");
    }
    return check_options(conn, reterr) == 0 ? set_newer_settings(conn, reterr) : -1;
}

static int
open_connection(struct slp_conn *conn, const struct slp_conn_config *config, struct sl_err *reterr)
{
    struct slp_connect_time time;
    if (slp_connect_time(config->conninfo, config->timeout_ms, &time, reterr) != 0)
        return -1;
    conn->limit_ms = config->statement_limit_ms;
    conn->pq = start_connect(config, &time);
    if (conn->pq == NULL)
        return sl_fail(reterr, SL_RETRY, "no memory for a connection");
    PQsetErrorVerbosity(conn->pq, PQERRORS_VERBOSE);
    PQsetNoticeReceiver(conn->pq, on_notice, conn);
    if (PQstatus(conn->pq) == CONNECTION_BAD)
        return fail_connect(conn, reterr);
    if (finish_connect(conn, time.all_ms, reterr) != 0)
        return -1;
    PQsetErrorVerbosity(conn->pq, PQERRORS_SQLSTATE);
    return check_server(conn, reterr);
}

struct slp_conn *
slp_conn_open(const struct slp_conn_config *config, struct sl_err *reterr)
{
    struct slp_conn *conn = calloc(1, sizeof(*conn));
    if (conn == NULL) {
        sl_fail(reterr, SL_RETRY, "no memory for a connection");
        return NULL;
    }
    if (open_connection(conn, config, reterr) != 0) {
        slp_conn_close(conn);
        return NULL;
    }
    return conn;
}

void
slp_conn_close(struct slp_conn *conn)
{
    if (conn == NULL)
        return;
    PQfinish(conn->pq);
    free(conn);
}
