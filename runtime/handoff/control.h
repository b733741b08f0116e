/* control.h - the control channel between supervisor and reader, and what travels on it.
 *
 * A pair of connected sockets. First the supervisor writes the reader's part of the configuration
 * (config/transfer.h), then requests; every number little-endian:
 *     u32 length      bytes that follow
 *     u32 kind        enum slp_request_kind
 *     u32 projections, at least one, to the end
 * The reader writes a response to each, in the order of the requests:
 *     u32 length
 *     u32 class       SL_OK: what was asked is durable; else it is refused, because of …
 *     u32 text_len    then the error's text, then its remedy to the end
 *
 * The end of what the supervisor writes asks the reader to stop; nothing else does. It shuts its
 * direction down and goes on reading, so that a last response is not lost. Where a length or a
 * number cannot be, reading fails with class BUG; nothing is guessed. */
#ifndef SLP_CONTROL_H
#define SLP_CONTROL_H

#include "buf.h"
#include "coverage/request.h"

/* Appends a message; on failure the buffer says so. */
void slp_request_write(struct sl_buf *out, const struct slp_request *request);

/* Room for a request's projections: as many as the policy has. */
struct slp_request_room {
    uint32_t *projections;
    uint32_t count;
};

/* The request at the start of `bytes`: its whole length and *ret, which borrows `room`; 0 when
 * there are not yet enough bytes; -1 and *reterr (BUG) when it can be none of this policy. */
SL_MUST_USE ptrdiff_t slp_request_read(struct sl_str bytes, const struct slp_request_room *room,
                                       struct slp_request *ret, struct sl_err *reterr);

/* The same for a response. Its class is what was decided; SL_OK has no text. */
void slp_response_write(struct sl_buf *out, const struct sl_err *response);
SL_MUST_USE ptrdiff_t slp_response_read(struct sl_str bytes, struct sl_err *ret,
                                        struct sl_err *reterr);

#endif
