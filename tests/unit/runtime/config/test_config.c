/* Of the configuration: every finding with its line and path, secrets by reference, and the parts
 * that cross to the children. */
#include "config/config.h"

#include "buf.h"
#include "config/transfer.h"
#include "maxima.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct sl_key_use key_names[] = { { "customer_link", "customer" } };
static const struct sl_projection release = {
    .destination = "lake", .stream = "customers", .keys = key_names, .nkeys = 1
};
static const struct sl_projection *const releases[] = { &release };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 1
};

static char folder[64];
static struct slp_loaded_config loaded;

static void
write_file(const char *name, const char *text, mode_t mode)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    assert_int_equal(fchmod(fd, mode), 0);
    (void)close(fd);
}

static int
set_up(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/sluice-test-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    loaded.arena = sl_arena_new(16 * SL_MIB);
    loaded.vault = slp_vault_new();
    write_file("key", "0123456789abcdef0123456789abcdef", 0600);
    write_file("short", "0123456789abcdef", 0600);
    write_file("open", "0123456789abcdef0123456789abcdef", 0644);
    write_file("password", "hunter2\n", 0640);
    return 0;
}

static int
remove_one(const char *name, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(name);
}

static int
tear_down(void **state)
{
    (void)state;
    sl_arena_free(loaded.arena);
    slp_vault_free(loaded.vault);
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int
parse(const char *text)
{
    return slp_config_parse(sl_str_of(text), folder, &policy, &loaded);
}

static const struct slp_config_finding *
finding_at(const char *path)
{
    for (const struct slp_config_finding *at = loaded.findings.first; at != NULL; at = at->next)
        if (strcmp(at->path, path) == 0)
            return at;
    fail_msg("no finding at '%s'", path);
    return NULL;
}

static const char good[] =
    "{\"source\": {\"conninfo\": \"host=/run dbname=platform\",\n"
    "            \"replication_password\": {\"file\": \"password\"}},\n"
    " \"keys\": {\"customer_link\": {\"file\": \"key\"}},\n"
    " \"destinations\": {\"lake\": {\"sink\": \"file\", \"directory\": \"out\",\n"
    "                           \"compress\": \"gzip\"}}}\n";

static void
a_good_one_has_defaults_and_absolute_paths(void **state)
{
    (void)state;
    char expected[128];
    assert_int_equal(parse(good), 0);
    assert_int_equal(loaded.findings.errors + loaded.findings.warnings, 0);
    assert_string_equal(loaded.config.source.slot, "sluice");
    assert_string_equal(loaded.config.source.reader_user, "");
    assert_int_equal(loaded.config.source.replication_password.len, 7);
    assert_int_equal(loaded.config.keys[0].key.len, 32);
    (void)snprintf(expected, sizeof expected, "%s/out", folder);
    assert_string_equal(loaded.config.destinations[0].file.directory, expected);
    assert_int_equal(loaded.config.destinations[0].file.compress, SLP_COMPRESS_GZIP);
    assert_int_equal(loaded.config.destinations[0].file.roll_delay_ms, 60000);
    (void)snprintf(expected, sizeof expected, "%s/state", folder);
    assert_string_equal(loaded.config.general.state, expected);
}

static void
all_mistakes_are_found_in_one_run(void **state)
{
    (void)state;
    assert_int_equal(parse("{\n"
                           "  \"source\": {\n"
                           "    \"conninfo\": \"host=x password=y\",\n"
                           "    \"slott\": \"sluice\"\n"
                           "  },\n"
                           "  \"keys\": {\n"
                           "    \"customer_lnk\": {\"file\": \"key\"},\n"
                           "    \"customer_link\": \"0123456789abcdef0123456789abcdef\"\n"
                           "  },\n"
                           "  \"destinations\": {\n"
                           "    \"lake\": {\n"
                           "      \"sink\": \"file\",\n"
                           "      \"compress\": \"gzp\",\n"
                           "      \"roll_bytes\": 1\n"
                           "    }\n"
                           "  },\n"
                           "  \"after_expiry\": 3\n"
                           "}\n"),
                     1);
    assert_int_equal(finding_at("source.conninfo")->line, 3);
    assert_int_equal(finding_at("source.slott")->line, 4);
    assert_string_equal(finding_at("source.slott")->remedy, "did you mean 'slot'?");
    assert_true(finding_at("keys.customer_lnk")->warning);
    assert_int_equal(finding_at("keys.customer_link")->line, 8);
    assert_null(strstr(finding_at("keys.customer_link")->text, "0123"));
    assert_int_equal(finding_at("destinations.lake")->line, 11);
    assert_string_equal(finding_at("destinations.lake.compress")->remedy, "did you mean 'gzip'?");
    assert_int_equal(finding_at("destinations.lake.roll_bytes")->line, 14);
    assert_int_equal(finding_at("after_expiry")->line, 17);
    assert_int_equal(loaded.findings.errors, 7);
}

/* What the configuration says of this conninfo; NULL: nothing. */
static const struct slp_config_finding *
finding_of_conninfo(const char *conninfo)
{
    char text[512];
    (void)snprintf(text, sizeof text,
                   "{\"source\": {\"conninfo\": \"%s\"},\n"
                   " \"keys\": {\"customer_link\": {\"file\": \"key\"}},\n"
                   " \"destinations\": {\"lake\": {\"sink\": \"stdout\"}}}",
                   conninfo);
    return parse(text) == 0 ? NULL : finding_at("source.conninfo");
}

static void
a_conninfo_has_no_secret(void **state)
{
    static const char *const sound[] = {
        "dbname=c_password",
        "host=x application_name=password user=password_reader",
        "host=x dbname='a password = b'",
        "passfile=/etc/password host=x",
        "postgresql://reader@host/password",
        "postgresql://host:5432/c?application_name=my:password@home",
        "password",
        "host=x password=''",
    };
    static const char *const secret[] = {
        "host=x password=y",
        "host = x  password = 'y z'",
        "postgresql://reader:y@host/c",
        "postgres://host/c?password=y",
        "host=x sslkey=k sslpassword=y",
    };
    static const char *const broken[] = { "host=x pasword=y", "mysql://reader:y@host/c",
                                          "host=x y" };
    (void)state;
    for (size_t at = 0; at < sizeof sound / sizeof *sound; at++)
        assert_null(finding_of_conninfo(sound[at]));
    for (size_t at = 0; at < sizeof secret / sizeof *secret; at++)
        assert_non_null(strstr(finding_of_conninfo(secret[at])->text, "password stands"));
    for (size_t at = 0; at < sizeof broken / sizeof *broken; at++) {
        assert_non_null(strstr(finding_of_conninfo(broken[at])->text, "not a connection string"));
    }
}

static void
what_the_policy_needs_must_be_there(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"source\": {\"conninfo\": \"dbname=x\"},\n"
                           " \"destinations\": {\"lakes\": {\"sink\": \"stdout\"}}}"),
                     1);
    assert_non_null(strstr(finding_at("keys")->text, "customer_link"));
    assert_non_null(strstr(finding_at("destinations")->text, "lake"));
    assert_true(finding_at("destinations.lakes")->warning);
    assert_string_equal(finding_at("destinations.lakes")->remedy, "did you mean 'lake'?");
    assert_int_equal(parse("{}"), 1);
    assert_int_equal(parse("[]"), 1);
    assert_int_equal(parse(""), 1);
}

