/* The stage as a whole: everything is there, in an order that files and places do not decide. */
#include "../checked.h"

#include "maxima.h"
#include "stages.h"

/* A table with one column beside its key, and a destination. */
static const char things[] =
    "policy language 1\n"
    "levels open \"o\" end role dpo \"D\" category care owned by dpo end\n"
    "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
    "table app.things column id bigint open key column a text open end\n";

/* A release of it to a stream, with more lines. */
#define RELEASE(stream, lines)                                                                     \
    "release app.things to lake." stream " version 1 row key id = id " lines " end\n"

/* The same, with a decision that ends on a day. */
#define RELEASE_UNTIL(stream, day)                                                                 \
    RELEASE(stream, "disclose x = a from open as open because \"b\" approved by dpo until " day)

static void
releases_stand_in_the_order_of_their_names(void **state)
{
    (void)state;
    static const char *const names[] = { "lake.a", "lake.b", "lake.c" };
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const struct slc_ir *ir =
        lower_text(&checked,
                   sl_arena_format(arena, "%s%s%s%s", things, RELEASE("b", ""), RELEASE("c", ""),
                                   RELEASE("a", ""))
                       .ptr,
                   NAMES | TYPES);
    assert_int_equal(ir->nreleases, COUNT_OF(names));
    for (size_t at = 0; at < COUNT_OF(names); at++)
        assert_true(sl_str_is(ir->releases[at].name, names[at]));
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
files_stand_in_the_order_of_their_names_with_the_hash_of_their_text(void **state)
{
    (void)state;
    static const char empty[] = "policy language 1\n";
    const struct policy_file files[] = {
        { .name = "b.policy", .text = sound_policy },
        { .name = "uk_gdpr", .text = empty, .used = true, .standard = true },
        { .name = "a.policy", .text = empty },
    };
    static const char *const names[] = { "a.policy", "b.policy", "uk_gdpr" };
    struct checked checked;
    check_files(&checked, files, COUNT_OF(files), EVERY_STAGE);
    const struct slc_ir *ir = slc_lower(&checked.program);
    assert_int_equal(ir->ninputs, COUNT_OF(names));
    for (size_t at = 0; at < COUNT_OF(names); at++) {
        assert_true(sl_str_is(ir->inputs[at].name, names[at]));
        assert_int_equal(ir->inputs[at].standard, at == 2);
    }
    assert_string_equal(ir->inputs[0].sha256, ir->inputs[2].sha256);
    assert_string_not_equal(ir->inputs[0].sha256, ir->inputs[1].sha256);
    checked_done(&checked);
}

static void
the_whole_expires_with_the_first_of_its_releases(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const struct slc_ir *ir = lower_text(
        &checked,
        sl_arena_format(arena, "%s%s%s%s", things, RELEASE_UNTIL("a", "2028-01-01"),
                        RELEASE_UNTIL("b", "2027-01-01"), RELEASE_UNTIL("c", "2029-01-01"))
            .ptr,
        NAMES | TYPES);
    assert_true(sl_str_is(ir->earliest_expiry.text, "2027-01-01"));
    assert_true(sl_str_is(ir->earliest_release, "lake.b"));
    checked_done(&checked);
    ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    assert_int_equal(ir->earliest_expiry.text.len, 0);
    assert_int_equal(ir->earliest_release.len, 0);
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(releases_stand_in_the_order_of_their_names),
        cmocka_unit_test(files_stand_in_the_order_of_their_names_with_the_hash_of_their_text),
        cmocka_unit_test(the_whole_expires_with_the_first_of_its_releases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
