/* Of the state: what survives a restart, what is refused, coverage, and digests that a crash left behind
 * the position. */
#include "coverage/cause.h"
#include "postgres/identity.h"
#include "reader/state.h"
#include "reader/state_store.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const struct sl_projection people = { .destination = "lake",
                                             .stream = "people",
                                             .ir_sha256 = "aaaa" };
static const struct sl_projection orders = { .destination = "lake",
                                             .stream = "orders",
                                             .ir_sha256 = "cccc" };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_projection *const only_people[] = { &people };
static const struct sl_projection *const people_and_orders[] = { &people, &orders };
static const struct sl_projection *const only_orders[] = { &orders };

static struct sl_policy
policy_of(const struct sl_projection *const *releases, uint32_t count)
{
    return (struct sl_policy) { .destinations = destinations,
                                .ndestinations = 1,
                                .projections = releases,
                                .nprojections = count };
}

static char folder[64], path[80];
static struct sl_policy policy;

static int
make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/sluice-test-XXXXXX");
    policy = policy_of(only_people, 1);
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/state", folder);
    return 0;
}

static int
remove_one(const char *name, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(name);
}

static int
remove_folder(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static struct slp_state *
open_state(const struct sl_policy *with)
{
    struct sl_err err;
    struct slp_state *state = slp_state_open(path, with, &err);
    if (state == NULL)
        fail_msg("%s", err.text);
    return state;
}

static void
save(struct slp_state *state, enum slp_phase phase, uint64_t lsn, uint64_t ordinal)
{
    struct slp_position position = { .system_identifier = "7001",
                                     .database = "platform",
                                     .slot = "sluice",
                                     .timeline = 1,
                                     .phase = phase,
                                     .gen = 1,
                                     .flush_lsn = lsn };
    const uint64_t ordinals[2] = { ordinal, ordinal };
    const slp_tid next[2] = { UINT64_MAX, UINT64_MAX };
    const struct slp_state_progress progress = { .ordinals = ordinals, .next = next };
    struct sl_err err;
    assert_int_equal(slp_state_save(state, &position, &progress, &err), 0);
}

/* The row is sent unless the same was sent last. */
static enum slp_sent
compare(struct slp_state *state, const char *key, const char *payload, uint64_t lsn)
{
    const struct slp_sent_row row = { .key = sl_str_of(key),
                                      .payload = sl_str_of(payload),
                                      .lsn = lsn };
    struct slp_sent_last last = { .sent = SLP_SENT_UNKNOWN };
    struct sl_err err;
    assert_int_equal(slp_state_compare(state, &row, &last, &err), 0);
    return last.sent;
}

static bool
differs(struct slp_state *state, const char *key, const char *payload, uint64_t lsn)
{
    return compare(state, key, payload, lsn) != SLP_SENT_SAME;
}

/* The same for a row that stays unknown if it is. */
static enum slp_sent
compare_known(struct slp_state *state, const char *key, const char *payload, uint64_t lsn)
{
    const struct slp_sent_row row = {
        .key = sl_str_of(key), .payload = sl_str_of(payload), .lsn = lsn, .leave_unknown = true
    };
    struct slp_sent_last last = { .sent = SLP_SENT_SAME };
    struct sl_err err;
    assert_int_equal(slp_state_compare(state, &row, &last, &err), 0);
    return last.sent;
}

static void
remember(struct slp_state *state, const char *key, const char *payload, uint64_t lsn)
{
    const struct slp_sent_row row = { .key = sl_str_of(key),
                                      .payload = sl_str_of(payload),
                                      .lsn = lsn };
    struct sl_err err;
    assert_int_equal(slp_state_remember(state, &row, &err), 0);
}

static void
forget(struct slp_state *state, const char *key)
{
    struct sl_err err;
    assert_int_equal(slp_state_forget(state, 0, sl_str_of(key), &err), 0);
}

/* A state of a pusher that streams. */
static struct slp_state *
open_streaming(void)
{
    struct slp_state *state = open_state(&policy);
    save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    save(state, SLP_PHASE_STREAM, 0, 0);
    return state;
}

/* As after kill -9: what was not saved is dropped, or was committed along the way. */
static struct slp_state *
restart(struct slp_state *state)
{
    slp_state_close(state);
    return open_state(&policy);
}

static void
the_position_survives(void **unused)
{
    (void)unused;
    struct slp_state *state = open_state(&policy);
    assert_int_equal(slp_state_position(state)->phase, SLP_PHASE_NONE);
    save(state, SLP_PHASE_STREAM, 100, 42);
    state = restart(state);
    assert_int_equal(slp_state_position(state)->phase, SLP_PHASE_STREAM);
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    assert_int_equal(slp_state_ordinals(state)[0], 42);
    slp_state_close(state);
}

/* Also where two runs begin in the same second. */
static void
every_run_has_a_higher_number(void **unused)
{
    (void)unused;
    time_t before = time(NULL);
    struct slp_state *state = open_state(&policy);
    uint32_t first = slp_state_run(state);
    save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    assert_in_range(first, before, before + 60);
    for (uint32_t more = 1; more <= 3; more++) {
        save(state, SLP_PHASE_STREAM, 100, 0);
        state = restart(state);
        assert_in_range(slp_state_run(state), first + more, before + 60);
    }
    slp_state_close(state);
}

static int
check(const struct slp_state *state, const char *system, const char *database, const char *slot,
      struct sl_err *reterr)
{
    struct slp_identity identity = { .timeline = 1 };
    (void)snprintf(identity.system_identifier, sizeof identity.system_identifier, "%s", system);
    (void)snprintf(identity.database, sizeof identity.database, "%s", database);
    return slp_state_check(state, &identity, slot, reterr);
}

static void
another_database_slot_or_policy_is_refused(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = open_state(&policy);
    assert_int_equal(check(state, "1", "any", "any", &err), 0);
    save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    save(state, SLP_PHASE_STREAM, 100, 0);
    assert_int_equal(check(state, "7001", "platform", "sluice", &err), 0);
    assert_int_equal(check(state, "7002", "platform", "sluice", &err), -1);
    assert_int_equal(err.class, SL_GAP);
    assert_true(err.remedy[0] != '\0');
    assert_int_equal(check(state, "7001", "other", "sluice", &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_int_equal(check(state, "7001", "platform", "other", &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    slp_state_close(state);
    struct slp_position seen;
    uint64_t bound_lsn;
    assert_int_equal(slp_state_peek(path, &seen, &bound_lsn, &err), 0);
    assert_int_equal(seen.phase, SLP_PHASE_STREAM);
    assert_int_equal(seen.flush_lsn, 100);
    assert_int_equal(slp_state_peek("/nonexistent", &seen, &bound_lsn, &err), 0);
    assert_int_equal(seen.phase, SLP_PHASE_NONE);
    struct sl_policy other = policy_of(only_orders, 1);
    assert_null(slp_state_open(path, &other, &err));
    assert_int_equal(err.class, SL_CONFIG);
    assert_true(err.remedy[0] != '\0');
}

static void
a_place_that_cannot_be_used_is_named(void **unused)
{
    (void)unused;
    struct sl_err err;
    char missing[128];
    (void)snprintf(missing, sizeof missing, "%s/no/such", folder);
    assert_null(slp_state_open(missing, &policy, &err));
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, missing));
    assert_null(slp_state_open("/dev/null", &policy, &err));
    assert_int_equal(err.class, SL_CONFIG);
}

/* ---- coverage ------------------------------------------------------------------------------- */

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
    struct slp_state *state = open_streaming();
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_NEW);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    struct sl_policy wider = policy_of(people_and_orders, 2);
    state = open_state(&wider);
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
    struct slp_state *state = open_streaming();
    save(state, SLP_PHASE_STREAM, 100, 42);
    cover(state, 0, 5, "people's");
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    state = restart(state);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    assert_int_equal(slp_state_ordinals(state)[0], 42);
    slp_state_coverage(state, 0)->status = SLP_FILLING; /* rides with the next save alone */
    state = restart(state);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_coverage(state, 0)->status = SLP_FILLING;
    save(state, SLP_PHASE_STREAM, 110, 43);
    state = restart(state);
    assert_int_equal(slp_state_coverage(state, 0)->status, SLP_FILLING);
    slp_state_close(state);
}

static void
a_fill_comes_no_further_than_what_is_delivered(void **unused)
{
    (void)unused;
    struct slp_state *state = open_streaming();
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
    state = restart(state);
    assert_int_equal(slp_state_coverage(state, 0)->next, SLP_TID(7, 3));
    slp_state_close(state);
}

/* Its changes are confirmed and not sent meanwhile. What was paused stays so. */
static void
what_a_pusher_does_not_have_is_uncovered(void **unused)
{
    (void)unused;
    const struct sl_policy both = policy_of(people_and_orders, 2);
    const struct sl_policy narrower = policy_of(only_orders, 1);
    struct slp_state *state = open_state(&both);
    save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    cover(state, 1, 6, "orders'");
    slp_state_close(state);
    slp_state_close(open_state(&narrower)); /* stopped before anything was saved */
    state = open_state(&both);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_NOT_IN_PUSHER);
    expect_coverage(state, 1, SLP_COVERED, SLP_CAUSE_NONE);
    assert_int_equal(slp_state_coverage(state, 0)->gen, 5);
    struct sl_err err;
    slp_state_coverage(state, 0)->status = SLP_PAUSED;
    assert_int_equal(slp_state_save_coverage(state, 0, &err), 0);
    slp_state_close(state);
    slp_state_close(open_state(&narrower));
    state = open_state(&both);
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
    assert_int_equal(slp_store_open(&store, path, &err), 0);
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
    struct slp_state *state = open_streaming();
    save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    run_older_pusher(100, false); /* it delivered nothing */
    state = open_state(&policy);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_close(state);
    run_older_pusher(110, false);
    state = open_state(&policy);
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
    assert_int_equal(slp_state_each_coverage(path, take_name, &names, &err), 0);
    assert_string_equal(names.text, expected);
}

