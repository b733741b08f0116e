/* aws_access.h - from a destination's configuration to what a client of AWS is made with. */
#ifndef SLP_AWS_ACCESS_H
#define SLP_AWS_ACCESS_H

#include "aws/client.h"
#include "config/config.h"

struct slp_aws_access {
    struct slp_aws_options options; /* borrows from the configuration, and from `region` */
    char region[64];
};

/* `name`: of the stream or bucket; an ARN's region counts where the configuration gives none. *ret
 * must stay where it is while it is used. */
void slp_aws_access_of(const struct slp_aws_config *config, const char *service, const char *name,
                       struct slp_aws_access *ret);

bool slp_is_arn(const char *name);

/* Headers of a call in AWS JSON 1.1, as Kinesis and Firehose speak it. `target` is x-amz-target; it
 * lives as long as the headers. */
enum { SLP_JSON_HEADERS = 2 };
void slp_aws_json_headers(const char *target, struct slp_aws_pair ret[SLP_JSON_HEADERS]);

#endif
