/* test_categories.c - one_of and group. */
#include "fixture.h"

static void
categories(void **state)
{
    (void)state;
    const struct sl_open from[] = { sl_text("a"), sl_text("b"), sl_text("a") };
    const struct sl_open to[] = { sl_text("x"), sl_text("y"), sl_text("z") };
    const struct sl_list froms = { 3, from }, tos = { 3, to };
    is_text(sl_one_of(out, text("b"), &froms), "b");
    is_missing(sl_one_of(out, text("B"), &froms));
    is_missing(sl_one_of(out, missing, &froms));
    is_unchanged(sl_one_of(out, unchanged, &froms));
    is_text(sl_group(out, text("a"), &froms, &tos), "x");
    is_text(sl_group(out, text("b"), &froms, &tos), "y");
    is_missing(sl_group(out, text("c"), &froms, &tos));
    const struct sl_open prices[] = { sl_numeric("2.5") };
    is_text(sl_one_of(out, numeric("2.500"), &(struct sl_list) { 1, prices }), "2.5");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(categories),
    };
    return cmocka_run_group_tests_name("categories", tests, make_record, free_record);
}
