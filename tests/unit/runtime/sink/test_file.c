/* Of the file sink: layout, rolling, gzip, restart, no room, a directory that cannot be written. */
#include "buf.h"
#include "clock.h"
#include "maxima.h"
#include "sink/sinks.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

static const struct sl_projection people = { .destination = "lake", .stream = "people" };
static const struct sl_projection orders = { .destination = "lake", .stream = "orders" };
static const struct sl_projection *const releases[] = { &people, &orders };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 2
};

static char folder[64];
static struct slp_destination_config config;
static const struct slp_sink_start start = { .config = &config, .policy = &policy };

/* ---- the lake ------------------------------------------------------------------------------ */

static struct {
    unsigned files, hidden;
    char text[16384]; /* of all files in the order of their names */
    char last[512];   /* path of the last one */
} lake;

static void
read_whole(const char *path)
{
    gzFile file = gzopen(path, "rb"); /* reads what is not compressed as it is */
    size_t len = strlen(lake.text);
    int got = gzread(file, lake.text + len, (unsigned)(sizeof lake.text - len - 1));
    assert_true(got >= 0);
    lake.text[len + (size_t)got] = '\0';
    gzclose(file);
}

static int
visit(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    if (type != FTW_F)
        return 0;
    if (strstr(path, "/.incoming/") != NULL) {
        lake.hidden++;
        return 0;
    }
    lake.files++;
    (void)snprintf(lake.last, sizeof lake.last, "%s", path + strlen(folder) + 1);
    (void)ftw;
    read_whole(path);
    return 0;
}

static int
find_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)ftw;
    if (type == FTW_F)
        (void)snprintf(lake.last, sizeof lake.last, "%s", path);
    return 0;
}

static void
look(void)
{
    memset(&lake, 0, sizeof lake);
    assert_int_equal(nftw(folder, visit, 8, FTW_PHYS), 0);
}

static int
remove_one(const char *path, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(path);
}

static int
make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/sluice-test-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    config = (struct slp_destination_config) {
        .name = "lake",
        .sink = "file",
        .file = { .directory = folder, .roll_bytes = SL_MIB, .roll_delay_ms = 60000 }
    };
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- playing the pipeline ------------------------------------------------------------------- */

static struct slp_sink *
open_sink(void)
{
    struct slp_sink *sink = NULL;
    struct sl_err err;
    assert_int_equal(slp_sink_file.open(&start, &sink, &err), 0);
    return sink;
}

/* One record; what became of it. */
static enum slp_delivery_result
give(struct slp_sink *sink, uint32_t projection, uint64_t number, const char *line)
{
    struct sl_str text = sl_str_of(line);
    struct slp_batch_record record = { .json = { text.ptr, text.len - 1 },
                                       .number = number,
                                       .projection = projection,
                                       .position = {
                                           .gen = 1, .run = 5, .lsn = 0xABC, .seq = number } };
    struct slp_batch batch = { .records = &record, .count = 1, .text = text };
    struct sl_err err;
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    return record.result;
}

static int
poll_at(struct slp_sink *sink, int64_t later_ms, bool quiet, struct sl_err *reterr)
{
    struct slp_sink_moment moment = { .now_ms = slp_now_ms() + later_ms, .quiet = quiet };
    return sink->type->poll(sink, &moment, reterr);
}

static void
flush(struct slp_sink *sink)
{
    struct sl_err err;
    assert_int_equal(sink->type->flush(sink, &err), 0);
    assert_int_equal(poll_at(sink, 0, false, &err), 1);
}

/* ---- tests --------------------------------------------------------------------------------- */

