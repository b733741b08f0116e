#include "database/migration_reader.h"

#include "database/catalogue_sql.h"
#include "findings/finding.h"

static const struct {
    const char *says, *help;
} texts[] = {
    [SLC_READER_ABSENT] = { "does not exist any more",
                            "run setup.sql behind the migration, which makes the role, and let it "
                            "log in as before" },
    [SLC_READER_WITHOUT_LOGIN] = { "may not log in any more",
                                   "leave it LOGIN: setup.sql does not give it back to a role that "
                                   "exists" },
    [SLC_READER_WITHOUT_CONNECT] = { "may not connect to this database any more",
                                     "run setup.sql behind the migration, which grants CONNECT" },
};

static int
read_state(const struct slc_trial *trial, struct sl_str role, enum slc_reader_state *ret,
           struct sl_err *reterr)
{
    PGresult *result = slc_session_query(trial->session, SLC_READER_SQL,
                                         sl_arena_cstr(trial->arena, role), reterr);
    if (result == NULL)
        return -1;
    if (PQntuples(result) == 0)
        *ret = SLC_READER_ABSENT;
    else if (PQgetvalue(result, 0, SLC_READER_LOGIN)[0] != 't')
        *ret = SLC_READER_WITHOUT_LOGIN;
    else if (PQgetvalue(result, 0, SLC_READER_CONNECT)[0] != 't')
        *ret = SLC_READER_WITHOUT_CONNECT;
    else
        *ret = SLC_READER_CONNECTS;
    PQclear(result);
    return 0;
}

int
slc_reader_begin(const struct slc_trial *trial, struct slc_reader *reader, struct sl_err *reterr)
{
    const int result = read_state(trial, reader->role, &reader->before, reterr);
    reader->now = reader->before;
    return result;
}

int
slc_reader_look(const struct slc_trial *trial, struct slc_reader *reader, struct slc_span statement,
                struct sl_err *reterr)
{
    enum slc_reader_state now;
    if (read_state(trial, reader->role, &now, reterr) != 0)
        return -1;
    if (now != reader->now)
        reader->since = statement;
    reader->now = now;
    return 0;
}

void
slc_reader_report(const struct slc_reader *reader, struct slc_findings *findings)
{
    if (reader->before != SLC_READER_CONNECTS || reader->now == SLC_READER_CONNECTS)
        return;
    struct slc_finding *finding = slc_find(findings, SLC_E0617, reader->since,
                                           "all releases stop: the pusher's reader %.*s %s",
                                           SL_FMT(reader->role), texts[reader->now].says);
    slc_help(findings, finding, "%s", texts[reader->now].help);
}
