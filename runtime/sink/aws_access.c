#include "sink/aws_access.h"

#include <stdio.h>

bool
slp_is_arn(const char *name)
{
    return strncmp(name, "arn:", 4) == 0;
}

/* arn:partition:service:REGION:account:… */
static struct sl_str
region_of(const char *arn)
{
    struct sl_str rest = sl_str_of(arn), part = SL_STR("");
    for (int field = 0; field < 4; field++) {
        const char *colon = rest.len > 0 ? memchr(rest.ptr, ':', rest.len) : NULL;
        if (colon == NULL)
            return SL_STR("");
        part = (struct sl_str) { .ptr = rest.ptr, .len = (size_t)(colon - rest.ptr) };
        rest = sl_str_from(rest, part.len + 1);
    }
    return part;
}

void
slp_aws_access_of(const struct slp_aws_config *config, const char *service, const char *name,
                  struct slp_aws_access *ret)
{
    const char *region = config->region;
    *ret = (struct slp_aws_access) { .region = "" };
    if (region[0] == '\0' && slp_is_arn(name)) {
        (void)snprintf(ret->region, sizeof ret->region, "%.*s", SL_FMT(region_of(name)));
        region = ret->region;
    }
    ret->options = (struct slp_aws_options) { .service = service,
                                              .region = region,
                                              .endpoint = config->endpoint,
                                              .profile = config->profile,
                                              .ca_bundle = config->ca_bundle };
}

void
slp_aws_json_headers(const char *target, struct slp_aws_pair ret[SLP_JSON_HEADERS])
{
    ret[0] = (struct slp_aws_pair) { SL_STR("content-type"), SL_STR("application/x-amz-json-1.1") };
    ret[1] = (struct slp_aws_pair) { SL_STR("x-amz-target"), sl_str_of(target) };
}