/* Looking changes nothing, and releases that no pusher has any more are told as well. */
static void
anybody_may_look_at_the_coverage(void **unused)
{
    (void)unused;
    const struct sl_policy both = policy_of(people_and_orders, 2);
    expect_names("");
    struct slp_state *state = open_state(&both);
    save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    slp_state_close(state);
    expect_names("lake.orders uncovered;lake.people covered;");
    run_older_pusher(100, true);
    expect_names("");
}

/* In steps, since each is a write to the disk. */
static void
nothing_above_the_bound_was_handed_over(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = open_streaming();
    assert_int_equal(slp_state_bound(state), 0);
    assert_int_equal(slp_state_raise_bound(state, 1000, &err), 0);
    const uint64_t bound = slp_state_bound(state);
    assert_true(bound > 1000);
    state = restart(state);
    assert_int_equal(slp_state_bound(state), bound);
    assert_int_equal(slp_state_raise_bound(state, bound, &err), 0);
    assert_int_equal(slp_state_bound(state), bound);
    assert_int_equal(slp_state_raise_bound(state, bound + 1, &err), 0);
    assert_true(slp_state_bound(state) > bound + 1);
    cover(state, 0, 5, "people's");
    save(state, SLP_PHASE_STREAM, 100, 0);
    state = restart(state);
    assert_true(slp_state_bound(state) > bound + 1);
    expect_coverage(state, 0, SLP_COVERED, SLP_CAUSE_NONE);
    slp_state_close(state);
    struct slp_position seen;
    uint64_t seen_bound;
    assert_int_equal(slp_state_peek(path, &seen, &seen_bound, &err), 0);
    assert_true(seen_bound > bound + 1);
    run_older_pusher(100, true);
    assert_int_equal(slp_state_peek(path, &seen, &seen_bound, &err), 0);
    assert_int_equal(seen.flush_lsn, 100);
    assert_int_equal(seen_bound, 0);
}

