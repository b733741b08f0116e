/* Every reason not to stream on, and the cases that look like one and are none. */
#include "reader/gap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct given {
    struct slp_position position;
    struct slp_identity identity;
    struct slp_slot slot;
    uint64_t timeline_left, bound_lsn;
};

/* A pusher that stopped at 0x1000, its slot a little behind, the server ahead. */
static struct given
usual(void)
{
    return (struct given) {
        .position = { .timeline = 1, .phase = SLP_PHASE_STREAM, .gen = 1, .flush_lsn = 0x1000 },
        .identity = { .system_identifier = "7", .timeline = 1, .wal_end = 0x9000 },
        .slot = { .exists = true, .usable = true, .confirmed_lsn = 0xF00 },
    };
}

/* The verdict, where it is one. */
static enum slp_gap
gap(const struct given *given)
{
    const struct slp_gap_facts facts = {
        .position = &given->position,
        .slot_name = "sluice",
        .identity = &given->identity,
        .slot = &given->slot,
        .timeline_left = given->timeline_left,
        .bound_lsn = given->bound_lsn,
    };
    struct sl_err err = { .text = "" };
    enum slp_gap gap = SLP_GAP_NONE;
    assert_int_equal(slp_gap_check(&facts, &gap, &err), 0);
    assert_int_equal(gap == SLP_GAP_NONE, err.text[0] == '\0');
    return gap;
}

/* What only a person can decide. */
static enum sl_class
refusal(const struct given *given)
{
    const struct slp_gap_facts facts = {
        .position = &given->position,
        .slot_name = "sluice",
        .identity = &given->identity,
        .slot = &given->slot,
    };
    struct sl_err err = { .text = "" };
    enum slp_gap gap;
    assert_int_equal(slp_gap_check(&facts, &gap, &err), -1);
    assert_true(err.remedy[0] != '\0');
    return err.class;
}

static void
a_slot_behind_or_level_is_usual(void **state)
{
    (void)state;
    struct given given = usual();
    assert_int_equal(gap(&given), SLP_GAP_NONE);
    given.slot.confirmed_lsn = given.position.flush_lsn;
    assert_int_equal(gap(&given), SLP_GAP_NONE);
}

static void
a_slot_ahead_counts_instead_of_the_state(void **state)
{
    (void)state;
    struct given given = usual();
    given.slot.confirmed_lsn = given.position.flush_lsn + 1;
    assert_int_equal(gap(&given), SLP_GAP_POSITION);
}

static void
a_slot_that_is_gone_or_lost_is_made_anew(void **state)
{
    (void)state;
    struct given given = usual();
    given.slot.lost = true;
    assert_int_equal(gap(&given), SLP_GAP_SLOT);
    given = usual();
    given.slot = (struct slp_slot) { .exists = false };
    assert_int_equal(gap(&given), SLP_GAP_SLOT);
    given.position.phase = SLP_PHASE_SNAPSHOT;
    assert_int_equal(gap(&given), SLP_GAP_SLOT);
}

static void
a_slot_of_another_kind_is_a_setting(void **state)
{
    (void)state;
    struct given given = usual();
    given.slot.usable = false;
    assert_int_equal(refusal(&given), SL_CONFIG);
}

static void
a_new_state_wants_no_slot(void **state)
{
    (void)state;
    struct given given = usual();
    given.position = (struct slp_position) { .phase = SLP_PHASE_NONE };
    assert_int_equal(refusal(&given), SL_GAP);
    given.slot = (struct slp_slot) { .exists = false };
    assert_int_equal(gap(&given), SLP_GAP_NONE);
}

static void
a_slot_about_to_be_made_may_exist_or_not(void **state)
{
    (void)state;
    struct given given = usual();
    given.position = (struct slp_position) { .timeline = 1, .phase = SLP_PHASE_CREATING, .gen = 1 };
    assert_int_equal(gap(&given), SLP_GAP_NONE);
    given.slot = (struct slp_slot) { .exists = false };
    assert_int_equal(gap(&given), SLP_GAP_NONE);
}

static void
a_server_that_lost_what_was_delivered_has_a_gap(void **state)
{
    (void)state;
    struct given given = usual();
    given.identity.wal_end = given.position.flush_lsn - 1;
    assert_int_equal(gap(&given), SLP_GAP_POSITION);
}

static void
a_promotion_counts_from_where_the_timeline_was_left(void **state)
{
    (void)state;
    struct given given = usual();
    given.identity.timeline = 3;
    given.timeline_left = given.position.flush_lsn;
    assert_int_equal(gap(&given), SLP_GAP_NONE);
    given.timeline_left = given.position.flush_lsn - 1;
    assert_int_equal(gap(&given), SLP_GAP_POSITION);
    given.timeline_left = 0;
    assert_int_equal(gap(&given), SLP_GAP_POSITION);
    given.position.timeline = 4; /* the server went back */
    assert_int_equal(gap(&given), SLP_GAP_POSITION);
}

/* Between what was delivered and the bound, something may have been handed over. */
static void
a_promotion_below_the_bound_fills(void **state)
{
    (void)state;
    struct given given = usual();
    given.identity.timeline = 2;
    given.timeline_left = given.position.flush_lsn + 0x100;
    given.bound_lsn = given.timeline_left;
    assert_int_equal(gap(&given), SLP_GAP_NONE);
    given.bound_lsn++;
    assert_int_equal(gap(&given), SLP_GAP_SENT);
    given.identity.timeline = given.position.timeline; /* none */
    assert_int_equal(gap(&given), SLP_GAP_NONE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slot_behind_or_level_is_usual),
        cmocka_unit_test(a_slot_ahead_counts_instead_of_the_state),
        cmocka_unit_test(a_slot_that_is_gone_or_lost_is_made_anew),
        cmocka_unit_test(a_slot_of_another_kind_is_a_setting),
        cmocka_unit_test(a_new_state_wants_no_slot),
        cmocka_unit_test(a_slot_about_to_be_made_may_exist_or_not),
        cmocka_unit_test(a_server_that_lost_what_was_delivered_has_a_gap),
        cmocka_unit_test(a_promotion_counts_from_where_the_timeline_was_left),
        cmocka_unit_test(a_promotion_below_the_bound_fills),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
