/* test_compare.c - membership and order, of numbers of every kind. */
#include "fixture.h"
#include "record/moment.h"

/* a < b, in all four operators. */
static void
rising(struct sl_sealed a, struct sl_sealed b)
{
    is_yes(sl_less(out, a, b));
    is_no(sl_less(out, b, a));
    is_yes(sl_less_or_equal(out, a, b));
    is_no(sl_less_or_equal(out, b, a));
    is_yes(sl_greater(out, b, a));
    is_no(sl_greater(out, a, b));
    is_yes(sl_greater_or_equal(out, b, a));
    is_no(sl_greater_or_equal(out, a, b));
}

static void
level(struct sl_sealed a, struct sl_sealed b)
{
    is_no(sl_less(out, a, b));
    is_yes(sl_less_or_equal(out, a, b));
    is_no(sl_greater(out, a, b));
    is_yes(sl_greater_or_equal(out, a, b));
}

static void
membership(void **state)
{
    (void)state;
    const struct sl_open items[] = { sl_text("a"), sl_text("b") };
    const struct sl_list list = { 2, items };
    is_yes(sl_is(out, text("a"), sl_text("a")));
    is_no(sl_is(out, text("A"), sl_text("a")));
    is_yes(sl_is_in(out, text("b"), &list));
    is_no(sl_is_in(out, text("c"), &list));
    is_no(sl_is_in(out, text(""), &list));
    is_missing(sl_is_in(out, missing, &list));
    is_unchanged(sl_is_in(out, unchanged, &list));
    is_yes(sl_is(out, numeric("2.50"), sl_numeric("2.5")));
    is_yes(sl_is(out, numeric("0.00"), sl_integer(0)));
    is_yes(sl_is(out, integer(-7), sl_numeric("-7.0")));
    is_yes(sl_is(out, sealed(SL_BOOLEAN, 1, NULL), sl_boolean(true)));
    is_yes(sl_is(out, sealed(SL_TIMESTAMPTZ, SL_US_PER_DAY, NULL), sl_date(1)));
}

static void
comparison(void **state)
{
    (void)state;
    rising(integer(INT64_MIN), integer(INT64_MAX));
    rising(numeric("-Infinity"), numeric("-99999999999999999999.5"));
    rising(numeric("-2"), numeric("-1.9"));
    rising(numeric("9.99"), integer(10));
    rising(numeric("99999999999999999999"), numeric("Infinity"));
    rising(numeric("Infinity"), numeric("NaN"));
    level(numeric("NaN"), numeric("NaN"));
    level(numeric("-0.00"), integer(0));
    rising(integer(0), numeric("0.0000000000000000000000000000000001"));
    rising(date(2026, 1, 15), sealed(SL_TIMESTAMPTZ, INT64_C(1768435200000001), NULL));
    level(date(2026, 1, 15), sealed(SL_TIMESTAMP, INT64_C(1768435200000000), NULL));
    rising(sealed(SL_DATE, SL_TIME_BEFORE_ALL, NULL), date(-4712, 1, 1));
    rising(sealed(SL_TIMESTAMP, INT64_MAX - 1, NULL), sealed(SL_DATE, SL_TIME_AFTER_ALL, NULL));
    rising(sealed(SL_TIMESTAMP, 0, NULL), sealed(SL_DATE, 2145042905, NULL));
    is_missing(sl_less(out, missing, integer(1)));
    is_unchanged(sl_less(out, missing, unchanged));
    is_unchanged(sl_less(out, unchanged, missing));
    is_missing(sl_less(out, text("a"), integer(1)));
}

static void
comparison_of_floats(void **state)
{
    (void)state;
    level(floating("0.1"), numeric("0.1"));
    rising(floating("0.1"), numeric("0.1000000000000000055511151231257827021181583404541015625"));
    rising(floating("0.9"), numeric("0.90000000000000001"));
    level(floating("-0"), integer(0));
    level(floating("1e+22"), numeric("10000000000000000000000"));
    level(floating("-1.5e-07"), numeric("-0.00000015"));
    rising(floating("9007199254740992"), integer(INT64_C(9007199254740993)));
    rising(floating("1.7976931348623157e+308"), floating("Infinity"));
    rising(floating("Infinity"), floating("NaN"));
    rising(floating("-Infinity"), integer(INT64_MIN));
    level(floating("-Infinity"), numeric("-Infinity"));
    level(floating("NaN"), floating("NaN"));
    level(floating("NaN"), numeric("NaN"));
    struct sl_sealed real = sealed(SL_FLOAT, 0, "0.9");
    real.value.number = (double)0.9F; /* 0.899999976 */
    level(numeric("0.9"), real);
    level(floating("0.9"), real);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(membership),
        cmocka_unit_test(comparison),
        cmocka_unit_test(comparison_of_floats),
    };
    return cmocka_run_group_tests_name("compare", tests, make_record, free_record);
}