static void
a_file_appears_whole_and_by_its_first_record(void **state)
{
    (void)state;
    struct slp_sink *sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{\"n\":1}\n"), SLP_HELD);
    assert_int_equal(give(sink, 0, 2, "{\"n\":2}\n"), SLP_HELD);
    assert_int_equal(give(sink, 1, 3, "{\"n\":3}\n"), SLP_HELD);
    look();
    assert_int_equal(lake.files, 0);
    assert_int_equal(lake.hidden, 2);
    assert_int_equal(sink->type->held(sink), 1);
    flush(sink);
    look();
    assert_int_equal(lake.files, 2);
    assert_int_equal(lake.hidden, 0);
    assert_int_equal(sink->type->held(sink), 0);
    int year, month, day, hour;
    const char *name = strstr(lake.last, "people") != NULL ? "people" : "orders";
    char rest[256];
    /* NOLINTNEXTLINE(cert-err34-c): the widths keep the numbers small */
    assert_int_equal(sscanf(lake.last + strlen(name), "/%4d/%2d/%2d/%2d/%255s", &year, &month, &day,
                            &hour, rest),
                     5);
    char expected[256];
    (void)snprintf(expected, sizeof expected,
                   "%s-0000000001-0000000000000ABC-0000000005-%010d.jsonl", name,
                   strcmp(name, "people") == 0 ? 1 : 3);
    assert_string_equal(rest, expected);
    sink->type->close(sink);
}

static void
files_roll_by_size_and_by_time(void **state)
{
    (void)state;
    struct sl_err err;
    config.file.roll_bytes = 16;
    struct slp_sink *sink = open_sink();
    for (uint64_t number = 1; number <= 3; number++)
        assert_int_equal(give(sink, 0, number, "{\"text\":\"sixteen\"}\n"), SLP_HELD);
    look();
    assert_int_equal(lake.files, 2);
    assert_int_equal(sink->type->held(sink), 3);
    assert_int_equal(poll_at(sink, 59000, true, &err), 1);
    assert_int_equal(sink->type->held(sink), 3);
    assert_int_equal(poll_at(sink, 61000, false, &err), 1);
    assert_int_equal(sink->type->held(sink), 0);
    sink->type->close(sink);
}

static void
without_a_delay_a_file_ends_when_no_record_waits(void **state)
{
    (void)state;
    struct sl_err err;
    config.file.roll_delay_ms = 0;
    struct slp_sink *sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{}\n"), SLP_HELD);
    assert_int_equal(poll_at(sink, 0, false, &err), 1);
    assert_int_equal(sink->type->held(sink), 1);
    assert_int_equal(poll_at(sink, 0, true, &err), 1);
    assert_int_equal(sink->type->held(sink), 0);
    sink->type->close(sink);
}

static void
gzip_holds_the_same_lines(void **state)
{
    (void)state;
    config.file.compress = SLP_COMPRESS_GZIP;
    struct slp_sink *sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{\"n\":1}\n"), SLP_HELD);
    assert_int_equal(give(sink, 0, 2, "{\"n\":2}\n"), SLP_HELD);
    flush(sink);
    look();
    assert_int_equal(lake.files, 1);
    assert_string_equal(lake.text, "{\"n\":1}\n{\"n\":2}\n");
    assert_string_equal(lake.last + strlen(lake.last) - 9, ".jsonl.gz");
    sink->type->close(sink);
}

/* More than zlib gathers before it gives anything out, and lines that do not get smaller. */
static void
gzip_takes_what_does_not_compress(void **state)
{
    (void)state;
    char line[400];
    unsigned seed = 1;
    uint64_t bytes = 0;
    config.file.compress = SLP_COMPRESS_GZIP;
    struct slp_sink *sink = open_sink();
    for (uint64_t number = 1; number <= 2000; number++) {
        size_t len = 1 + (size_t)rand_r(&seed) % (sizeof line - 2);
        for (size_t at = 0; at < len; at++)
            line[at] = (char)('!' + rand_r(&seed) % 90);
        line[len] = '\n';
        line[len + 1] = '\0';
        bytes += len + 1;
        assert_int_equal(give(sink, 0, number, line), SLP_HELD);
    }
    flush(sink);
    lake.last[0] = '\0';
    assert_int_equal(nftw(folder, find_one, 8, FTW_PHYS), 0);
    gzFile file = gzopen(lake.last, "rb");
    uint64_t held = 0;
    for (int got; (got = gzread(file, line, sizeof line)) != 0; held += (uint64_t)got)
        assert_true(got > 0);
    assert_int_equal(gzclose(file), Z_OK);
    assert_int_equal(held, bytes);
    sink->type->close(sink);
}

