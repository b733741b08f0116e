/* Paths and the policy files of a folder. */
#include "source/paths.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sl_arena *arena;

static void
a_path_is_its_folder_and_what_stands_behind(void **state)
{
    (void)state;
    static const struct {
        const char *path, *folder, *last;
    } cases[] = {
        { "a/b/c.policy", "a/b/", "c.policy" },
        { "c.policy", "", "c.policy" },
        { "/c.policy", "/", "c.policy" },
        { "a/", "a/", "" },
        { "", "", "" },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        struct sl_str path = sl_str_of(cases[at].path), folder = slc_path_folder(path);
        assert_true(sl_str_is(folder, cases[at].folder));
        assert_true(sl_str_is(slc_path_last(path), cases[at].last));
        assert_true(sl_str_equal(slc_path_join(arena, folder, slc_path_last(path)), path));
    }
}

static void
policy_files_are_known_by_their_names(void **state)
{
    (void)state;
    assert_true(slc_is_policy_file(SL_STR("a.policy")));
    assert_false(slc_is_policy_file(SL_STR(".a.policy")));
    assert_false(slc_is_policy_file(SL_STR(".policy")));
    assert_false(slc_is_policy_file(SL_STR("a.policy.bak")));
    assert_false(slc_is_policy_file(SL_STR("")));
}

static void
a_folder_that_cannot_be_read_is_reported(void **state)
{
    (void)state;
    struct slc_file_names names;
    struct sl_err err;
    assert_int_equal(slc_policy_files(arena, "/nowhere", &names, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_is_its_folder_and_what_stands_behind),
        cmocka_unit_test(policy_files_are_known_by_their_names),
        cmocka_unit_test(a_folder_that_cannot_be_read_is_reported),
    };
    arena = sl_arena_new(1 << 20);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sl_arena_free(arena);
    return failed;
}
