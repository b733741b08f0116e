/* agreement.c - evaluator, generated C and PostgreSQL must make the same records of the same rows.
 *
 *   agreement generate SEED TABLES FOLDER
 *       random policies and their generated C in FOLDER/generated; link it with projector.c.
 *       1 when the compiler refused half of the lines: then too little is left to compare
 *   agreement compare  SEED TABLES ROWS FOLDER
 *       ROWS random rows a table through PostgreSQL (the environment says which) and all three ways.
 *       0 they agree; 1 they do not: the first few are shown, rows and all, since no row is real
 *   agreement pairs    SEED TABLES PAIRS FOLDER
 *       that many pairs of rows that their release does not tell apart, through generated C
 *
 * Rows with unchanged values, which a table cannot hold, go through the first two. */
#include "agreement.h"

#include "cli/check.h"
#include "emit/c/emit_c.h"
#include "emit/files/outfile.h"
#include "hash.h"
#include "maxima.h"
#include "sql_record.h"
#include "stages.h"
#include "syntax/ast.h"

#include <libpq-fe.h>
#include <stdlib.h>

enum { MOST_SHOWN = 5 };

const struct slt_table *
slt_table_of(const struct slt_run *run, const struct slc_ir_release *release)
{
    return &run->group->tables[strtoul(release->stream.ptr + 1, NULL, 10)];
}

static int
generate(const struct slt_run *run)
{
    struct slc_outputs outputs;
    struct sl_err err;
    struct sl_str folder = sl_arena_format(run->arena, "%s/generated", run->folder);
    slc_outputs_init(&outputs, run->arena);
    slc_emit_c(run->ir, &outputs);
    int result = slc_outfiles_write(&outputs, folder.ptr, &err);
    slc_outputs_done(&outputs);
    if (result != 0)
        (void)fprintf(stderr, "%s\n", err.text);
    (void)printf("%u lines of %u releases; the compiler refused %u more\n",
                 run->group->written - run->group->left_out, run->ir->nreleases,
                 run->group->left_out);
    if (result != 0)
        return 2;
    /* Or the three ways would agree on next to nothing. */
    return run->group->left_out * 2 < run->group->written ? 0 : 1;
}

/* ---- PostgreSQL ------------------------------------------------------------------------------ */

static void
must(bool well, PGconn *connection, const char *what)
{
    if (well)
        return;
    (void)fprintf(stderr, "%s: %s\n", what, PQerrorMessage(connection));
    exit(2);
}

static void
execute(PGconn *connection, const char *sql)
{
    PGresult *result = PQexec(connection, sql);
    ExecStatusType status = PQresultStatus(result);
    must(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, connection, sql);
    PQclear(result);
}

static PGconn *
connect_and_prepare(void)
{
    PGconn *connection =
        PQconnectdb("client_encoding=UTF8 options='-c client_min_messages=warning'");
    must(PQstatus(connection) == CONNECTION_OK, connection, "connecting");
    execute(connection, "SET timezone = 'UTC'; SET datestyle = 'ISO'; SET extra_float_digits = 3;"
                        "SET bytea_output = hex; SET synchronous_commit = off;"
                        "CREATE EXTENSION IF NOT EXISTS citext;"
                        "CREATE EXTENSION IF NOT EXISTS pgcrypto;"
                        "DROP SCHEMA IF EXISTS agreement CASCADE; CREATE SCHEMA agreement;"
                        "CREATE TYPE agreement.stage AS ENUM ('" SLT_STAGE_1 "', '" SLT_STAGE_2
                        "', '" SLT_STAGE_3 "', '" SLT_STAGE_4 "')");
    char hex[SL_SHA256_HEX_CHARS + 1], set[128];
    sl_sha256_hex(SL_STR("sluice test key link"), hex);
    (void)snprintf(set, sizeof set, "SET sluice_key.link = '%s'", hex);
    execute(connection, set);
    return connection;
}

/* Rows that the database has made its own: what it prints is what the pusher would read. */
static void
load(PGconn *connection, const struct slt_run *run, const struct slt_table *table, uint32_t rows)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    if (to == NULL)
        abort();
    slt_write_rows(table, rows, to);
    (void)fclose(to);
    execute(connection, slt_create_table(run->arena, table).ptr);
    struct sl_str copy =
        sl_arena_format(run->arena, "COPY agreement.%.*s FROM STDIN", SL_FMT(table->name));
    PGresult *result = PQexec(connection, copy.ptr);
    must(PQresultStatus(result) == PGRES_COPY_IN, connection, copy.ptr);
    PQclear(result);
    must(PQputCopyData(connection, text, (int)len) == 1 && PQputCopyEnd(connection, NULL) == 1,
         connection, "copying rows");
    while ((result = PQgetResult(connection)) != NULL) {
        must(PQresultStatus(result) == PGRES_COMMAND_OK, connection, "copying rows");
        PQclear(result);
    }
    free(text);
}