static void
what_a_crash_left_is_removed_and_nothing_is_replaced(void **state)
{
    (void)state;
    char left[128];
    struct slp_sink *sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{\"run\":1}\n"), SLP_HELD);
    flush(sink);
    sink->type->close(sink);
    (void)snprintf(left, sizeof left, "%s/.incoming/people-left", folder);
    assert_true(close(open(left, O_CREAT | O_WRONLY, 0600)) == 0);
    sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{\"run\":2}\n"), SLP_HELD);
    flush(sink);
    look();
    assert_int_equal(lake.files, 2);
    assert_int_equal(lake.hidden, 0);
    assert_non_null(strstr(lake.text, "{\"run\":1}\n"));
    assert_non_null(strstr(lake.text, "{\"run\":2}\n"));
    sink->type->close(sink);
}

static void
a_closed_sink_leaves_no_half_file(void **state)
{
    (void)state;
    struct slp_sink *sink = open_sink();
    assert_int_equal(give(sink, 0, 1, "{}\n"), SLP_HELD);
    sink->type->close(sink);
    look();
    assert_int_equal(lake.files + lake.hidden, 0);
}

/* A policy of so many streams to the lake. */
enum { MANY = 150, ROUNDS = 3 };
static struct sl_projection many[MANY];
static const struct sl_projection *many_pointers[MANY];
static char many_names[MANY][16];

static struct sl_policy
wide_policy(void)
{
    for (uint32_t at = 0; at < MANY; at++) {
        (void)snprintf(many_names[at], sizeof many_names[at], "s%03u", at);
        many[at] = (struct sl_projection) { .destination = "lake", .stream = many_names[at] };
        many_pointers[at] = &many[at];
    }
    struct sl_policy wide = policy;
    wide.projections = many_pointers;
    wide.nprojections = MANY;
    return wide;
}

/* Each stream has one file with all of its lines, in order. */
static void
assert_one_file_a_stream(void)
{
    look();
    assert_int_equal(lake.files, MANY);
    assert_int_equal(lake.hidden, 0);
    for (unsigned stream = 0; stream < MANY; stream++) {
        char lines[64];
        (void)snprintf(lines, sizeof lines, "<%u.0>\n<%u.1>\n<%u.2>\n", stream, stream, stream);
        assert_non_null(strstr(lake.text, lines));
    }
}