/* The server may have lost what was sent: nothing of its present history was. */
static void
everything_may_be_uncovered_at_once(void **unused)
{
    (void)unused;
    const struct sl_policy both = policy_of(people_and_orders, 2);
    struct sl_err err;
    struct slp_state *state = open_state(&both);
    cover(state, 0, 5, "people's");
    slp_state_coverage(state, 1)->status = SLP_PAUSED;
    assert_int_equal(slp_state_raise_bound(state, 1000, &err), 0);
    slp_state_uncover_all(state, SLP_CAUSE_FAILOVER);
    slp_state_reset_bound(state);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    assert_int_equal(slp_state_coverage(state, 1)->status, SLP_PAUSED);
    slp_state_uncover_all(state, SLP_CAUSE_SLOT); /* the first cause is the one to tell */
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    save(state, SLP_PHASE_STREAM, 100, 0);
    slp_state_close(state);
    state = open_state(&both);
    expect_coverage(state, 0, SLP_UNCOVERED, SLP_CAUSE_FAILOVER);
    assert_int_equal(slp_state_bound(state), 0);
    slp_state_close(state);
}

/* What it asks before it streams; a release that waits for its first fill is new to it, too. */
static void
an_older_pusher_knows_what_was_covered(void **unused)
{
    (void)unused;
    const struct sl_policy both = policy_of(people_and_orders, 2);
    struct slp_state *state = open_state(&both);
    save(state, SLP_PHASE_STREAM, 100, 0);
    cover(state, 0, 5, "people's");
    save(state, SLP_PHASE_STREAM, 110, 0);
    slp_state_close(state);
    struct slp_store store;
    struct slp_stored_release release;
    struct sl_err err;
    assert_int_equal(slp_store_open(&store, path, &err), 0);
    assert_int_equal(slp_store_begin(&store, &err), 0);
    assert_int_equal(slp_store_read_release(&store, &people, &release, &err), 0);
    assert_true(release.adopted);
    assert_memory_equal(release.sha256, people.ir_sha256, strlen(people.ir_sha256));
    assert_int_equal(slp_store_read_release(&store, &orders, &release, &err), 0);
    assert_false(release.adopted);
    slp_store_close(&store);
}