/* ---- one release ----------------------------------------------------------------------------- */

/* The rows of a release in the order of their key, and what SQL makes of each. */
struct rows {
    const struct slc_ir_release *release;
    uint32_t number; /* of the release */
    char **lines;    /* COPY's text; PQfreemem */
    uint32_t nlines;
    PGresult *records;
};

static void
read_lines(PGconn *connection, struct rows *rows, uint32_t most)
{
    struct sl_str name = rows->release->stream;
    char copy[128];
    (void)snprintf(copy, sizeof copy, "COPY (SELECT * FROM agreement.%.*s ORDER BY id) TO STDOUT",
                   SL_FMT(name));
    PGresult *result = PQexec(connection, copy);
    must(PQresultStatus(result) == PGRES_COPY_OUT, connection, copy);
    PQclear(result);
    rows->lines = calloc(most, sizeof(char *));
    if (rows->lines == NULL)
        abort();
    for (char *line; PQgetCopyData(connection, &line, 0) > 0;) {
        must(rows->nlines < most, connection, "more rows than were loaded");
        rows->lines[rows->nlines++] = line;
    }
    while ((result = PQgetResult(connection)) != NULL)
        PQclear(result);
}

static void
read_records(PGconn *connection, const struct slt_run *run, struct rows *rows)
{
    struct sl_buf sql;
    sl_buf_init(&sql, SLC_MAX_OUTPUT_BYTES);
    slt_add_sql_record(rows->release, SL_STR("timestamptz '" SLT_COMMIT_TIME "'"), &sql);
    sl_buf_add_str(&sql, SL_STR(" ORDER BY \"id\""));
    sl_buf_add_byte(&sql, '\0');
    rows->records = PQexec(connection, sql.bytes);
    if (PQresultStatus(rows->records) != PGRES_TUPLES_OK)
        (void)fprintf(stderr, "seed %llu, release %.*s:\n%s\n", (unsigned long long)run->seed,
                      SL_FMT(rows->release->name), sql.bytes);
    must(PQresultStatus(rows->records) == PGRES_TUPLES_OK, connection, "selecting records");
    must((uint32_t)PQntuples(rows->records) == rows->nlines, connection, "counting records");
    sl_buf_done(&sql);
}

/* ---- comparing ------------------------------------------------------------------------------- */

struct outcome {
    uint64_t compared, differ;
};

/* A row as COPY writes it, and what the projector and PostgreSQL made of it. */
struct row_ways {
    const char *line, *projected, *selected; /* selected is NULL where PostgreSQL was not asked */
};

static void
differs(const struct slt_run *run, const struct rows *rows, struct outcome *outcome,
        const char *line, const char *const *ways)
{
    static const char *const names[] = { "evaluator ", "C         ", "PostgreSQL" };
    if (outcome->differ++ >= MOST_SHOWN)
        return;
    (void)fprintf(stderr, "seed %llu, %.*s, of: %s\n", (unsigned long long)run->seed,
                  SL_FMT(rows->release->name), line);
    for (size_t at = 0; at < 3; at++)
        (void)fprintf(stderr, "  %s  %s\n", names[at], ways[at] != NULL ? ways[at] : "(not asked)");
}

/* The next line that the projector wrote, without its newline. */
static char *
next_line(FILE *from, char **line, size_t *room)
{
    ssize_t len = getline(line, room, from);
    if (len <= 0) {
        (void)fputs("the projector wrote fewer lines than it was given\n", stderr);
        exit(1);
    }
    (*line)[len - 1] = '\0';
    return *line;
}

static void
compare_line(const struct slt_run *run, const struct rows *rows, const struct row_ways *row,
             struct outcome *outcome)
{
    const char *projected = row->projected, *selected = row->selected;
    struct sl_arena *arena = sl_arena_new(SL_GIB);
    struct sl_str copy = sl_arena_copy(arena, sl_str_of(row->line));
    if (copy.len > 0 && copy.ptr[copy.len - 1] == '\n')
        copy.len--;
    struct sl_str evaluated =
        slt_evaluate(arena, rows->release, (char *)(uintptr_t)copy.ptr, copy.len);
    outcome->compared++;
    if (!sl_str_is(evaluated, projected) || (selected != NULL && strcmp(projected, selected) != 0))
        differs(run, rows, outcome, row->line,
                (const char *const[]) { evaluated.ptr, projected, selected });
    sl_arena_free(arena);
}

