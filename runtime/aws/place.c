#include "aws/place.h"

#include "http/uri.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { BUCKET_MAX_CHARS = 63 };

static const struct partition {
    const char *begins, *suffix, *dual_suffix;
} partitions[] = {
#define SLP_AWS_PARTITION(begins, suffix, dual_suffix) { begins, suffix, dual_suffix },
#include "aws/partitions.def"
#undef SLP_AWS_PARTITION
};

static const struct partition *
partition_of(const char *region)
{
    const struct partition *partition = partitions;
    while (strncmp(region, partition->begins, strlen(partition->begins)) != 0)
        partition++;
    return partition;
}

/* ---- region -------------------------------------------------------------------------------- */

bool
slp_aws_is_region(const char *text)
{
    size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return len > 0 && len < SLP_AWS_REGION_BYTES && text[len] == '\0' && text[0] != '-';
}

int
slp_aws_region_find(const struct slp_aws_place_request *request,
                    const struct slp_aws_settings *settings, char ret[SLP_AWS_REGION_BYTES],
                    struct sl_err *reterr)
{
    const struct {
        const char *from;
        struct sl_str region;
    } said[] = {
        { "the destination's region", sl_str_of(request->region) },
        { "AWS_REGION", sl_str_of(settings->environment.region) },
        { "AWS_DEFAULT_REGION", sl_str_of(settings->environment.default_region) },
        { "the profile's region",
          slp_aws_profile_get(settings->profiles, request->profile, "region") },
    };
    ret[0] = '\0';
    for (size_t at = 0; at < sizeof said / sizeof said[0]; at++) {
        if (said[at].region.len == 0)
            continue;
        (void)snprintf(ret, SLP_AWS_REGION_BYTES, "%.*s", SL_FMT(said[at].region));
        if (said[at].region.len < SLP_AWS_REGION_BYTES && slp_aws_is_region(ret))
            return 0;
        (void)sl_fail(reterr, SL_CONFIG, "%s is no region's name", said[at].from);
        return sl_remedy(reterr, "write it as AWS does: eu-west-1");
    }
    return 0;
}

/* ---- endpoint ------------------------------------------------------------------------------ */

bool
slp_aws_is_local(const char *host)
{
    static const char *const hosts[] = { "localhost",       "::1",
                                         "169.254.169.254", "169.254.170.2",
                                         "169.254.170.23",  "fd00:ec2::254",
                                         "fd00:ec2::23" };
    struct in_addr address;
    for (size_t at = 0; at < sizeof hosts / sizeof hosts[0]; at++)
        if (strcasecmp(host, hosts[at]) == 0)
            return true;
    return inet_pton(AF_INET, host, &address) == 1 && ntohl(address.s_addr) >> 24 == IN_LOOPBACKNET;
}

/* The first that says something; an empty text when none does. */
static struct sl_str
configured(const struct slp_aws_place_request *request, const struct slp_aws_settings *settings,
           const char **ret_from)
{
    bool ignored = slp_aws_is_true(settings->environment.ignore_endpoints);
    const struct {
        const char *from;
        struct sl_str url;
    } said[] = {
        { "the destination's endpoint", sl_str_of(request->endpoint) },
        { "AWS_ENDPOINT_URL_ of the service",
          sl_str_of(slp_aws_environment_endpoint(&settings->environment, request->service)) },
        { "AWS_ENDPOINT_URL", sl_str_of(settings->environment.endpoint) },
        { "endpoint_url of the profile's services",
          slp_aws_profile_endpoint(settings->profiles, request->profile, request->service) },
        { "endpoint_url of the profile",
          slp_aws_profile_get(settings->profiles, request->profile, "endpoint_url") },
    };
    for (size_t at = 0; at < (ignored ? 1 : sizeof said / sizeof said[0]); at++) {
        *ret_from = said[at].from;
        if (said[at].url.len > 0)
            return said[at].url;
    }
    return SL_STR("");
}

static bool
is_on(const char *variable, const struct slp_aws_profiles *profiles, const char *profile,
      const char *key)
{
    struct sl_str said = slp_aws_profile_get(profiles, profile, key);
    return variable[0] != '\0' ? slp_aws_is_true(variable)
                               : said.len == 4 && strncasecmp(said.ptr, "true", 4) == 0;
}

