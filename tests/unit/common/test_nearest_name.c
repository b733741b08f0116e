/* test_nearest_name.c - which name is meant, and when none is. */
#include "nearest_name.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
the_nearest_is_meant_where_no_more_than_a_third_has_to_change(void **state)
{
    static const struct {
        const char *wanted, *names[3], *meant; /* meant NULL: none is near */
    } cases[] = {
        { "foo", { "fmt", "for", "fool" }, "for" },
        { "foo", { "fmt" }, NULL },
        { "f", { "g", "fa" }, NULL },
        { "f", { "F" }, "F" },
        { "fm", { "eval", "fmt" }, "fmt" },
        { "chekc", { "check" }, "check" },
        { "abcdef", { "abcdxx" }, "abcdxx" },
        { "abcdef", { "abcxxx" }, NULL },
        { "column", { "colunn", "column" }, "column" },
        { "", { "", "a" }, "" },
    };
    (void)state;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        struct sl_nearest nearest;
        sl_nearest_init(&nearest, sl_str_of(cases[at].wanted));
        for (int name = 0; name < 3 && cases[at].names[name] != NULL; name++)
            (void)sl_nearest_offer(&nearest, sl_str_of(cases[at].names[name]));
        if ((nearest.best.ptr == NULL) != (cases[at].meant == NULL) ||
            (cases[at].meant != NULL && !sl_str_is(nearest.best, cases[at].meant)))
            fail_msg("%s: %.*s", cases[at].wanted, SL_FMT(nearest.best));
    }
}

static void
an_offer_tells_whether_it_is_the_nearest_so_far(void **state)
{
    struct sl_nearest nearest;
    (void)state;
    sl_nearest_init(&nearest, SL_STR("customer_fer"));
    assert_false(sl_nearest_offer(&nearest, SL_STR("region")));
    assert_true(sl_nearest_offer(&nearest, SL_STR("customer_id")));
    assert_true(sl_nearest_offer(&nearest, SL_STR("customer_ref")));
    assert_false(sl_nearest_offer(&nearest, SL_STR("customer_xyz")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_nearest_is_meant_where_no_more_than_a_third_has_to_change),
        cmocka_unit_test(an_offer_tells_whether_it_is_the_nearest_so_far),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
