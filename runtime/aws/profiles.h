/* profiles.h - the two shared files, as one: what a profile says, and where its services are. */
#ifndef SLP_AWS_PROFILES_H
#define SLP_AWS_PROFILES_H

#include "arena.h"
#include "aws/environment.h"
#include "err.h"
#include "str.h"

#include <stdbool.h>

struct slp_aws_profiles;

/* Reads ~/.aws/credentials and ~/.aws/config, or what the environment names instead; either may be
 * missing. Everything lives in the arena, which holds secrets then. NULL and *reterr (CONFIG) when
 * one is there and cannot be read; RETRY when it cannot because it was replaced since the process
 * was sandboxed. */
struct slp_aws_profiles *slp_aws_profiles_read(const struct slp_aws_environment *environment,
                                               struct sl_arena *arena, struct sl_err *reterr);

bool slp_aws_profile_exists(const struct slp_aws_profiles *profiles, const char *profile);

/* A key of the profile, from the credentials file, else the config file; "" when in neither. */
struct sl_str slp_aws_profile_get(const struct slp_aws_profiles *profiles, const char *profile,
                                  const char *key);

/* endpoint_url of the service: in the section that the profile's `services` names, else "". */
struct sl_str slp_aws_profile_endpoint(const struct slp_aws_profiles *profiles, const char *profile,
                                       const char *service);

/* The paths, also of files that are not there; "" when there is no home to look in. */
const char *slp_aws_credentials_path(const struct slp_aws_profiles *profiles);
const char *slp_aws_config_path(const struct slp_aws_profiles *profiles);

#endif
