/* place.h - where a service is: region and endpoint, resolved as the AWS SDKs do.
 *
 *   region     configuration, AWS_REGION, AWS_DEFAULT_REGION, profile's region, the machine's own
 *   endpoint   configuration, AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's services
 *              section, the profile's endpoint_url, else by region: {service}.{region}.{suffix}
 *
 * FIPS and dual-stack endpoints by variable or profile. What is signed is the service's region and
 * name, whatever host the endpoint has. */
#ifndef SLP_AWS_PLACE_H
#define SLP_AWS_PLACE_H

#include "aws/settings.h"
#include "err.h"

#include <stdbool.h>

/* Which service, and what the destination itself says of its place; texts may be "", not NULL. */
struct slp_aws_place_request {
    const char *service, *region, *endpoint, *profile;
    const char *bucket; /* S3 */
};

/* Longest names: a region's, and a host name (RFC 1035) with a port. */
enum { SLP_AWS_REGION_BYTES = 64, SLP_AWS_HOST_BYTES = 280, SLP_AWS_PREFIX_BYTES = 512 };

struct slp_aws_place {
    char region[SLP_AWS_REGION_BYTES];
    char base[SLP_AWS_HOST_BYTES + SLP_AWS_PREFIX_BYTES]; /* URL before the path of a call */
    char host[SLP_AWS_HOST_BYTES];                        /* as the Host header has it */
    char prefix
        [SLP_AWS_PREFIX_BYTES]; /* what stands before a call's path: "" or "/bucket"; not encoded */
    char at[SLP_AWS_HOST_BYTES + SLP_AWS_PREFIX_BYTES]; /* both, for messages: "s3.host/bucket" */
};

/* What configuration, environment and profile say; "" in *ret when they say nothing. CONFIG when it
 * is no region's name. */
SL_MUST_USE int slp_aws_region_find(const struct slp_aws_place_request *request,
                                    const struct slp_aws_settings *settings,
                                    char ret[SLP_AWS_REGION_BYTES], struct sl_err *reterr);

/* Whether the text may be a region's name: letters, digits and hyphens. */
bool slp_aws_is_region(const char *text);

/* `region` is known. CONFIG when an endpoint is no URL, or plain HTTP to anywhere but this
 * machine. */
SL_MUST_USE int slp_aws_place_find(const struct slp_aws_place_request *request, const char *region,
                                   const struct slp_aws_settings *settings,
                                   struct slp_aws_place *ret, struct sl_err *reterr);

/* Loopback and link-local hosts: the machine itself and what serves it. */
bool slp_aws_is_local(const char *host);

#endif
