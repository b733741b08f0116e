/* inquiry.h - asks a chain of sources for credentials: makes their requests, one after the other,
 * without waiting. */
#ifndef SLP_AWS_INQUIRY_H
#define SLP_AWS_INQUIRY_H

#include "aws/source.h"

#include <poll.h>

struct slp_aws_inquiry;

/* NULL when memory is short. `http`, `sources` and `context` are borrowed. */
struct slp_aws_inquiry *slp_aws_inquiry_new(struct slp_http *http,
                                            const struct slp_aws_context *context,
                                            struct slp_aws_source *sources, unsigned count);
void slp_aws_inquiry_free(struct slp_aws_inquiry *inquiry); /* NULL is allowed */

/* Begins, from the first source on. */
void slp_aws_inquiry_start(struct slp_aws_inquiry *inquiry);
bool slp_aws_inquiry_under_way(const struct slp_aws_inquiry *inquiry);

/* Goes on: 1 when it is done (then credentials() or region() has the result), 0 while it is not or
 * was not started, -1 and *reterr when it failed. */
SL_MUST_USE int slp_aws_inquiry_poll(struct slp_aws_inquiry *inquiry, struct sl_err *reterr);

/* A descriptor to wait for besides those of `http`; -1 for none. */
int slp_aws_inquiry_fd(const struct slp_aws_inquiry *inquiry);

/* After 1: what came. To be taken by swapping; lives until the next start. */
struct slp_aws_credentials *slp_aws_inquiry_credentials(struct slp_aws_inquiry *inquiry);
const char *slp_aws_inquiry_region(const struct slp_aws_inquiry *inquiry);

/* After -1: only a new process can succeed (file.h). */
bool slp_aws_inquiry_start_again(const struct slp_aws_inquiry *inquiry);

#endif
