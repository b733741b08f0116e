/* Of the shared configuration files, and of what is resolved out of them: profiles, regions, endpoints. */
#include "aws/chain.h"
#include "aws/ini.h"
#include "aws/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ARENA_BYTES ((size_t)1 << 20)

/* ---- the format ---------------------------------------------------------------------------- */

static const char sample[] = "# a comment\n"
                             "\n"
                             "[default]\r\n"
                             "region = eu-west-1 ; where we are\r\n"
                             "[profile  data]\n"
                             "Region=us-east-1\n"
                             "role_arn = arn:aws:iam::1:role/a#b\n"
                             "s3 =\n"
                             "  endpoint_url = http://localhost:1\n"
                             "after = x\n"
                             "[ default ]\n"
                             "output = json\n"
                             "region = eu-west-2\n"
                             "[services \"far away\"]\n"
                             "kinesis = \n"
                             "\tendpoint_url = http://localhost:2\n";

static void
assert_key(const struct slp_ini *ini, const char *section, const char *group, const char *key,
           const char *expected)
{
    struct sl_str value = slp_ini_get(ini, sl_str_of(section), group, key);
    if (!sl_str_is(value, expected))
        fail_msg("[%s] %s %s is '%.*s'", section, group, key, SL_FMT(value));
}

static void
sections_keys_and_groups(void **state)
{
    (void)state;
    struct sl_err err;
    struct sl_arena *arena = sl_arena_new(ARENA_BYTES);
    const struct slp_ini *ini = slp_ini_parse(SL_STR(sample), "f", arena, &err);
    assert_non_null(ini);
    assert_key(ini, "default", "", "region", "eu-west-2"); /* the later one */
    assert_key(ini, "default", "", "output", "json");
    assert_key(ini, "profile data", "", "REGION", "us-east-1");
    assert_key(ini, "profile data", "", "role_arn", "arn:aws:iam::1:role/a#b");
    assert_key(ini, "profile data", "s3", "endpoint_url", "http://localhost:1");
    assert_key(ini, "profile data", "", "endpoint_url", "");
    assert_key(ini, "profile data", "", "after", "x");
    assert_key(ini, "profile data", "s3", "after", "");
    assert_key(ini, "services far away", "kinesis", "endpoint_url", "http://localhost:2");
    assert_key(ini, "Default", "", "region", ""); /* sections have case */
    assert_true(slp_ini_has(ini, SL_STR("services far away")));
    assert_false(slp_ini_has(ini, SL_STR("nobody")));
    sl_arena_free(arena);
}

static void
what_is_no_such_file_is_told_by_its_line_and_never_quoted(void **state)
{
    (void)state;
    static const char *const bad[] = { "key = before any section\n", "[a]\nk = v\nsecretsecret\n",
                                       "[a\nk = v\n", "[a]\n[b\n" };
    static const char *const lines[] = { "f:1:", "f:3:", "f:1:", "f:2:" };
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        struct sl_err err;
        struct sl_arena *arena = sl_arena_new(ARENA_BYTES);
        assert_null(slp_ini_parse(sl_str_of(bad[at]), "f", arena, &err));
        assert_int_equal(err.class, SL_CONFIG);
        assert_non_null(strstr(err.text, lines[at]));
        assert_null(strstr(err.text, "secret"));
        sl_arena_free(arena);
    }
}

/* ---- files, profiles, places --------------------------------------------------------------- */

struct home {
    char directory[32];
    struct slp_aws_context context;
    struct sl_arena *arena;
    char config[64], credentials[64];
};

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* An empty environment, and the two files with these texts. */
static void
init_home(struct home *home, const char *config, const char *credentials)
{
    struct sl_err err;
    *home = (struct home) { .directory = "/tmp/sluice-test-XXXXXX" };
    assert_non_null(mkdtemp(home->directory));
    (void)snprintf(home->config, sizeof home->config, "%s/config", home->directory);
    (void)snprintf(home->credentials, sizeof home->credentials, "%s/keys", home->directory);
    write_file(home->config, config);
    write_file(home->credentials, credentials);
#define SLP_AWS_VARIABLE(member, name) home->context.settings.environment.member = "";
#include "aws/environment.def"
#undef SLP_AWS_VARIABLE
    home->context.settings.environment.config_file = home->config;
    home->context.settings.environment.credentials_file = home->credentials;
    home->context.region = "eu-west-1";
    home->arena = sl_arena_new(ARENA_BYTES);
    home->context.settings.profiles =
        slp_aws_profiles_read(&home->context.settings.environment, home->arena, &err);
    assert_non_null(home->context.settings.profiles);
}

