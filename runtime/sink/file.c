/* file.c - sink "file": JSON lines in a directory, a growing file a stream (object.h).
 *
 * Holds what it is given until a file is finished, by size, by time, or because it is told to.
 * Disks are written to in the caller's time: local files have no other way to be durable. */
#include "clock.h"
#include "maxima.h"
#include "sink/file_directory.h"
#include "sink/file_marker.h"
#include "sink/growing_files.h"
#include "sink/marker_text.h"
#include "sink/object.h"
#include "sink/object_name.h"
#include "sink/sinks.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

/* `check` warns below this: a few finished files of the usual size. */
#define LITTLE_ROOM_BYTES (256 * SL_MIB)

enum {
    PATH_MAX_BYTES = 4096,    /* Linux: PATH_MAX */
    MOST_FINISHING_MS = 1000, /* at a time: syncing many files takes long, and others wait */
};

struct file_sink {
    struct slp_sink base;
    const struct slp_file_config *config;
    const struct sl_policy *policy;
    const char *destination;
    struct slp_marker marker; /* as it was read or written last */
    enum sl_positions positions;
    int directory_fd, lock_fd;
    bool flushing;
    struct slp_growing_files files;
};

/* ---- opening and checking ------------------------------------------------------------------ */

static int
open_incoming(struct file_sink *sink, struct sl_err *reterr)
{
    const char *path = sink->config->directory;
    if (mkdirat(sink->directory_fd, SLP_INCOMING, 0750) != 0 && errno != EEXIST)
        return slp_file_directory_fail(path, errno, reterr);
    sink->lock_fd = openat(sink->directory_fd, SLP_INCOMING, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sink->lock_fd < 0)
        return slp_file_directory_fail(path, errno, reterr);
    if (flock(sink->lock_fd, LOCK_EX | LOCK_NB) != 0)
        return sl_fail(reterr, SL_RETRY, "another pusher writes to '%s'", path);
    return slp_object_clean(sink->directory_fd, reterr);
}

static void file_close(struct slp_sink *base);

static int
file_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    struct file_sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return sl_fail(reterr, SL_RETRY, "file sink: out of memory");
    sink->base.type = &slp_sink_file;
    sink->config = &start->config->file;
    sink->policy = start->policy;
    sink->destination = start->config->name;
    sink->positions = slp_positions_of(start->policy, start->config->name);
    sink->directory_fd = sink->lock_fd = -1;
    int result = slp_growing_files_init(&sink->files, start->policy->nprojections, start->nothers);
    if (result != 0)
        (void)sl_fail(reterr, SL_RETRY, "file sink: out of memory");
    if (result == 0)
        result = slp_file_directory_open(sink->config->directory, &sink->directory_fd, reterr);
    if (result == 0)
        result = open_incoming(sink, reterr);
    if (result == 0)
        *ret = &sink->base;
    else
        file_close(&sink->base);
    return result;
}

static void
file_needs(const struct slp_sink *base, struct slp_needs *needs)
{
    slp_needs_write(needs, ((const struct file_sink *)base)->config->directory);
}

static int
file_check(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr)
{
    const char *path = start->config->file.directory;
    struct statvfs room;
    char above[PATH_MAX_BYTES];
    if (access(path, F_OK) != 0 && errno == ENOENT) { /* it will be made, in the one above */
        (void)snprintf(above, sizeof above, "%s", path);
        path = dirname(above);
    }
    if (access(path, R_OK | W_OK | X_OK) != 0)
        return slp_file_directory_fail(path, errno, reterr);
    if (statvfs(path, &room) != 0)
        return slp_file_directory_fail(path, errno, reterr);
    uint64_t free_bytes = (uint64_t)room.f_bavail * room.f_frsize;
    sl_buf_printf(facts, "directory %s, %" PRIu64 " MiB free\n", start->config->file.directory,
                  free_bytes / SL_MIB);
    if (free_bytes < LITTLE_ROOM_BYTES)
        return slp_file_directory_fail(path, ENOSPC, reterr);
    return 0;
}

/* ---- files come and go --------------------------------------------------------------------- */

static enum slp_object_result
finish(struct file_sink *sink, uint32_t index, struct sl_err *reterr)
{
    if (slp_file_directory_check(sink->config->directory, sink->directory_fd, reterr) != 0)
        return SLP_OBJECT_FAILED;
    return slp_growing_files_finish(&sink->files, index, reterr);
}

static enum slp_object_result
begin(struct file_sink *sink, const struct slp_batch_record *record, struct sl_err *reterr)
{
    const struct slp_growing_file fresh = { .projection = record->projection,
                                            .first_number = record->number,
                                            .since_ms = slp_now_ms() };
    const struct slp_object_start start = {
        .directory_fd = sink->directory_fd,
        .stream = sink->policy->projections[record->projection]->stream,
        .positions = sink->positions,
        .first = record->position,
        .gzip = sink->config->compress == SLP_COMPRESS_GZIP
    };
    return slp_growing_files_begin(&sink->files, &fresh, &start, reterr);
}

static enum slp_object_result
take_record(struct file_sink *sink, const struct slp_batch_record *record, struct sl_err *reterr)
{
    enum slp_object_result result = SLP_OBJECT_DONE;
    const struct slp_growing_file *grown = slp_growing_files_find(&sink->files, record->projection);
    if (grown != NULL && slp_object_bytes(grown->object) >= sink->config->roll_bytes) {
        result = finish(sink, (uint32_t)(grown - sink->files.each), reterr);
        grown = NULL;
    }
    if (result == SLP_OBJECT_DONE && grown == NULL)
        result = begin(sink, record, reterr);
    if (result != SLP_OBJECT_DONE)
        return result;
    return slp_growing_files_append(&sink->files,
                                    slp_growing_files_find(&sink->files, record->projection),
                                    slp_batch_record_line(record), reterr);
}

