#include "aws/chain.h"

#include <unistd.h>

/* What finding one needs. */
struct search {
    const struct slp_aws_context *context;
    struct sl_arena *arena;
    struct slp_aws_chain *chain;
    struct sl_err *reterr;
    unsigned depth; /* profiles that wait for the credentials of another */
};

/* A copy that ends in a NUL. */
static const char *
text_of(struct search *search, struct sl_str text)
{
    return text.len > 0 ? sl_arena_cstr(search->arena, text) : "";
}

static const char *
key_of(struct search *search, const char *profile, const char *key)
{
    return text_of(search, slp_aws_profile_get(search->context->settings.profiles, profile, key));
}

/* There is room: add_base() sees to it. Always 0, for callers to end with. */
static int
add(struct search *search, struct slp_aws_source source)
{
    if (source.profile == NULL)
        source.profile = "";
    search->chain->sources[search->chain->count++] = source;
    return 0;
}

/* The host's name tells in AWS's own logs who assumed a role. */
static const char *
session_name(struct search *search, const char *given)
{
    char host[64] = "";
    if (given[0] != '\0')
        return given;
    (void)gethostname(host, sizeof host - 1);
    for (char *byte = host; *byte != '\0'; byte++)
        if (strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-", *byte) ==
            NULL)
            *byte = '-';
    return sl_arena_format(search->arena, "sluice-pusher-%.40s", host).ptr;
}

/* ---- outside of profiles ------------------------------------------------------------------- */

static int
add_environment(struct search *search)
{
    return add(search, (struct slp_aws_source) { .type = &slp_aws_source_environment,
                                                 .name = "environment" });
}

static int
add_container(struct search *search)
{
    return add(search,
               (struct slp_aws_source) { .type = &slp_aws_source_container, .name = "container" });
}

static int
add_instance(struct search *search)
{
    return add(search,
               (struct slp_aws_source) { .type = &slp_aws_source_instance, .name = "instance" });
}

static int
add_web_identity(struct search *search)
{
    const struct slp_aws_environment *environment = &search->context->settings.environment;
    if (environment->role_arn[0] == '\0')
        return sl_fail(search->reterr, SL_CONFIG,
                       "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not");
    return add(search, (struct slp_aws_source) {
                           .type = &slp_aws_source_web_identity,
                           .name = "web identity",
                           .role_arn = environment->role_arn,
                           .session_name = session_name(search, environment->role_session_name),
                           .external_id = "",
                           .duration_s = "",
                           .token_file = environment->web_identity_token_file });
}

/* ---- profiles ------------------------------------------------------------------------------ */

static int add_profile(struct search *search, const char *profile, bool as_source);

static int
add_credential_source(struct search *search, const char *name, const char *source)
{
    if (strcmp(source, "Environment") == 0)
        return add_environment(search);
    if (strcmp(source, "EcsContainer") == 0)
        return add_container(search);
    if (strcmp(source, "Ec2InstanceMetadata") == 0)
        return add_instance(search);
    (void)sl_fail(search->reterr, SL_CONFIG, "%s: credential_source is none that AWS knows", name);
    return sl_remedy(search->reterr, "Environment, EcsContainer or Ec2InstanceMetadata");
}

/* The credentials that a role is assumed with. A profile may name itself: then its keys are
 * meant. */
static int
add_base(struct search *search, const char *profile, const char *name)
{
    const char *source_profile = key_of(search, profile, "source_profile");
    const char *source = key_of(search, profile, "credential_source");
    if (source_profile[0] != '\0' && source[0] != '\0')
        return sl_fail(search->reterr, SL_CONFIG,
                       "%s has both source_profile and credential_source", name);
    if (source[0] != '\0')
        return add_credential_source(search, name, source);
    if (source_profile[0] == '\0') {
        (void)sl_fail(search->reterr, SL_CONFIG, "%s has a role_arn and nothing to assume it with",
                      name);
        return sl_remedy(search->reterr,
                         "add source_profile, credential_source or web_identity_token_file");
    }
    if (++search->depth == SLP_AWS_MAX_SOURCES) {
        (void)sl_fail(search->reterr, SL_CONFIG, "%s: too many profiles use one another", name);
        return sl_remedy(search->reterr, "look for source_profile that leads back to itself");
    }
    return add_profile(search, source_profile, strcmp(source_profile, profile) == 0);
}

static int
add_role(struct search *search, const char *profile, const char *name)
{
    struct slp_aws_source source = {
        .type = &slp_aws_source_role,
        .name = name,
        .profile = profile,
        .role_arn = key_of(search, profile, "role_arn"),
        .session_name = session_name(search, key_of(search, profile, "role_session_name")),
        .external_id = key_of(search, profile, "external_id"),
        .duration_s = key_of(search, profile, "duration_seconds"),
        .token_file = key_of(search, profile, "web_identity_token_file"),
    };
    if (key_of(search, profile, "mfa_serial")[0] != '\0')
        return sl_fail(search->reterr, SL_CONFIG, "%s wants mfa_serial: nobody is there to type it",
                       name);
    if (source.token_file[0] != '\0')
        source.type = &slp_aws_source_web_identity;
    else if (add_base(search, profile, name) != 0)
        return -1;
    return add(search, source);
}