/* Names that are one label of a host name, so that the certificate's wildcard covers them. */
static bool
is_label(const char *bucket)
{
    size_t len = strspn(bucket, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return len > 0 && len <= BUCKET_MAX_CHARS && bucket[len] == '\0';
}

/* The host by region. S3 has words of its own for dual-stack, and the bucket in front. */
static int
usual_host(const struct slp_aws_place_request *request, const char *region,
           const struct slp_aws_settings *settings, char ret[SLP_AWS_HOST_BYTES],
           struct sl_err *reterr)
{
    const struct partition *partition = partition_of(region);
    bool fips = is_on(settings->environment.use_fips, settings->profiles, request->profile,
                      "use_fips_endpoint");
    bool dual = is_on(settings->environment.use_dualstack, settings->profiles, request->profile,
                      "use_dualstack_endpoint");
    bool s3 = strcmp(request->service, "s3") == 0;
    bool in_front = s3 && is_label(request->bucket);
    if (dual && partition->dual_suffix[0] == '\0')
        return sl_fail(reterr, SL_CONFIG, "region %s has no dual-stack endpoints", region);
    int len = snprintf(ret, SLP_AWS_HOST_BYTES, "%s%s%s%s%s.%s.%s", in_front ? request->bucket : "",
                       in_front ? "." : "", request->service, fips ? "-fips" : "",
                       s3 && dual ? ".dualstack" : "", region,
                       dual && !s3 ? partition->dual_suffix : partition->suffix);
    return len < SLP_AWS_HOST_BYTES ? 0 : sl_fail(reterr, SL_CONFIG, "a host name is too long");
}

static int
set_place(struct slp_aws_place *place, const struct slp_uri *uri, const char *bucket,
          struct sl_err *reterr)
{
    int host_len = snprintf(place->host, sizeof place->host, "%.*s", SL_FMT(uri->authority));
    int base_len =
        snprintf(place->base, sizeof place->base, "%.*s://%s", SL_FMT(uri->scheme), place->host);
    int prefix_len = snprintf(place->prefix, sizeof place->prefix, "%.*s%s%s", SL_FMT(uri->path),
                              bucket[0] != '\0' ? "/" : "", bucket);
    if (host_len >= (int)sizeof place->host || base_len >= (int)sizeof place->base ||
        prefix_len >= (int)sizeof place->prefix)
        return sl_fail(reterr, SL_CONFIG, "an endpoint is too long");
    (void)snprintf(place->at, sizeof place->at, "%s%s", place->host, place->prefix);
    return 0;
}

/* Signed requests hold records: in the clear they go no further than this machine. */
static int
configured_place(struct slp_aws_place *place, struct sl_str url, const char *from,
                 const char *bucket, struct sl_err *reterr)
{
    struct slp_uri uri;
    char host[SLP_AWS_HOST_BYTES];
    if (!slp_uri_parse(url, &uri) || uri.host.len >= sizeof host) {
        (void)sl_fail(reterr, SL_CONFIG, "%s is no URL of an endpoint", from);
        return sl_remedy(reterr, "write it as https://HOST or https://HOST:PORT");
    }
    (void)snprintf(host, sizeof host, "%.*s", SL_FMT(uri.host));
    bool secure = uri.scheme.len == sizeof "https" - 1;
    if (!secure && !slp_aws_is_local(host)) {
        (void)sl_fail(reterr, SL_CONFIG,
                      "%s is plain HTTP to %s: records would travel in the clear", from, host);
        return sl_remedy(reterr, "use https://");
    }
    return set_place(place, &uri, bucket, reterr);
}

int
slp_aws_place_find(const struct slp_aws_place_request *request, const char *region,
                   const struct slp_aws_settings *settings, struct slp_aws_place *ret,
                   struct sl_err *reterr)
{
    const char *from;
    char host[SLP_AWS_HOST_BYTES];
    (void)snprintf(ret->region, sizeof ret->region, "%s", region);
    struct sl_str url = configured(request, settings, &from);
    if (url.len > 0)
        return configured_place(ret, url, from, request->bucket, reterr);
    if (usual_host(request, region, settings, host, reterr) != 0)
        return -1;
    bool in_path = request->bucket[0] != '\0' && !is_label(request->bucket);
    const struct slp_uri uri = { .scheme = SL_STR("https"), .authority = sl_str_of(host) };
    return set_place(ret, &uri, in_path ? request->bucket : "", reterr);
}
