/* test_digests.c - digests of what was sent last, also those that a crash left behind the position. */
#include "state_folder.h"

#include <stdio.h>
#include <stdlib.h>

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

/* Saves the position behind the transaction whose commit record is at `lsn`. */
static void
save_behind(struct slp_state *state, uint64_t lsn)
{
    state_save(state, SLP_PHASE_STREAM, lsn + 1, 0);
}

static void
only_what_differs_is_sent(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = state_open(&state_policy);
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
    struct slp_state *state = state_open(&state_policy);
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
    struct slp_state *state = state_open_streaming();
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
    save_behind(state, 10);
    state = state_restart(state);
    expect_last(state, &row, SLP_SENT_SAME, 2000);
    slp_state_close(state);
}

static void
what_was_saved_is_not_sent_again_and_what_was_not_is(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    assert_true(differs(state, "k", "A", 10));
    save_behind(state, 10);
    assert_true(differs(state, "k", "B", 20));
    save_behind(state, 15); /* commits the digest of 20 with a position before it */
    state = state_restart(state);
    assert_false(differs(state, "k", "A", 16)); /* as the first time: nothing to tell */
    assert_true(differs(state, "k", "B", 20));  /* may not have arrived */
    assert_false(differs(state, "k", "B", 21));
    save_behind(state, 25);
    state = state_restart(state);
    assert_false(differs(state, "k", "B", 26));
    slp_state_close(state);
}

/* A position is where everything was read: the next commit record may stand right there, so that the position
 * is the place of a transaction that it does not take in. */
static void
a_transaction_at_the_position_itself_may_not_have_arrived(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    assert_true(differs(state, "k", "A", 10));
    state_save(state, SLP_PHASE_STREAM, 20, 0);
    assert_true(differs(state, "k", "B", 20));
    state_save(state, SLP_PHASE_STREAM, 20, 0); /* with the digest */
    state = state_restart(state);
    assert_true(differs(state, "k", "B", 20));
    assert_true(differs(state, "k", "C", 30));
    state = state_restart(state);
    assert_true(differs(state, "k", "B", 20));
    slp_state_close(state);
}

/* A, B, A: the last A equals what is confirmed, and is needed all the same. */
static void
a_value_that_came_back_is_sent_again_after_a_restart(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open_streaming();
    assert_true(differs(state, "k", "A", 10));
    save_behind(state, 10);
    assert_true(differs(state, "k", "B", 20));
    assert_true(differs(state, "k", "A", 30));
    save_behind(state, 25);
    state = state_restart(state);
    assert_true(differs(state, "k", "A", 30));
    slp_state_close(state);
}

enum { STEPS = 40 };

/* One row's history, what of it the lake holds, and where the pusher is. Each transaction ends where the next
 * one's commit record begins. */
struct play {
    struct slp_state *state;
    char history[STEPS][2];
    bool inserted[STEPS]; /* sent whatever was sent before */
    bool in_lake[STEPS];
    int at, furthest;
    uint64_t saved;   /* so many transactions */
    bool crash_loses; /* what was sent behind the saved position, or nothing */
};

static void
crash(struct play *play)
{
    play->state = state_restart(play->state);
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
    struct play play = { .state = state_open_streaming(), .crash_loses = seed % 2 == 0 };
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
            save_behind(play.state, play.saved);
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
        assert_int_equal(state_remove_path(state_path), 0);
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
    struct slp_state *state = state_open_streaming();
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
        save_behind(state, round);
        state = state_restart(state);
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
    struct slp_state *state = state_open_streaming();
    char key[16];
    for (int at = 0; at < 3000; at++) {
        (void)snprintf(key, sizeof key, "k%d", at);
        assert_true(differs(state, key, "A", 10));
    }
    assert_int_equal(slp_state_forget_all(state, 0, &err), 0);
    assert_true(differs(state, "k1", "A", 20));
    for (uint64_t lsn = 20; lsn < 30; lsn++)
        save_behind(state, lsn);
    assert_false(differs(state, "k1", "A", 31));
    assert_true(differs(state, "k2", "A", 31));
    slp_state_close(state);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STATE_TEST(only_what_differs_is_sent),
        STATE_TEST(what_is_unknown_may_stay_so),
        STATE_TEST(the_time_that_a_row_was_made_with_is_kept),
        STATE_TEST(what_was_saved_is_not_sent_again_and_what_was_not_is),
        STATE_TEST(a_transaction_at_the_position_itself_may_not_have_arrived),
        STATE_TEST(a_value_that_came_back_is_sent_again_after_a_restart),
        STATE_TEST(random_replays_leave_the_last_value),
        STATE_TEST(a_large_table_holds_what_was_written_last),
        STATE_TEST(old_epochs_are_purged),
    };
    return cmocka_run_group_tests_name("digests", tests, NULL, NULL);
}
