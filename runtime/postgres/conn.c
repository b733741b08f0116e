/* conn.c - statements on a connection, which wait in steps. */
#include "postgres/conn.h"

#include "clock.h"
#include "plural.h"
#include "postgres/conn_private.h"

#include <errno.h>
#include <poll.h>

int
slp_conn_fail_with(const char *sqlstate, const char *doing, struct sl_err *reterr)
{
    const struct slp_sqlstate *entry = slp_sqlstate_find(sqlstate);
    sl_fail(reterr, entry->class, "%s while %s (SQLSTATE %s)", entry->words, doing, sqlstate);
    return sl_remedy(reterr, "%s", entry->remedy);
}

enum slp_wait
slp_conn_wait_for_socket(PGconn *pq, short events, int64_t deadline_ms)
{
    int64_t left_ms = deadline_ms - slp_now_ms();
    struct pollfd poll_fd = { .fd = PQsocket(pq), .events = events };
    if (left_ms <= 0)
        return SLP_WAIT_OVER;
    int ready = poll(&poll_fd, 1, (int)(left_ms < SLP_CONN_STEP_MS ? left_ms : SLP_CONN_STEP_MS));
    if (ready < 0 && errno != EINTR)
        return SLP_WAIT_FAILED;
    return ready > 0 ? SLP_WAIT_READY : SLP_WAIT_STEP;
}

void
slp_conn_set_wait(struct slp_conn *conn, slp_conn_wait_fn *wait, void *context)
{
    conn->wait = wait;
    conn->wait_context = context;
}

bool
slp_conn_wait_ended(const struct slp_conn *conn)
{
    return conn->wait_ended;
}

void
slp_conn_cancel(struct slp_conn *conn, int64_t timeout_ms)
{
    const int64_t deadline_ms = slp_now_ms() + timeout_ms;
    char ignored[256];
    PGcancel *cancel = PQgetCancel(conn->pq);
    const bool asked = cancel != NULL && PQcancel(cancel, ignored, sizeof ignored) == 1;
    PQfreeCancel(cancel);
    while (asked && PQconsumeInput(conn->pq) == 1 && PQisBusy(conn->pq) == 1)
        if (slp_conn_wait_for_socket(conn->pq, POLLIN, deadline_ms) <= SLP_WAIT_OVER)
            return;
}

