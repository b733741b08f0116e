/* test_round.c - rounding, and numbers of any length. */
#include "fixture.h"

static void
assert_rounded(struct sl_sealed x, int64_t digits, uint32_t scale, const char *wanted)
{
    const struct sl_decimal to = { digits, scale, "" };
    is_text(sl_round_down(out, x, &to), wanted);
}

static void
rounding_down(void **state)
{
    (void)state;
    assert_rounded(numeric("349.99"), 50, 0, "300");
    assert_rounded(numeric("-0.01"), 50, 0, "-50");
    assert_rounded(numeric("-50.00"), 50, 0, "-50");
    assert_rounded(numeric("-50.01"), 50, 0, "-100");
    assert_rounded(numeric("49.99"), 50, 0, "0");
    assert_rounded(numeric("0"), 50, 0, "0");
    assert_rounded(numeric("-0.00"), 5, 2, "0.00");
    assert_rounded(numeric("7.28"), 5, 2, "7.25");
    assert_rounded(numeric("-7.28"), 5, 2, "-7.30");
    assert_rounded(numeric("0.04"), 5, 2, "0.00");
    assert_rounded(numeric("7"), 50, 2, "7.00");
    assert_rounded(numeric("0.007"), 1, 3, "0.007");
    assert_rounded(numeric("99.999"), 1, 0, "99");
    assert_rounded(numeric("-99.001"), 1, 0, "-100");
    assert_rounded(integer(1999), 250, 0, "1750");
    assert_rounded(integer(INT64_MIN), 1000, 0, "-9223372036854776000");
    assert_rounded(integer(INT64_MAX), INT64_MAX, 0, "9223372036854775807");
    assert_rounded(integer(1), INT64_MAX, 0, "0");
    assert_rounded(integer(-1), INT64_MAX, 0, "-9223372036854775807");
    assert_rounded(numeric("123456789012345678901234567890.5"), 1000, 0,
                   "123456789012345678901234567000");
    assert_rounded(numeric("-999999999999999999999999.5"), 10, 0, "-1000000000000000000000000");
    assert_rounded(numeric("NaN"), 50, 0, NULL);
    assert_rounded(numeric("Infinity"), 50, 0, NULL);
    assert_rounded(missing, 50, 0, NULL);
    is_unchanged(sl_round_down(out, unchanged, &money[1]));
}

static void
rounding_floats_down(void **state)
{
    (void)state;
    assert_rounded(floating("0.3"), 1, 1, "0.3"); /* as printed, not 0.299999999999999988… */
    assert_rounded(floating("1.5e-07"), 1, 8, "0.00000015");
    assert_rounded(floating("1.5e-07"), 1, 7, "0.0000001");
    assert_rounded(floating("-1.5e-07"), 1, 7, "-0.0000002");
    assert_rounded(floating("-5e-324"), 1, 0, "-1");
    assert_rounded(floating("-0"), 5, 1, "0.0");
    assert_rounded(floating("1e+22"), 1, 0, "10000000000000000000000");
    assert_rounded(floating("1.25e+22"), 7, 0, "12499999999999999999995");
    assert_rounded(floating("1234.5"), 1000, 0, "1000");
    assert_rounded(floating("NaN"), 5, 1, NULL);
    assert_rounded(floating("-Infinity"), 5, 1, NULL);
}

/* The longest numeric there is. */
static void
rounding_down_the_longest(void **state)
{
    (void)state;
    enum { WHOLE = 131072, FRACTION = 16383, LEN = WHOLE + 1 + FRACTION };
    char *digits = malloc(LEN);
    assert_non_null(digits);
    memset(digits, '9', LEN);
    digits[WHOLE] = '.';
    const struct sl_decimal to = { 100, 0, "100" };
    struct sl_sealed x = { { .state = SL_VALUE, .kind = SL_NUMERIC, .text = { digits, LEN } } };
    struct sl_open got = sl_round_down(out, x, &to);
    assert_int_equal(got.value.text.len, WHOLE);
    assert_memory_equal(got.value.text.ptr + WHOLE - 4, "9900", 4);
    is_text(sl_band(out, x, &bands), "10000..");
    free(digits);
}

enum { LONGEST = 131072 }; /* digits before the point: PostgreSQL's manual, "Numeric Types" */

static void
numbers_of_all_lengths(void **state)
{
    char *nines = malloc(LONGEST + 1);
    (void)state;
    assert_non_null(nines);
    memset(nines, '9', LONGEST);
    nines[LONGEST] = '\0';
    struct sl_sealed longest = numeric(nines);
    struct sl_str rounded = sl_round_to(out, longest, &ten).value.text;
    assert_int_equal(rounded.len, LONGEST + 1);
    assert_true(rounded.ptr[0] == '1' && strspn(rounded.ptr + 1, "0") >= LONGEST);
    assert_int_equal(sl_magnitude(out, longest).value.state, SL_MISSING);
    is_text(sl_sign(out, longest), "+");
    is_text(sl_clamp(out, longest, &ten, &hundred), "100");
    is_text(sl_percent_band(out, longest, longest, &one_edge), "10..");
    is_text(sl_percent_band(out, numeric("1"), longest, &one_edge), "<10");
    free(nines);
}

static void
magnitude_ends_with_smallint(void **state)
{
    char *digits = malloc(INT16_MAX + 3);
    (void)state;
    assert_non_null(digits);
    memset(digits, '1', INT16_MAX + 2);
    digits[INT16_MAX + 1] = '\0';
    assert_int_equal(sl_magnitude(out, numeric(digits)).value.integer, INT16_MAX);
    digits[INT16_MAX + 1] = '1';
    digits[INT16_MAX + 2] = '\0';
    assert_int_equal(sl_magnitude(out, numeric(digits)).value.state, SL_MISSING);
    free(digits);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounding_down),
        cmocka_unit_test(rounding_floats_down),
        cmocka_unit_test(rounding_down_the_longest),
        cmocka_unit_test(numbers_of_all_lengths),
        cmocka_unit_test(magnitude_ends_with_smallint),
    };
    return cmocka_run_group_tests_name("round", tests, make_record, free_record);
}