/* ---- digests -------------------------------------------------------------------------------- */

static void
only_what_differs_is_sent(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = open_state(&policy);
    assert_true(differs(state, "k", "A", 10));
    assert_false(differs(state, "k", "A", 11));
    assert_true(differs(state, "k", "B", 12));
    assert_true(differs(state, "other", "B", 12));
    forget(state, "k");
    assert_true(differs(state, "k", "B", 13));
    forget(state, "k");
    remember(state, "k", "C", 13);
    assert_false(differs(state, "k", "C", 13));
    remember(state, "k", "B", 13);
    assert_false(differs(state, "k", "B", 13));
    assert_int_equal(slp_state_forget_all(state, 0, &err), 0);
    assert_true(differs(state, "k", "B", 14));
    assert_true(differs(state, "other", "B", 14));
    assert_false(differs(state, "k", "B", 15));
    slp_state_close(state);
}

/* While a release is filled, a row of which nothing is known waits: it was not sent. */
static void
what_is_unknown_may_stay_so(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = open_state(&policy);
    assert_int_equal(compare_known(state, "k", "A", 10), SLP_SENT_UNKNOWN);
    assert_int_equal(compare_known(state, "k", "A", 11), SLP_SENT_UNKNOWN);
    assert_int_equal(compare(state, "k", "A", 12), SLP_SENT_UNKNOWN);
    assert_int_equal(compare_known(state, "k", "A", 13), SLP_SENT_SAME);
    assert_int_equal(compare_known(state, "k", "B", 14), SLP_SENT_OTHER);
    assert_int_equal(compare_known(state, "k", "B", 15), SLP_SENT_SAME);
    assert_int_equal(slp_state_forget_all(state, 0, &err), 0);
    assert_int_equal(compare_known(state, "k", "B", 16), SLP_SENT_UNKNOWN);
    slp_state_close(state);
}

/* Of a row whose fields were made with that time. */
static void
expect_last(struct slp_state *state, const struct slp_sent_row *row, enum slp_sent sent,
            uint32_t made_s)
{
    struct slp_sent_last last;
    struct sl_err err;
    assert_int_equal(slp_state_compare(state, row, &last, &err), 0);
    assert_int_equal(last.sent, sent);
    assert_int_equal(last.made_s, made_s);
}

/* A field that is made of the commit time differs with every change: the same change is looked at again as
 * of the time that the row was sent with. */
