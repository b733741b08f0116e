/* environment.h - what of the environment concerns AWS (environment.def), read in one place.
 *
 * It is the sender's own environment: the supervisor hands these variables to the sender and to no
 * other process (child.c). */
#ifndef SLP_AWS_ENVIRONMENT_H
#define SLP_AWS_ENVIRONMENT_H

#include <stdbool.h>

/* "" for what is not set. The texts are the process's own, and live as long. */
struct slp_aws_environment {
#define SLP_AWS_VARIABLE(member, name) const char *member;
#include "aws/environment.def"
#undef SLP_AWS_VARIABLE
};

void slp_aws_environment_read(struct slp_aws_environment *ret);

/* The one for a service: "kinesis" has AWS_ENDPOINT_URL_KINESIS; "" when there is none. */
const char *slp_aws_environment_endpoint(const struct slp_aws_environment *environment,
                                         const char *service);

/* "true", as the SDKs read it: in any case, and nothing else. */
bool slp_aws_is_true(const char *text);

#endif
