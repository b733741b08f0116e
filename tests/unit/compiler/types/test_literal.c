/* Whether a literal is one of a type's values, by how it is used. */
#include "types/literal.h"

#include "maxima.h"
#include "typed.h"

static void
a_literal_is_of_its_type_s_kind(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "t is \"5\"", "boolean", NULL },
        { "t is 5", "E0203", "a number, where text needs text in quotes" },
        { "t is 5", "E0203", "in quotes: \"5\"" },
        { "e is yes", "E0203", "in quotes: \"yes\"" },
        { "i is 5", "boolean", NULL },
        { "i is \"-5\"", "E0203", "without quotes: -5" },
        { "i is \"x\"", "E0203", "for example: 0" },
        { "day is 2026-01-01", "boolean", NULL },
        { "day is \"2026-01-01\"", "E0203", "without quotes: 2026-01-01" },
        { "day is 5", "E0203", "a number, where date needs a date as 2026-01-31" },
        { "f is no", "boolean", NULL },
        { "f is \"yes\"", "E0203", "text, where boolean needs yes or no" },
        { "made >= 2026-01-01", "boolean", NULL },
        { "r >= 0.5", "boolean", NULL },
        { "j if missing \"{}\"", "E0203", "needs no literal" },
    };
    EXPECT_TYPES(cases);
}

static void
a_number_fits_its_integer_type(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "s is 32767", "boolean", NULL },
        { "s is 32768", "E0203", "a smallint is from -32768 to 32767" },
        { "s is -32768", "boolean", NULL },
        { "s is -32769", "E0203", NULL },
        { "i is 2147483647", "boolean", NULL },
        { "i is 2147483648", "E0203", "an integer is from -2147483648 to 2147483647" },
        { "i is -2147483648", "boolean", NULL },
        { "i is -2147483649", "E0203", NULL },
        { "b is 123456789012345678", "boolean", NULL },
        { "b is 1234567890123456789", "E0203", "a number has at most 18 digits" },
        { "n is 2147483648", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_whole_number_equals_one_without_decimals_and_is_ordered_beside_any(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "s is 2.0", "boolean", NULL },
        { "s is 2.00", "boolean", NULL },
        { "s is 2.5", "E0203", "a whole number is never equal to one with decimals" },
        { "s is 2.05", "E0203", NULL },
        { "s is in [1, 2.5]", "E0203", NULL },
        { "s >= 2.5", "boolean", NULL },
        { "s >= 40000", "E0203", NULL },
        { "n is 2.5", "boolean", NULL },
        { "s if missing 2.5", "E0203", NULL },
    };
    EXPECT_TYPES(cases);
}

/* `n` is a numeric(12,2). */
static void
a_number_has_no_more_digits_than_its_column(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "n is 2.55", "boolean", NULL },
        { "n is 2.550", "boolean", NULL },
        { "n is 2.555", "E0203", "a number with more digits than its column" },
        { "n is in [1, 0.001]", "E0203", NULL },
        { "n is -9999999999.99", "boolean", NULL },
        { "n is 10000000000", "E0203", "a number with more digits than its column" },
        { "n is 10000000000.00", "E0203", NULL },
        { "n >= 2.555", "boolean", NULL },
        { "n_ if missing 2.555", "E0203", NULL },
        { "round_down(n, to: 0.005) if missing 0.005 is 2.555", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_char_has_no_blanks_at_its_end(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "fixed is \"ab\"", "boolean", NULL },
        { "fixed is \" ab\"", "boolean", NULL },
        { "fixed is \"\"", "boolean", NULL },
        { "fixed is \"ab \"", "E0203", "leave out the blanks at the end" },
        { "v is \"ab \"", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_text_is_no_longer_than_its_column_in_characters(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "v is \"GBP\"", "boolean", NULL },
        { "v is \"ééé\"", "boolean", NULL },
        { "v is \"GBPX\"", "E0203", "a text that is longer than its column" },
        { "t is \"as long as one likes\"", "boolean", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
a_text_beside_an_enum_is_one_of_its_labels(void **state)
{
    (void)state;
    static const struct typed cases[] = {
        { "e is \"red\"", "boolean", NULL },
        { "e is \"rod\"", "E0204", "write: \"red\"" },
        { "e is \"blue\"", "E0204", "its labels are: \"red\", \"green\"" },
        { "e_ if missing \"blue\"", "text", NULL },
    };
    EXPECT_TYPES(cases);
}

static void
the_labels_of_a_large_enum_are_listed_up_to_the_sixteenth(void **state)
{
    (void)state;
#define FIFTEEN_LABELS                                                                             \
    "\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\", \"j\", \"k\", \"l\", \"m\", "  \
    "\"n\", \"o\""
    static const struct change changes[] = {
        { "(\"red\", \"green\")", "(" FIFTEEN_LABELS ", \"p\")", "E0204", "\"o\", \"p\"" },
        { "(\"red\", \"green\")", "(" FIFTEEN_LABELS ", \"p\", \"q\")", "E0204",
          "\"o\", \"p\", …" },
    };
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    EXPECT_CHANGES(policy_with_line(arena, "derive x = e is \"unheard of\""), NAMES | TYPES,
                   changes);
    sl_arena_free(arena);
}

/* A test gives its row values of every type; those that the language has no literal for as text. */
static void
in_tests_text_stands_for_types_without_literals(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "made \"2026", "made \"2027", "", NULL },
        { "sum 5", "sum \"5\"", "E0203", "without quotes: 5" },
        { "born missing", "born \"2026-01-01\"", "E0203", "without quotes: 2026-01-01" },
        { "id 7", "id yes", "E0203", NULL },
    };
    EXPECT_CHANGES(sound_policy, EVERY_STAGE, changes);
}

static void
an_example_is_a_literal_of_its_type(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, "policy language 1\n", 0);
    static const struct slc_enum_label label = { .text = { "red", 3 } };
    static const struct {
        struct slc_type type;
        const char *example;
    } cases[] = {
        { { .id = SLC_TYPE_INTEGER }, "0" },
        { { .id = SLC_TYPE_TEXT }, "\"\"" },
        { { .id = SLC_TYPE_BOOLEAN }, "no" },
        { { .id = SLC_TYPE_DATE }, "1970-01-01" },
        { { .id = SLC_TYPE_TIMESTAMPTZ }, "1970-01-01" },
        { { .id = SLC_TYPE_ENUM, .labels = &label }, "\"red\"" },
        { { .id = SLC_TYPE_ENUM }, "\"\"" },
        { { .id = SLC_TYPE_JSONB }, "…" },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++)
        assert_true(
            sl_str_is(slc_literal_example(&checked.program, &cases[at].type), cases[at].example));
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_literal_is_of_its_type_s_kind),
        cmocka_unit_test(a_number_fits_its_integer_type),
        cmocka_unit_test(a_whole_number_equals_one_without_decimals_and_is_ordered_beside_any),
        cmocka_unit_test(a_number_has_no_more_digits_than_its_column),
        cmocka_unit_test(a_char_has_no_blanks_at_its_end),
        cmocka_unit_test(a_text_is_no_longer_than_its_column_in_characters),
        cmocka_unit_test(a_text_beside_an_enum_is_one_of_its_labels),
        cmocka_unit_test(the_labels_of_a_large_enum_are_listed_up_to_the_sixteenth),
        cmocka_unit_test(in_tests_text_stands_for_types_without_literals),
        cmocka_unit_test(an_example_is_a_literal_of_its_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
