/* test_release_name.c - releases by name: each is found by its own, and nothing else finds one. */
#include "coverage/release_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEN "abcdefghij"
#define LONGEST TEN TEN TEN TEN TEN TEN "abc" /* 63 bytes */

static const struct sl_projection people = { .destination = "lake", .stream = "people" };
static const struct sl_projection orders = { .destination = "lake", .stream = "orders" };
static const struct sl_projection stored = { .destination = "store", .stream = "people" };
static const struct sl_projection longest = { .destination = LONGEST, .stream = LONGEST };
static const struct sl_projection *const releases[] = { &people, &orders, &stored, &longest };
static const struct sl_policy policy = { .projections = releases, .nprojections = 4 };

static void
each_is_found_by_its_name(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < policy.nprojections; i++) {
        struct slp_release_name room;
        uint32_t found = UINT32_MAX;
        const struct sl_str name = slp_release_name(releases[i], &room);
        assert_ptr_equal(name.ptr, room.text);
        assert_int_equal(name.len, strlen(room.text));
        assert_true(slp_release_find(&policy, name, &found));
        assert_int_equal(found, i);
    }
}

static void
names(void **state)
{
    (void)state;
    struct slp_release_name room;
    assert_true(sl_str_is(slp_release_name(&stored, &room), "store.people"));
    assert_true(sl_str_is(slp_release_name(&longest, &room), LONGEST "." LONGEST));
}

/* Neither a part of a name nor more than it; upper case is another name. */
static void
nothing_else_is_found(void **state)
{
    (void)state;
    static const char *const others[] = {
        "",           "lake",        ".people",      "lake.",       "lake.peopl",   "lake.people2",
        "ake.people", "lake people", "store.orders", "lake.People", "lake.people.", "people.lake",
    };
    for (uint32_t i = 0; i < sizeof others / sizeof *others; i++) {
        uint32_t found = 77;
        assert_false(slp_release_find(&policy, sl_str_of(others[i]), &found));
        assert_int_equal(found, 77);
    }
    const struct sl_policy none = { .nprojections = 0 };
    uint32_t found;
    assert_false(slp_release_find(&none, SL_STR("lake.people"), &found));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_found_by_its_name),
        cmocka_unit_test(names),
        cmocka_unit_test(nothing_else_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