static void
done_home(struct home *home)
{
    sl_arena_free(home->arena);
    assert_int_equal(unlink(home->config), 0);
    assert_int_equal(unlink(home->credentials), 0);
    assert_int_equal(rmdir(home->directory), 0);
}

static void
the_credentials_file_comes_before_the_config_file(void **state)
{
    (void)state;
    struct home home;
    init_home(&home, "[profile a]\nregion=r1\nrole_arn=x\n[default]\nregion=r0\n",
              "[a]\nregion=r2\n[profile b]\nregion=r3\n");
    struct slp_aws_profiles *profiles = home.context.settings.profiles;
    assert_true(sl_str_is(slp_aws_profile_get(profiles, "a", "region"), "r2"));
    assert_true(sl_str_is(slp_aws_profile_get(profiles, "a", "role_arn"), "x"));
    assert_true(sl_str_is(slp_aws_profile_get(profiles, "default", "region"), "r0"));
    assert_true(slp_aws_profile_exists(profiles, "a") &&
                slp_aws_profile_exists(profiles, "default"));
    assert_false(slp_aws_profile_exists(profiles, "b")); /* no "profile" in this file */
    done_home(&home);
}

static void
files_that_are_not_there_are_empty_and_others_an_error(void **state)
{
    (void)state;
    struct home home;
    struct sl_err err;
    init_home(&home, "", "");
    struct slp_aws_environment environment = home.context.settings.environment;
    environment.config_file = "/nowhere/at/all";
    assert_non_null(slp_aws_profiles_read(&environment, home.arena, &err));
    environment.config_file = home.directory; /* a directory */
    assert_null(slp_aws_profiles_read(&environment, home.arena, &err));
    assert_int_equal(err.class, SL_CONFIG);
    done_home(&home);
}

static struct slp_aws_place_request
request_for(const char *service)
{
    return (struct slp_aws_place_request) {
        .service = service, .region = "", .endpoint = "", .profile = "p", .bucket = ""
    };
}

static void
assert_base(struct home *home, const struct slp_aws_place_request *request, const char *region,
            const char *base, const char *prefix)
{
    struct slp_aws_place place;
    struct sl_err err = { .text = "" };
    if (slp_aws_place_find(request, region, &home->context.settings, &place, &err) != 0 ||
        strcmp(place.base, base) != 0 || strcmp(place.prefix, prefix) != 0)
        fail_msg("%s in %s: '%s' '%s' %s", request->service, region, place.base, place.prefix,
                 err.text);
}

static void
endpoints_by_region_and_kind(void **state)
{
    (void)state;
    struct home home;
    init_home(&home, "", "");
    struct slp_aws_place_request kinesis = request_for("kinesis"), s3 = request_for("s3");
    assert_base(&home, &kinesis, "eu-west-1", "https://kinesis.eu-west-1.amazonaws.com", "");
    assert_base(&home, &kinesis, "cn-north-1", "https://kinesis.cn-north-1.amazonaws.com.cn", "");
    assert_base(&home, &kinesis, "us-gov-west-1", "https://kinesis.us-gov-west-1.amazonaws.com",
                "");
    assert_base(&home, &kinesis, "eusc-de-east-1", "https://kinesis.eusc-de-east-1.amazonaws.eu",
                "");
    s3.bucket = "lake";
    assert_base(&home, &s3, "eu-west-1", "https://lake.s3.eu-west-1.amazonaws.com", "");
    s3.bucket = "lake.example.org"; /* not one label: the wildcard certificate does not cover it */
    assert_base(&home, &s3, "eu-west-1", "https://s3.eu-west-1.amazonaws.com", "/lake.example.org");
    home.context.settings.environment.use_dualstack = "true";
    s3.bucket = "lake";
    assert_base(&home, &kinesis, "eu-west-1", "https://kinesis.eu-west-1.api.aws", "");
    assert_base(&home, &s3, "eu-west-1", "https://lake.s3.dualstack.eu-west-1.amazonaws.com", "");
    home.context.settings.environment.use_fips = "true";
    assert_base(&home, &kinesis, "us-east-1", "https://kinesis-fips.us-east-1.api.aws", "");
    assert_base(&home, &s3, "us-east-1", "https://lake.s3-fips.dualstack.us-east-1.amazonaws.com",
                "");
    home.context.settings.environment.use_dualstack = "";
    assert_base(&home, &kinesis, "us-east-1", "https://kinesis-fips.us-east-1.amazonaws.com", "");
    done_home(&home);
}