/* The file of rows for the projector: those of the table, then the same with values forgotten. */
static char *
write_input(const struct slt_run *run, struct rows *const all, uint32_t count)
{
    char *forgotten = NULL;
    size_t len = 0;
    FILE *to = fopen(sl_arena_format(run->arena, "%s/rows", run->folder).ptr, "w");
    FILE *memory = open_memstream(&forgotten, &len);
    if (to == NULL || memory == NULL)
        exit(2);
    for (uint32_t at = 0; at < count; at++) {
        struct slt_chance chance =
            slt_chance_of(&slt_table_of(run, all[at].release)->chance, SL_STR("forgotten"));
        for (uint32_t line = 0; line < all[at].nlines; line++)
            (void)fprintf(to, "%u\t%s", all[at].number, all[at].lines[line]);
        for (uint32_t line = 0; line < all[at].nlines; line += 4) {
            (void)fprintf(memory, "%u\t", all[at].number);
            slt_forget_cells(&chance, all[at].lines[line], memory);
        }
    }
    (void)fclose(memory);
    (void)fwrite(forgotten, 1, len, to);
    if (fclose(to) != 0)
        exit(2);
    return forgotten;
}

static struct outcome
compare_all(const struct slt_run *run, struct rows *const all, uint32_t count)
{
    struct outcome outcome = { 0, 0 };
    char *forgotten = write_input(run, all, count);
    if (!slt_run_projector(run))
        exit(1);
    FILE *from = fopen(sl_arena_format(run->arena, "%s/projected", run->folder).ptr, "r");
    char *line = NULL;
    size_t room = 0;
    for (uint32_t at = 0; at < count; at++)
        for (uint32_t row = 0; row < all[at].nlines; row++) {
            struct row_ways ways = { all[at].lines[row], next_line(from, &line, &room),
                                     PQgetvalue(all[at].records, (int)row, 0) };
            compare_line(run, &all[at], &ways, &outcome);
        }
    char *rest = forgotten;
    for (uint32_t at = 0; at < count; at++)
        for (uint32_t row = 0; row < all[at].nlines; row += 4) {
            char *end = strchr(rest, '\n'), *cells = strchr(rest, '\t') + 1;
            *end = '\0';
            struct row_ways ways = { cells, next_line(from, &line, &room), NULL };
            compare_line(run, &all[at], &ways, &outcome);
            rest = end + 1;
        }
    (void)fclose(from);
    free(line);
    free(forgotten);
    return outcome;
}

static int
compare(const struct slt_run *run, uint32_t rows)
{
    PGconn *connection = connect_and_prepare();
    struct rows *all = SL_NEW_ARRAY(run->arena, struct rows, run->ir->nreleases);
    for (uint32_t at = 0; at < run->ir->nreleases; at++) {
        all[at].release = &run->ir->releases[at];
        all[at].number = at;
        load(connection, run, slt_table_of(run, all[at].release), rows);
        read_lines(connection, &all[at], rows);
        read_records(connection, run, &all[at]);
    }
    PQfinish(connection);
    struct outcome outcome = compare_all(run, all, run->ir->nreleases);
    for (uint32_t at = 0; at < run->ir->nreleases; at++) {
        for (uint32_t line = 0; line < all[at].nlines; line++)
            PQfreemem(all[at].lines[line]);
        free(all[at].lines);
        PQclear(all[at].records);
    }
    (void)printf("%llu rows of %u releases compared, %llu differ\n",
                 (unsigned long long)outcome.compared, run->ir->nreleases,
                 (unsigned long long)outcome.differ);
    return outcome.compared > 0 && outcome.differ == 0 ? 0 : 1;
}

static int
usage(void)
{
    (void)fputs("agreement generate SEED TABLES FOLDER\n"
                "agreement compare SEED TABLES ROWS FOLDER\n"
                "agreement pairs SEED TABLES PAIRS FOLDER\n",
                stderr);
    return 2;
}

int
main(int argc, char **argv)
{
    if (argc != (argc > 1 && strcmp(argv[1], "generate") == 0 ? 5 : 6))
        return usage();
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    struct slc_program program;
    struct slt_run run = { .arena = arena,
                           .seed = strtoull(argv[2], NULL, 10),
                           .folder = argv[argc - 1] };
    uint64_t count = strtoull(argv[4], NULL, 10);
    run.group = slt_random_group(arena, run.seed, (uint32_t)strtoul(argv[3], NULL, 10), &program);
    if (run.group == NULL)
        return 2;
    run.ir = slc_lower(&program);
    int status = strcmp(argv[1], "generate") == 0  ? generate(&run)
                 : strcmp(argv[1], "compare") == 0 ? compare(&run, (uint32_t)count)
                 : strcmp(argv[1], "pairs") == 0   ? slt_pairs(&run, count)
                                                   : usage();
    sl_arena_free(arena);
    return status;
}
