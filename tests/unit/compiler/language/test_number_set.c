#include "language/number_set.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct sl_arena *arena;

/* The set of these numbers; -1 ends them. */
static struct slc_number_set
set_of(const int *numbers)
{
    struct slc_number_set set = { 0 };
    for (; *numbers >= 0; numbers++)
        set = slc_number_set_add(arena, set, (uint32_t)*numbers);
    return set;
}

#define SET(...) set_of((const int[]) { __VA_ARGS__, -1 })

static const struct slc_number_set empty;

static void
a_set_has_what_was_added_however_large(void **state)
{
    (void)state;
    struct slc_number_set set = SET(0, 63, 64, 999, 100000);
    static const uint32_t in[] = { 0, 63, 64, 999, 100000 };
    static const uint32_t not_in[] = { 1, 62, 65, 127, 128, 935, 1063, 99999, 100001, UINT32_MAX };
    for (size_t at = 0; at < sizeof(in) / sizeof(in)[0]; at++)
        assert_true(slc_number_set_has(set, in[at]));
    for (size_t at = 0; at < sizeof(not_in) / sizeof(not_in)[0]; at++)
        assert_false(slc_number_set_has(set, not_in[at]));
    assert_false(slc_number_set_has(empty, 0));
    assert_true(slc_number_set_is_empty(empty));
    assert_false(slc_number_set_is_empty(set));
}

static void
adding_leaves_the_set_that_was_there(void **state)
{
    (void)state;
    struct slc_number_set before = SET(5);
    struct slc_number_set after = slc_number_set_add(arena, before, 6);
    assert_false(slc_number_set_has(before, 6));
    assert_true(slc_number_set_has(after, 5));
    assert_true(slc_number_set_equal(slc_number_set_add(arena, after, 5), after));
}

static void
sets_are_compared_by_their_numbers(void **state)
{
    (void)state;
    assert_true(slc_number_set_equal(SET(1, 70), SET(70, 1)));
    assert_true(slc_number_set_equal(empty, empty));
    assert_false(slc_number_set_equal(SET(1), SET(1, 70)));
    assert_false(slc_number_set_equal(SET(1, 70), SET(2, 70)));
    assert_false(slc_number_set_equal(SET(1, 70), SET(1, 71)));

    assert_true(slc_number_set_is_subset(SET(70), SET(1, 70)));
    assert_true(slc_number_set_is_subset(empty, SET(1)));
    assert_true(slc_number_set_is_subset(empty, empty));
    assert_false(slc_number_set_is_subset(SET(1, 70), SET(1)));
    assert_false(slc_number_set_is_subset(SET(2), SET(1, 70)));
    assert_false(slc_number_set_is_subset(SET(0), SET(64)));

    assert_true(slc_number_set_meets(SET(1, 70), SET(70, 300)));
    assert_true(slc_number_set_meets(SET(70, 300), SET(70)));
    assert_false(slc_number_set_meets(SET(0), SET(64)));
    assert_false(slc_number_set_meets(SET(1), empty));
    assert_false(slc_number_set_meets(empty, empty));
}

static void
sets_are_made_of_two(void **state)
{
    (void)state;
    struct {
        struct slc_number_set a, b, both, minus;
    } cases[] = {
        { SET(1, 70), SET(2, 500), SET(1, 2, 70, 500), SET(1, 70) },
        { SET(2, 500), SET(1, 2, 70), SET(1, 2, 70, 500), SET(500) },
        { SET(1, 500), SET(500), SET(1, 500), SET(1) },
        { SET(500), SET(1, 500), SET(1, 500), empty },
        { empty, SET(64), SET(64), empty },
        { SET(64), empty, SET(64), SET(64) },
    };
    for (size_t at = 0; at < sizeof(cases) / sizeof(cases)[0]; at++) {
        struct slc_number_set a = cases[at].a, b = cases[at].b;
        assert_true(slc_number_set_equal(slc_number_set_union(arena, a, b), cases[at].both));
        assert_true(slc_number_set_equal(slc_number_set_minus(arena, a, b), cases[at].minus));
    }
    assert_true(slc_number_set_equal(cases[0].a, SET(1, 70))); /* as it was */
}

static int
make_arena(void **state)
{
    (void)state;
    arena = sl_arena_new(16 * SL_MIB);
    return arena == NULL;
}

static int
free_arena(void **state)
{
    (void)state;
    sl_arena_free(arena);
    return 0;
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_has_what_was_added_however_large),
        cmocka_unit_test(adding_leaves_the_set_that_was_there),
        cmocka_unit_test(sets_are_compared_by_their_numbers),
        cmocka_unit_test(sets_are_made_of_two),
    };
    return cmocka_run_group_tests(tests, make_arena, free_arena);
}
