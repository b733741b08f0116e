/* What a release reads: its cells, its keys, and what each field reads of them. */
#include "../checked.h"

static void
cells_are_the_columns_that_are_read_in_the_order_of_the_table(void **state)
{
    (void)state;
    static const uint32_t columns[] = { 0, 1, 2, 3, 5 }; /* all but the illness */
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->ncells, COUNT_OF(columns));
    for (size_t cell = 0; cell < COUNT_OF(columns); cell++)
        assert_int_equal(release->cells[cell].column, columns[cell]);
    checked_done(&checked);
}

static void
a_column_that_the_filter_alone_reads_has_a_cell(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(&checked, "derive band = band(sum, edges: [0, 100])",
                                           "derive band = year(born)", NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->nfilter_cells, 1);
    assert_true(sl_str_is(slc_ir_cell_column(release, release->filter_cells[0])->name, "sum"));
    checked_done(&checked);
}

/* The destination is cleared for pseudonymous, and accepts who and money. */
static void
a_cell_is_sealed_where_its_column_does_not_fit_the_destination(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        bool sealed;
    } cases[] = {
        { "open", false },
        { "pseudonymous who", false },
        { "personal who", true },
        { "pseudonymous who care", true },
        { "internal care", true },
        { "internal who presence personal", true },
        { "internal who presence internal", false },
        { "internal who encrypted with box as fernet", true },
    };
    struct sl_arena *arena = sl_arena_new(1 << 20);
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        struct sl_str column = sl_arena_format(arena, "column made text? %s", cases[at].label);
        const struct slc_ir *ir =
            lower_change(&checked, "column made timestamptz open", column.ptr, NAMES | TYPES);
        const struct slc_ir_release *release = &ir->releases[0];
        assert_true(sl_str_is(slc_ir_cell_column(release, 4)->name, "made"));
        assert_int_equal(release->cells[4].sealed, cases[at].sealed);
        checked_done(&checked);
    }
    sl_arena_free(arena);
}

static void
keys_are_those_that_are_used_once_each_by_name(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    assert_int_equal(ir->releases[0].nkeys, 1); /* not the one for decryption */
    assert_true(sl_str_is(ir->releases[0].keys[0].key->name, "link"));
    checked_done(&checked);
    struct sl_arena *arena = sl_arena_new(1 << 20);
    const char *text =
        text_with(arena, sound_policy, "key link",
                  "key also for pseudonyms links persons purpose \"p\" end key link");
    text = text_with(arena, text, "keep made",
                     "keep made derive again = pseudonym(id, using: link)\n"
                     "derive other = pseudonym(id, using: also)");
    ir = lower_text(&checked, text, NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->nkeys, 2);
    assert_true(sl_str_is(release->keys[0].key->name, "also"));
    assert_true(sl_str_is(release->keys[1].key->name, "link"));
    assert_int_equal(slc_ir_field_named(release, SL_STR("again"))->expr->args[1].key, 1);
    assert_int_equal(slc_ir_field_named(release, SL_STR("other"))->expr->args[1].key, 0);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
a_key_has_a_slot_for_each_kind_of_what_it_makes_codes_of(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    const char *text = text_with(arena, sound_policy, "who key\n",
                                 "who key identifies person\n column friend bigint personal who\n");
    text = text_with(arena, text, "keep made",
                     "keep made derive again = bucket_of(id, using: link, of: 9)\n"
                     "derive other = pseudonym(friend, using: link)\n"
                     "derive both = match_code(id, friend, using: link)\n"
                     "derive day = shift_days(born, using: link, per: friend, within: 9 days)");
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, text, NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    static const char *const kinds[] = { "app.persons.friend", "person",
                                         "person\037app.persons.friend" };
    assert_int_equal(release->nkeys, 3);
    for (uint32_t slot = 0; slot < 3; slot++)
        assert_true(sl_str_is(release->keys[slot].kind, kinds[slot]));
    static const struct {
        const char *field;
        uint32_t arg, slot;
    } cases[] = {
        { "ref", 1, 1 }, { "again", 1, 1 }, { "other", 1, 0 }, { "both", 2, 2 }, { "day", 1, 0 },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct slc_ir_field *field = slc_ir_field_named(release, sl_str_of(cases[i].field));
        assert_int_equal(field->expr->args[cases[i].arg].key, cases[i].slot);
    }
    assert_true(slc_same_key_use(&release->keys[1], &release->keys[1]));
    assert_false(slc_same_key_use(&release->keys[0], &release->keys[1]));
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
a_field_has_the_cells_that_it_reads_rising_once_each_and_no_others(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "bill is not missing",
        "choose when bill is missing then sum >= 0 otherwise sum >= 100", NAMES | TYPES | LABELS);
    const struct slc_ir_release *release = &ir->releases[0];
    const struct slc_ir_field *billed = slc_ir_field_named(release, SL_STR("billed"));
    const struct slc_ir_field *made = slc_ir_field_named(release, SL_STR("made"));
    assert_int_equal(billed->ncells, 2);
    assert_true(sl_str_is(slc_ir_cell_column(release, billed->cells[0])->name, "sum"));
    assert_true(sl_str_is(slc_ir_cell_column(release, billed->cells[1])->name, "bill"));
    assert_int_equal(made->ncells, 1);
    checked_done(&checked);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_the_columns_that_are_read_in_the_order_of_the_table),
        cmocka_unit_test(a_column_that_the_filter_alone_reads_has_a_cell),
        cmocka_unit_test(a_cell_is_sealed_where_its_column_does_not_fit_the_destination),
        cmocka_unit_test(keys_are_those_that_are_used_once_each_by_name),
        cmocka_unit_test(a_key_has_a_slot_for_each_kind_of_what_it_makes_codes_of),
        cmocka_unit_test(a_field_has_the_cells_that_it_reads_rising_once_each_and_no_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
