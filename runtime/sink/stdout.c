/* stdout.c - sink "stdout": lines on standard output, for a look and for a pipe to another program.
 *
 * Delivered means handed to the system: whether the program behind a pipe keeps them is its own
 * affair (docs/delivery.md). Standard output may be shared with others, so its mode stays as it
 * is: before each write we ask whether it will take bytes, and give no more than is sure not to
 * block. */
#include "maxima.h"
#include "sink/sinks.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A regular file takes any amount; a ready pipe surely takes PIPE_BUF (POSIX, write()), which is
 * 4096 on Linux. */
#define FILE_BLOCK_BYTES (256 * SL_KIB)
#define PIPE_BLOCK_BYTES (4 * SL_KIB)

struct stdout_sink {
    struct slp_sink base;
    size_t block_bytes;
    struct slp_batch *batch; /* in flight, NULL: none */
    size_t written;          /* of its text */
};

static int
stdout_check(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr)
{
    struct stat stat;
    (void)start;
    (void)facts;
    if (fstat(STDOUT_FILENO, &stat) != 0)
        return sl_fail(reterr, SL_CONFIG, "standard output is closed");
    return 0;
}

static int
stdout_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    struct stat stat;
    if (stdout_check(start, NULL, reterr) != 0)
        return -1;
    struct stdout_sink *sink = calloc(1, sizeof *sink);
    if (sink == NULL)
        return sl_fail(reterr, SL_RETRY, "stdout sink: out of memory");
    bool file = fstat(STDOUT_FILENO, &stat) == 0 && S_ISREG(stat.st_mode);
    sink->base.type = &slp_sink_stdout;
    sink->block_bytes = file ? FILE_BLOCK_BYTES : PIPE_BLOCK_BYTES;
    *ret = &sink->base;
    return 0;
}

static int
stdout_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct stdout_sink *sink = (struct stdout_sink *)base;
    (void)reterr;
    sink->batch = batch;
    sink->written = 0;
    return 0;
}

/* Writes what standard output takes now. */
static int
write_ready(struct stdout_sink *sink, struct sl_err *reterr)
{
    struct sl_str text = sink->batch->text;
    while (sink->written < text.len) {
        struct pollfd ready = { .fd = STDOUT_FILENO, .events = POLLOUT };
        if (poll(&ready, 1, 0) <= 0)
            return 0;
        size_t left = text.len - sink->written;
        ssize_t wrote = write(STDOUT_FILENO, text.ptr + sink->written,
                              left < sink->block_bytes ? left : sink->block_bytes);
        if (wrote < 0 && (errno == EINTR || errno == EAGAIN))
            return 0;
        if (wrote < 0) {
            (void)sl_fail(reterr, SL_CONFIG, "standard output takes no more: %s", strerror(errno));
            return sl_remedy(reterr, "the program that reads it has ended, or its disk is full");
        }
        sink->written += (size_t)wrote;
    }
    return 1;
}

static int
stdout_poll(struct slp_sink *base, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    struct stdout_sink *sink = (struct stdout_sink *)base;
    (void)moment;
    if (sink->batch == NULL)
        return 1;
    int result = write_ready(sink, reterr);
    if (result <= 0)
        return result;
    for (size_t at = 0; at < sink->batch->count; at++)
        sink->batch->records[at].result = SLP_DELIVERED;
    sink->batch = NULL;
    return 1;
}

static size_t
stdout_waits(const struct slp_sink *base, struct pollfd *ret_fds, size_t max, int64_t *ret_wake_ms)
{
    const struct stdout_sink *sink = (const struct stdout_sink *)base;
    *ret_wake_ms = INT64_MAX;
    if (sink->batch == NULL || max == 0)
        return 0;
    ret_fds[0] = (struct pollfd) { .fd = STDOUT_FILENO, .events = POLLOUT };
    return 1;
}

static void
stdout_close(struct slp_sink *base)
{
    free(base);
}

const struct slp_sink_type slp_sink_stdout = {
    .name = "stdout",
    .limits = { .max_records = SIZE_MAX,
                .max_bytes = SIZE_MAX,
                .max_record_bytes = SL_MAX_RECORD_BYTES },
    .check = stdout_check,
    .open = stdout_open,
    .submit = stdout_submit,
    .poll = stdout_poll,
    .waits = stdout_waits,
    .close = stdout_close,
};
