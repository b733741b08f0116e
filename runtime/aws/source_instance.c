/* source_instance.c - credentials and region of an EC2 instance, by IMDSv2 alone: a token first,
 * which a request forged through a proxy or a parser cannot get. There is no way back to version
 * 1. */
#include "aws/source.h"

enum { TIMEOUT_MS = 2000, STEP_TOKEN = 0, STEP_ROLE, STEP_CREDENTIALS };

static const char token_header[] = "X-aws-ec2-metadata-token";
static const char roles_path[] = "/latest/meta-data/iam/security-credentials/";

static const char *
endpoint(const struct slp_aws_environment *environment)
{
    if (environment->metadata_endpoint[0] != '\0')
        return environment->metadata_endpoint;
    return strcasecmp(environment->metadata_endpoint_mode, "IPv6") == 0 ? "http://[fd00:ec2::254]"
                                                                        : "http://169.254.169.254";
}

static void
begin(struct slp_aws_attempt *attempt, const char *method, const char *path, struct sl_str more)
{
    struct sl_str base = sl_str_of(endpoint(&attempt->context->settings.environment));
    while (base.len > 0 && base.ptr[base.len - 1] == '/')
        base.len--;
    slp_fetch_begin(&attempt->fetch, method, TIMEOUT_MS, true);
    sl_buf_add_str(&attempt->fetch.url, base);
    sl_buf_add_str(&attempt->fetch.url, sl_str_of(path));
    sl_buf_add_str(&attempt->fetch.url, more);
}

static enum slp_aws_step
ask_token(struct slp_aws_attempt *attempt)
{
    begin(attempt, "PUT", "/latest/api/token", SL_STR(""));
    slp_fetch_header(&attempt->fetch, "X-aws-ec2-metadata-token-ttl-seconds", SL_STR("21600"));
    return SLP_STEP_ASK;
}

/* Printable, one line: what may stand in a header or a path. */
static bool
is_line(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] <= ' ' || text.ptr[at] > '~')
            return false;
    return text.len > 0;
}

/* Keeps the token in attempt->text for what follows. */
static bool
take_token(struct slp_aws_attempt *attempt)
{
    const struct slp_http_response *response = attempt->response;
    if (response->failure == SLP_HTTP_TOO_LATE) {
        (void)slp_aws_attempt_fail(attempt, SL_RETRY,
                                   "the instance's metadata service does not answer");
        (void)sl_remedy(&attempt->err,
                        "off EC2: configure credentials, or set AWS_EC2_METADATA_DISABLED; in "
                        "a container on EC2: raise the instance's metadata hop limit to 2");
        return false;
    }
    if (response->failure == SLP_HTTP_RESPONDED && response->status >= 400 &&
        response->status < 500) {
        (void)slp_aws_attempt_fail(attempt, SL_CONFIG,
                                   "the instance's metadata service gives no token (status %ld)",
                                   response->status);
        (void)sl_remedy(&attempt->err, "enable its version 2; version 1 is never used");
        return false;
    }
    if (!slp_aws_attempt_responded(attempt, "the instance's metadata service"))
        return false;
    if (!is_line(response->body)) {
        (void)slp_aws_attempt_fail(attempt, SL_RETRY,
                                   "the instance's metadata service gives no token");
        return false;
    }
    sl_buf_wipe(&attempt->text);
    sl_buf_add_str(&attempt->text, response->body);
    return true;
}

static enum slp_aws_step
ask_with_token(struct slp_aws_attempt *attempt, const char *path, struct sl_str more)
{
    begin(attempt, "GET", path, more);
    slp_fetch_header(&attempt->fetch, token_header, sl_buf_str(&attempt->text));
    return SLP_STEP_ASK;
}

/* The response names the role; the first line counts. */
static enum slp_aws_step
ask_credentials(struct slp_aws_attempt *attempt)
{
    if (attempt->response->failure == SLP_HTTP_RESPONDED && attempt->response->status == 404) {
        (void)slp_aws_attempt_fail(attempt, SL_CONFIG, "the instance has no role");
        (void)sl_remedy(&attempt->err, "attach an instance profile, or configure credentials");
        return SLP_STEP_FAILED;
    }
    if (!slp_aws_attempt_responded(attempt, "the instance's metadata service"))
        return SLP_STEP_FAILED;
    struct sl_str role = attempt->response->body;
    const char *end = role.len > 0 ? memchr(role.ptr, '\n', role.len) : NULL;
    if (end != NULL)
        role.len = (size_t)(end - role.ptr);
    if (!is_line(role))
        return slp_aws_attempt_fail(attempt, SL_RETRY,
                                    "the instance's metadata service names no role");
    sl_buf_clear(&attempt->scratch);
    sl_buf_add_str(&attempt->scratch, role); /* the response goes with the next request */
    return ask_with_token(attempt, roles_path, sl_buf_str(&attempt->scratch));
}

static enum slp_aws_step
instance_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    if (attempt->response == NULL)
        return ask_token(attempt);
    if (attempt->number == STEP_ROLE)
        return take_token(attempt) ? ask_with_token(attempt, roles_path, SL_STR(""))
                                   : SLP_STEP_FAILED;
    if (attempt->number == STEP_CREDENTIALS)
        return ask_credentials(attempt);
    if (!slp_aws_attempt_responded(attempt, "the instance's metadata service"))
        return SLP_STEP_FAILED;
    return slp_aws_credentials_of_json(attempt->credentials, attempt->response->body, "Token",
                                       source->name, &attempt->err) == 0
               ? SLP_STEP_DONE
               : SLP_STEP_FAILED;
}

/* Not credentials: the region that the instance is in. */
static enum slp_aws_step
region_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    (void)source;
    if (attempt->response == NULL)
        return ask_token(attempt);
    if (attempt->number == STEP_ROLE)
        return take_token(attempt)
                   ? ask_with_token(attempt, "/latest/meta-data/placement/region", SL_STR(""))
                   : SLP_STEP_FAILED;
    if (!slp_aws_attempt_responded(attempt, "the instance's metadata service"))
        return SLP_STEP_FAILED;
    struct sl_str region = attempt->response->body;
    if (region.len > 0 && region.len < sizeof attempt->region) {
        memcpy(attempt->region, region.ptr, region.len);
        attempt->region[region.len] = '\0';
        if (slp_aws_is_region(attempt->region))
            return SLP_STEP_DONE;
    }
    return slp_aws_attempt_fail(attempt, SL_RETRY,
                                "the instance's metadata service names no region");
}

const struct slp_aws_source_type slp_aws_source_instance = { .step = instance_step,
                                                             .expired_serves = true };
const struct slp_aws_source_type slp_aws_source_region = { .step = region_step };