static void
endpoints_that_are_configured_in_their_order(void **state)
{
    (void)state;
    struct home home;
    init_home(&home,
              "[profile p]\nservices = s\nendpoint_url = https://five\n"
              "[services s]\nkinesis =\n  endpoint_url = https://four\n",
              "");
    struct slp_aws_environment *environment = &home.context.settings.environment;
    struct slp_aws_place_request kinesis = request_for("kinesis"), s3 = request_for("s3");
    s3.bucket = "lake";
    assert_base(&home, &s3, "r", "https://five", "/lake"); /* and the bucket in the path */
    assert_base(&home, &kinesis, "r", "https://four", "");
    environment->endpoint = "http://127.0.0.1:4567/three/";
    assert_base(&home, &kinesis, "r", "http://127.0.0.1:4567", "/three");
    environment->endpoint_kinesis = "https://two:443";
    assert_base(&home, &kinesis, "r", "https://two", "");
    kinesis.endpoint = "https://one:8443";
    assert_base(&home, &kinesis, "r", "https://one:8443", "");
    environment->ignore_endpoints = "TRUE";
    assert_base(&home, &kinesis, "r", "https://one:8443", "");
    kinesis.endpoint = "";
    assert_base(&home, &kinesis, "r", "https://kinesis.r.amazonaws.com", "");
    done_home(&home);
}

static void
endpoints_that_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = { "kinesis.eu-west-1.amazonaws.com", "http://10.0.0.1:4567",
                                       "http://127.0.0.1.example.org", "https://host/?q" };
    struct home home;
    init_home(&home, "", "");
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        struct slp_aws_place_request request = request_for("kinesis");
        struct slp_aws_place place;
        struct sl_err err;
        request.endpoint = bad[at];
        if (slp_aws_place_find(&request, "r", &home.context.settings, &place, &err) == 0)
            fail_msg("%s was taken", bad[at]);
        assert_int_equal(err.class, SL_CONFIG);
    }
    done_home(&home);
}

