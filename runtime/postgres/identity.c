/* identity.c - IDENTIFY_SYSTEM and TIMELINE_HISTORY. */
#include "postgres/identity.h"

#include "postgres/lsn.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
parse_number(const char *text, uint64_t max, uint64_t *ret_number)
{
    char *behind;
    errno = 0;
    unsigned long long number = strtoull(text, &behind, 10);
    *ret_number = number;
    return errno == 0 && behind != text && *behind == '\0' && *text != '-' && number <= max;
}

static bool
copy_field(const PGresult *result, int column, size_t room, char *ret_text)
{
    size_t len = (size_t)PQgetlength(result, 0, column);
    if (len >= room)
        return false;
    memcpy(ret_text, PQgetvalue(result, 0, column), len + 1);
    return true;
}

/* The answer: systemid, timeline, xlogpos, dbname. */
static int
read_identity(const PGresult *result, struct slp_identity *ret_identity, struct sl_err *reterr)
{
    uint64_t timeline;
    if (PQntuples(result) != 1 || PQnfields(result) < 4 ||
        !copy_field(result, 0, SLP_SYSTEM_BYTES, ret_identity->system_identifier) ||
        !parse_number(PQgetvalue(result, 0, 1), UINT32_MAX, &timeline) ||
        !slp_lsn_parse(PQgetvalue(result, 0, 2), &ret_identity->wal_end) ||
        !copy_field(result, 3, SLP_DATABASE_BYTES, ret_identity->database))
        return sl_fail(reterr, SL_BUG, "the server's answer to IDENTIFY_SYSTEM is not one");
    ret_identity->timeline = (uint32_t)timeline;
    return 0;
}

int
slp_identity_read(struct slp_conn *conn, struct slp_identity *ret_identity, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(conn, "identifying the server", "IDENTIFY_SYSTEM", reterr);
    if (result == NULL)
        return -1;
    int failed = read_identity(result, ret_identity, reterr);
    PQclear(result);
    return failed;
}

/* "1 TAB 0/3000148 TAB no recovery target specified"; without a timeline for comments and empty
 * lines. */
static bool
parse_line(const char *line, uint64_t *ret_timeline, uint64_t *ret_lsn)
{
    char number[16], position[24];
    *ret_timeline = 0;
    line += strspn(line, " \t\r");
    if (*line == '\0' || *line == '#')
        return true;
    return sscanf(line, "%15[0-9] %23[0-9A-Fa-f/]", number, position) == 2 &&
           parse_number(number, UINT32_MAX, ret_timeline) && slp_lsn_parse(position, ret_lsn);
}

bool
slp_timeline_find(const char *history, size_t len, uint32_t old, uint64_t *ret_lsn)
{
    *ret_lsn = 0;
    while (len > 0) {
        char line[256];
        const char *newline = memchr(history, '\n', len);
        size_t line_len = newline != NULL ? (size_t)(newline - history) : len;
        size_t kept = line_len < sizeof(line) ? line_len : sizeof(line) - 1;
        uint64_t timeline, lsn;
        memcpy(line, history, kept);
        line[kept] = '\0';
        if (!parse_line(line, &timeline, &lsn))
            return false;
        if (timeline == old && timeline != 0)
            *ret_lsn = lsn;
        size_t used = line_len + (newline != NULL ? 1 : 0);
        history += used;
        len -= used;
    }
    return true;
}

int
slp_timeline_left(struct slp_conn *conn, uint32_t timeline, uint32_t old, uint64_t *ret_lsn,
                  struct sl_err *reterr)
{
    char sql[48];
    snprintf(sql, sizeof(sql), "TIMELINE_HISTORY %" PRIu32, timeline);
    PGresult *result = slp_conn_query(conn, "reading the timeline's history", sql, reterr);
    if (result == NULL)
        return -1;
    int failed = 0;
    if (PQntuples(result) != 1 || PQnfields(result) < 2 ||
        !slp_timeline_find(PQgetvalue(result, 0, 1), (size_t)PQgetlength(result, 0, 1), old,
                           ret_lsn))
        failed = sl_fail(reterr, SL_BUG, "the server's timeline history cannot be read");
    PQclear(result);
    return failed;
}