/* ---- the contract -------------------------------------------------------------------------- */

static int
file_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct file_sink *sink = (struct file_sink *)base;
    sink->flushing = false;
    for (size_t at = 0; at < batch->count; at++) {
        enum slp_object_result result = take_record(sink, &batch->records[at], &batch->why);
        if (result == SLP_OBJECT_FAILED) {
            *reterr = batch->why;
            return -1;
        }
        for (; result == SLP_OBJECT_NO_ROOM && at < batch->count; at++)
            batch->records[at].result = SLP_AGAIN;
        if (at < batch->count)
            batch->records[at].result = SLP_HELD;
    }
    return 0;
}

static int64_t
due_ms(const struct file_sink *sink, const struct slp_growing_file *file)
{
    return file->since_ms + (int64_t)sink->config->roll_delay_ms;
}

static bool
is_due(const struct file_sink *sink, const struct slp_growing_file *file,
       const struct slp_sink_moment *moment)
{
    if (sink->config->roll_delay_ms == 0)
        return moment->quiet;
    return due_ms(sink, file) <= moment->now_ms;
}

static int
file_poll(struct slp_sink *base, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    struct file_sink *sink = (struct file_sink *)base;
    const int64_t until_ms = slp_now_ms() + MOST_FINISHING_MS;
    for (uint32_t at = 0; at < sink->files.count && slp_now_ms() < until_ms;) {
        if (!sink->flushing && !is_due(sink, &sink->files.each[at], moment)) {
            at++;
            continue;
        }
        enum slp_object_result result = finish(sink, at, reterr);
        if (result == SLP_OBJECT_FAILED)
            return -1;
        if (result == SLP_OBJECT_NO_ROOM) {
            base->trouble = *reterr;
            break;
        }
    }
    return 1;
}

static uint64_t
file_held(const struct slp_sink *base)
{
    const struct file_sink *sink = (const struct file_sink *)base;
    uint64_t first = 0;
    for (uint32_t at = 0; at < sink->files.count; at++)
        if (first == 0 || sink->files.each[at].first_number < first)
            first = sink->files.each[at].first_number;
    return first;
}

static int
file_flush(struct slp_sink *base, struct sl_err *reterr)
{
    (void)reterr;
    ((struct file_sink *)base)->flushing = true;
    return 0;
}

/* How it ended, of something that came to `result`. */
static enum slp_marking_result
marking_of(struct file_sink *sink, enum slp_object_result result, struct slp_marker *ret,
           struct sl_err *reterr)
{
    switch (result) {
    case SLP_OBJECT_DONE: *ret = sink->marker; return SLP_MARKING_DONE;
    case SLP_OBJECT_NO_ROOM: sink->base.trouble = *reterr; return SLP_MARKING_WAITS;
    case SLP_OBJECT_FAILED: break;
    }
    return SLP_MARKING_FAILED;
}

static enum slp_marking_result
file_read_marker(struct slp_sink *base, struct slp_marker *ret, struct sl_err *reterr)
{
    struct file_sink *sink = (struct file_sink *)base;
    enum slp_object_result result =
        slp_file_marker_read(sink->directory_fd, sink->destination, &sink->marker, reterr);
    return marking_of(sink, result, ret, reterr);
}

/* The directory is looked at again when the mark is made: nothing that went elsewhere before it counts as
 * delivered. */
static enum slp_marking_result
file_write_marker(struct slp_sink *base, const struct slp_mark *mark, struct slp_marker *ret,
                  struct sl_err *reterr)
{
    struct file_sink *sink = (struct file_sink *)base;
    const struct slp_marker next = slp_marker_after(&sink->marker, mark->number);
    enum slp_object_result result =
        slp_file_marker_write(sink->directory_fd, sink->destination, &next, reterr);
    if (result == SLP_OBJECT_DONE) {
        sink->marker = next;
        if (slp_file_directory_check(sink->config->directory, sink->directory_fd, reterr) != 0)
            result = SLP_OBJECT_FAILED;
    }
    return marking_of(sink, result, ret, reterr);
}

static size_t
file_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max, int64_t *ret_wake_ms)
{
    const struct file_sink *sink = (const struct file_sink *)base;
    (void)ret_fds;
    (void)max;
    *ret_wake_ms = sink->flushing && sink->files.count > 0 ? 0 : INT64_MAX;
    for (uint32_t at = 0; at < sink->files.count; at++)
        if (due_ms(sink, &sink->files.each[at]) < *ret_wake_ms)
            *ret_wake_ms = due_ms(sink, &sink->files.each[at]);
    return 0;
}

static void
file_close(struct slp_sink *base)
{
    struct file_sink *sink = (struct file_sink *)base;
    if (sink == NULL)
        return;
    slp_growing_files_done(&sink->files);
    if (sink->lock_fd >= 0)
        (void)close(sink->lock_fd);
    if (sink->directory_fd >= 0)
        (void)close(sink->directory_fd);
    free(sink);
}

const struct slp_sink_type slp_sink_file = {
    .name = "file",
    .limits = { .max_records = SIZE_MAX,
                .max_bytes = SIZE_MAX,
                .max_record_bytes = SL_MAX_RECORD_BYTES },
    .check = file_check,
    .open = file_open,
    .needs = file_needs,
    .submit = file_submit,
    .poll = file_poll,
    .held = file_held,
    .flush = file_flush,
    .read_marker = file_read_marker,
    .write_marker = file_write_marker,
    .waits = file_waits,
    .close = file_close,
};
