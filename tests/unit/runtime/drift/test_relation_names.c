/* test_relation_names.c - Relation messages whose names are those of another moment. */
#include "drift/relation_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The policy lists the columns in another order than the table has them: id 1, label 3, place 4, n 5. */
static const struct sl_column columns[] = {
    { "place", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "id", "bigint", 20, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "n", "text", 25, SL_TEXT, 0, NULL },
    { "label", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
};
static const struct sl_table table = {
    .schema = "s", .name = "t", .columns = columns, .ncolumns = 4
};

static bool
fits(const char *const *names, uint32_t count)
{
    struct slp_found_column found[] = {
        { .name = SL_STR("id"), .attnum = 1 },
        { .name = SL_STR("label"), .attnum = 3 },
        { .name = SL_STR("place"), .attnum = 4 },
        { .name = SL_STR("n"), .attnum = 5 },
    };
    struct slp_relation_column sent[5] = { 0 };
    for (uint32_t i = 0; i < count; i++)
        sent[i].name = sl_str_of(names[i]);
    const struct slp_found_table catalogue = { .columns = found, .ncolumns = 4 };
    const struct slp_relation message = { .columns = sent, .ncolumns = count };
    return slp_relation_names_fit(&message, &table, &catalogue);
}

static void
the_catalogues_names_fit(void **state)
{
    (void)state;
    static const char *const listed[] = { "id", "label", "place" };
    static const char *const whole[] = { "id", "label", "place", "n" };
    assert_true(fits(listed, 3));
    assert_true(fits(whole, 4));
}

static void
swapped_names_do_not(void **state)
{
    (void)state;
    static const char *const released[] = { "id", "place", "label" };
    static const char *const with_a_withheld[] = { "id", "label", "n" };
    static const char *const whole[] = { "id", "label", "n", "place" };
    assert_false(fits(released, 3));
    assert_false(fits(with_a_withheld, 3));
    assert_false(fits(whole, 4));
}

/* A withheld column that was dropped since, under whole rows. */
static void
a_column_that_is_gone_says_nothing(void **state)
{
    (void)state;
    static const char *const names[] = { "id", "gone", "label", "place", "n" };
    assert_true(fits(names, 5));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_catalogues_names_fit),
        cmocka_unit_test(swapped_names_do_not),
        cmocka_unit_test(a_column_that_is_gone_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