static void
the_time_that_a_row_was_made_with_is_kept(void **unused)
{
    (void)unused;
    struct slp_state *state = open_streaming();
    struct slp_sent_row row = {
        .key = SL_STR("k"), .payload = SL_STR("A"), .lsn = 10, .made_s = 1000
    };
    expect_last(state, &row, SLP_SENT_UNKNOWN, 0);
    row.payload = SL_STR("B");
    row.made_s = 2000;
    row.leave_other = true;
    expect_last(state, &row, SLP_SENT_OTHER, 1000);
    expect_last(state, &row, SLP_SENT_OTHER, 1000);
    row.leave_other = false;
    expect_last(state, &row, SLP_SENT_OTHER, 1000);
    row.made_s = 3000;
    expect_last(state, &row, SLP_SENT_SAME, 2000);
    save(state, SLP_PHASE_STREAM, 10, 0);
    state = restart(state);
    expect_last(state, &row, SLP_SENT_SAME, 2000);
    slp_state_close(state);
}

static void
what_was_saved_is_not_sent_again_and_what_was_not_is(void **unused)
{
    (void)unused;
    struct slp_state *state = open_streaming();
    assert_true(differs(state, "k", "A", 10));
    save(state, SLP_PHASE_STREAM, 10, 0);
    assert_true(differs(state, "k", "B", 20));
    save(state, SLP_PHASE_STREAM, 15, 0); /* commits the digest of 20 with a position before it */
    state = restart(state);
    assert_false(differs(state, "k", "A", 16)); /* as the first time: nothing to tell */
    assert_true(differs(state, "k", "B", 20));  /* may not have arrived */
    assert_false(differs(state, "k", "B", 21));
    save(state, SLP_PHASE_STREAM, 25, 0);
    state = restart(state);
    assert_false(differs(state, "k", "B", 26));
    slp_state_close(state);
}

/* A, B, A: the last A equals what is confirmed, and is needed all the same. */
static void
a_value_that_came_back_is_sent_again_after_a_restart(void **unused)
{
    (void)unused;
    struct slp_state *state = open_streaming();
    assert_true(differs(state, "k", "A", 10));
    save(state, SLP_PHASE_STREAM, 10, 0);
    assert_true(differs(state, "k", "B", 20));
    assert_true(differs(state, "k", "A", 30));
    save(state, SLP_PHASE_STREAM, 25, 0);
    state = restart(state);
    assert_true(differs(state, "k", "A", 30));
    slp_state_close(state);
}

enum { STEPS = 40 };

/* One row's history, what of it the lake holds, and where the pusher is. */
struct play {
    struct slp_state *state;
    char history[STEPS][2];
    bool inserted[STEPS]; /* sent whatever was sent before */
    bool in_lake[STEPS];
    int at, furthest;
    uint64_t saved;
    bool crash_loses; /* what was sent behind the saved position, or nothing */
};

static void
crash(struct play *play)
{
    play->state = restart(play->state);
    play->at = (int)play->saved;
    for (int step = play->at; play->crash_loses && step < STEPS; step++)
        play->in_lake[step] = false;
}

/* The lake's newest record by position is what the row is; true also in a replay, whose newest may
 * have come before the crash. */
static void
check_lake(const struct play *play)
{
    int last = play->crash_loses ? play->at - 1 : play->furthest - 1;
    int newest = last;
    while (newest >= 0 && !play->in_lake[newest])
        newest--;
    assert_true(newest >= 0);
    assert_string_equal(play->history[newest], play->history[last]);
}

static void
play_step(struct play *play)
{
    const char *value = play->history[play->at];
    uint64_t lsn = (uint64_t)play->at + 1;
    if (play->inserted[play->at])
        remember(play->state, "k", value, lsn);
    play->in_lake[play->at] |= play->inserted[play->at] || differs(play->state, "k", value, lsn);
    play->at++;
}

static void
play_history(unsigned seed)
{
    struct play play = { .state = open_streaming(), .crash_loses = seed % 2 == 0 };
    for (int at = 0; at < STEPS; at++) {
        play.history[at][0] = (char)('A' + rand_r(&seed) % 3);
        play.inserted[at] = rand_r(&seed) % 8 == 0;
    }
    while (play.at < STEPS) {
        uint64_t lsn = (uint64_t)play.at + 1;
        play_step(&play);
        play.furthest = play.at > play.furthest ? play.at : play.furthest;
        check_lake(&play);
        if (rand_r(&seed) % 8 == 0 && play.saved < lsn) {
            play.saved += (uint64_t)rand_r(&seed) % (lsn - play.saved) + 1;
            save(play.state, SLP_PHASE_STREAM, play.saved, 0);
        }
        if (rand_r(&seed) % 16 == 0)
            crash(&play);
    }
    slp_state_close(play.state);
}

