#include "aws/environment.h"

#include <stdlib.h>
#include <string.h>

static const char *
variable(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

void
slp_aws_environment_read(struct slp_aws_environment *ret)
{
#define SLP_AWS_VARIABLE(member, name) ret->member = variable(name);
#include "aws/environment.def"
#undef SLP_AWS_VARIABLE
}

const char *
slp_aws_environment_endpoint(const struct slp_aws_environment *environment, const char *service)
{
    const struct {
        const char *service, *endpoint;
    } endpoints[] = { { "kinesis", environment->endpoint_kinesis },
                      { "firehose", environment->endpoint_firehose },
                      { "s3", environment->endpoint_s3 },
                      { "sts", environment->endpoint_sts },
                      { "kms", environment->endpoint_kms } };
    for (size_t at = 0; at < sizeof endpoints / sizeof endpoints[0]; at++)
        if (strcmp(endpoints[at].service, service) == 0)
            return endpoints[at].endpoint;
    return "";
}

bool
slp_aws_is_true(const char *text)
{
    return strcasecmp(text, "true") == 0;
}
