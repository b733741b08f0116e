/* scripted_aws.h - in place of the client of AWS: a service in the test's own process that takes puts,
 * throttles, fails and reshards as it is told, and remembers what it took. No network, no clock. */
#ifndef TEST_SCRIPTED_AWS_H
#define TEST_SCRIPTED_AWS_H

#include "aws/client.h"
#include "buf.h"

#include <jansson.h>

/* What the service does with each call that has arrived; fills in the result. */
typedef void scripted_response_fn(const struct slp_aws_request *request, struct slp_aws_result *ret,
                                  struct sl_buf *ret_body);

extern struct scripted_aws {
    scripted_response_fn *response;
    unsigned seed;
    int slow_percent;    /* chance that a call is not answered yet at a poll */
    unsigned in_flight;  /* calls now */
    unsigned most;       /* … at a time so far */
    size_t largest_body; /* of a request */
    char etag[64];       /* header of every response */
} scripted_aws;

/* Fails a call as the client would. */
void scripted_fail(struct slp_aws_result *ret, enum slp_aws_outcome outcome, const char *code);

/* Calls `see` with each call under way. */
void scripted_each_call(void (*see)(const struct slp_aws_request *request, void *context),
                        void *context);

/* A header of the request, or member of its query; an empty view where there is none. */
struct sl_str scripted_header(const struct slp_aws_request *request, const char *name);
struct sl_str scripted_query(const struct slp_aws_request *request, const char *name);

/* Whether `what` is among the facts that a check told. Each check is told who asks. */
bool scripted_told(const struct sl_buf *told, const char *what);

/* From 0 to `below` - 1. */
int scripted_chance(int below);

#endif
