#include "cli/command.h"
#include "database/import.h"
#include "maxima.h"
#include "plural.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { OUTPUT, SUGGEST };

/* A file that exists holds labels which somebody wrote: it is never replaced. */
static int
write_new(const char *path, struct sl_str text, struct sl_err *reterr)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0 && errno == EEXIST) {
        (void)sl_fail(reterr, SL_CONFIG, "%s exists already", path);
        return sl_remedy(reterr, "its labels would be lost: write to another file, or see what is "
                                 "new with sluice check --against-db");
    }
    if (fd < 0)
        return sl_fail(reterr, SL_CONFIG, "cannot write %s: %s", path, strerror(errno));
    FILE *file = fdopen(fd, "w");
    bool written = file != NULL && fwrite(text.ptr, 1, text.len, file) == text.len;
    if (file != NULL)
        written = fclose(file) == 0 && written;
    else
        (void)close(fd);
    if (written)
        return 0;
    (void)unlink(path);
    return sl_fail(reterr, SL_CONFIG, "cannot write %s", path);
}

static void
report_count(uint32_t count, const char *one, const char *many)
{
    if (count > 0)
        fprintf(stderr, "sluice: left out: %u %s\n", count, count == 1 ? one : many);
}

/* What is not there is said, too: an import that looks complete and is not would mislead. */
static void
report_left_out(const struct slc_catalogue *catalogue, const struct slc_left_out *left_out)
{
    uint32_t tables = 0;
    for (uint32_t at = 0; at < catalogue->ntables; at++)
        tables += catalogue->tables[at].wanted;
    tables -= left_out->unwritable;
    fprintf(stderr, "sluice: imported %u table%s\n", tables, sl_plural(tables));
    report_count(left_out->views, "view or foreign table", "views and foreign tables");
    report_count(left_out->partitions, "partition: its rows come under its root's name",
                 "partitions: their rows come under their root's name");
    report_count(left_out->unlogged, "unlogged table, which the stream does not have",
                 "unlogged tables, which the stream does not have");
    report_count(left_out->of_extensions, "table of an extension", "tables of extensions");
    if (left_out->unwritable > 0)
        fprintf(stderr,
                "sluice: left out: %u with no columns or with a name that no policy can write: "
                "%.*s\n",
                left_out->unwritable, SL_FMT(left_out->unwritable_name));
    if (left_out->faulty > 0)
        fprintf(stderr,
                "sluice: %u of them with a key that two rows can have at a time, as a comment "
                "says: %.*s\n",
                left_out->faulty, SL_FMT(left_out->faulty_name));
}

static enum slc_exit
import(const struct slc_arguments *arguments, struct sl_arena *arena, struct slc_session *session,
       struct sl_buf *out)
{
    struct sl_err err;
    struct slc_left_out left_out;
    const char *path = arguments->options[OUTPUT];
    struct slc_catalogue *catalogue = slc_catalogue_read(arena, session, &err);
    if (catalogue == NULL ||
        slc_import_choose(catalogue, arguments->npaths - 1, arguments->paths + 1, &left_out,
                          &err) != 0 ||
        slc_catalogue_columns(catalogue, session, &err) != 0 ||
        slc_import_look_at_keys(catalogue, session, &err) != 0 ||
        slc_import_look_at_kinds(catalogue, session, &err) != 0 ||
        slc_import_write(catalogue, arguments->options[SUGGEST] != NULL, &left_out, out, &err) != 0)
        return slc_could_not_run(&err);
    if (path == NULL)
        fwrite(out->bytes, 1, out->len, stdout);
    else if (write_new(path, sl_buf_str(out), &err) != 0)
        return slc_could_not_run(&err);
    report_left_out(catalogue, &left_out);
    return left_out.unwritable + left_out.faulty > 0 ? SLC_FOUND : SLC_CLEAN;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct sl_err err;
    if (arguments->npaths == 0) {
        (void)sl_fail(&err, SL_CONFIG, "no database was named");
        (void)sl_remedy(&err, "sluice import \"host=localhost dbname=shop\"");
        return slc_could_not_run(&err);
    }
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    if (arena == NULL) {
        (void)sl_fail(&err, SL_CONFIG, "out of memory");
        return slc_could_not_run(&err);
    }
    struct slc_session *session = slc_session_open(arena, arguments->paths[0], &err);
    struct sl_buf out;
    sl_buf_init(&out, 4 * SLC_MAX_FILE_BYTES);
    enum slc_exit result =
        session == NULL ? slc_could_not_run(&err) : import(arguments, arena, session, &out);
    sl_buf_done(&out);
    slc_session_close(session);
    sl_arena_free(arena);
    return result;
}

const struct slc_command slc_command_import = {
    .name = "import",
    .summary = "a live database's tables as a policy, every column unlabelled",
    .synopsis = "CONNINFO [TABLE…] [--suggest] [-o FILE]",
    .description =
        "Writes table blocks for the tables of a PostgreSQL database, version 14 to 18: types as\n"
        "policies write them, what may be missing, keys, replica identity, comments as\n"
        "documentation. Every column has the word `unlabelled` where its level belongs: a release\n"
        "of its table is an error until somebody writes what the columns hold, and a table that\n"
        "nobody releases may stay so. Only the catalogue is read, no row.\n"
        "\n"
        "CONNINFO is libpq's: key words or a URI; what it leaves out, a password above all, comes\n"
        "from PGPASSWORD, ~/.pgpass and the other variables that psql reads. TABLE is NAME or\n"
        "SCHEMA.NAME, * stands for any characters; without one, all tables are imported but those\n"
        "of extensions. What is left out is counted on standard error.\n"
        "\n"
        "Exit code: 0 done, 1 a table has a name that no policy can write, or a key that two rows can\n"
        "have at a time, 2 could not run.\n",
    .options = {
        [OUTPUT] = { "-o", "FILE", "write to a new file; one that exists is never replaced" },
        [SUGGEST] = { "--suggest", NULL, "a comment beside columns whose name or type usually means personal data" },
    },
    .run = run,
};
