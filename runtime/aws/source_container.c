/* source_container.c - credentials of an ECS task or an EKS pod ("Container credential provider" in
 * the SDKs and Tools Reference Guide). */
#include "aws/source.h"
#include "http/uri.h"

#include <stdio.h>

enum { TIMEOUT_MS = 2000 };

static const char ecs[] = "http://169.254.170.2";

/* The full URI may be plain HTTP only to the machine itself and what serves it. */
static bool
set_url(struct slp_aws_attempt *attempt)
{
    const struct slp_aws_environment *environment = &attempt->context->settings.environment;
    struct slp_uri uri;
    char host[SLP_AWS_HOST_BYTES];
    if (environment->container_relative_uri[0] != '\0') {
        sl_buf_printf(&attempt->fetch.url, "%s%s", ecs, environment->container_relative_uri);
        return environment->container_relative_uri[0] == '/';
    }
    const char *query = strchr(environment->container_full_uri, '?');
    struct sl_str whole = sl_str_of(environment->container_full_uri);
    struct sl_str address = { .ptr = whole.ptr,
                              .len = query != NULL ? (size_t)(query - whole.ptr) : whole.len };
    sl_buf_add_str(&attempt->fetch.url, whole);
    if (!slp_uri_parse(address, &uri) || uri.host.len >= sizeof host)
        return false;
    (void)snprintf(host, sizeof host, "%.*s", SL_FMT(uri.host));
    return sl_str_is(uri.scheme, "https") || slp_aws_is_local(host);
}

static enum slp_aws_step
ask(struct slp_aws_attempt *attempt)
{
    const struct slp_aws_environment *environment = &attempt->context->settings.environment;
    slp_fetch_begin(&attempt->fetch, "GET", TIMEOUT_MS, true);
    if (!set_url(attempt)) {
        (void)slp_aws_attempt_fail(
            attempt, SL_CONFIG,
            "AWS_CONTAINER_CREDENTIALS_…_URI is no address to ask for credentials");
        (void)sl_remedy(&attempt->err, "https, or http to this machine, ECS or EKS");
        return SLP_STEP_FAILED;
    }
    slp_fetch_header(&attempt->fetch, "Accept", SL_STR("application/json"));
    if (environment->container_token_file[0] != '\0') {
        if (!slp_aws_attempt_read_token(attempt, environment->container_token_file))
            return SLP_STEP_FAILED;
        slp_fetch_header(&attempt->fetch, "Authorization", sl_buf_str(&attempt->text));
    } else if (environment->container_token[0] != '\0') {
        if (strpbrk(environment->container_token, "\r\n") != NULL)
            return slp_aws_attempt_fail(attempt, SL_CONFIG,
                                        "AWS_CONTAINER_AUTHORIZATION_TOKEN has several lines");
        slp_fetch_header(&attempt->fetch, "Authorization", sl_str_of(environment->container_token));
    }
    return SLP_STEP_ASK;
}

static enum slp_aws_step
container_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    if (attempt->response == NULL)
        return ask(attempt);
    if (!slp_aws_attempt_responded(attempt, "the container's source of credentials"))
        return SLP_STEP_FAILED;
    return slp_aws_credentials_of_json(attempt->credentials, attempt->response->body, "Token",
                                       source->name, &attempt->err) == 0
               ? SLP_STEP_DONE
               : SLP_STEP_FAILED;
}

const struct slp_aws_source_type slp_aws_source_container = { .step = container_step };
