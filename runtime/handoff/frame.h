/* frame.h - frames as bytes: the layout of handoff.h, written and read in one place.
 *
 * Readers check every length before they believe it and leave what they read unmoved when a frame
 * is not whole. */
#ifndef SLP_FRAME_H
#define SLP_FRAME_H

#include "buf.h"
#include "err.h"
#include "handoff/handoff.h"

/* Appends one frame; on failure the buffer says so. */
void slp_frame_write(struct sl_buf *out, const struct slp_frame *frame);

/* The frame at the start of `bytes`: its whole length and *ret, 0 when there are not yet enough
 * bytes, -1 and *reterr (BUG) when it can be none. *ret borrows from `bytes`. */
SL_MUST_USE ptrdiff_t slp_frame_read(struct sl_str bytes, struct slp_frame *ret,
                                     struct sl_err *reterr);

/* The same for the messages of the delivery results pipe. */
void slp_result_write(struct sl_buf *out, const struct slp_result_message *result);
SL_MUST_USE ptrdiff_t slp_result_read(struct sl_str bytes, struct slp_result_message *ret,
                                      struct sl_err *reterr);

#endif
