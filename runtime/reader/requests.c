#include "reader/requests.h"

#include "handoff/control.h"
#include "log.h"
#include "maxima.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { BLOCK_BYTES = 4 * 1024 };

struct slp_requests {
    int fd;
    struct slp_request_room room;
    struct sl_buf incoming, outgoing;
};

struct slp_requests *
slp_requests_new(int control_fd, uint32_t nprojections, struct sl_err *reterr)
{
    int flags = fcntl(control_fd, F_GETFL);
    if (flags < 0 || fcntl(control_fd, F_SETFL, flags | O_NONBLOCK) != 0) {
        (void)sl_fail(reterr, SL_BUG, "the channel to the supervisor is not open (errno %d)",
                      errno);
        return NULL;
    }
    struct slp_requests *requests = calloc(1, sizeof *requests);
    uint32_t *projections = calloc((size_t)nprojections + 1, sizeof *projections);
    if (requests == NULL || projections == NULL) {
        free(requests);
        free(projections);
        (void)sl_fail(reterr, SL_RETRY, "out of memory for requests");
        return NULL;
    }
    *requests = (struct slp_requests) { .fd = control_fd, .room = { projections, nprojections } };
    sl_buf_init(&requests->incoming, 2 * BLOCK_BYTES + nprojections * sizeof *projections);
    sl_buf_init(&requests->outgoing, BLOCK_BYTES);
    return requests;
}

void
slp_requests_free(struct slp_requests *requests)
{
    if (requests == NULL)
        return;
    sl_buf_done(&requests->incoming);
    sl_buf_done(&requests->outgoing);
    free(requests->room.projections);
    free(requests);
}

/* A response is small, and the supervisor has asked for no more than the channel holds: one that
 * does not fit means that nobody reads there any more. */
static int
respond(struct slp_requests *requests, const struct sl_err *response, struct sl_err *reterr)
{
    sl_buf_clear(&requests->outgoing);
    slp_response_write(&requests->outgoing, response);
    if (sl_buf_failed(&requests->outgoing) ||
        sl_write_all(requests->fd, sl_buf_str(&requests->outgoing)) != 0)
        return sl_fail(reterr, SL_RETRY, "the supervisor does not take a response (errno %d)",
                       errno);
    return 0;
}

static int
refuse_all(struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_CONFIG, "this pusher does not take requests");
    return 1;
}

static int
handle(struct slp_requests *requests, const struct slp_request_handler *handler,
       const struct slp_request *request, struct sl_err *reterr)
{
    struct sl_err response = { .class = SL_OK };
    int taken = handler->take != NULL ? handler->take(handler->context, request, &response)
                                      : refuse_all(&response);
    if (taken < 0) {
        *reterr = response;
        return -1;
    }
    if (taken == 0)
        response.class = SL_OK;
    sl_log(SL_LOG_INFO, "request",
           SL_FIELDS(SL_NAME("what", sl_str_of(slp_request_word(request->kind))),
                     SL_COUNT("releases", request->count),
                     SL_NAME("done", taken == 0 ? SL_STR("yes") : SL_STR("no"))));
    return respond(requests, &response, reterr);
}

/* Handles the whole requests that were read, and keeps the rest. */
static int
handle_read(struct slp_requests *requests, const struct slp_request_handler *handler,
            struct sl_err *reterr)
{
    struct slp_request request;
    ptrdiff_t length;
    while ((length = slp_request_read(sl_buf_str(&requests->incoming), &requests->room, &request,
                                      reterr)) > 0) {
        if (handle(requests, handler, &request, reterr) != 0)
            return -1;
        sl_buf_drop(&requests->incoming, (size_t)length);
    }
    return (int)length;
}

int
slp_requests_serve(struct slp_requests *requests, const struct slp_request_handler *handler,
                   bool *ret_stop, struct sl_err *reterr)
{
    *ret_stop = false;
    for (;;) {
        char *room = sl_buf_reserve(&requests->incoming, BLOCK_BYTES);
        if (room == NULL)
            return sl_fail(reterr, SL_RETRY, "out of memory for requests");
        ssize_t got = read(requests->fd, room, BLOCK_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return 0;
        *ret_stop = got <= 0;
        if (got <= 0)
            return 0;
        sl_buf_claim(&requests->incoming, (size_t)got);
        if (handle_read(requests, handler, reterr) != 0)
            return -1;
    }
}
