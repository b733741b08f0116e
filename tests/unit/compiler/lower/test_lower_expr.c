/* Expressions: operators, calls, what is sealed, and which rules lowered them. */
#include "lowered.h"

static void
every_operator_has_its_own(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        enum slc_ir_op op;
        uint32_t noperands;
    } cases[] = {
        { "n", SLC_IR_COLUMN, 0 },
        { "commit_time", SLC_IR_COMMIT_TIME, 0 },
        { "5", SLC_IR_LITERAL, 0 },
        { "lower(t)", SLC_IR_CALL, 0 },
        { "n < 5", SLC_IR_LESS, 2 },
        { "n <= 5", SLC_IR_LESS_OR_EQUAL, 2 },
        { "n > 5", SLC_IR_GREATER, 2 },
        { "n >= 5", SLC_IR_GREATER_OR_EQUAL, 2 },
        { "t is \"x\"", SLC_IR_IS, 1 },
        { "t is in [\"x\"]", SLC_IR_IN, 1 },
        { "t_ is missing", SLC_IR_IS_MISSING, 1 },
        { "t_ is not missing", SLC_IR_NOT_MISSING, 1 },
        { "f and f", SLC_IR_AND, 2 },
        { "f or f", SLC_IR_OR, 2 },
        { "not f", SLC_IR_NOT, 1 },
        { "t_ if missing \"x\"", SLC_IR_IF_MISSING, 1 },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir_expr *expr = lower_expression(&checked, cases[at].expression);
        assert_int_equal(expr->op, cases[at].op);
        assert_int_equal(expr->noperands, cases[at].noperands);
        checked_done(&checked);
    }
}

static void
is_not_is_the_opposite_of_is(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        enum slc_ir_op below;
    } cases[] = { { "t is not \"x\"", SLC_IR_IS }, { "t is not in [\"x\"]", SLC_IR_IN } };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir_expr *expr = lower_expression(&checked, cases[at].expression);
        assert_int_equal(expr->op, SLC_IR_NOT);
        assert_int_equal(expr->noperands, 1);
        assert_int_equal(expr->operands[0]->op, cases[at].below);
        assert_int_equal(expr->type.id, SLC_TYPE_BOOLEAN);
        checked_done(&checked);
    }
}

static void
operands_keep_their_sides_and_longer_chains_nest_to_the_left(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr = lower_expression(&checked, "5 < n");
    assert_int_equal(expr->operands[0]->op, SLC_IR_LITERAL);
    assert_int_equal(expr->operands[1]->op, SLC_IR_COLUMN);
    checked_done(&checked);
    expr = lower_expression(&checked, "f and n < 5 and t is \"x\"");
    assert_int_equal(expr->operands[1]->op, SLC_IR_IS);
    assert_int_equal(expr->operands[0]->op, SLC_IR_AND);
    assert_int_equal(expr->operands[0]->operands[0]->op, SLC_IR_COLUMN);
    assert_int_equal(expr->operands[0]->operands[1]->op, SLC_IR_LESS);
    checked_done(&checked);
}

static void
a_choice_is_its_tests_and_arms_in_order_and_what_is_left(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr =
        lower_expression(&checked, "choose when f then 1 when n < 5 then missing otherwise 3");
    static const enum slc_ir_op ops[] = { SLC_IR_COLUMN, SLC_IR_LITERAL, SLC_IR_LESS,
                                          SLC_IR_MISSING, SLC_IR_LITERAL };
    assert_int_equal(expr->op, SLC_IR_CHOOSE);
    assert_int_equal(expr->noperands, COUNT_OF(ops));
    for (size_t at = 0; at < COUNT_OF(ops); at++)
        assert_int_equal(expr->operands[at]->op, ops[at]);
    assert_int_equal(expr->operands[1]->literals[0].digits, 1);
    assert_int_equal(expr->operands[4]->literals[0].digits, 3);
    checked_done(&checked);
}

static void
arguments_stand_in_the_order_of_their_parameters(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr = lower_expression(&checked, "clamp(high: 9, n, low: 1)");
    assert_string_equal(expr->function->name, "clamp");
    assert_int_equal(expr->nargs, 3);
    assert_int_equal(expr->args[0].expr->op, SLC_IR_COLUMN);
    assert_string_equal(expr->args[1].label, "low");
    assert_int_equal(expr->args[1].literals[0].digits, 1);
    assert_string_equal(expr->args[2].label, "high");
    assert_int_equal(expr->args[2].literals[0].digits, 9);
    checked_done(&checked);
}

static void
a_repeating_parameter_has_each_of_its_arguments(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr = lower_expression(&checked, "count_present(n_, t_, day_)");
    assert_int_equal(expr->nargs, 3);
    for (uint32_t at = 0; at + 1 < expr->nargs; at++)
        assert_true(expr->args[at].expr->cell < expr->args[at + 1].expr->cell);
    checked_done(&checked);
    expr = lower_expression(&checked, "count_present(t_)");
    assert_int_equal(expr->nargs, 1);
    checked_done(&checked);
}

