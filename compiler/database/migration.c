#include "database/migration.h"

#include "database/drift.h"
#include "database/migration_list.h"
#include "database/migration_stops.h"
#include "database/migration_writes.h"
#include "database/published.h"
#include "database/sql_statement.h"
#include "maxima.h"

#include <string.h>

/* What every function here works with. */
struct migration {
    struct slc_program *program;
    const struct slc_ir *ir; /* NULL: the program has errors */
    const struct slc_source *source;
    struct slc_trial trial;
    struct slc_published_tables published;
    struct slc_stops stops;
};

/* ---- findings ----------------------------------------------------------------------------------- */

/* A finding shows one line. */
static struct slc_span
first_line(struct slc_span at)
{
    const struct sl_str text = slc_span_text(at);
    const char *end = memchr(text.ptr, '\n', text.len);
    if (end != NULL)
        at.end = at.begin + (uint32_t)(end - text.ptr);
    return at;
}

static void
report_untried(const struct migration *migration, const struct slc_sql_statement *statement,
               const char *why)
{
    slc_find(migration->program->findings, SLC_W0604, first_line(statement->at),
             "this was not tried: %s", why);
}

static void
report_refused(const struct migration *migration, const struct slc_sql_statement *statement,
               const struct slc_refusal *refusal)
{
    struct slc_findings *findings = migration->program->findings;
    const bool told = refusal->message.len > 0, known = refusal->condition != NULL;
    const struct sl_str says = told    ? refusal->message
                               : known ? sl_str_of(refusal->condition)
                                       : SL_STR("a code that is not one of PostgreSQL's");
    struct slc_finding *finding = slc_find(findings, SLC_E0612, first_line(statement->at),
                                           "PostgreSQL refuses this statement (SQLSTATE %s): %.*s",
                                           known ? refusal->sqlstate : "not shown", SL_FMT(says));
    if (!told)
        slc_note(findings, finding,
                 "the message itself may hold a value of a row, and is not shown");
    if (strcmp(refusal->sqlstate, "55P03") == 0)
        slc_help(findings, finding, "others hold the table: try again when less goes on");
    if (strcmp(refusal->sqlstate, "57014") == 0)
        slc_help(findings, finding, "a trial has 20 seconds: try it with fewer rows");
}

static void
report_gone(const struct migration *migration)
{
    struct slc_findings *findings = migration->program->findings;
    for (uint32_t i = 0; i < migration->published.count; i++) {
        const struct slc_published *item = &migration->published.items[i];
        if (!item->gone || item->taken_out)
            continue;
        const struct sl_str name = slc_published_name(&migration->trial, item);
        struct slc_finding *finding =
            slc_find(findings, SLC_E0614, first_line(item->gone_at),
                     "this takes the table %.*s out of the publication %.*s", SL_FMT(name),
                     SL_FMT(item->publication));
        slc_note(findings, finding, "nothing of the table is sent until setup.sql has put it back");
        slc_help(findings, finding,
                 "sluice migrate PATH %.*s prints the transaction that puts it "
                 "back at once",
                 SL_FMT(name));
    }
}

/* ---- statements --------------------------------------------------------------------------------- */

/* What cannot be tried in a transaction is no fault of the migration. */
static const char *
untried_because(const char *sqlstate)
{
    static const struct {
        const char *sqlstate, *why;
    } reasons[] = {
        { "25001", "PostgreSQL runs it outside of transactions alone" },
        { "2D000", "it ends transactions by itself" },
        { "55P04", "a new label of an enum can be used once its transaction is committed" },
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (strcmp(sqlstate, reasons[i].sqlstate) == 0)
            return reasons[i].why;
    }
    return NULL;
}

/* Of its first line, for errors that are no finding. */
static const char *
place_text(const struct migration *migration, const struct slc_sql_statement *statement)
{
    const struct slc_place place = slc_source_place(migration->source, statement->at.begin);
    return sl_arena_format(migration->program->arena, "%.*s:%u", SL_FMT(migration->source->path),
                           place.line)
        .ptr;
}

static int
look_behind(struct migration *migration, struct slc_span statement, struct sl_err *reterr)
{
    if (slc_published_look(&migration->trial, statement, &migration->published, reterr) != 0)
        return -1;
    return slc_stops_look(&migration->stops, first_line(statement), reterr);
}

