/* aws_identity.h - what `check` shows of a destination in AWS: who the pusher is there, and where
 * it calls.
 *
 * One fact a line. Nothing here is a finding: what is in the way of a sink, its own calls say. */
#ifndef SLP_AWS_IDENTITY_H
#define SLP_AWS_IDENTITY_H

#include "aws/client.h"
#include "buf.h"

/* Asks sts:GetCallerIdentity, which needs no permission, with the same keys. Where STS does not
 * answer, the line says why: a network may lead to the sink alone. */
void slp_aws_identity_describe(const struct slp_aws_options *options, struct sl_buf *facts);

/* After a call of the client's, which knows by then where it goes. */
void slp_aws_identity_describe_endpoint(const struct slp_aws_client *client, struct sl_buf *facts);

#endif
