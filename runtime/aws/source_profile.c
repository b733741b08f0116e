/* source_profile.c - keys that stand in the environment, or in a profile of the shared files.
 *
 * The files are read again each time: other programs put new keys into them. */
#include "aws/source.h"
#include "maxima.h"

static enum slp_aws_step
environment_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    const struct slp_aws_environment *environment = &attempt->context->settings.environment;
    struct slp_aws_credential_texts texts = { .id = sl_str_of(environment->access_key_id),
                                              .secret = sl_str_of(environment->secret_access_key),
                                              .token = sl_str_of(environment->session_token) };
    if (!slp_aws_time_parse(sl_str_of(environment->credential_expiration), &texts.expires_s))
        return slp_aws_attempt_fail(attempt, SL_CONFIG, "AWS_CREDENTIAL_EXPIRATION is no time");
    int result = slp_aws_credentials_set(attempt->credentials, &texts, source->name, &attempt->err);
    return result == 0 ? SLP_STEP_DONE : SLP_STEP_FAILED;
}

static int
set_from_profile(struct slp_aws_credentials *credentials, const struct slp_aws_profiles *profiles,
                 const struct slp_aws_source *source, struct sl_err *reterr)
{
    const char *profile = source->profile;
    const struct slp_aws_credential_texts texts = {
        .id = slp_aws_profile_get(profiles, profile, "aws_access_key_id"),
        .secret = slp_aws_profile_get(profiles, profile, "aws_secret_access_key"),
        .token = slp_aws_profile_get(profiles, profile, "aws_session_token"),
    };
    return slp_aws_credentials_set(credentials, &texts, source->name, reterr);
}

static enum slp_aws_step
profile_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    struct sl_arena *arena = sl_arena_new(4 * SLP_AWS_MAX_FILE_BYTES);
    if (arena == NULL)
        return slp_aws_attempt_fail(attempt, SL_RETRY, "out of memory for %s", source->name);
    struct slp_aws_profiles *profiles =
        slp_aws_profiles_read(&attempt->context->settings.environment, arena, &attempt->err);
    int result = -1;
    if (profiles != NULL)
        result = set_from_profile(attempt->credentials, profiles, source, &attempt->err);
    else
        attempt->start_again = attempt->err.class == SL_RETRY;
    sl_arena_free(arena);
    return result == 0 ? SLP_STEP_DONE : SLP_STEP_FAILED;
}

const struct slp_aws_source_type slp_aws_source_environment = { .step = environment_step,
                                                                .fixed = true };
const struct slp_aws_source_type slp_aws_source_profile = { .step = profile_step };
