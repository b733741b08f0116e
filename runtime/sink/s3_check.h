/* s3_check.h - what `check` looks at of a bucket. */
#ifndef SLP_S3_CHECK_H
#define SLP_S3_CHECK_H

#include "aws/client.h"
#include "buf.h"
#include "config/config.h"

/* Sees the bucket, and begins and gives up an upload, which needs every right that writing an
 * object needs and leaves nothing; and reads the destination's marker, if there is one. What was found goes
 * to `facts`, as a line. */
SL_MUST_USE int slp_s3_check(struct slp_aws_client *client,
                             const struct slp_destination_config *config, struct sl_buf *facts,
                             struct sl_err *reterr);

#endif
