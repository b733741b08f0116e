/* requests.h - the reader's end of the control channel: requests that operators make, each with its
 * response, and the end that asks to stop. */
#ifndef SLP_REQUESTS_H
#define SLP_REQUESTS_H

#include "coverage/request.h"

struct slp_requests;

/* Who does what is asked. take(): 0 when it is durable; 1 when it is refused, for the reason in
 * *reterr, which is told to who asked; -1 and *reterr when the reader has to end: the request then
 * stands, and comes again when the reader is started again. It may also come again after it was
 * done, when the reader ended before the supervisor had the response. */
struct slp_request_handler {
    int (*take)(void *context, const struct slp_request *request, struct sl_err *reterr);
    void *context;
};

/* Makes the descriptor non-blocking; it is not taken over. `nprojections` is the policy's. NULL and
 * *reterr on failure. */
struct slp_requests *slp_requests_new(int control_fd, uint32_t nprojections, struct sl_err *reterr);
void slp_requests_free(struct slp_requests *requests);

/* Takes every request that has come, in order, each with its response; does not wait. Without a
 * take() it refuses. *ret_stop: whether the channel has ended. -1 and *reterr: take() failed, or the
 * channel brought something that is no request (BUG). */
SL_MUST_USE int slp_requests_serve(struct slp_requests *requests,
                                   const struct slp_request_handler *handler, bool *ret_stop,
                                   struct sl_err *reterr);

#endif
