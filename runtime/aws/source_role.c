/* source_role.c - roles assumed through STS: with the credentials of the source before
 * (AssumeRole), or with a token that a platform wrote to a file (AssumeRoleWithWebIdentity, as on
 * EKS). */
#include "aws/error.h"
#include "aws/sigv4.h"
#include "aws/source.h"
#include "aws/xml.h"
#include "clock.h"
#include "http/uri.h"

enum { TIMEOUT_MS = 10000 };

static const char content_type[] = "application/x-www-form-urlencoded; charset=utf-8";

static void
add_field(struct slp_aws_attempt *attempt, const char *name, struct sl_str value)
{
    if (value.len == 0)
        return;
    sl_buf_printf(&attempt->fetch.body, "&%s=", name);
    slp_uri_encode(&attempt->fetch.body, value, false);
}

/* Where STS is; and the address into attempt->fetch.url. */
static bool
begin(const struct slp_aws_source *source, struct slp_aws_attempt *attempt,
      struct slp_aws_place *place)
{
    const struct slp_aws_context *context = attempt->context;
    struct slp_aws_place_request request = {
        .service = "sts", .region = "", .endpoint = "", .profile = source->profile, .bucket = ""
    };
    if (slp_aws_place_find(&request, context->region, &context->settings, place, &attempt->err) !=
        0)
        return false;
    slp_fetch_begin(&attempt->fetch, "POST", TIMEOUT_MS, false);
    sl_buf_printf(&attempt->fetch.url, "%s%s/", place->base, place->prefix);
    slp_fetch_header(&attempt->fetch, "Content-Type", SL_STR(content_type));
    return true;
}

static void
add_role(const struct slp_aws_source *source, struct slp_aws_attempt *attempt, const char *action)
{
    sl_buf_printf(&attempt->fetch.body, "Action=%s&Version=2011-06-15", action);
    add_field(attempt, "RoleArn", sl_str_of(source->role_arn));
    add_field(attempt, "RoleSessionName", sl_str_of(source->session_name));
    add_field(attempt, "DurationSeconds", sl_str_of(source->duration_s));
}

/* Signs the request with the credentials of the source before. */
static enum slp_aws_step
sign(struct slp_aws_attempt *attempt, const struct slp_aws_place *place)
{
    char body_hash[SL_SHA256_HEX_CHARS + 1], time[SLP_SIGV4_TIME_CHARS + 1];
    int64_t now_s = slp_wall_us() / 1000000 + attempt->context->clock_offset_s;
    struct sl_str token = slp_aws_credentials_token(attempt->base);
    sl_sha256_hex(sl_buf_str(&attempt->fetch.body), body_hash);
    slp_sigv4_time(now_s, time);
    const struct slp_aws_pair headers[] = {
        { SL_STR("content-type"), SL_STR(content_type) },
        { SL_STR("host"), sl_str_of(place->host) },
        { SL_STR("x-amz-date"), { time, SLP_SIGV4_TIME_CHARS } },
        { SL_STR("x-amz-security-token"), token },
    };
    const struct slp_sigv4_request request = { .method = "POST",
                                               .path = SL_STR("/"),
                                               .headers = headers,
                                               .nheaders = token.len > 0 ? 4 : 3,
                                               .body_sha256 = body_hash };
    const struct slp_sigv4_scope scope = { .id = slp_aws_credentials_id(attempt->base),
                                           .secret = slp_aws_credentials_secret(attempt->base),
                                           .region = place->region,
                                           .service = "sts",
                                           .time_s = now_s };
    struct slp_sigv4 *signer = slp_sigv4_new();
    sl_buf_clear(&attempt->scratch);
    int result = signer != NULL ? slp_sigv4_sign(signer, &request, &scope, &attempt->scratch) : -1;
    slp_sigv4_free(signer);
    if (result != 0)
        return slp_aws_attempt_fail(attempt, SL_RETRY, "out of memory for a signature");
    for (size_t at = 1; at < request.nheaders; at++) /* the first is there already */
        slp_fetch_header(&attempt->fetch,
                         at == 1   ? "Host"
                         : at == 2 ? "X-Amz-Date"
                                   : "X-Amz-Security-Token",
                         headers[at].value);
    slp_fetch_header(&attempt->fetch, "Authorization", sl_buf_str(&attempt->scratch));
    return SLP_STEP_ASK;
}

