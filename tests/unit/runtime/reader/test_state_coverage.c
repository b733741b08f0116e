/* test_state_coverage.c - what the state has of coverage, and what an older pusher makes of it. */
#include "state_folder.h"

#include "coverage/cause.h"
#include "reader/state_store.h"

#include <stdio.h>

/* The release is covered, with these facts; durable. */
static void
cover(struct slp_state *state, uint32_t projection, uint64_t gen, const char *facts)
{
    struct slp_coverage *coverage = slp_state_coverage(state, projection);
    struct sl_err err;
    coverage->status = SLP_COVERED;
    coverage->gen = gen;
    coverage->cause[0] = '\0';
    sl_buf_clear(slp_state_facts(state, projection));
    sl_buf_add_str(slp_state_facts(state, projection), sl_str_of(facts));
    assert_int_equal(slp_state_save_coverage(state, projection, &err), 0);
}

static void
expect_coverage(struct slp_state *state, uint32_t projection, enum slp_coverage_status status,
                enum slp_cause cause)
{
    const struct slp_coverage *coverage = slp_state_coverage(state, projection);
    assert_int_equal(coverage->status, status);
    assert_string_equal(coverage->cause, status == SLP_COVERED ? "" : slp_cause_word(cause));
}

static void
a_release_is_uncovered_until_it_is_filled(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_NEW);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    struct sl_policy wider = state_policy_of(state_people_and_orders, 2);
    state = state_open(&wider);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    assert_int_equal(slp_state_coverage(state, 0)->gen, 5);
    assert_true(sl_str_is(sl_buf_str(slp_state_facts(state, 0)), "people's"));
    expect_coverage(state, 1, SLP_UNCOVERED, SLP_CAUSE_NEW);
    /* Of a stream that an older pusher wrote, in the generation that all its streams had. */
    assert_int_equal(slp_state_coverage(state, 1)->gen, 1);
    assert_int_equal(sl_buf_str(slp_state_facts(state, 1)).len, 0);
    slp_state_close(state);
}

/* Neither the position nor the ordinals are those of a save that did not happen. */
static void
coverage_is_durable_without_a_position(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    state_save(state, SLP_PHASE_STREAM, 100, 42);
    cover(state, 0, 5, "people's");
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    state = state_restart(state);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    assert_int_equal(slp_state_ordinals(state)[0], 42);
    slp_state_coverage(state, 0)->status = SLP_FILLING; /* rides with the next save alone */
    state = state_restart(state);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_coverage(state, 0)->status = SLP_FILLING;
    state_save(state, SLP_PHASE_STREAM, 110, 43);
    state = state_restart(state);
    assert_int_equal(slp_state_coverage(state, 0)->status, SLP_FILLING);
    slp_state_close(state);
}

static void
a_fill_comes_no_further_than_what_is_delivered(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    struct slp_position position = *slp_state_position(state);
    const uint64_t ordinals[] = { 0 };
    slp_tid next[] = { SLP_TID(7, 3) };
    const struct slp_state_progress progress = { .ordinals = ordinals, .next = next };
    struct sl_err err;
    slp_state_coverage(state, 0)->next = SLP_TID(1, 1);
    assert_int_equal(slp_state_save(state, &position, &progress, &err), 0);
    assert_int_equal(slp_state_coverage(state, 0)->next, SLP_TID(7, 3));
    next[0] = UINT64_MAX; /* nothing more of it was delivered */
    assert_int_equal(slp_state_save(state, &position, &progress, &err), 0);
    state = state_restart(state);
    assert_int_equal(slp_state_coverage(state, 0)->next, SLP_TID(7, 3));
    slp_state_close(state);
}

/* Its changes are confirmed and not sent meanwhile. What was paused stays so. */
static void
what_a_pusher_does_not_have_is_uncovered(void **unused)
{
    (void)unused;
    const struct sl_policy both = state_policy_of(state_people_and_orders, 2);
    const struct sl_policy narrower = state_policy_of(state_only_orders, 1);
    struct slp_state *state = state_open(&both);
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    cover(state, 1, 6, "orders'");
    slp_state_close(state);
    slp_state_close(state_open(&narrower)); /* stopped before anything was saved */
    state = state_open(&both);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_NOT_IN_PUSHER);
    expect_coverage(state, 1, SLP_COVERED, SLP_CAUSE_NONE);
    assert_int_equal(slp_state_coverage(state, 0)->gen, 5);
    struct sl_err err;
    slp_state_coverage(state, 0)->status = SLP_PAUSED;
    assert_int_equal(slp_state_save_coverage(state, 0, &err), 0);
    slp_state_close(state);
    slp_state_close(state_open(&narrower));
    state = state_open(&both);
    assert_int_equal(slp_state_coverage(state, 0)->status, SLP_PAUSED);
    slp_state_close(state);
}

/* Changes the head or the table of coverage as a pusher does that knows nothing of coverage. */
static void
run_older_pusher(uint64_t flush_lsn, bool before_there_was_coverage)
{
    struct slp_store store;
    struct slp_store_head head;
    struct sl_err err;
    assert_int_equal(slp_store_open(&store, state_path, &err), 0);
    assert_int_equal(slp_store_begin(&store, &err), 0);
    assert_int_equal(slp_store_read_head(&store, &head, &err), 0);
    head.position.flush_lsn = flush_lsn;
    assert_int_equal(slp_store_write_head(&store, &head, &err), 0);
    if (before_there_was_coverage)
        assert_int_equal(mdb_drop(store.txn, store.coverage, 1), 0);
    assert_int_equal(slp_store_commit(&store, &err), 0);
    slp_store_close(&store);
}

