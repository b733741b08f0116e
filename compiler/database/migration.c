#include "database/migration.h"

#include "database/drift.h"
#include "database/migration_statement.h"
#include "database/migration_writes.h"

/* What every function here works with. */
struct migration {
    struct slc_program *program;
    const struct slc_ir *ir; /* NULL: the program has errors */
    const struct slc_migration_options *options;
    const struct slc_source *source;
    struct slc_trial trial;
    struct slc_published_tables published;
    struct slc_stops stops;
};

/* Of its first line, for errors that are no finding. */
static const char *
place_text(const struct migration *migration, const struct slc_sql_statement *statement)
{
    const struct slc_place place = slc_source_place(migration->source, statement->at.begin);
    return sl_arena_format(migration->program->arena, "%.*s:%u", SL_FMT(migration->source->path),
                           place.line)
        .ptr;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static const char *
no_sql_because(enum slc_sql_statement_kind kind)
{
    if (kind == SLC_SQL_STATEMENT_COPY)
        return "COPY has its data behind it";
    return kind == SLC_SQL_STATEMENT_PSQL ? "this is a command of psql" : NULL;
}

/* A file that cannot be read to its end is not begun: what is tried holds locks. */
static int
check_file(const struct migration *migration, struct sl_err *reterr)
{
    struct slc_sql_statement statement;
    uint32_t offset = 0;
    while (slc_sql_statement_next(migration->source, &offset, &statement)) {
        const char *why = no_sql_because(statement.kind);
        if (why == NULL)
            continue;
        (void)sl_fail(reterr, SL_CONFIG, "%s: %s", place_text(migration, &statement), why);
        return sl_remedy(reterr, "give a file of SQL statements alone; nothing was changed");
    }
    return 0;
}

/* ---- findings ------------------------------------------------------------------------------------ */

static void
report_gone(const struct migration *migration)
{
    struct slc_findings *findings = migration->program->findings;
    for (uint32_t i = 0; i < migration->published.count; i++) {
        const struct slc_published *item = &migration->published.items[i];
        if (!item->gone || item->taken_out ||
            !sl_str_is(item->publication, migration->options->publication))
            continue;
        const struct sl_str name = slc_published_name(&migration->trial, item);
        struct slc_finding *finding =
            slc_find(findings, SLC_E0614, slc_first_line(item->gone_at),
                     "this takes the table %.*s out of the publication %.*s", SL_FMT(name),
                     SL_FMT(item->publication));
        slc_note(findings, finding, "nothing of the table is sent until setup.sql has put it back");
        slc_help(findings, finding,
                 "sluice migrate PATH %.*s prints the transaction that puts it "
                 "back at once",
                 SL_FMT(name));
    }
}

static int
report_end(struct migration *migration, struct sl_err *reterr)
{
    const struct slc_writes writes = { .program = migration->program,
                                       .ir = migration->ir,
                                       .trial = &migration->trial,
                                       .published = &migration->published };
    report_gone(migration);
    if (slc_stops_report(&migration->stops, reterr) != 0 ||
        slc_session_look(migration->trial.session, reterr) != 0 ||
        slc_check_trial(migration->program, migration->ir, migration->trial.session, reterr) != 0)
        return -1;
    return slc_try_writes(&writes, reterr);
}

/* ---- the trial ------------------------------------------------------------------------------------ */

static int
try_statements(struct migration *migration, struct sl_err *reterr)
{
    struct slc_statements statements = { .program = migration->program,
                                         .trial = &migration->trial,
                                         .published = &migration->published,
                                         .stops = &migration->stops,
                                         .seconds = migration->options->seconds,
                                         .transaction = { .trial = &migration->trial } };
    struct slc_sql_statement statement;
    uint32_t offset = 0;
    while (slc_sql_statement_next(migration->source, &offset, &statement)) {
        if (statement.kind == SLC_SQL_STATEMENT_TRIED &&
            slc_statements_take(&statements, &statement, reterr) != 0)
            return sl_fail_at(reterr, place_text(migration, &statement));
    }
    slc_statements_end(&statements);
    return 0;
}

static int
try_all(struct migration *migration, struct sl_err *reterr)
{
    migration->stops =
        (struct slc_stops) { .program = migration->program,
                             .ir = migration->ir,
                             .trial = &migration->trial,
                             .published = &migration->published,
                             .reader = { .role = sl_str_of(migration->options->reader) },
                             .publication = sl_str_of(migration->options->publication) };
    if (slc_published_read(&migration->trial, migration->program, &migration->published, reterr) !=
            0 ||
        slc_stops_begin(&migration->stops, reterr) != 0 || try_statements(migration, reterr) != 0)
        return -1;
    return report_end(migration, reterr);
}

int
slc_check_migration(struct slc_program *program, const struct slc_migration_options *options,
                    struct sl_err *reterr)
{
    struct migration migration = { .program = program,
                                   .ir = slc_sound_ir(program),
                                   .options = options };
    struct slc_source *source;
    if (slc_source_read(program->arena, options->path, sl_str_of(options->path), &source, reterr) !=
        0)
        return -1;
    migration.source = source;
    if (check_file(&migration, reterr) != 0 ||
        slc_trial_open(&migration.trial, program->arena, options->conninfo, options->seconds,
                       reterr) != 0)
        return -1;
    const int result = try_all(&migration, reterr);
    slc_trial_close(&migration.trial);
    return result;
}