static int
add_process(struct search *search, const char *name, const char *command)
{
    struct slp_aws_source source = { .type = &slp_aws_source_process,
                                     .name = name,
                                     .command = command };
    source.runner = slp_aws_runner_new(command, search->reterr);
    if (source.runner == NULL)
        return -1;
    return add(search, source);
}

static bool
needs_a_person(struct search *search, const char *profile)
{
    static const char *const keys[] = { "sso_session", "sso_start_url", "sso_account_id",
                                        "login_session" };
    for (size_t at = 0; at < sizeof keys / sizeof keys[0]; at++)
        if (key_of(search, profile, keys[at])[0] != '\0')
            return true;
    return false;
}

/* `as_source`: its keys are wanted, not its role. */
static int
add_profile(struct search *search, const char *profile, bool as_source)
{
    if (!slp_aws_profile_exists(search->context->settings.profiles, profile)) {
        (void)sl_fail(search->reterr, SL_CONFIG, "there is no AWS profile '%s'", profile);
        return sl_remedy(search->reterr, "profiles are looked for in '%s' and '%s'",
                         slp_aws_credentials_path(search->context->settings.profiles),
                         slp_aws_config_path(search->context->settings.profiles));
    }
    const char *name = sl_arena_format(search->arena, "profile %s", profile).ptr;
    const char *command = key_of(search, profile, "credential_process");
    if (!as_source && key_of(search, profile, "role_arn")[0] != '\0')
        return add_role(search, profile, name);
    if (key_of(search, profile, "aws_access_key_id")[0] != '\0')
        return add(search, (struct slp_aws_source) {
                               .type = &slp_aws_source_profile, .name = name, .profile = profile });
    if (command[0] != '\0')
        return add_process(search, name, command);
    if (needs_a_person(search, profile)) {
        (void)sl_fail(search->reterr, SL_CONFIG, "%s signs in through a browser", name);
        return sl_remedy(
            search->reterr,
            "give the pusher an identity of its own, or a profile with credential_process = "
            "aws configure export-credentials --profile %s --format process",
            profile);
    }
    return sl_fail(search->reterr, SL_CONFIG, "%s names no credentials", name);
}

/* Whether a profile that nobody named says anything about credentials. */
static bool
has_credentials(struct search *search, const char *profile)
{
    static const char *const keys[] = { "aws_access_key_id", "role_arn", "credential_process" };
    for (size_t at = 0; at < sizeof keys / sizeof keys[0]; at++)
        if (key_of(search, profile, keys[at])[0] != '\0')
            return true;
    return needs_a_person(search, profile);
}

/* ---- all of them --------------------------------------------------------------------------- */

static int
find(struct search *search, const char *profile)
{
    const struct slp_aws_environment *environment = &search->context->settings.environment;
    const char *named =
        environment->profile[0] != '\0' ? environment->profile : environment->default_profile;
    if (profile[0] != '\0')
        return add_profile(search, profile, false);
    if (environment->access_key_id[0] != '\0' || environment->secret_access_key[0] != '\0')
        return add_environment(search);
    if (named[0] != '\0')
        return add_profile(search, named, false);
    if (has_credentials(search, "default"))
        return add_profile(search, "default", false);
    if (environment->web_identity_token_file[0] != '\0')
        return add_web_identity(search);
    if (environment->container_relative_uri[0] != '\0' ||
        environment->container_full_uri[0] != '\0')
        return add_container(search);
    if (!slp_aws_is_true(environment->metadata_disabled))
        return add_instance(search);
    (void)sl_fail(search->reterr, SL_CONFIG, "no source of AWS credentials is configured");
    return sl_remedy(search->reterr, "docs/aws.md lists them: environment, profile, web identity, "
                                     "container, instance");
}

int
slp_aws_chain_find(const struct slp_aws_context *context, const char *profile,
                   struct sl_arena *arena, struct slp_aws_chain *ret, struct sl_err *reterr)
{
    struct search search = { .context = context, .arena = arena, .chain = ret, .reterr = reterr };
    ret->count = 0;
    if (find(&search, profile) == 0)
        return 0;
    slp_aws_chain_done(ret);
    return -1;
}

void
slp_aws_chain_done(struct slp_aws_chain *chain)
{
    for (unsigned at = 0; at < chain->count; at++)
        slp_aws_runner_free(chain->sources[at].runner);
    chain->count = 0;
}

const struct slp_aws_source *
slp_aws_chain_last(const struct slp_aws_chain *chain)
{
    return &chain->sources[chain->count - 1];
}