static void
regions_in_their_order(void **state)
{
    (void)state;
    struct home home;
    struct sl_err err;
    char region[SLP_AWS_REGION_BYTES];
    init_home(&home, "[profile p]\nregion = four\n[profile q]\nx = y\n", "");
    struct slp_aws_environment *environment = &home.context.settings.environment;
    struct slp_aws_place_request request = request_for("kinesis");
    static const char *const expected[] = { "four", "three", "two", "one" };
    for (size_t at = 0; at < 4; at++) {
        if (at == 1)
            environment->default_region = "three";
        if (at == 2)
            environment->region = "two";
        if (at == 3)
            request.region = "one";
        assert_int_equal(slp_aws_region_find(&request, &home.context.settings, region, &err), 0);
        assert_string_equal(region, expected[at]);
    }
    request.region = "eu-west-1/../x";
    assert_int_equal(slp_aws_region_find(&request, &home.context.settings, region, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    done_home(&home);
}

/* ---- which credentials --------------------------------------------------------------------- */

/* The names of the sources that are found, with "<" between each and the one it uses. */
static void
assert_chain(struct home *home, const char *profile, const char *expected)
{
    struct slp_aws_chain chain;
    struct sl_err err = { .text = "" };
    char found[sizeof err.text + 8] = "";
    size_t len = 0;
    int result = slp_aws_chain_find(&home->context, profile, home->arena, &chain, &err);
    for (unsigned at = chain.count; result == 0 && at > 0; at--)
        len += (size_t)snprintf(found + len, sizeof found - len, "%s%s", len > 0 ? "<" : "",
                                chain.sources[at - 1].name);
    if (result != 0)
        (void)snprintf(found, sizeof found, "! %s", err.text);
    if (strncmp(found, expected, strlen(expected)) != 0)
        fail_msg("expected %s, found %s", expected, found);
    assert_true(result == 0 || err.class == SL_CONFIG);
    slp_aws_chain_done(&chain);
}

static const char chains[] = "[profile keys]\naws_access_key_id=A\naws_secret_access_key=B\n"
                             "[profile role]\nrole_arn=R\nsource_profile=keys\n"
                             "[profile deeper]\nrole_arn=R\nsource_profile=role\n"
                             "[profile own]\nrole_arn=R\nsource_profile=own\n"
                             "aws_access_key_id=A\naws_secret_access_key=B\n"
                             "[profile ring]\nrole_arn=R\nsource_profile=gnir\n"
                             "[profile gnir]\nrole_arn=R\nsource_profile=ring\n"
                             "[profile ecs]\nrole_arn=R\ncredential_source=EcsContainer\n"
                             "[profile odd]\nrole_arn=R\ncredential_source=Moon\n"
                             "[profile both]\nrole_arn=R\ncredential_source=EcsContainer\n"
                             "source_profile=keys\n"
                             "[profile bare]\nrole_arn=R\n"
                             "[profile mfa]\nrole_arn=R\nsource_profile=keys\nmfa_serial=S\n"
                             "[profile token]\nrole_arn=R\nweb_identity_token_file=/t\n"
                             "[profile sso]\nsso_session=S\n"
                             "[profile nothing]\nregion=r\n"
                             "[profile program]\ncredential_process=/bin/true\n";

static void
profiles_lead_to_sources(void **state)
{
    (void)state;
    struct home home;
    init_home(&home, chains, "");
    assert_chain(&home, "keys", "profile keys");
    assert_chain(&home, "role", "profile role<profile keys");
    assert_chain(&home, "deeper", "profile deeper<profile role<profile keys");
    assert_chain(&home, "own", "profile own<profile own");
    assert_chain(&home, "ecs", "profile ecs<container");
    assert_chain(&home, "token", "profile token");
    assert_chain(&home, "program", "profile program");
    assert_chain(&home, "ring", "! profile gnir: too many profiles use one another");
    assert_chain(&home, "odd", "! profile odd: credential_source is none");
    assert_chain(&home, "both", "! profile both has both");
    assert_chain(&home, "bare", "! profile bare has a role_arn and nothing");
    assert_chain(&home, "mfa", "! profile mfa wants mfa_serial");
    assert_chain(&home, "sso", "! profile sso signs in through a browser");
    assert_chain(&home, "nothing", "! profile nothing names no credentials");
    assert_chain(&home, "nobody", "! there is no AWS profile 'nobody'");
    done_home(&home);
}

static void
the_first_source_that_is_configured(void **state)
{
    (void)state;
    struct home home;
    init_home(&home, "[profile keys]\naws_access_key_id=A\naws_secret_access_key=B\n",
              "[default]\naws_access_key_id=A\naws_secret_access_key=B\n");
    struct slp_aws_environment *environment = &home.context.settings.environment;
    assert_chain(&home, "", "profile default");
    environment->profile = "keys";
    assert_chain(&home, "", "profile keys");
    environment->access_key_id = "A";
    assert_chain(&home, "", "environment");
    assert_chain(&home, "keys", "profile keys"); /* the destination's own word comes first */
    done_home(&home);

    init_home(&home, "[default]\nregion = r\n", "");
    environment = &home.context.settings.environment;
    assert_chain(&home, "", "instance");
    environment->metadata_disabled = "true";
    assert_chain(&home, "", "! no source of AWS credentials is configured");
    environment->container_full_uri = "http://localhost/x";
    assert_chain(&home, "", "container");
    environment->web_identity_token_file = "/t";
    assert_chain(&home, "", "! AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not");
    environment->role_arn = "R";
    assert_chain(&home, "", "web identity");
    done_home(&home);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_keys_and_groups),
        cmocka_unit_test(what_is_no_such_file_is_told_by_its_line_and_never_quoted),
        cmocka_unit_test(the_credentials_file_comes_before_the_config_file),
        cmocka_unit_test(files_that_are_not_there_are_empty_and_others_an_error),
        cmocka_unit_test(endpoints_by_region_and_kind),
        cmocka_unit_test(endpoints_that_are_configured_in_their_order),
        cmocka_unit_test(endpoints_that_are_refused),
        cmocka_unit_test(regions_in_their_order),
        cmocka_unit_test(profiles_lead_to_sources),
        cmocka_unit_test(the_first_source_that_is_configured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
