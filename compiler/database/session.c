#include "database/session.h"

#include "database/deadline.h"

#include <stdio.h>
#include <string.h>

enum { OLDEST_VERSION = 140000 };

struct slc_session {
    PGconn *pq;
    struct slc_deadline deadline;
};

/* A plain database name is no connection string, and libpq takes it as it is. */
static int
check_conninfo(const char *conninfo, struct sl_err *reterr)
{
    if (strchr(conninfo, '=') == NULL && strstr(conninfo, "://") == NULL)
        return 0;
    char *message = NULL;
    PQconninfoOption *options = PQconninfoParse(conninfo, &message);
    PQfreemem(message);
    if (options == NULL) {
        (void)sl_fail(reterr, SL_CONFIG, "this is not a connection string of libpq");
        return sl_remedy(reterr,
                         "write key=value pairs, as in \"host=localhost dbname=shop\", or a "
                         "postgresql:// URI");
    }
    PQconninfoFree(options);
    return 0;
}

/* With this verbosity libpq says where it tried, and the SQLSTATE or the system's error. */
static int
connection_failed(const struct slc_session *session, struct sl_err *reterr)
{
    const char *message = PQerrorMessage(session->pq);
    (void)sl_fail(reterr, SL_CONFIG, "cannot connect to the database: %.*s",
                  (int)strcspn(message, "\n"), message);
    return sl_remedy(reterr, "see that psql connects with the same words; passwords come from "
                             "PGPASSWORD or ~/.pgpass, never from the command line");
}

static int
check_version(const struct slc_session *session, struct sl_err *reterr)
{
    int version = PQserverVersion(session->pq);
    if (version >= OLDEST_VERSION)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "the server is PostgreSQL %d", version / 10000);
    return sl_remedy(reterr, "PostgreSQL 14 to 18 can be looked at; a pusher needs 15");
}

static int
run(struct slc_session *session, const char *statement, struct sl_err *reterr)
{
    PGresult *result = slc_session_query(session, statement, NULL, reterr);
    PQclear(result);
    return result != NULL ? 0 : -1;
}

int
slc_session_look(struct slc_session *session, struct sl_err *reterr)
{
    static const char *const statements[] = {
        "SET LOCAL search_path = ''", "SET LOCAL quote_all_identifiers = off",
        "SET LOCAL jit = off", /* compiling a query over the catalogue takes longer than the query */
    };
    for (size_t at = 0; at < sizeof statements / sizeof *statements; at++) {
        if (run(session, statements[at], reterr) != 0)
            return -1;
    }
    return 0;
}

/* Notices are for people at a prompt, and may quote what a statement does. */
static void
leave_notice(void *unused, const PGresult *notice)
{
    (void)unused;
    (void)notice;
}

/* What stands before dbname can be set by the connection string; what stands behind beats it. */
static int
connect_to(struct slc_session *session, const char *conninfo, struct sl_err *reterr)
{
    static const char *const keywords[] = { "connect_timeout", "application_name", "dbname",
                                            "client_encoding", NULL };
    const char *values[] = { "10", "sluice", conninfo, "UTF8", NULL };
    session->pq = PQconnectdbParams(keywords, values, 1);
    if (session->pq == NULL)
        return sl_fail(reterr, SL_CONFIG, "out of memory");
    PQsetErrorVerbosity(session->pq, PQERRORS_SQLSTATE);
    (void)PQsetNoticeReceiver(session->pq, leave_notice, NULL);
    if (PQstatus(session->pq) != CONNECTION_OK)
        return connection_failed(session, reterr);
    return check_version(session, reterr);
}

static struct slc_session *
open_session(struct sl_arena *arena, const char *conninfo, const char *begin, struct sl_err *reterr)
{
    if (check_conninfo(conninfo, reterr) != 0)
        return NULL;
    struct slc_session *session = SL_NEW(arena, struct slc_session);
    if (connect_to(session, conninfo, reterr) == 0 && run(session, begin, reterr) == 0)
        return session;
    slc_session_close(session);
    return NULL;
}

struct slc_session *
slc_session_open(struct sl_arena *arena, const char *conninfo, struct sl_err *reterr)
{
    struct slc_session *session =
        open_session(arena, conninfo, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", reterr);
    if (session == NULL || slc_session_look(session, reterr) == 0)
        return session;
    slc_session_close(session);
    return NULL;
}

struct slc_session *
slc_session_open_trial(struct sl_arena *arena, const char *conninfo, struct sl_err *reterr)
{
    return open_session(arena, conninfo, "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE", reterr);
}

int
slc_session_limit(struct slc_session *session, int64_t deadline_ms, struct sl_err *reterr)
{
    PGresult *result =
        slc_session_query(session, "SELECT pg_catalog.pg_backend_pid()", NULL, reterr);
    if (result == NULL)
        return -1;
    (void)snprintf(session->deadline.backend, sizeof session->deadline.backend, "%s",
                   PQgetvalue(result, 0, 0));
    session->deadline.at_ms = deadline_ms;
    PQclear(result);
    return 0;
}

bool
slc_session_is_idle(const struct slc_session *session)
{
    return PQtransactionStatus(session->pq) == PQTRANS_IDLE;
}

void
slc_session_close(struct slc_session *session)
{
    if (session != NULL)
        PQfinish(session->pq);
}

PGresult *
slc_session_execute(struct slc_session *session, const char *sql, const char *parameter,
                    struct sl_err *reterr)
{
    const char *const parameters[] = { parameter };
    PGresult *result = NULL;
    if (PQsendQueryParams(session->pq, sql, parameter != NULL ? 1 : 0, NULL, parameters, NULL, NULL,
                          0) == 1)
        result = slc_deadline_result(session->pq, &session->deadline);
    const ExecStatusType status = PQresultStatus(result);
    const bool is_error = status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE;
    if (!is_error || PQresultErrorField(result, PG_DIAG_SQLSTATE) != NULL)
        return result;
    (void)slc_deadline_fail(&session->deadline, reterr);
    PQclear(result);
    return NULL;
}

PGresult *
slc_session_query(struct slc_session *session, const char *sql, const char *parameter,
                  struct sl_err *reterr)
{
    PGresult *result = slc_session_execute(session, sql, parameter, reterr);
    const char *sqlstate = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (sqlstate == NULL)
        return result;
    (void)sl_fail(reterr, SL_CONFIG, "the database refused a query (SQLSTATE %s)", sqlstate);
    if (strcmp(sqlstate, "42501") == 0)
        (void)sl_remedy(reterr, "the role may not select what is asked for: GRANT it, or "
                                "connect as another role");
    PQclear(result);
    return NULL;
}