/* What STS says instead of credentials. Its messages name roles and identities, nothing of a
 * record. */
static enum slp_aws_step
refused(const struct slp_aws_source *source, struct slp_aws_attempt *attempt, const char *action)
{
    const struct slp_http_response *response = attempt->response;
    if (response->failure != SLP_HTTP_RESPONDED)
        return slp_aws_attempt_fail(attempt, SL_RETRY, "STS does not answer: %s", response->why);
    sl_buf_clear(&attempt->scratch);
    sl_buf_clear(&attempt->text);
    slp_aws_error_parse(response->body, SL_STR(""), &attempt->scratch, &attempt->text);
    struct slp_aws_error error = { .code = sl_buf_str(&attempt->scratch),
                                   .status = response->status,
                                   .action = action,
                                   .at = source->name,
                                   .message = sl_buf_str(&attempt->text) };
    error.outcome = slp_aws_error_outcome(error.code, response->status, NULL);
    slp_aws_error_explain(&error, &attempt->err);
    return SLP_STEP_FAILED;
}

static enum slp_aws_step
take(const struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    struct sl_str found;
    const struct slp_http_response *response = attempt->response;
    if (!slp_xml_find(response->body, "Credentials", &found))
        return slp_aws_attempt_fail(attempt, SL_RETRY, "STS answers without credentials");
    struct slp_aws_credential_texts texts;
    struct sl_str expires;
    if (!slp_xml_find(found, "AccessKeyId", &texts.id) ||
        !slp_xml_find(found, "SecretAccessKey", &texts.secret) ||
        !slp_xml_find(found, "SessionToken", &texts.token) ||
        !slp_xml_find(found, "Expiration", &expires) ||
        !slp_aws_time_parse(expires, &texts.expires_s))
        return slp_aws_attempt_fail(attempt, SL_RETRY, "STS answers with half of the credentials");
    return slp_aws_credentials_set(attempt->credentials, &texts, source->name, &attempt->err) == 0
               ? SLP_STEP_DONE
               : SLP_STEP_FAILED;
}

static bool
is_good(const struct slp_http_response *response)
{
    return response->failure == SLP_HTTP_RESPONDED && response->status == 200;
}

static enum slp_aws_step
role_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    struct slp_aws_place place;
    if (attempt->response != NULL)
        return is_good(attempt->response) ? take(source, attempt)
                                          : refused(source, attempt, "sts:AssumeRole");
    if (!begin(source, attempt, &place))
        return SLP_STEP_FAILED;
    add_role(source, attempt, "AssumeRole");
    add_field(attempt, "ExternalId", sl_str_of(source->external_id));
    return sign(attempt, &place);
}

static enum slp_aws_step
web_identity_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    struct slp_aws_place place;
    if (attempt->response != NULL)
        return is_good(attempt->response)
                   ? take(source, attempt)
                   : refused(source, attempt, "sts:AssumeRoleWithWebIdentity");
    if (!begin(source, attempt, &place) || !slp_aws_attempt_read_token(attempt, source->token_file))
        return SLP_STEP_FAILED;
    add_role(source, attempt, "AssumeRoleWithWebIdentity");
    add_field(attempt, "WebIdentityToken", sl_buf_str(&attempt->text));
    return SLP_STEP_ASK;
}

const struct slp_aws_source_type slp_aws_source_role = { .step = role_step };
const struct slp_aws_source_type slp_aws_source_web_identity = { .step = web_identity_step };
