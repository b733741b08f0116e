/* Places, dates, labels, types and roles. */
#include "lower/lower_parts.h"

#include "../checked.h"

#include "maxima.h"

static struct sl_arena *arena;

static int
set_up(void **state)
{
    (void)state;
    arena = sl_arena_new(SL_MIB);
    return arena == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_arena_free(arena);
    return 0;
}

static void
a_place_has_its_file_its_line_and_its_text(void **state)
{
    (void)state;
    static const char text[] = "one\ntwo three\nfour\n";
    struct slc_source *source = slc_source_of(arena, SL_STR("a.policy"), sl_str_of(text));
    struct slc_span at = { .source = source, .begin = 8, .end = 18 };
    struct slc_ir_place place = slc_lower_place(at), line = slc_lower_place_line(at);
    assert_true(sl_str_is(place.file, "a.policy"));
    assert_int_equal(place.line, 2);
    assert_true(sl_str_is(place.text, "three\nfour"));
    assert_int_equal(line.line, 2);
    assert_true(sl_str_is(line.text, "three"));
    at.end = 13;
    assert_true(sl_str_is(slc_lower_place_line(at).text, "three"));
}

static void
what_was_not_written_has_no_place_and_no_day(void **state)
{
    (void)state;
    assert_int_equal(slc_lower_place((struct slc_span) { 0 }).line, 0);
    assert_int_equal(slc_lower_place_line((struct slc_span) { 0 }).line, 0);
    assert_int_equal(slc_lower_date((struct slc_date) { .days = 7 }).text.len, 0);
}

static void
a_date_has_its_day_and_its_text(void **state)
{
    (void)state;
    struct slc_source *source = slc_source_of(arena, SL_STR("a.policy"), SL_STR("2026-01-01"));
    struct slc_ir_date date = slc_lower_date(
        (struct slc_date) { .days = 20454, .at = { .source = source, .begin = 0, .end = 10 } });
    assert_int_equal(date.days, 20454);
    assert_true(sl_str_is(date.text, "2026-01-01"));
}

static void
a_label_keeps_its_level_and_its_categories(void **state)
{
    (void)state;
    struct slc_number_set categories = slc_number_set_add(arena, (struct slc_number_set) { 0 }, 70);
    struct slc_ir_label label =
        slc_lowered_label((struct slc_label) { .level = 3, .categories = categories });
    assert_int_equal(label.level, 3);
    assert_true(slc_number_set_equal(label.categories, categories));
    assert_int_equal(slc_lowered_label((struct slc_label) { .level = -1 }).level, 0);
}

static void
a_type_has_its_spelling_its_precision_and_its_labels(void **state)
{
    (void)state;
    static const struct slc_enum_label green = { .text = { "green", 5 } };
    static const struct slc_enum_label red = { .text = { "red", 3 },
                                               .next = (struct slc_enum_label *)&green };
    const struct slc_type amount = {
        .id = SLC_TYPE_NUMERIC, .nullable = true, .has_precision = true, .precision = 12, .scale = 2
    };
    const struct slc_type plain = { .id = SLC_TYPE_NUMERIC };
    const struct slc_type colour = { .id = SLC_TYPE_ENUM, .labels = &red };
    struct slc_ir_type ir = slc_lower_type(arena, &amount);
    assert_true(ir.nullable);
    assert_int_equal(ir.precision, 12);
    assert_int_equal(ir.scale, 2);
    assert_true(sl_str_is(ir.spelling, "numeric(12,2)"));
    assert_int_equal(ir.nlabels, 0);
    ir = slc_lower_type(arena, &plain);
    assert_false(ir.nullable);
    assert_int_equal(ir.precision, 0);
    assert_true(sl_str_is(ir.spelling, "numeric"));
    ir = slc_lower_type(arena, &colour);
    assert_int_equal(ir.nlabels, 2);
    assert_true(sl_str_is(ir.labels[0], "red"));
    assert_true(sl_str_is(ir.labels[1], "green"));
}

static void
a_role_is_found_by_its_name(void **state)
{
    (void)state;
    struct slc_ir_role roles[] = { { .name = { "dpo", 3 } }, { .name = { "fin", 3 } } };
    struct slc_ir whole = { .roles = roles, .nroles = COUNT_OF(roles) };
    const struct slc_to_ir from = { .arena = arena, .ir = &whole, .roles = roles };
    assert_ptr_equal(slc_lower_role(&from, SL_STR("fin")), &roles[1]);
    assert_null(slc_lower_role(&from, SL_STR("")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_place_has_its_file_its_line_and_its_text),
        cmocka_unit_test(what_was_not_written_has_no_place_and_no_day),
        cmocka_unit_test(a_date_has_its_day_and_its_text),
        cmocka_unit_test(a_label_keeps_its_level_and_its_categories),
        cmocka_unit_test(a_type_has_its_spelling_its_precision_and_its_labels),
        cmocka_unit_test(a_role_is_found_by_its_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
