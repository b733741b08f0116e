/* A release: its head, the order of its record, when it expires, and what it decrypts. */
#include "../checked.h"

#include "stages.h"

static void
a_release_has_what_its_head_says(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "owner fin",
        "owner fin purpose \"why\" lawful basis \"task\" review by 2026-06-30", EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_true(sl_str_is(release->name, "lake.persons"));
    assert_true(sl_str_is(release->destination_name, "lake"));
    assert_true(sl_str_is(release->stream, "persons"));
    assert_true(sl_str_is(release->version, "1"));
    assert_true(sl_str_is(release->owner->name, "fin"));
    assert_true(sl_str_is(release->purpose, "why"));
    assert_true(sl_str_is(release->lawful_basis, "task"));
    assert_true(sl_str_is(release->review_by.text, "2026-06-30"));
    assert_ptr_equal(release->table, &ir->tables[0]);
    assert_ptr_equal(release->destination, &ir->destinations[0]);
    assert_true(sl_str_is(release->place.text, "release app.persons to lake.persons version 1"));
    checked_done(&checked);
}

static void
what_its_head_does_not_say_is_empty(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(&checked, "owner fin", "", EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_null(release->owner);
    assert_int_equal(release->purpose.len, 0);
    assert_int_equal(release->lawful_basis.len, 0);
    assert_int_equal(release->review_by.text.len, 0);
    checked_done(&checked);
}

static void
fields_of_the_row_key_stand_first_in_the_record(void **state)
{
    (void)state;
    static const char *const record[] = { "ref", "late", "year_born", "band", "billed", "made" };
    struct checked checked;
    const struct slc_ir *ir =
        lower_change(&checked, "keep made", "keep made row key late = pseudonym(id, using: link)",
                     NAMES | TYPES);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->nrow_key, 2);
    assert_int_equal(release->nfields, COUNT_OF(record));
    for (size_t at = 0; at < COUNT_OF(record); at++)
        assert_true(sl_str_is(release->record[at]->name, record[at]));
    checked_done(&checked);
}

#define DECIDED(day) "as pseudonymous because \"b\" approved by dpo until " day

static void
a_release_expires_with_the_first_decision_or_rule_that_it_rests_on(void **state)
{
    (void)state;
    static const struct change cases[] = {
        { .from = "by year", .to = "by year until 2026-10-01", .codes = "2026-10-01" },
        { .from = "by comparison at most 3",
          .to = "by comparison at most 3 until 2026-10-02",
          .codes = "2026-10-02" },
        /* nothing rests on that */
        { .from = "by membership at most 3",
          .to = "by membership at most 3 until 2026-10-03",
          .codes = "" },
        { .from = "where sum >= 0",
          .to = "where sum >= 0 " DECIDED("2026-10-04"),
          .codes = "2026-10-04" },
        { .from = "updates send changes",
          .to = "updates send always " DECIDED("2026-10-05"),
          .codes = "2026-10-05" },
        { .from = "keep made",
          .to = "keep made disclose rows " DECIDED("2026-10-06"),
          .codes = "2026-10-06" },
        { .from = "keep made",
          .to = "keep made disclose a = id from personal who " DECIDED(
              "2026-10-08") " disclose b = id from personal who " DECIDED("2026-10-07") " disclose "
                                                                                        "c = id "
                                                                                        "from "
                                                                                        "personal "
                                                                                        "who"
                                                                                        " " DECIDED(
                                                                                            "2026-"
                                                                                            "10-"
                                                                                            "09"),
          .codes = "2026-10-07" },
    };
    struct sl_arena *arena = sl_arena_new(1 << 20);
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        check_text(&checked, text_with(arena, sound_policy, cases[at].from, cases[at].to),
                   EVERY_STAGE);
        const struct slc_ir *ir = slc_lower(&checked.program);
        if (!sl_str_is(ir->releases[0].earliest_expiry.text, cases[at].codes))
            fail_msg("%s: %.*s", cases[at].to, SL_FMT(ir->releases[0].earliest_expiry.text));
        checked_done(&checked);
    }
    sl_arena_free(arena);
}

static void
cells_whose_plaintext_is_read_have_slots_in_their_order(void **state)
{
    (void)state;
    struct checked checked;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    const struct slc_ir *ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    assert_int_equal(ir->releases[0].ndecrypted, 0); /* whether there is a bill alone */
    assert_false(ir->tables[0].columns[3].decrypted);
    checked_done(&checked);
    const char *text = text_with(arena, sound_policy, "sum numeric personal money",
                                 "sum numeric? personal money encrypted with box as fernet");
    text = text_with(arena, text, "bill is not missing", "present(bill)");
    text = text_with(arena, text, "only rows where sum >= 0\n  rejected rows send key", "");
    ir = lower_text(&checked, text, EVERY_STAGE);
    const struct slc_ir_release *release = &ir->releases[0];
    assert_int_equal(release->ndecrypted, 2);
    for (uint32_t slot = 0; slot < release->ndecrypted; slot++) {
        assert_int_equal(release->decrypted[slot], slot + 2);
        assert_int_equal(release->cells[slot + 2].slot, slot);
        assert_true(slc_ir_cell_column(release, release->decrypted[slot])->decrypted);
    }
    assert_false(ir->tables[0].columns[0].decrypted);
    checked_done(&checked);
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_release_has_what_its_head_says),
        cmocka_unit_test(what_its_head_does_not_say_is_empty),
        cmocka_unit_test(fields_of_the_row_key_stand_first_in_the_record),
        cmocka_unit_test(a_release_expires_with_the_first_decision_or_rule_that_it_rests_on),
        cmocka_unit_test(cells_whose_plaintext_is_read_have_slots_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