static void
an_argument_is_what_its_parameter_makes_of_it(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir_expr *expr =
        lower_expression(&checked, "interval_band(day, made, edges: [1, 2], unit: weeks)");
    assert_int_equal(expr->args[2].nliterals, 2);
    assert_int_equal(expr->args[3].unit, SLC_UNIT_weeks);
    checked_done(&checked);
    expr = lower_expression(&checked, "age_band(day, at: commit_time, width: 10 years)");
    assert_int_equal(expr->args[1].expr->op, SLC_IR_COMMIT_TIME);
    assert_int_equal(expr->args[2].literals[0].digits, 10);
    checked_done(&checked);
    expr = lower_expression(&checked, "first(t, 3)");
    assert_null(expr->args[1].expr);
    assert_int_equal(expr->args[1].literals[0].digits, 3);
    checked_done(&checked);
}

/* Whether a value is there can be seen without decrypting it. */
static void
an_encrypted_column_is_looked_at_as_it_is_stored_where_it_is_tested_alone(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool stored;
    } cases[] = {
        { "billed = bill is not missing", true },
        { "billed = bill is missing", true },
        { "billed = present(bill)", false },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir *ir =
            lower_change(&checked, "billed = bill is not missing", cases[at].line, EVERY_STAGE);
        const struct slc_ir_release *release = &ir->releases[0];
        const struct slc_ir_expr *expr = slc_ir_field_named(release, SL_STR("billed"))->expr;
        const struct slc_ir_expr *column =
            expr->op == SLC_IR_CALL ? expr->args[0].expr : expr->operands[0];
        assert_int_equal(column->stored, cases[at].stored);
        assert_int_equal(release->ndecrypted, cases[at].stored ? 0 : 1);
        checked_done(&checked);
    }
}

/* The field `billed` of the sound policy with this expression, whatever the label checker says to it: what
 * it would refuse must not become C that compiles. */
static const struct slc_ir_expr *
lower_billed(struct checked *ret, const char *expression)
{
    const struct slc_ir *ir = lower_change(ret, "bill is not missing", expression, NAMES | TYPES);
    return slc_ir_field_named(&ir->releases[0], SL_STR("billed"))->expr;
}

static void
what_does_not_lower_a_sealed_value_is_sealed(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        bool sealed;
    } cases[] = {
        { "illness", true },
        { "lower(illness)", true },
        { "lower(trim(illness))", true },
        { "illness if missing \"\"", true },
        { "lower(illness) if missing \"\"", true },
        { "made", false },
        { "postcode_area(illness)", false },
        { "illness is missing", false },
        { "illness if missing \"\" is \"x\"", false },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        assert_int_equal(lower_billed(&checked, cases[at].expression)->sealed, cases[at].sealed);
        checked_done(&checked);
    }
}

static void
a_rule_that_lowers_twice_is_noted_once_in_the_order_of_the_expression(void **state)
{
    (void)state;
    static const struct {
        const char *expression;
        uint32_t nrules;
        const char *first;
    } cases[] = {
        { "bill is not missing", 1, "present" },
        { "sum >= 0 or sum >= 100", 1, "comparison" },
        { "choose when sum >= 100 then bill is missing otherwise no", 2, "comparison" },
        { "choose when bill is missing then sum >= 100 otherwise no", 2, "present" },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir *ir = lower_change(&checked, "bill is not missing",
                                               cases[at].expression, NAMES | TYPES | LABELS);
        const struct slc_ir_field *field = slc_ir_field_named(&ir->releases[0], SL_STR("billed"));
        assert_int_equal(field->nrules, cases[at].nrules);
        assert_true(sl_str_is(field->rules[0]->by, cases[at].first));
        checked_done(&checked);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_operator_has_its_own),
        cmocka_unit_test(is_not_is_the_opposite_of_is),
        cmocka_unit_test(operands_keep_their_sides_and_longer_chains_nest_to_the_left),
        cmocka_unit_test(a_choice_is_its_tests_and_arms_in_order_and_what_is_left),
        cmocka_unit_test(arguments_stand_in_the_order_of_their_parameters),
        cmocka_unit_test(a_repeating_parameter_has_each_of_its_arguments),
        cmocka_unit_test(an_argument_is_what_its_parameter_makes_of_it),
        cmocka_unit_test(an_encrypted_column_is_looked_at_as_it_is_stored_where_it_is_tested_alone),
        cmocka_unit_test(what_does_not_lower_a_sealed_value_is_sealed),
        cmocka_unit_test(a_rule_that_lowers_twice_is_noted_once_in_the_order_of_the_expression),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