static void
what_an_older_pusher_moved_is_uncovered(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    run_older_pusher(100, false); /* it delivered nothing */
    state = state_open(&state_policy);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_close(state);
    run_older_pusher(110, false);
    state = state_open(&state_policy);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_OLDER_PUSHER);
    slp_state_close(state);
}

struct names {
    char text[128];
};

static int
take_name(void *context, struct sl_str name, const struct slp_coverage *coverage,
          struct sl_err *reterr)
{
    struct names *names = context;
    const size_t used = strlen(names->text);
    (void)reterr;
    (void)snprintf(names->text + used, sizeof names->text - used, "%.*s %s;", SL_FMT(name),
                   slp_coverage_word(coverage->status));
    return 0;
}

static void
expect_names(const char *expected)
{
    struct names names = { .text = "" };
    struct sl_err err;
    assert_int_equal(slp_state_each_coverage(state_path, take_name, &names, &err), 0);
    assert_string_equal(names.text, expected);
}

/* Looking changes nothing, and releases that no pusher has any more are told as well. */
static void
anybody_may_look_at_the_coverage(void **unused)
{
    (void)unused;
    const struct sl_policy both = state_policy_of(state_people_and_orders, 2);
    expect_names("");
    struct slp_state *state = state_open(&both);
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    expect_names("lake.orders uncovered;lake.people covered;");
    run_older_pusher(100, true);
    expect_names("");
}

/* In steps, since each is a write to the disk. A commit record at the bound itself is behind it: a server whose log
 * ends there lacks the record. */
static void
nothing_from_the_bound_on_was_handed_over(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = state_open_streaming();
    assert_int_equal(slp_state_bound(state), 0);
    assert_int_equal(slp_state_raise_bound(state, 1000, &err), 0);
    const uint64_t bound = slp_state_bound(state);
    assert_true(bound > 1000);
    state = state_restart(state);
    assert_int_equal(slp_state_bound(state), bound);
    assert_int_equal(slp_state_raise_bound(state, bound - 1, &err), 0);
    assert_int_equal(slp_state_bound(state), bound);
    assert_int_equal(slp_state_raise_bound(state, bound, &err), 0);
    assert_true(slp_state_bound(state) > bound);
    cover(state, 0, 5, "people's");
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    state = state_restart(state);
    assert_true(slp_state_bound(state) > bound);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_close(state);
    struct slp_position seen;
    uint64_t seen_bound;
    assert_int_equal(slp_state_peek(state_path, &seen, &seen_bound, &err), 0);
    assert_true(seen_bound > bound);
    run_older_pusher(100, true);
    assert_int_equal(slp_state_peek(state_path, &seen, &seen_bound, &err), 0);
    assert_int_equal(seen.flush_lsn, 100);
    assert_int_equal(seen_bound, 0);
}

/* The server may have lost what was sent: nothing of its present history was. */
static void
everything_may_be_uncovered_at_once(void **unused)
{
    (void)unused;
    const struct sl_policy both = state_policy_of(state_people_and_orders, 2);
    struct sl_err err;
    struct slp_state *state = state_open(&both);
    cover(state, 0, 5, "people's");
    slp_state_coverage(state, 1)->status = SLP_PAUSED;
    assert_int_equal(slp_state_raise_bound(state, 1000, &err), 0);
    slp_state_uncover_all(state, SLP_CAUSE_FAILOVER);
    slp_state_reset_bound(state);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    assert_int_equal(slp_state_coverage(state, 1)->status, SLP_PAUSED);
    slp_state_uncover_all(state, SLP_CAUSE_SLOT); /* the first cause is the one to tell */
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    slp_state_close(state);
    state = state_open(&both);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    assert_int_equal(slp_state_bound(state), 0);
    slp_state_close(state);
}

/* What it asks before it streams; a release that waits for its first fill is new to it, too. */
static void
an_older_pusher_knows_what_was_covered(void **unused)
{
    (void)unused;
    const struct sl_policy both = state_policy_of(state_people_and_orders, 2);
    struct slp_state *state = state_open(&both);
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    state_save(state, SLP_PHASE_STREAM, 110, 0);
    slp_state_close(state);
    struct slp_store store;
    struct slp_stored_release release;
    struct sl_err err;
    assert_int_equal(slp_store_open(&store, state_path, &err), 0);
    assert_int_equal(slp_store_begin(&store, &err), 0);
    assert_int_equal(slp_store_read_release(&store, &state_people, &release, &err), 0);
    assert_true(release.adopted);
    assert_memory_equal(release.sha256, state_people.ir_sha256, strlen(state_people.ir_sha256));
    assert_int_equal(slp_store_read_release(&store, &state_orders, &release, &err), 0);
    assert_false(release.adopted);
    slp_store_close(&store);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STATE_TEST(a_release_is_uncovered_until_it_is_filled),
        STATE_TEST(coverage_is_durable_without_a_position),
        STATE_TEST(a_fill_comes_no_further_than_what_is_delivered),
        STATE_TEST(what_a_pusher_does_not_have_is_uncovered),
        STATE_TEST(what_an_older_pusher_moved_is_uncovered),
        STATE_TEST(anybody_may_look_at_the_coverage),
        STATE_TEST(nothing_from_the_bound_on_was_handed_over),
        STATE_TEST(everything_may_be_uncovered_at_once),
        STATE_TEST(an_older_pusher_knows_what_was_covered),
    };
    return cmocka_run_group_tests_name("state_coverage", tests, NULL, NULL);
}
