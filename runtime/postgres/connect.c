/* connect.c - opening a connection: options, connecting in steps, what the server must be. */
#include "buf.h"
#include "clock.h"
#include "log.h"
#include "plural.h"
#include "postgres/conn_private.h"
#include "postgres/connect_failure.h"
#include "postgres/connect_time.h"
#include "postgres/hosts.h"

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
enum { UNACKNOWLEDGED_MS = 20000, NUMBER_BYTES = 24, OPTIONS_BYTES = 65536 };

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

/* An empty value would hide what conninfo says; NULL is skipped. */
static const char *
or_null(const char *text)
{
    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* NULL where the key word is not given. */
static const char *
value_of(const PQconninfoOption *options, const char *keyword)
{
    for (; options != NULL && options->keyword != NULL; options++)
        if (strcmp(options->keyword, keyword) == 0)
            return or_null(options->val);
    return NULL;
}

/* Behind what conninfo says: of a setting that both name, the server takes the later. A replication command knows no
 * statement_timeout. */
static void
write_options(const struct slp_conn_config *config, const char *given, struct sl_buf *ret)
{
    sl_buf_printf(ret, "%s%s", given != NULL ? given : "", given != NULL ? " " : "");
    if (config->kind == SLP_CONN_REPLICATION)
        sl_buf_printf(ret, "%s", SESSION_OPTIONS);
    else
        sl_buf_printf(ret, "%s -c statement_timeout=%lld", SQL_OPTIONS,
                      (long long)config->statement_limit_ms);
    sl_buf_add_byte(ret, '\0');
}

/* One try of one host. */
struct slp_connect_plan {
    struct slp_connect_time time;
    struct slp_host host;
    int64_t limit_ms;    /* for this try; 0: as long as it takes */
    const char *options; /* that conninfo has; NULL: none */
};

/* What stands before conninfo it may say otherwise; what stands behind beats it. */
static PGconn *
start_connect(const struct slp_conn_config *config, const struct slp_connect_plan *plan)
{
    enum { MAX_PARAMETERS = 16 };
    const bool replication = config->kind == SLP_CONN_REPLICATION;
    const int64_t host_ms = plan->time.host_ms;
    const bool soon = host_ms != 0 && host_ms < UNACKNOWLEDGED_MS;
    char unacknowledged_ms[NUMBER_BYTES];
    struct sl_buf options;
    sl_buf_init(&options, OPTIONS_BYTES);
    (void)snprintf(unacknowledged_ms, sizeof unacknowledged_ms, "%lld",
                   soon ? (long long)host_ms : (long long)UNACKNOWLEDGED_MS);
    write_options(config, plan->options, &options);
    if (sl_buf_failed(&options)) {
        sl_buf_done(&options);
        return NULL;
    }
    const struct {
        const char *keyword, *value;
    } parameters[] = {
        { "keepalives_idle", "30" },
        { "keepalives_interval", "10" },
        { "keepalives_count", "3" },
        { "tcp_user_timeout", unacknowledged_ms },
        { "dbname", config->conninfo },
        { "host", plan->host.host },
        { "hostaddr", plan->host.address },
        { "port", plan->host.port },
        { "user", or_null(config->user) },
        { "password", or_null(config->password) },
        { "replication", replication ? "database" : "false" },
        { "options", (const char *)options.bytes },
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
    PGconn *pq = PQconnectStartParams(keywords, values, 1);
    sl_buf_done(&options);
    return pq;
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

static bool
is_over(const struct slp_conn_config *config)
{
    return config->is_over != NULL && config->is_over(config->is_over_context);
}

static int
finish_connect(struct slp_conn *conn, const struct slp_conn_config *config, int64_t timeout_ms,
               struct sl_err *reterr)
{
    const int64_t deadline_ms = timeout_ms != 0 ? slp_now_ms() + timeout_ms : INT64_MAX;
    PostgresPollingStatusType status = PGRES_POLLING_WRITING;
    while (status == PGRES_POLLING_WRITING || status == PGRES_POLLING_READING) {
        short events = status == PGRES_POLLING_WRITING ? POLLOUT : POLLIN;
        enum slp_wait wait = slp_conn_wait_for_socket(conn->pq, events, deadline_ms);
        if (wait <= SLP_WAIT_OVER)
            return fail_in_time(conn, timeout_ms, reterr);
        if (is_over(config))
            return sl_fail(reterr, SL_RETRY, "asked to stop while connecting to the database");
        if (wait == SLP_WAIT_READY)
            status = PQconnectPoll(conn->pq);
    }
    return status == PGRES_POLLING_OK ? 0 : slp_connect_failure(conn->pq, reterr);
}

static int
connect_to(struct slp_conn *conn, const struct slp_conn_config *config,
           const struct slp_connect_plan *plan, struct sl_err *reterr)
{
    PQfinish(conn->pq);
    conn->pq = start_connect(config, plan);
    if (conn->pq == NULL)
        return sl_fail(reterr, SL_RETRY, "no memory for a connection");
    PQsetErrorVerbosity(conn->pq, PQERRORS_VERBOSE);
    PQsetNoticeReceiver(conn->pq, on_notice, conn);
    if (PQstatus(conn->pq) == CONNECTION_BAD)
        return slp_connect_failure(conn->pq, reterr);
    return finish_connect(conn, config, plan->limit_ms, reterr);
}

/* Like libpq, it goes on with the next host where one is away, and ends where one refuses the login. */
static int
connect_to_any(struct slp_conn *conn, const struct slp_conn_config *config, PQconninfoOption *given,
               struct sl_err *reterr)
{
    struct slp_connect_plan plan = { .options = value_of(given, "options") };
    struct slp_host *hosts = NULL;
    if (slp_connect_time(config->conninfo, config->timeout_ms, &plan.time, reterr) != 0)
        return -1;
    const uint32_t count = slp_hosts_split(given, &hosts);
    plan.limit_ms = count > 1 ? plan.time.host_ms : plan.time.all_ms;
    int failed = count == 0 ? sl_fail(reterr, SL_RETRY, "no memory for a connection") : -1;
    for (uint32_t at = 0; at < count; at++) {
        plan.host = hosts[at];
        failed = connect_to(conn, config, &plan, reterr);
        if (failed == 0 || reterr->class != SL_RETRY || is_over(config))
            break;
    }
    free(hosts);
    return failed;
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
    return there ? 0 : slp_connect_failure_of_pooler(reterr);
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
    PQconninfoOption *given = PQconninfoParse(config->conninfo, NULL);
    const int failed = connect_to_any(conn, config, given, reterr);
    PQconninfoFree(given);
    if (failed != 0)
        return -1;
    conn->limit_ms = config->statement_limit_ms;
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
