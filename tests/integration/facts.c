/* facts.c - the note that coverage keeps of a release (runtime/coverage/facts.h), of a live database, and
 * what two of them differ in. For test_facts.py.
 *
 *     facts note CONNINFO STREAM          prints the note: STREAM t or events
 *     facts compare NOTED NOW [filling]   prints the cause's word and its detail, of two files */
#include "coverage/facts.h"
#include "coverage/names.h"
#include "maxima.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static const struct sl_column t_columns[] = {
    { "id", "integer", 23, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "a", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
    { "kind", "opaque", 0, SL_OPAQUE, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
    { "kinds", "opaque", 0, SL_OPAQUE, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
    { "unread", "text", 25, SL_TEXT, SL_COLUMN_NULLABLE, NULL },
};
static const struct sl_table t_table = {
    .schema = "app", .name = "t", .columns = t_columns, .ncolumns = 5
};

static const struct sl_column events_columns[] = {
    { "id", "integer", 23, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "day", "date", 1082, SL_DATE, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
};
static const struct sl_table events_table = {
    .schema = "app", .name = "events", .columns = events_columns, .ncolumns = 2
};

static const uint32_t cells[] = { 0, 1, 2, 3 };
static const struct sl_projection t_release = {
    .destination = "lake",
    .stream = "t",
    .version = 1,
    .ir_sha256 = "00",
    .row_key_sha256 = "11",
    .table = &t_table,
    .columns = cells,
    .ncolumns = 4,
};
static const struct sl_projection events_release = {
    .destination = "lake",
    .stream = "events",
    .version = 1,
    .ir_sha256 = "22",
    .row_key_sha256 = "33",
    .table = &events_table,
    .columns = cells,
    .ncolumns = 2,
};
static const struct sl_table *const tables[] = { &t_table, &events_table };
static const struct sl_projection *const releases[] = { &t_release, &events_release };
const struct sl_policy sluice_policy = {
    .tables = tables, .ntables = 2, .projections = releases, .nprojections = 2
};

static int
note(struct slp_conn *conn, uint32_t release, struct sl_buf *out, struct sl_err *reterr)
{
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct slp_tables all = slp_tables_new(arena, &sluice_policy);
    struct slp_catalogue *catalogue = slp_catalogue_load(conn, &all, "pub", 0, reterr);
    const struct slp_facts_source source = { .catalogue = catalogue,
                                             .release = releases[release],
                                             .table = &all.items[release],
                                             .fingerprints = SL_STR("") };
    int failed = catalogue == NULL ? -1 : slp_facts_note(&source, out, reterr);
    slp_catalogue_free(catalogue);
    sl_arena_free(arena);
    return failed;
}

static int
print_note(const char *conninfo, const char *stream)
{
    struct sl_err err;
    struct sl_buf out;
    const struct slp_conn_config config = {
        .kind = SLP_CONN_SQL, .conninfo = conninfo, .name = "facts", .timeout_ms = 10000
    };
    struct slp_conn *conn = slp_conn_open(&config, &err);
    sl_buf_init(&out, SL_MIB);
    int failed = conn == NULL ? -1 : note(conn, strcmp(stream, "events") == 0, &out, &err);
    if (failed == 0)
        (void)fwrite(out.bytes, 1, out.len, stdout);
    else
        (void)fprintf(stderr, "facts: %s\n", err.text);
    sl_buf_done(&out);
    slp_conn_close(conn);
    return failed == 0 ? 0 : 1;
}

static struct sl_buf
read_note(const char *path)
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    char block[4096];
    ssize_t got;
    while (fd >= 0 && (got = read(fd, block, sizeof block)) > 0)
        sl_buf_add(&text, block, (size_t)got);
    (void)close(fd);
    return text;
}

static int
print_comparison(const char *noted_path, const char *now_path, bool filling)
{
    struct slp_mismatch mismatch;
    struct sl_str name;
    struct sl_buf noted = read_note(noted_path), now = read_note(now_path);
    enum slp_cause cause =
        slp_facts_compare(sl_buf_str(&noted), sl_buf_str(&now), filling, &mismatch);
    const struct slp_names names = { .noted = sl_buf_str(&noted) };
    if (slp_names_moved(&names, sl_buf_str(&now), &name))
        (void)printf("%s %.*s\n", slp_cause_word(SLP_CAUSE_COLUMNS_SWAPPED), SL_FMT(name));
    else
        (void)printf("%s %s\n", slp_cause_word(cause), mismatch.detail);
    sl_buf_done(&noted);
    sl_buf_done(&now);
    return 0;
}

int
main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "note") == 0)
        return print_note(argv[2], argv[3]);
    if (argc >= 4 && strcmp(argv[1], "compare") == 0)
        return print_comparison(argv[2], argv[3], argc > 4);
    (void)fputs("facts: note CONNINFO STREAM, or compare NOTED NOW [filling]\n", stderr);
    return 2;
}
