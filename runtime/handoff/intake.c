/* intake.c - the sender's end of handoff.h. */
#include "buf.h"
#include "handoff/frame.h"
#include "handoff/handoff.h"
#include "maxima.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

/* A frame of the largest record, and the block read behind it. */
#define INCOMING_MAX_BYTES (2 * SL_MAX_RECORD_BYTES + SLP_INTAKE_BLOCK_BYTES + SL_KIB)

struct slp_intake {
    int records_fd, results_fd;
    const struct sl_policy *policy;
    uint64_t *last_numbers; /* by destination */
    struct sl_buf incoming;
    size_t taken; /* of `incoming`: these bytes were handed out */
    struct sl_buf result;
};

struct slp_intake *
slp_intake_new(int records_fd, int results_fd, const struct sl_policy *policy,
               struct sl_err *reterr)
{
    int flags = fcntl(records_fd, F_GETFL);
    if (flags < 0 || fcntl(records_fd, F_SETFL, flags | O_NONBLOCK) != 0) {
        (void)sl_fail(reterr, SL_BUG, "the pipe from the reader is not open (errno %d)", errno);
        return NULL;
    }
    struct slp_intake *intake = calloc(1, sizeof *intake);
    uint64_t *numbers = calloc(policy->ndestinations + 1, sizeof *numbers);
    if (intake == NULL || numbers == NULL) {
        free(intake);
        free(numbers);
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the pipe from the reader");
        return NULL;
    }
    *intake = (struct slp_intake) { .records_fd = records_fd,
                                    .results_fd = results_fd,
                                    .policy = policy,
                                    .last_numbers = numbers };
    sl_buf_init(&intake->incoming, INCOMING_MAX_BYTES);
    sl_buf_init(&intake->result, SL_KIB);
    return intake;
}

void
slp_intake_free(struct slp_intake *intake)
{
    if (intake == NULL)
        return;
    (void)close(intake->records_fd);
    (void)close(intake->results_fd);
    sl_buf_done(&intake->incoming);
    sl_buf_done(&intake->result);
    free(intake->last_numbers);
    free(intake);
}

/* Keeps the bytes of a frame that is not whole; memory that one large record took goes back. */
static void
compact(struct slp_intake *intake)
{
    sl_buf_drop(&intake->incoming, intake->taken);
    intake->taken = 0;
    if (intake->incoming.len == 0 && intake->incoming.capacity > 4 * SLP_INTAKE_BLOCK_BYTES)
        sl_buf_done(&intake->incoming);
}

int
slp_intake_read(struct slp_intake *intake, struct sl_err *reterr)
{
    compact(intake);
    char *room = sl_buf_reserve(&intake->incoming, SLP_INTAKE_BLOCK_BYTES);
    if (room == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for the pipe from the reader");
    ssize_t got;
    do
        got = read(intake->records_fd, room, SLP_INTAKE_BLOCK_BYTES);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno == EAGAIN)
        return 0;
    if (got <= 0)
        return sl_fail(reterr, SL_RETRY, "the reader process has ended");
    sl_buf_claim(&intake->incoming, (size_t)got);
    return 1;
}

/* A frame is only believed when it is about something that the policy has. */
static int
check_record(struct slp_intake *intake, const struct slp_frame *frame, struct sl_err *reterr)
{
    if (frame->destination >= intake->policy->ndestinations ||
        frame->projection >= intake->policy->nprojections)
        return sl_fail(reterr, SL_BUG, "a record is for destination %u, projection %u",
                       frame->destination, frame->projection);
    uint64_t *last = &intake->last_numbers[frame->destination];
    if (frame->number != *last + 1)
        return sl_fail(reterr, SL_BUG, "record %llu of destination %s follows record %llu",
                       (unsigned long long)frame->number,
                       intake->policy->destinations[frame->destination].name,
                       (unsigned long long)*last);
    *last = frame->number;
    return 0;
}

static int
check_marking(const struct slp_intake *intake, const struct slp_frame *frame, struct sl_err *reterr)
{
    if (frame->kind < SLP_FRAME_TELL_MARKER || frame->destination < intake->policy->ndestinations)
        return 0;
    return sl_fail(reterr, SL_BUG, "a marker is of destination %u", frame->destination);
}

int
slp_intake_next(struct slp_intake *intake, struct slp_frame *ret, struct sl_err *reterr)
{
    struct sl_str left = sl_str_from(sl_buf_str(&intake->incoming), intake->taken);
    ptrdiff_t length = left.len > 0 ? slp_frame_read(left, ret, reterr) : 0;
    if (length <= 0)
        return (int)length;
    if ((ret->kind == SLP_FRAME_RECORD && check_record(intake, ret, reterr) != 0) ||
        check_marking(intake, ret, reterr) != 0)
        return -1;
    intake->taken += (size_t)length;
    return 1;
}

int
slp_intake_report(struct slp_intake *intake, const struct slp_result_message *result,
                  struct sl_err *reterr)
{
    sl_buf_clear(&intake->result);
    slp_result_write(&intake->result, result);
    size_t written = 0;
    while (written < intake->result.len) {
        ssize_t wrote =
            write(intake->results_fd, intake->result.bytes + written, intake->result.len - written);
        struct pollfd full = { .fd = intake->results_fd, .events = POLLOUT };
        if (wrote >= 0)
            written += (size_t)wrote;
        else if (errno == EAGAIN)
            (void)poll(&full, 1, -1);
        else if (errno != EINTR)
            return sl_fail(reterr, SL_RETRY, "the reader process has ended");
    }
    return 0;
}

int
slp_intake_records_fd(const struct slp_intake *intake)
{
    return intake->records_fd;
}