static void
expect_key_finding(const char *reference, const char *words)
{
    char text[512];
    (void)snprintf(text, sizeof text,
                   "{\"source\": {\"conninfo\": \"dbname=x\"}, \"keys\": {\"customer_link\": %s},"
                   " \"destinations\": {\"lake\": {\"sink\": \"stdout\"}}}",
                   reference);
    assert_int_equal(parse(text), 1);
    assert_int_equal(loaded.findings.errors, 1);
    assert_non_null(strstr(loaded.findings.first->path, "keys.customer_link"));
    assert_non_null(strstr(loaded.findings.first->text, words));
}

static void
secrets_are_references_to_what_is_kept_well(void **state)
{
    (void)state;
    expect_key_finding("{\"file\": \"missing\"}", "cannot be opened");
    expect_key_finding("{\"file\": \"short\"}", "16 bytes");
    expect_key_finding("{\"file\": \"open\"}", "0644");
    expect_key_finding("{\"file\": \".\"}", "regular");
    expect_key_finding("{\"env\": \"SLUICE_TEST_UNSET\"}", "not set");
    expect_key_finding("{\"credential\": \"link\"}", "systemd");
    expect_key_finding("{\"kms\": \"arn\"}", "must be an object");
    expect_key_finding("{\"kms\": {\"file\": \"good\"}}", "'key_id' is missing");
    expect_key_finding(
        "{\"kms\": {\"file\": \"good\", \"key_id\": \"arn\", \"context\": {\"a\": 1}}}",
        "must be a text");
    expect_key_finding("{\"kms\": {\"file\": \"missing\", \"key_id\": \"arn\"}}",
                       "cannot be opened");
    expect_key_finding("{\"rails\": {\"env\": \"X\"}}", "no reference");
    expect_key_finding("7", "no reference");
}

