/* Literals: exact, and of the kind of what they stand for. */
#include "lowered.h"

static void
a_number_is_its_digits_exactly_as_they_are_spelled(void **state)
{
    (void)state;
    static const struct {
        const char *expression, *text;
        int64_t digits;
        uint32_t scale;
    } cases[] = {
        { "2.50", "2.50", 250, 2 },
        { "2.5", "2.5", 25, 1 },
        { "-7", "-7", -7, 0 },
        { "123456789012345678", "123456789012345678", 123456789012345678, 0 },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir_expr *expr = lower_expression(&checked, cases[at].expression);
        assert_int_equal(expr->nliterals, 1);
        assert_int_equal(expr->literals[0].kind, SLC_IR_NUMBER);
        assert_true(sl_str_is(expr->literals[0].text, cases[at].text));
        assert_int_equal(expr->literals[0].digits, cases[at].digits);
        assert_int_equal(expr->literals[0].scale, cases[at].scale);
        checked_done(&checked);
    }
}

static void
a_text_is_decoded_and_yes_and_no_are_words_too(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr = lower_expression(&checked, "\"a \\\"b\\\"\"");
    assert_int_equal(expr->literals[0].kind, SLC_IR_TEXT);
    assert_true(sl_str_is(expr->literals[0].text, "a \"b\""));
    checked_done(&checked);
    expr = lower_expression(&checked, "yes");
    assert_int_equal(expr->literals[0].kind, SLC_IR_BOOLEAN);
    assert_true(expr->literals[0].boolean);
    assert_true(sl_str_is(expr->literals[0].text, "yes"));
    checked_done(&checked);
    expr = lower_expression(&checked, "no");
    assert_false(expr->literals[0].boolean);
    assert_true(sl_str_is(expr->literals[0].text, "no"));
    checked_done(&checked);
}

static void
a_list_keeps_its_order_and_an_expression_without_literals_has_none(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr = lower_expression(&checked, "i is in [3, 1, 2]");
    assert_int_equal(expr->nliterals, 3);
    for (size_t at = 0; at < 3; at++)
        assert_int_equal(expr->literals[at].digits, (at + 2) % 3 + 1);
    checked_done(&checked);
    expr = lower_expression(&checked, "i");
    assert_int_equal(expr->nliterals, 0);
    assert_null(expr->literals);
    checked_done(&checked);
}

/* A date that leaves as a time has to be written as one. */
static void
a_date_in_place_of_a_time_is_its_midnight(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        enum slc_ir_literal_kind kind;
    } cases[] = {
        { "day_ if missing 2026-01-01", SLC_IR_DATE },
        { "made_ if missing 2026-01-01", SLC_IR_MIDNIGHT_UTC },
        { "local_ if missing 2026-01-01", SLC_IR_MIDNIGHT },
        { "day >= 2026-01-01", SLC_IR_DATE },
        { "made >= 2026-01-01", SLC_IR_DATE },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir_expr *expr = lower_expression(&checked, cases[at].expression);
        const struct slc_ir_literal *literal =
            expr->nliterals > 0 ? expr->literals : expr->operands[1]->literals;
        assert_int_equal(literal->kind, cases[at].kind);
        assert_int_equal(literal->days, 20454);
        checked_done(&checked);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_its_digits_exactly_as_they_are_spelled),
        cmocka_unit_test(a_text_is_decoded_and_yes_and_no_are_words_too),
        cmocka_unit_test(a_list_keeps_its_order_and_an_expression_without_literals_has_none),
        cmocka_unit_test(a_date_in_place_of_a_time_is_its_midnight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
