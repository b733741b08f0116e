#include "database/deadline.h"

#include "clock.h"

#include <poll.h>
#include <stdbool.h>

/* A query behind the deadline has a little time nevertheless: the catalogue is read last. */
enum { LEAST_MS = 4000, AFTER_CANCEL_MS = 1000 };

/* Of a connection; libpq knows about fifty (34.1.2). */
enum { MOST_OPTIONS = 128 };

#define END_SQL "SELECT pg_catalog.pg_terminate_backend($1::pg_catalog.int4, 2000)"

struct awaited {
    PGconn *pq;
    struct slc_deadline *deadline;
    int64_t until_ms; /* 0: for ever */
};

/* ---- what is overdue ----------------------------------------------------------------------------- */

static void
cancel(struct awaited *awaited)
{
    char unused[256];
    PGcancel *cancel = PQgetCancel(awaited->pq);
    (void)PQcancel(cancel, unused, (int)sizeof unused);
    PQfreeCancel(cancel);
    awaited->deadline->overdue = SLC_OVERDUE_CANCELLED;
    awaited->until_ms = slp_now_ms() + AFTER_CANCEL_MS;
}

/* The same server, database, role and password. */
static PGconn *
connect_again(PGconn *pq)
{
    const char *keywords[MOST_OPTIONS + 1] = { NULL }, *values[MOST_OPTIONS + 1] = { NULL };
    PQconninfoOption *options = PQconninfo(pq);
    size_t filled = 0;
    for (size_t i = 0; options != NULL && options[i].keyword != NULL && filled < MOST_OPTIONS;
         i++) {
        if (options[i].val == NULL)
            continue;
        keywords[filled] = options[i].keyword;
        values[filled++] = options[i].val;
    }
    PGconn *again = PQconnectdbParams(keywords, values, 0);
    PQconninfoFree(options);
    return again;
}

/* pg_terminate_backend() waits until the process is gone, and tells. */
static void
end_backend(struct awaited *awaited)
{
    const char *const parameters[] = { awaited->deadline->backend };
    PGconn *again = connect_again(awaited->pq);
    PGresult *result = PQexecParams(again, END_SQL, 1, NULL, parameters, NULL, NULL, 0);
    const bool ended =
        PQresultStatus(result) == PGRES_TUPLES_OK && PQgetvalue(result, 0, 0)[0] == 't';
    PQclear(result);
    PQfinish(again);
    awaited->deadline->overdue = ended ? SLC_OVERDUE_ENDED : SLC_OVERDUE_GOES_ON;
}

int
slc_deadline_fail(const struct slc_deadline *deadline, struct sl_err *reterr)
{
    if (deadline->overdue == SLC_OVERDUE_ENDED) {
        (void)sl_fail(reterr, SL_CONFIG,
                      "a statement went on after it was cancelled at the end of its time, so its "
                      "server process was ended, which released its locks");
        return sl_remedy(reterr, "nothing was changed; see that the statement does not catch "
                                 "query_canceled and go on");
    }
    if (deadline->overdue == SLC_OVERDUE_GOES_ON) {
        (void)sl_fail(reterr, SL_CONFIG,
                      "a statement went on after it was cancelled at the end of its time, and its "
                      "server process %s could not be ended: it may still hold locks",
                      deadline->backend);
        return sl_remedy(reterr, "end it as a superuser: SELECT pg_terminate_backend(%s)",
                         deadline->backend);
    }
    return sl_fail(reterr, SL_CONFIG, "the database went away while it was asked");
}

/* ---- results ------------------------------------------------------------------------------------- */

/* 0: there may be more to read. -1: no more is waited for. */
static int
wait_for_input(struct awaited *awaited)
{
    struct pollfd socket = { .fd = PQsocket(awaited->pq), .events = POLLIN };
    const int64_t rest_ms = awaited->until_ms - slp_now_ms();
    if (awaited->until_ms == 0 || rest_ms > 0) {
        if (poll(&socket, 1, awaited->until_ms == 0 ? -1 : (int)rest_ms) > 0)
            return PQconsumeInput(awaited->pq) == 1 ? 0 : -1;
        return 0;
    }
    if (awaited->deadline->overdue == SLC_OVERDUE_NOT) {
        cancel(awaited);
        return 0;
    }
    end_backend(awaited);
    return -1;
}

/* COPY waits for data, or has some: none is given, and none is taken. */
static int
end_copy(struct awaited *awaited, ExecStatusType status)
{
    char *row;
    if (status == PGRES_COPY_IN || status == PGRES_COPY_BOTH)
        (void)PQputCopyEnd(awaited->pq, "no data in a trial");
    if (status != PGRES_COPY_OUT)
        return 0;
    for (int length; (length = PQgetCopyData(awaited->pq, &row, 1)) >= 0;) {
        if (length > 0)
            PQfreemem(row);
        else if (wait_for_input(awaited) != 0)
            return -1;
    }
    return 0;
}

PGresult *
slc_deadline_result(PGconn *pq, struct slc_deadline *deadline)
{
    struct awaited awaited = { .pq = pq, .deadline = deadline };
    PGresult *result = NULL;
    deadline->overdue = SLC_OVERDUE_NOT;
    if (deadline->at_ms != 0) {
        const int64_t least_ms = slp_now_ms() + LEAST_MS;
        awaited.until_ms = deadline->at_ms > least_ms ? deadline->at_ms : least_ms;
    }
    for (;;) {
        if (PQisBusy(pq)) {
            if (wait_for_input(&awaited) == 0)
                continue;
            PQclear(result);
            return NULL;
        }
        PGresult *next = PQgetResult(pq);
        if (next == NULL)
            return result;
        PQclear(result);
        result = next;
        if (end_copy(&awaited, PQresultStatus(result)) != 0)
            break;
    }
    PQclear(result);
    return NULL;
}