static void
a_syntax_error_has_its_line(void **state)
{
    (void)state;
    assert_int_equal(parse("{\n \"source\": {},\n \"source\": {}\n}"), 1);
    assert_int_equal(loaded.findings.first->line, 3);
    assert_int_equal(parse("{\n\n \"secret"), 1);
    assert_int_equal(loaded.findings.first->line, 3);
    assert_null(strstr(loaded.findings.first->text, "secret"));
}

static int
load_general(const char *text, struct sl_err *reterr)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/general.json", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    (void)fclose(file);
    int result = slp_config_load_general(path, &loaded, reterr);
    (void)remove(path);
    return result;
}

static void
the_options_at_the_top_are_read_without_what_the_others_refer_to(void **state)
{
    (void)state;
    struct sl_err err;
    char expected[128];
    assert_int_equal(load_general("{\"state\": \"kept\", \"source\": {},"
                                  " \"keys\": {\"away\": {\"file\": \"nowhere\"}}}",
                                  &err),
                     0);
    (void)snprintf(expected, sizeof expected, "%s/kept", folder);
    assert_string_equal(loaded.config.general.state, expected);
    assert_int_equal(load_general("{\"stat\": \"kept\"}", &err), 1);
    assert_int_equal(load_general("[]", &err), 1);
    assert_int_equal(slp_config_load_general("/nowhere/config.json", &loaded, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
}

static void
each_child_is_handed_its_part_alone(void **state)
{
    (void)state;
    struct sl_buf part;
    struct slp_loaded_config handed = { .arena = loaded.arena, .vault = loaded.vault };
    const struct slp_config *got = &handed.config;
    struct sl_err err;
    assert_int_equal(parse(good), 0);
    sl_buf_init(&part, SLP_TRANSFER_MAX_BYTES);
    slp_transfer_write(&part, SLP_PROCESS_READER, &loaded.config);
    struct sl_str bytes = { part.bytes + 4, part.len - 4 };
    assert_int_equal(slp_transfer_read(bytes, SLP_PROCESS_READER, &handed, &err), 0);
    assert_string_equal((const char *)got->source.replication_password.bytes, "hunter2");
    assert_memory_equal(got->keys[0].key.bytes, "0123456789abcdef", 16);
    assert_int_equal(got->ndestinations, 0);
    for (size_t len = 0; len < bytes.len; len++) {
        char *cut = malloc(len + 1);
        memcpy(cut, bytes.ptr, len);
        struct slp_loaded_config none = { .arena = loaded.arena, .vault = slp_vault_new() };
        struct sl_str beginning = { cut, len };
        assert_int_equal(slp_transfer_read(beginning, SLP_PROCESS_READER, &none, &err), -1);
        slp_vault_free(none.vault);
        free(cut);
    }
    sl_buf_clear(&part);
    slp_transfer_write(&part, SLP_PROCESS_SENDER, &loaded.config);
    assert_null(memmem(part.bytes, part.len, "hunter2", 7));
    assert_null(memmem(part.bytes, part.len, "0123456789abcdef", 16));
    assert_null(memmem(part.bytes, part.len, "dbname", 6));
    bytes = (struct sl_str) { part.bytes + 4, part.len - 4 };
    assert_int_equal(slp_transfer_read(bytes, SLP_PROCESS_SENDER, &handed, &err), 0);
    assert_string_equal(got->destinations[0].sink, "file");
    assert_int_equal(got->destinations[0].file.compress, SLP_COMPRESS_GZIP);
    sl_buf_done(&part);
}

/* Made by `sluice-pusher check --schema`. */
static void
the_schema_for_editors_is_the_committed_one(void **state)
{
    (void)state;
    struct sl_buf schema;
    char held[32 * 1024];
    FILE *file = fopen(CONFIGURATION_SCHEMA, "rb");
    assert_non_null(file);
    size_t len = fread(held, 1, sizeof held, file);
    (void)fclose(file);
    sl_buf_init(&schema, SL_MIB);
    slp_config_schema(&schema);
    assert_int_equal(len, schema.len);
    assert_memory_equal(held, schema.bytes, len);
    sl_buf_done(&schema);
}

#define CONFIG_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CONFIG_TEST(a_good_one_has_defaults_and_absolute_paths),
        CONFIG_TEST(all_mistakes_are_found_in_one_run),
        CONFIG_TEST(a_conninfo_has_no_secret),
        CONFIG_TEST(what_the_policy_needs_must_be_there),
        CONFIG_TEST(secrets_are_references_to_what_is_kept_well),
        CONFIG_TEST(a_syntax_error_has_its_line),
        CONFIG_TEST(the_schema_for_editors_is_the_committed_one),
        CONFIG_TEST(the_options_at_the_top_are_read_without_what_the_others_refer_to),
        CONFIG_TEST(each_child_is_handed_its_part_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
