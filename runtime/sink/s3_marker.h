/* s3_marker.h - the marker of a destination in a bucket (marker_text.h): an object that is read at the start,
 * and put again at most once a minute, or at once where nothing may follow for long.
 *
 * An identity that may not read it, or may not learn that it is not there, goes on without one: what was sent
 * must not stop for want of a right that an older policy of IAM does not have. That is logged, and `check`
 * refuses it. */
#ifndef SLP_S3_MARKER_H
#define SLP_S3_MARKER_H

#include "aws/client.h"
#include "config/config.h"
#include "sink/sink.h"

struct slp_s3_marker;

/* Borrows all. NULL and *reterr when memory is short. */
struct slp_s3_marker *slp_s3_marker_new(struct slp_aws_client *client,
                                        const struct slp_s3_config *config, const char *destination,
                                        struct sl_err *reterr);
/* NULL is allowed. */
void slp_s3_marker_free(struct slp_s3_marker *marker);

/* As the members of slp_sink_type; *trouble is set by what may heal. */
enum slp_marking_result slp_s3_marker_read(struct slp_s3_marker *marker, struct slp_marker *ret,
                                           struct sl_err *trouble, struct sl_err *reterr);
enum slp_marking_result slp_s3_marker_write(struct slp_s3_marker *marker,
                                            const struct slp_mark *mark, struct slp_marker *ret,
                                            struct sl_err *trouble, struct sl_err *reterr);

/* What a GetObject of it means, for `check` too: 1: it is there; 0: there is none; -1 and *reterr. */
SL_MUST_USE int slp_s3_marker_judge(const struct slp_aws_result *result, struct sl_err *reterr);

#endif
