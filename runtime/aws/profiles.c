#include "aws/profiles.h"

#include "aws/file.h"
#include "aws/ini.h"
#include "maxima.h"

#include <errno.h>
#include <stdio.h>

enum { SECTION_BYTES = 256 }; /* more is no profile's name */

struct slp_aws_profiles {
    const char *credentials_path, *config_path;
    const struct slp_ini *credentials, *config;
};

/* The variable's path, with the home for "~"; else `usual` in the home. */
static const char *
path_of(const char *given, const struct slp_aws_environment *environment, const char *usual,
        struct sl_arena *arena)
{
    if (given[0] != '\0' && strncmp(given, "~/", 2) != 0)
        return given;
    if (environment->home[0] == '\0')
        return "";
    return sl_arena_format(arena, "%s/%s", environment->home, given[0] != '\0' ? given + 2 : usual)
        .ptr;
}

/* An empty one when there is no such file. */
static const struct slp_ini *
read_one(const char *path, struct sl_arena *arena, struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_AWS_MAX_FILE_BYTES);
    int got = path[0] != '\0' ? slp_aws_file_read(path, &text, reterr) : 0;
    const struct slp_ini *ini =
        got >= 0 ? slp_ini_parse(sl_arena_copy(arena, sl_buf_str(&text)), path, arena, reterr)
                 : NULL;
    sl_buf_done(&text);
    return ini;
}

struct slp_aws_profiles *
slp_aws_profiles_read(const struct slp_aws_environment *environment, struct sl_arena *arena,
                      struct sl_err *reterr)
{
    struct slp_aws_profiles *profiles = SL_NEW(arena, struct slp_aws_profiles);
    profiles->credentials_path =
        path_of(environment->credentials_file, environment, ".aws/credentials", arena);
    profiles->config_path = path_of(environment->config_file, environment, ".aws/config", arena);
    profiles->credentials = read_one(profiles->credentials_path, arena, reterr);
    if (profiles->credentials != NULL)
        profiles->config = read_one(profiles->config_path, arena, reterr);
    return profiles->config != NULL ? profiles : NULL;
}

/* "profile NAME"; for the default also without the word. */
static struct sl_str
config_section(const struct slp_aws_profiles *profiles, const char *profile,
               char name[SECTION_BYTES])
{
    int len = snprintf(name, SECTION_BYTES, "profile %s", profile);
    struct sl_str section = { .ptr = name, .len = len < SECTION_BYTES ? (size_t)len : 0 };
    if (strcmp(profile, "default") == 0 && !slp_ini_has(profiles->config, section))
        return SL_STR("default");
    return section;
}

bool
slp_aws_profile_exists(const struct slp_aws_profiles *profiles, const char *profile)
{
    char name[SECTION_BYTES];
    return slp_ini_has(profiles->credentials, sl_str_of(profile)) ||
           slp_ini_has(profiles->config, config_section(profiles, profile, name));
}

struct sl_str
slp_aws_profile_get(const struct slp_aws_profiles *profiles, const char *profile, const char *key)
{
    char name[SECTION_BYTES];
    struct sl_str value = slp_ini_get(profiles->credentials, sl_str_of(profile), "", key);
    return value.len > 0
               ? value
               : slp_ini_get(profiles->config, config_section(profiles, profile, name), "", key);
}

struct sl_str
slp_aws_profile_endpoint(const struct slp_aws_profiles *profiles, const char *profile,
                         const char *service)
{
    char name[SECTION_BYTES];
    struct sl_str services = slp_aws_profile_get(profiles, profile, "services");
    if (services.len == 0)
        return services;
    int len = snprintf(name, sizeof name, "services %.*s", SL_FMT(services));
    if (len >= SECTION_BYTES)
        return SL_STR("");
    return slp_ini_get(profiles->config, sl_str_of(name), service, "endpoint_url");
}

const char *
slp_aws_credentials_path(const struct slp_aws_profiles *profiles)
{
    return profiles->credentials_path;
}

const char *
slp_aws_config_path(const struct slp_aws_profiles *profiles)
{
    return profiles->config_path;
}
