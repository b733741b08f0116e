#include "handoff/handoff.h"

#include "buf.h"
#include "handoff/frame.h"
#include "maxima.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* One record more than the buffer's size may stand in it, with its key and head. */
#define OUTGOING_MAX_BYTES (SLP_HANDOFF_BUFFER_BYTES + 2 * SL_MAX_RECORD_BYTES + SL_KIB)
/* Many delivery results fit; there is one a batch. */
#define RESULTS_MAX_BYTES (16 * SL_KIB)

struct slp_handoff {
    int records_fd, results_fd;
    struct sl_buf outgoing;
    size_t written; /* of `outgoing`: these bytes are in the pipe */
    size_t due;     /* write when so many wait: a block, or one more than when the pipe was full */
    struct sl_buf results;
    size_t taken; /* of `results`: these bytes were handed out */
};

static int
set_nonblocking(int fd, struct sl_err *reterr)
{
    int flags = fcntl(fd, F_GETFL);
    if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) != 0)
        return sl_fail(reterr, SL_BUG, "a pipe between reader and sender is not open (errno %d)",
                       errno);
    return 0;
}

struct slp_handoff *
slp_handoff_new(int records_fd, int results_fd, struct sl_err *reterr)
{
    if (set_nonblocking(records_fd, reterr) != 0 || set_nonblocking(results_fd, reterr) != 0)
        return NULL;
    struct slp_handoff *handoff = calloc(1, sizeof *handoff);
    if (handoff == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the pipe to the sender");
        return NULL;
    }
    handoff->due = SLP_HANDOFF_BLOCK_BYTES;
    handoff->records_fd = records_fd;
    (void)fcntl(records_fd, F_SETPIPE_SZ, (int)SLP_HANDOFF_PIPE_BYTES); /* if the kernel lets us */
    handoff->results_fd = results_fd;
    sl_buf_init(&handoff->outgoing, OUTGOING_MAX_BYTES);
    sl_buf_init(&handoff->results, RESULTS_MAX_BYTES);
    return handoff;
}

void
slp_handoff_free(struct slp_handoff *handoff)
{
    if (handoff == NULL)
        return;
    (void)close(handoff->records_fd);
    (void)close(handoff->results_fd);
    sl_buf_done(&handoff->outgoing);
    sl_buf_done(&handoff->results);
    free(handoff);
}

static size_t
waiting(const struct slp_handoff *handoff)
{
    return handoff->outgoing.len - handoff->written;
}

bool
slp_handoff_has_room(const struct slp_handoff *handoff)
{
    return waiting(handoff) < SLP_HANDOFF_BUFFER_BYTES;
}

/* Makes what waits the whole of the buffer. A buffer that grew for one large record goes back. */
static void
compact(struct slp_handoff *handoff)
{
    sl_buf_drop(&handoff->outgoing, handoff->written);
    handoff->written = 0;
    if (handoff->outgoing.len == 0 && handoff->outgoing.capacity > 2 * SLP_HANDOFF_BUFFER_BYTES)
        sl_buf_done(&handoff->outgoing);
}

int
slp_handoff_add(struct slp_handoff *handoff, const struct slp_frame *frame, struct sl_err *reterr)
{
    if (handoff->written >= SLP_HANDOFF_BUFFER_BYTES / 2)
        compact(handoff);
    slp_frame_write(&handoff->outgoing, frame);
    if (sl_buf_failed(&handoff->outgoing))
        return sl_fail(reterr, SL_RETRY, "out of memory for the pipe to the sender");
    return 0;
}

bool
slp_handoff_is_due(const struct slp_handoff *handoff)
{
    return waiting(handoff) >= handoff->due;
}

bool
slp_handoff_is_pending(const struct slp_handoff *handoff)
{
    return waiting(handoff) > 0;
}

static int
sender_is_gone(struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "the sender process has ended");
}

int
slp_handoff_write(struct slp_handoff *handoff, struct sl_err *reterr)
{
    while (waiting(handoff) > 0) {
        ssize_t wrote = write(handoff->records_fd, handoff->outgoing.bytes + handoff->written,
                              waiting(handoff));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0) {
            handoff->due = waiting(handoff) + SLP_HANDOFF_BLOCK_BYTES;
            return errno == EAGAIN ? 0 : sender_is_gone(reterr);
        }
        handoff->written += (size_t)wrote;
    }
    handoff->due = SLP_HANDOFF_BLOCK_BYTES;
    compact(handoff);
    return 0;
}

int
slp_handoff_next_result(struct slp_handoff *handoff, struct slp_result_message *ret,
                        struct sl_err *reterr)
{
    for (;;) {
        struct sl_str left = sl_str_from(sl_buf_str(&handoff->results), handoff->taken);
        ptrdiff_t length = left.len > 0 ? slp_result_read(left, ret, reterr) : 0;
        if (length < 0)
            return -1;
        if (length > 0) {
            handoff->taken += (size_t)length;
            return 1;
        }
        sl_buf_drop(&handoff->results, handoff->taken);
        handoff->taken = 0;
        char *room = sl_buf_reserve(&handoff->results, 4 * SL_KIB);
        if (room == NULL)
            return sl_fail(reterr, SL_RETRY, "out of memory for the pipe from the sender");
        ssize_t got = read(handoff->results_fd, room, 4 * SL_KIB);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return 0;
        if (got <= 0)
            return sender_is_gone(reterr);
        sl_buf_claim(&handoff->results, (size_t)got);
    }
}

int
slp_handoff_records_fd(const struct slp_handoff *handoff)
{
    return handoff->records_fd;
}

int
slp_handoff_results_fd(const struct slp_handoff *handoff)
{
    return handoff->results_fd;
}