/* Fewer descriptors than streams, whose records come in turn. */
static void
streams_beyond_the_descriptors_keep_their_file(void **state)
{
    (void)state;
    const struct sl_policy wide = wide_policy();
    const struct slp_sink_start wide_start = { .config = &config, .policy = &wide };
    struct rlimit before, few = { .rlim_cur = 100 };
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    for (int gzip = 0; gzip < 2; gzip++) {
        config.file.compress = gzip ? SLP_COMPRESS_GZIP : SLP_COMPRESS_NONE;
        struct slp_sink *sink = NULL;
        struct sl_err err;
        assert_int_equal(slp_sink_file.open(&wide_start, &sink, &err), 0);
        for (uint32_t at = 0; at < MANY * ROUNDS; at++) {
            char line[16];
            (void)snprintf(line, sizeof line, "<%u.%u>\n", at % MANY, at / MANY);
            assert_int_equal(give(sink, at % MANY, at + 1, line), SLP_HELD);
        }
        assert_int_equal(sink->type->held(sink), 1);
        flush(sink);
        struct sl_err failure;
        while (sink->type->held(sink) != 0) /* many files are not finished in one go */
            assert_int_equal(poll_at(sink, 0, false, &failure), 1);
        assert_one_file_a_stream();
        sink->type->close(sink);
        remove_folder(NULL);
        assert_int_equal(mkdir(folder, 0700), 0);
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

/* Several destinations share the descriptors of the process, also where others have taken nearly all of them. */
static void
destinations_share_the_descriptors(void **state)
{
    (void)state;
    enum { SINKS = 4, LIMIT = 80 };
    const struct sl_policy wide = wide_policy();
    const struct slp_sink_start wide_start = { .config = &config,
                                               .policy = &wide,
                                               .nothers = SINKS - 1 };
    struct rlimit before, few = { .rlim_cur = LIMIT };
    int taken[LIMIT] = { 0 };
    unsigned ntaken = 0;
    struct sl_err err;
    struct slp_sink *sink = NULL;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    few.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    assert_int_equal(slp_sink_file.open(&wide_start, &sink, &err), 0);
    for (uint32_t at = 0; at < MANY * ROUNDS; at++) {
        char line[16];
        (void)snprintf(line, sizeof line, "<%u.%u>\n", at % MANY, at / MANY);
        assert_int_equal(give(sink, at % MANY, at + 1, line), SLP_HELD);
        if (at == 0) /* from now on there is none but those of this destination */
            while ((taken[ntaken] = dup(STDERR_FILENO)) >= 0)
                ntaken++;
    }
    assert_true(ntaken >= LIMIT / 2);
    flush(sink);
    while (sink->type->held(sink) != 0)
        assert_int_equal(poll_at(sink, 0, false, &err), 1);
    while (ntaken > 0)
        (void)close(taken[--ntaken]);
    assert_one_file_a_stream();
    sink->type->close(sink);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
}

/* A disk without room, played by RLIMIT_FSIZE: write() then fails with EFBIG. */
static void
no_room_keeps_everything_and_goes_on_when_there_is_some(void **state)
{
    (void)state;
    char *line = malloc(40001);
    memset(line, 'x', 40000);
    line[39999] = '\n';
    line[40000] = '\0';
    const struct rlimit small = { 100000, RLIM_INFINITY };
    const struct rlimit large = { RLIM_INFINITY, RLIM_INFINITY };
    struct slp_sink *sink = open_sink();
    struct sl_err err;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    uint64_t number = 1;
    while (give(sink, 0, number, line) == SLP_HELD)
        number++;
    assert_int_equal(sink->type->flush(sink, &err), 0);
    assert_int_equal(poll_at(sink, 0, false, &err), 1);
    assert_int_equal(sink->trouble.class, SL_RETRY);
    assert_int_equal(sink->type->held(sink), 1);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &large), 0);
    assert_int_equal(give(sink, 0, number, line), SLP_HELD);
    flush(sink);
    assert_int_equal(sink->type->held(sink), 0);
    struct stat stat_of;
    sink->type->close(sink);
    assert_int_equal(nftw(folder, find_one, 8, FTW_PHYS), 0);
    assert_int_equal(stat(lake.last, &stat_of), 0);
    assert_int_equal(stat_of.st_size, (off_t)number * 40000);
    free(line);
}