static int
try_statement(struct migration *migration, const struct slc_sql_statement *statement,
              struct sl_err *reterr)
{
    const struct sl_str text = slc_span_text(statement->at);
    struct slc_refusal refusal;
    const enum slc_tried tried = slc_trial_statement(&migration->trial, text, &refusal, reterr);
    if (tried == SLC_TRIED_LOST)
        return sl_fail_at(reterr, place_text(migration, statement));
    if (tried == SLC_TRIED_DONE)
        return look_behind(migration, statement->at, reterr);
    const char *why = untried_because(refusal.sqlstate);
    if (why != NULL) {
        report_untried(migration, statement, why);
        return 0;
    }
    const struct slc_listed listed = { .program = migration->program,
                                       .trial = &migration->trial,
                                       .published = &migration->published,
                                       .statement = text,
                                       .at = first_line(statement->at) };
    bool by_list = false;
    if (slc_refusal_may_be_a_list(&refusal) && slc_try_without_list(&listed, &by_list, reterr) != 0)
        return -1;
    if (!by_list)
        report_refused(migration, statement, &refusal);
    return 0;
}

static int
fail_file(const struct migration *migration, const struct slc_sql_statement *statement,
          const char *what, struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_CONFIG, "%s: %s", place_text(migration, statement), what);
    return sl_remedy(reterr, "give a file of SQL statements alone; nothing was changed");
}

static int
take_statement(struct migration *migration, const struct slc_sql_statement *statement,
               struct sl_err *reterr)
{
    switch (statement->kind) {
    case SLC_SQL_STATEMENT_TRIED: return try_statement(migration, statement, reterr);
    case SLC_SQL_STATEMENT_BEGIN_COMMIT: return 0;
    case SLC_SQL_STATEMENT_CONTROL:
        report_untried(migration, statement,
                       "all statements are tried in one transaction, which is never committed");
        return 0;
    case SLC_SQL_STATEMENT_COPY:
        return fail_file(migration, statement, "COPY has its data behind it", reterr);
    case SLC_SQL_STATEMENT_PSQL:
        return fail_file(migration, statement, "this is a command of psql", reterr);
    }
    return 0;
}

/* A file that cannot be read to its end is not begun: what is tried holds locks. */
static int
check_file(struct migration *migration, struct sl_err *reterr)
{
    struct slc_sql_statement statement;
    uint32_t offset = 0;
    while (slc_sql_statement_next(migration->source, &offset, &statement)) {
        if ((statement.kind == SLC_SQL_STATEMENT_COPY ||
             statement.kind == SLC_SQL_STATEMENT_PSQL) &&
            take_statement(migration, &statement, reterr) != 0)
            return -1;
    }
    return 0;
}

static int
try_all(struct migration *migration, struct sl_err *reterr)
{
    struct slc_sql_statement statement;
    uint32_t offset = 0;
    if (slc_published_read(&migration->trial, migration->program, &migration->published, reterr) !=
        0)
        return -1;
    migration->stops = (struct slc_stops) { .program = migration->program,
                                            .ir = migration->ir,
                                            .trial = &migration->trial,
                                            .published = &migration->published };
    if (slc_stops_begin(&migration->stops, reterr) != 0)
        return -1;
    while (slc_sql_statement_next(migration->source, &offset, &statement)) {
        if (take_statement(migration, &statement, reterr) != 0)
            return -1;
    }
    const struct slc_writes writes = { .program = migration->program,
                                       .ir = migration->ir,
                                       .trial = &migration->trial,
                                       .published = &migration->published };
    report_gone(migration);
    if (slc_stops_report(&migration->stops, reterr) != 0 ||
        slc_session_look(migration->trial.session, reterr) != 0 ||
        slc_check_session(migration->program, migration->ir, migration->trial.session, reterr) != 0)
        return -1;
    return slc_try_writes(&writes, reterr);
}

int
slc_check_migration(struct slc_program *program, const char *conninfo, const char *path,
                    struct sl_err *reterr)
{
    struct migration migration = { .program = program, .ir = slc_sound_ir(program) };
    struct slc_source *source;
    if (slc_source_read(program->arena, path, sl_str_of(path), &source, reterr) != 0)
        return -1;
    migration.source = source;
    if (check_file(&migration, reterr) != 0 ||
        slc_trial_open(&migration.trial, program->arena, conninfo, reterr) != 0)
        return -1;
    const int result = try_all(&migration, reterr);
    slc_trial_close(&migration.trial);
    return result;
}