int
slp_conn_pause(struct slp_conn *conn, int64_t pause_ms, struct sl_err *reterr)
{
    const int64_t end_ms = slp_now_ms() + pause_ms;
    for (int64_t left_ms = pause_ms; left_ms > 0; left_ms = end_ms - slp_now_ms()) {
        (void)poll(NULL, 0, (int)(left_ms < SLP_CONN_STEP_MS ? left_ms : SLP_CONN_STEP_MS));
        if (conn->wait != NULL && conn->wait(conn->wait_context, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_conn_fail(struct slp_conn *conn, const PGresult *result, const char *doing,
              struct sl_err *reterr)
{
    const char *sqlstate = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    slp_sqlstate_copy(sqlstate, conn->sqlstate);
    if (conn->sqlstate[0] != '\0')
        return slp_conn_fail_with(conn->sqlstate, doing, reterr);
    if (PQstatus(conn->pq) == CONNECTION_BAD)
        return sl_fail(reterr, SL_RETRY, "the database closed the connection while %s", doing);
    return sl_fail(reterr, SL_BUG, "the database gave an answer of the wrong kind while %s", doing);
}

/* How long the server may be silent. It ends the statement itself a moment before, if it can. */
static int64_t
silence_ms(const struct slp_conn *conn, enum slp_statement_time time)
{
    enum { LONGER = 30, MOMENT_MS = 1000 };
    if (conn->limit_ms == 0 || time == SLP_TIME_ENDLESS)
        return 0;
    return time == SLP_TIME_LONG ? conn->limit_ms * LONGER : conn->limit_ms + MOMENT_MS;
}

static int
fail_silent(struct slp_conn *conn, const struct slp_statement *statement, int64_t silence,
            struct sl_err *reterr)
{
    const int64_t seconds = silence / 1000;
    conn->wait_ended = true;
    (void)sl_fail(reterr, SL_RETRY, "the database has said nothing for %lld second%s while %s",
                  (long long)seconds, sl_plural((uint64_t)seconds), statement->doing);
    return sl_remedy(reterr, "see whether the server, or a proxy before it, stands still; it is "
                             "tried again. statement_limit_s is the limit");
}

/* Waits for a step. *since_ms is when something came last; 0: it was not waited yet. */
static int
wait_for_more(struct slp_conn *conn, const struct slp_statement *statement, bool unsent,
              int64_t *since_ms, struct sl_err *reterr)
{
    const short events = (short)(POLLIN | (unsent ? POLLOUT : 0));
    const int64_t now_ms = slp_now_ms(), silence = silence_ms(conn, statement->time);
    if (*since_ms == 0)
        *since_ms = now_ms;
    if (silence != 0 && now_ms - *since_ms >= silence)
        return fail_silent(conn, statement, silence, reterr);
    switch (slp_conn_wait_for_socket(conn->pq, events, now_ms + SLP_CONN_STEP_MS)) {
    case SLP_WAIT_FAILED:
        return sl_fail(reterr, SL_RETRY, "cannot wait for the database: errno %d", errno);
    case SLP_WAIT_READY: *since_ms = 0; break;
    case SLP_WAIT_OVER:
    case SLP_WAIT_STEP: break;
    }
    return 0;
}

/* Sends what is queued and receives until a result is there without waiting. What came with the row before
 * is taken first: else each row would cost a system call. */
static int
wait_for_result(struct slp_conn *conn, const struct slp_statement *statement, struct sl_err *reterr)
{
    const char *doing = statement->doing;
    for (int64_t since_ms = 0;;) {
        int unsent = PQflush(conn->pq);
        if (unsent == 0 && PQisBusy(conn->pq) == 0)
            return 0;
        if (unsent < 0 || PQconsumeInput(conn->pq) == 0)
            return slp_conn_fail(conn, NULL, doing, reterr);
        if (unsent == 0 && PQisBusy(conn->pq) == 0)
            return 0;
        if (wait_for_more(conn, statement, unsent > 0, &since_ms, reterr) != 0)
            return -1;
        if (conn->wait != NULL && conn->wait(conn->wait_context, reterr) != 0) {
            conn->wait_ended = true;
            return -1;
        }
    }
}

/* Receives and drops results until the statement is over. */
static int
drain(struct slp_conn *conn, const struct slp_statement *statement, struct sl_err *reterr)
{
    for (;;) {
        if (wait_for_result(conn, statement, reterr) != 0)
            return -1;
        PGresult *result = PQgetResult(conn->pq);
        if (result == NULL)
            return 0;
        bool failed = PQresultStatus(result) == PGRES_FATAL_ERROR;
        if (failed)
            slp_conn_fail(conn, result, statement->doing, reterr);
        PQclear(result);
        if (failed)
            return -1;
    }
}

/* The simple protocol without parameters: replication commands know no other. */
static int
send_statement(struct slp_conn *conn, const struct slp_statement *statement, struct sl_err *reterr)
{
    conn->sqlstate[0] = '\0';
    int sent = statement->nparams == 0
                   ? PQsendQuery(conn->pq, statement->sql)
                   : PQsendQueryParams(conn->pq, statement->sql, statement->nparams, NULL,
                                       statement->params, NULL, NULL, 0);
    return sent == 1 ? 0 : slp_conn_fail(conn, NULL, statement->doing, reterr);
}

PGresult *
slp_conn_query(struct slp_conn *conn, const char *doing, const char *sql, struct sl_err *reterr)
{
    const struct slp_statement statement = { .doing = doing, .sql = sql };
    return slp_conn_query_params(conn, &statement, reterr);
}

PGresult *
slp_conn_query_params(struct slp_conn *conn, const struct slp_statement *statement,
                      struct sl_err *reterr)
{
    if (send_statement(conn, statement, reterr) != 0 ||
        wait_for_result(conn, statement, reterr) != 0)
        return NULL;
    PGresult *result = PQgetResult(conn->pq);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
        slp_conn_fail(conn, result, statement->doing, reterr);
        PQclear(result);
        struct sl_err ignored; /* the first error is the one that explains */
        (void)drain(conn, statement, &ignored);
        return NULL;
    }
    if (drain(conn, statement, reterr) != 0) {
        PQclear(result);
        return NULL;
    }
    return result;
}

/* Takes rows until the statement is over, or one of them fails. */
static int
take_rows(struct slp_conn *conn, const struct slp_statement *statement, slp_conn_row_fn *take,
          void *context, struct sl_err *reterr)
{
    for (;;) {
        if (wait_for_result(conn, statement, reterr) != 0)
            return -1;
        PGresult *result = PQgetResult(conn->pq);
        if (result == NULL)
            return 0;
        const ExecStatusType status = PQresultStatus(result);
        int failed = status == PGRES_FATAL_ERROR
                         ? slp_conn_fail(conn, result, statement->doing, reterr)
                     : status == PGRES_SINGLE_TUPLE ? take(context, result, reterr)
                                                    : 0;
        PQclear(result);
        if (failed != 0)
            return -1;
    }
}

int
slp_conn_each_row(struct slp_conn *conn, const struct slp_statement *statement,
                  slp_conn_row_fn *take, void *context, struct sl_err *reterr)
{
    if (send_statement(conn, statement, reterr) != 0)
        return -1;
    (void)PQsetSingleRowMode(conn->pq);
    if (take_rows(conn, statement, take, context, reterr) == 0)
        return 0;
    struct sl_err ignored; /* the first error is the one that explains */
    if (!conn->wait_ended)
        (void)drain(conn, statement, &ignored);
    return -1;
}

PGresult *
slp_conn_query_buf(struct slp_conn *conn, const char *doing, struct sl_buf *sql,
                   struct sl_err *reterr)
{
    const char *text = sl_buf_cstr(sql);
    if (text != NULL)
        return slp_conn_query(conn, doing, text, reterr);
    (void)sl_fail(reterr, SL_RETRY, "memory is short for a statement, while %s", doing);
    return NULL;
}

int
slp_conn_copy(struct slp_conn *conn, const char *doing, const char *sql, ExecStatusType expected,
              struct sl_err *reterr)
{
    const struct slp_statement statement = { .doing = doing, .sql = sql };
    if (send_statement(conn, &statement, reterr) != 0 ||
        wait_for_result(conn, &statement, reterr) != 0)
        return -1;
    PGresult *result = PQgetResult(conn->pq);
    int failed =
        PQresultStatus(result) == expected ? 0 : slp_conn_fail(conn, result, doing, reterr);
    PQclear(result);
    return failed;
}

const char *
slp_conn_warning(const struct slp_conn *conn)
{
    return conn->warning;
}

const char *
slp_conn_sqlstate(const struct slp_conn *conn)
{
    return conn->sqlstate;
}

bool
slp_conn_is_refused(const struct slp_conn *conn)
{
    static const char *const classes[] = { "42", "3F", "22" };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strncmp(conn->sqlstate, classes[i], 2) == 0)
            return true;
    return false;
}

int
slp_conn_version(const struct slp_conn *conn)
{
    return PQserverVersion(conn->pq);
}

PGconn *
slp_conn_pq(struct slp_conn *conn)
{
    return conn->pq;
}
