/* connect_failure.c - the texts that libpq has for a failed connection, which has no result to ask.
 *
 * The pusher sets no locale, so they are English. */
#include "postgres/connect_failure.h"

#include "postgres/conn_private.h"

#include <stdio.h>
#include <string.h>

/* What a pooler that takes the session's settings, and drops them, would make of values nobody would see. */
#define SLP_NO_POOLER                                                                              \
    "let source.conninfo name PostgreSQL itself: a pooler such as pgbouncer does not keep the "    \
    "pusher's session and its replication"

/* pgbouncer's words, when it does not pass on what the session needs, or is asked for replication: it answers
 * so each time. */
static bool
is_refused_by_pooler(const char *message)
{
    return strstr(message, "unsupported startup parameter") != NULL;
}

int
slp_connect_failure_of_pooler(struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_CONFIG,
                  "a connection pooler answered in the database's place, and does not take the "
                  "settings of the session");
    return sl_remedy(reterr, SLP_NO_POOLER);
}

static bool
begins_with(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Where libpq tried several hosts, the message holds a line for each, and further lines of the server's: the
 * last host's line. */
static const char *
last_line(const char *message)
{
    const char *last = message;
    for (const char *line = message; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (begins_with(line, "connection to server "))
            last = line;
    }
    return last;
}

/* What libpq says of the connection string before it tries any host. */
static bool
is_conninfo(const char *line)
{
    static const char *const begins[] = { "invalid ",
                                          "could not match ",
                                          "definition of service ",
                                          "service file ",
                                          "syntax error in service file ",
                                          "weak sslmode " };
    for (size_t at = 0; at < sizeof begins / sizeof begins[0]; at++)
        if (begins_with(line, begins[at]))
            return true;
    return false;
}

/* What libpq itself says of a login has no SQLSTATE: that there is no password, or no way to log in that both
 * know. It stands behind the host, whose name may be anything. */
static bool
is_login(const PGconn *pq, const char *line, size_t len)
{
    static const char before[] = "failed: ";
    const char *said = NULL;
    if (PQconnectionNeedsPassword(pq) == 1)
        return true;
    if (!begins_with(line, "connection to server "))
        return false;
    for (const char *at = strstr(line, before); at != NULL && at < line + len;
         at = strstr(at + 1, before))
        said = at + strlen(before);
    char words[256] = "";
    if (said != NULL)
        (void)snprintf(words, sizeof words, "%.*s", (int)(line + len - said), said);
    return strstr(words, "authentication") != NULL || strstr(words, "SCRAM") != NULL;
}

/* With the verbosity VERBOSE a host's line holds where libpq tried, and either the code with the server's text,
 * which is not used, or the system's error: nothing that a row could be in. */
int
slp_connect_failure(PGconn *pq, struct sl_err *reterr)
{
    char sqlstate[SLP_SQLSTATE_CHARS + 1];
    const char *line = last_line(PQerrorMessage(pq));
    const int len = (int)strcspn(line, "\n");
    if (is_refused_by_pooler(line))
        return slp_connect_failure_of_pooler(reterr);
    if (is_conninfo(line)) {
        (void)sl_fail(reterr, SL_CONFIG, "source.conninfo: %.*s", len, line);
        return sl_remedy(reterr, "correct that word in source.conninfo");
    }
    if (slp_sqlstate_in(line, (size_t)len, sqlstate)) {
        char doing[128];
        const char *user = PQuser(pq);
        snprintf(doing, sizeof doing, "connecting to the database as %s", user ? user : "nobody");
        return slp_conn_fail_with(sqlstate, doing, reterr);
    }
    if (is_login(pq, line, (size_t)len)) {
        (void)sl_fail(reterr, SL_LOGIN, "the login failed: %.*s", len, line);
        return sl_remedy(reterr, "%s", slp_sqlstate_find("28")->remedy);
    }
    (void)sl_fail(reterr, SL_RETRY, "cannot connect to the database: %.*s", len, line);
    return sl_remedy(reterr, "see whether the server runs, and whether source.conninfo says where");
}