static void
a_place_that_is_no_directory_is_refused_with_a_remedy(void **state)
{
    (void)state;
    char path[96];
    struct slp_sink *sink = NULL;
    struct sl_err err;
    (void)snprintf(path, sizeof path, "%s/missing/lake", folder);
    config.file.directory = path;
    assert_int_equal(slp_sink_file.open(&start, &sink, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_true(err.remedy[0] != '\0');
    (void)snprintf(path, sizeof path, "%s/file", folder);
    assert_true(close(open(path, O_CREAT | O_WRONLY, 0600)) == 0);
    assert_int_equal(slp_sink_file.open(&start, &sink, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_null(sink);
}

static void
a_directory_that_vanishes_stops_and_confirms_nothing(void **state)
{
    (void)state;
    struct slp_sink *sink = open_sink();
    struct sl_err err;
    char path[96];
    assert_int_equal(give(sink, 0, 1, "{}\n"), SLP_HELD);
    (void)snprintf(path, sizeof path, "%s/people", folder);
    assert_true(close(open(path, O_CREAT | O_WRONLY, 0600)) == 0);
    assert_int_equal(sink->type->flush(sink, &err), 0);
    assert_int_equal(poll_at(sink, 0, false, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_int_equal(sink->type->held(sink), 1);
    sink->type->close(sink);
}

/* ---- the marker ---------------------------------------------------------------------------- */

static struct slp_marker
read_marker(struct slp_sink *sink)
{
    struct slp_marker marker;
    struct sl_err err;
    assert_int_equal(sink->type->read_marker(sink, &marker, &err), SLP_MARKING_DONE);
    return marker;
}

static struct slp_marker
write_marker(struct slp_sink *sink, uint64_t number)
{
    const struct slp_mark mark = { .number = number };
    struct slp_marker marker;
    struct sl_err err;
    assert_int_equal(sink->type->write_marker(sink, &mark, &marker, &err), SLP_MARKING_DONE);
    return marker;
}

static void
a_marker_lies_beside_the_streams(void **state)
{
    (void)state;
    struct slp_sink *sink = open_sink();
    assert_string_equal(read_marker(sink).id, "");
    const struct slp_marker first = write_marker(sink, 1);
    assert_int_equal(strlen(first.id), 32);
    assert_int_equal(first.number, 1);
    assert_string_equal(write_marker(sink, 2).id, first.id);
    sink->type->close(sink);
    look();
    assert_int_equal(lake.files, 1);
    assert_string_equal(lake.last, "_sluice/_lake.json");
    sink = open_sink();
    const struct slp_marker second = read_marker(sink);
    assert_string_equal(second.id, first.id);
    assert_int_equal(second.number, 2);
    assert_int_equal(write_marker(sink, 3).number, 3);
    sink->type->close(sink);
}

static void
a_marker_that_cannot_be_read_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{",
        "{\"id\":\"0123456789abcdef0123456789abcdef\"}",
        "{\"id\":\"0123456789abcdef0123456789abcdef\",\"number\":0}",
        "{\"id\":\"0123456789ABCDEF0123456789abcdef\",\"number\":1}",
        "{\"id\":\"0123456789abcdef0123456789abcdef0\",\"number\":1}",
    };
    char path[96];
    struct slp_sink *sink = open_sink();
    const struct slp_marker before = write_marker(sink, 1);
    (void)snprintf(path, sizeof path, "%s/_sluice/_lake.json", folder);
    for (size_t at = 0; at < sizeof texts / sizeof texts[0]; at++) {
        int fd = open(path, O_WRONLY | O_TRUNC);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, texts[at], strlen(texts[at])), strlen(texts[at]));
        (void)close(fd);
        assert_string_equal(read_marker(sink).id, "");
    }
    assert_string_not_equal(write_marker(sink, 2).id, before.id);
    sink->type->close(sink);
}

/* What may stand where a file belongs. */
static void
make_pipe(const char *path)
{
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void
make_directory(const char *path)
{
    assert_int_equal(mkdir(path, 0700), 0);
}

static void
make_link(const char *path)
{
    assert_int_equal(symlink("/etc/hostname", path), 0);
}

static void
make_dangling_link(const char *path)
{
    assert_int_equal(symlink("/nonexistent/x", path), 0);
}

static void
assert_names_marker(const struct sl_err *err)
{
    assert_int_equal(err->class, SL_CONFIG);
    assert_non_null(strstr(err->text, "_sluice/_lake.json"));
    assert_non_null(strstr(err->remedy, "away"));
}

/* Neither the marker nor the file that it is written as first is waited for, or followed. */
static void
a_marker_that_is_no_file_is_refused(void **state)
{
    (void)state;
    static void (*const make[])(const char *path) = { make_pipe, make_directory, make_link,
                                                      make_dangling_link };
    const struct slp_mark mark = { .number = 2 };
    char path[96], before[96];
    struct slp_marker marker;
    struct sl_err err;
    struct slp_sink *sink = open_sink();
    (void)write_marker(sink, 1);
    (void)snprintf(path, sizeof path, "%s/_sluice/_lake.json", folder);
    (void)snprintf(before, sizeof before, "%s/_sluice/._lake.json", folder);
    (void)alarm(20);
    for (size_t at = 0; at < sizeof make / sizeof make[0]; at++) {
        assert_int_equal(remove(path), 0);
        make[at](path);
        assert_int_equal(sink->type->read_marker(sink, &marker, &err), SLP_MARKING_FAILED);
        assert_names_marker(&err);
        assert_int_equal(remove(path), 0);
        (void)write_marker(sink, 1);
        make[at](before);
        assert_int_equal(sink->type->write_marker(sink, &mark, &marker, &err), SLP_MARKING_FAILED);
        assert_names_marker(&err);
        assert_int_equal(remove(before), 0);
    }
    (void)alarm(0);
    sink->type->close(sink);
}

/* Moves the lake away, and puts another in its place. */
static void
exchange(const char *elsewhere)
{
    assert_int_equal(rename(folder, elsewhere), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
}

static void
a_directory_that_was_moved_stops_and_confirms_nothing(void **state)
{
    (void)state;
    char elsewhere[96];
    struct slp_sink *sink = open_sink();
    struct slp_marker marker;
    const struct slp_mark mark = { .number = 1 };
    struct sl_err err;
    (void)snprintf(elsewhere, sizeof elsewhere, "%s-moved", folder);
    assert_int_equal(give(sink, 0, 1, "{}\n"), SLP_HELD);
    assert_int_equal(rename(folder, elsewhere), 0);
    assert_int_equal(sink->type->flush(sink, &err), 0);
    assert_int_equal(poll_at(sink, 0, false, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, folder));
    assert_non_null(strstr(err.text, "nothing is there now"));
    assert_int_equal(sink->type->held(sink), 1);
    assert_int_equal(rename(elsewhere, folder), 0);
    exchange(elsewhere);
    assert_int_equal(sink->type->write_marker(sink, &mark, &marker, &err), SLP_MARKING_FAILED);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, "another directory is there now"));
    sink->type->close(sink);
    assert_int_equal(nftw(elsewhere, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

static void
two_sinks_do_not_share_a_directory(void **state)
{
    (void)state;
    struct slp_sink *sink = open_sink(), *second = NULL;
    struct sl_err err;
    assert_int_equal(slp_sink_file.open(&start, &second, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    sink->type->close(sink);
}

#define FILE_TEST(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        FILE_TEST(a_file_appears_whole_and_by_its_first_record),
        FILE_TEST(files_roll_by_size_and_by_time),
        FILE_TEST(without_a_delay_a_file_ends_when_no_record_waits),
        FILE_TEST(gzip_holds_the_same_lines),
        FILE_TEST(gzip_takes_what_does_not_compress),
        FILE_TEST(what_a_crash_left_is_removed_and_nothing_is_replaced),
        FILE_TEST(a_closed_sink_leaves_no_half_file),
        FILE_TEST(streams_beyond_the_descriptors_keep_their_file),
        FILE_TEST(destinations_share_the_descriptors),
        FILE_TEST(no_room_keeps_everything_and_goes_on_when_there_is_some),
        FILE_TEST(a_place_that_is_no_directory_is_refused_with_a_remedy),
        FILE_TEST(a_directory_that_vanishes_stops_and_confirms_nothing),
        FILE_TEST(two_sinks_do_not_share_a_directory),
        FILE_TEST(a_marker_lies_beside_the_streams),
        FILE_TEST(a_marker_that_is_no_file_is_refused),
        FILE_TEST(a_marker_that_cannot_be_read_is_none),
        FILE_TEST(a_directory_that_was_moved_stops_and_confirms_nothing),
    };
    (void)signal(SIGXFSZ, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
