/* fetch.h - takes a chain of sources from its beginning to credentials: makes their requests, one after
 * the other, without waiting. */
#ifndef SLP_AWS_FETCH_H
#define SLP_AWS_FETCH_H

#include "aws/source.h"

#include <poll.h>

struct slp_aws_fetch;

/* NULL when memory is short. `http`, `sources` and `context` are borrowed. */
struct slp_aws_fetch *slp_aws_fetch_new(struct slp_http *http,
                                        const struct slp_aws_context *context,
                                        struct slp_aws_source *sources, unsigned count);
void slp_aws_fetch_free(struct slp_aws_fetch *fetch); /* NULL is allowed */

/* Begins, from the first source on. */
void slp_aws_fetch_start(struct slp_aws_fetch *fetch);
bool slp_aws_fetch_under_way(const struct slp_aws_fetch *fetch);

/* Goes on: 1 when it is done (then credentials() or region() has the result), 0 while it is not or was
 * not started, -1 and *reterr when it failed. */
SL_MUST_USE int slp_aws_fetch_poll(struct slp_aws_fetch *fetch, struct sl_err *reterr);

/* A descriptor to wait for besides those of `http`; -1 for none. */
int slp_aws_fetch_fd(const struct slp_aws_fetch *fetch);

/* After 1: what came. To be taken by swapping; lives until the next start. */
struct slp_aws_credentials *slp_aws_fetch_credentials(struct slp_aws_fetch *fetch);
const char *slp_aws_fetch_region(const struct slp_aws_fetch *fetch);

/* After -1: only a new process can succeed (file.h). */
bool slp_aws_fetch_start_again(const struct slp_aws_fetch *fetch);

#endif