/* Random histories of one row with crashes at random positions: replayed from the saved position,
 * the last record is always what the row is, whether those on their way arrived or not. */
static void
random_replays_leave_the_last_value(void **unused)
{
    (void)unused;
    for (unsigned seed = 1; seed <= 60; seed++) {
        play_history(seed);
        assert_int_equal(nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
    }
}

enum { MANY_ROWS = 60000, ROUNDS = 4 };

/* Rows that come and go, more of them than are written at once: the table holds what came last. */
static void
a_large_table_holds_what_was_written_last(void **unused)
{
    (void)unused;
    unsigned seed = 7;
    char *held = calloc(MANY_ROWS, 1); /* by row: its payload's letter, 0: gone */
    struct slp_state *state = open_streaming();
    assert_non_null(held);
    for (uint64_t round = 1; round <= ROUNDS; round++) {
        for (int row = 0; row < MANY_ROWS; row++) {
            char key[16], payload[] = { (char)('A' + rand_r(&seed) % 26), '\0' };
            if (rand_r(&seed) % 3 == 0)
                continue;
            (void)snprintf(key, sizeof key, "k%d", row);
            held[row] = rand_r(&seed) % 2 == 0 ? payload[0] : '\0';
            if (held[row] != '\0')
                remember(state, key, payload, round);
            else
                forget(state, key);
        }
        save(state, SLP_PHASE_STREAM, round, 0);
        state = restart(state);
    }
    for (int row = 0; row < MANY_ROWS; row++) {
        char key[16], payload[] = { held[row] != '\0' ? held[row] : 'A', '\0' };
        (void)snprintf(key, sizeof key, "k%d", row);
        assert_int_equal(differs(state, key, payload, ROUNDS + 1), held[row] == '\0');
    }
    slp_state_close(state);
    free(held);
}

static void
old_epochs_are_purged(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = open_streaming();
    char key[16];
    for (int at = 0; at < 3000; at++) {
        (void)snprintf(key, sizeof key, "k%d", at);
        assert_true(differs(state, key, "A", 10));
    }
    assert_int_equal(slp_state_forget_all(state, 0, &err), 0);
    assert_true(differs(state, "k1", "A", 20));
    for (uint64_t lsn = 20; lsn < 30; lsn++)
        save(state, SLP_PHASE_STREAM, lsn, 0);
    assert_false(differs(state, "k1", "A", 31));
    assert_true(differs(state, "k2", "A", 31));
    slp_state_close(state);
}

#define STATE_TEST(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STATE_TEST(the_position_survives),
        STATE_TEST(every_run_has_a_higher_number),
        STATE_TEST(another_database_slot_or_policy_is_refused),
        STATE_TEST(a_place_that_cannot_be_used_is_named),
        STATE_TEST(a_release_is_uncovered_until_it_is_filled),
        STATE_TEST(coverage_is_durable_without_a_position),
        STATE_TEST(a_fill_comes_no_further_than_what_is_delivered),
        STATE_TEST(what_a_pusher_does_not_have_is_uncovered),
        STATE_TEST(what_an_older_pusher_moved_is_uncovered),
        STATE_TEST(anybody_may_look_at_the_coverage),
        STATE_TEST(nothing_above_the_bound_was_handed_over),
        STATE_TEST(everything_may_be_uncovered_at_once),
        STATE_TEST(an_older_pusher_knows_what_was_covered),
        STATE_TEST(only_what_differs_is_sent),
        STATE_TEST(what_is_unknown_may_stay_so),
        STATE_TEST(the_time_that_a_row_was_made_with_is_kept),
        STATE_TEST(what_was_saved_is_not_sent_again_and_what_was_not_is),
        STATE_TEST(a_value_that_came_back_is_sent_again_after_a_restart),
        STATE_TEST(random_replays_leave_the_last_value),
        STATE_TEST(a_large_table_holds_what_was_written_last),
        STATE_TEST(old_epochs_are_purged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
