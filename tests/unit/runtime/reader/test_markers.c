/* Of the markers: a lake that is not the one that was sent to is told, and what is marked when. */
#include "handoff/frame.h"
#include "log.h"
#include "maxima.h"
#include "reader/markers.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define ID "0123456789abcdef0123456789abcdef"
#define OTHER_ID "1123456789abcdef0123456789abcdef"

static const struct sl_projection people = { .destination = "lake", .stream = "people" };
static const struct sl_projection orders = { .destination = "store", .stream = "orders" };
static const struct sl_projection *const releases[] = { &people, &orders };
static const struct sl_destination destinations[] = { { .name = "lake" }, { .name = "store" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 2, .projections = releases, .nprojections = 2
};

static char folder[64], path[80];
static struct slp_state *state;
static struct slp_checkpoint *checkpoint;
static struct slp_handoff *handoff;
static struct slp_markers *markers;
static int records_out, results_in;
static struct sl_err err;

/* ---- life ---------------------------------------------------------------------------------- */

/* As a start: the state is read anew. */
static void
start(void)
{
    int records[2], results[2];
    assert_int_equal(pipe(records), 0);
    assert_int_equal(pipe(results), 0);
    records_out = records[0];
    results_in = results[1];
    state = slp_state_open(path, &policy, &err);
    checkpoint = slp_checkpoint_new(&policy, 100, NULL);
    handoff = slp_handoff_new(records[1], results[0], &err);
    assert_non_null(state);
    assert_non_null(checkpoint);
    assert_non_null(handoff);
    markers = slp_markers_new(&policy, state, checkpoint, handoff);
    assert_non_null(markers);
}

static void
stop(void)
{
    slp_markers_free(markers);
    slp_handoff_free(handoff);
    slp_checkpoint_free(checkpoint);
    slp_state_close(state);
    (void)close(records_out);
    (void)close(results_in);
}

static int
set_up(void **context)
{
    (void)context;
    (void)snprintf(folder, sizeof folder, "/tmp/sluice-test-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/state", folder);
    start();
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
tear_down(void **context)
{
    (void)context;
    stop();
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- the other end -------------------------------------------------------------------------- */

/* What the reader asks next of the sender; of kind 0: nothing. */
static struct slp_frame
asked(void)
{
    static struct sl_buf bytes;
    static size_t taken;
    struct slp_frame frame = { .number = 0 };
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    if (taken == bytes.len) {
        char room[256];
        struct slp_frame mark = { .kind = SLP_FRAME_FLUSH }; /* so that there is something */
        assert_int_equal(slp_handoff_add(handoff, &mark, &err), 0);
        assert_int_equal(slp_handoff_write(handoff, &err), 0);
        ssize_t got = read(records_out, room, sizeof room);
        assert_true(got > 0);
        sl_buf_done(&bytes);
        sl_buf_init(&bytes, SL_KIB);
        sl_buf_add_str(&bytes, (struct sl_str) { room, (size_t)got });
        taken = 0;
    }
    ptrdiff_t length = slp_frame_read(sl_str_from(sl_buf_str(&bytes), taken), &frame, &err);
    assert_true(length > 0);
    taken += (size_t)length;
    if (taken == bytes.len) {
        sl_buf_done(&bytes);
        sl_buf_init(&bytes, SL_KIB);
        taken = 0;
    }
    return frame;
}

static int
answer(uint32_t destination, const char *id, uint64_t number)
{
    struct slp_result_message result = { .kind =
                                             id != NULL ? SLP_RESULT_MARKER : SLP_RESULT_NO_MARKER,
                                         .destination = destination,
                                         .number = number };
    (void)snprintf(result.marker_id, sizeof result.marker_id, "%s", id != NULL ? id : "");
    return slp_markers_take(markers, &result, &err);
}

/* Both tell, and are compared. */
static void
meet(const char *id, uint64_t number)
{
    assert_int_equal(slp_markers_ask(markers, &err), 0);
    for (uint32_t at = 0; at < 2; at++) {
        struct slp_frame frame = asked();
        assert_int_equal(frame.kind, SLP_FRAME_TELL_MARKER);
        assert_int_equal(frame.destination, at);
    }
    assert_int_equal(asked().kind, SLP_FRAME_FLUSH);
    assert_string_equal(slp_markers_due(markers), "lake");
    assert_int_equal(answer(0, id, number), 0);
    assert_string_equal(slp_markers_due(markers), "store");
    assert_int_equal(answer(1, NULL, 0), 0);
    assert_null(slp_markers_due(markers));
    slp_markers_compare(markers);
}

/* One more record of the release is handed over and delivered. */
static void
deliver(uint32_t projection, uint64_t lsn)
{
    slp_checkpoint_begin(checkpoint, &(struct slp_origin) { .xid = 7 });
    const struct slp_count count = slp_checkpoint_record(checkpoint, projection);
    slp_checkpoint_commit(checkpoint, lsn);
    assert_true(slp_checkpoint_delivered(checkpoint, projection, count.number));
}

static void
save(void)
{
    static const uint64_t ordinals[2];
    static const slp_tid next[2] = { UINT64_MAX, UINT64_MAX };
    const struct slp_state_progress progress = { ordinals, next };
    const struct slp_position position = { .system_identifier = "7001",
                                           .database = "platform",
                                           .slot = "sluice",
                                           .timeline = 1,
                                           .phase = SLP_PHASE_STREAM,
                                           .flush_lsn = 100 };
    for (uint32_t at = 0; at < 2; at++)
        slp_state_coverage(state, at)->status = SLP_COVERED;
    assert_int_equal(slp_state_save(state, &position, &progress, &err), 0);
}

/* The state of an earlier run holds that the lake has the marker with that number. */
static void
earlier_run(uint64_t number)
{
    meet(ID, number);
    save();
    stop();
    start();
}

static void
expect_uncovered(bool uncovered)
{
    const struct slp_coverage *lake = slp_state_coverage(state, 0);
    assert_int_equal(lake->status, uncovered ? SLP_UNCOVERED : SLP_COVERED);
    if (uncovered)
        assert_string_equal(lake->cause, "destination");
    assert_int_equal(slp_state_coverage(state, 1)->status, SLP_COVERED);
}

/* ---- at the start --------------------------------------------------------------------------- */

static void
the_lake_that_was_sent_to_is_covered(void **context)
{
    (void)context;
    earlier_run(7);
    meet(ID, 7);
    expect_uncovered(false);
}

static void
a_marker_that_is_ahead_of_the_state_is_right(void **context)
{
    (void)context;
    earlier_run(7);
    meet(ID, 8);
    expect_uncovered(false);
    assert_int_equal(slp_state_marker(state, 0)->number, 8);
}

static void
an_older_lake_is_not(void **context)
{
    (void)context;
    earlier_run(7);
    meet(ID, 6);
    expect_uncovered(true);
    assert_non_null(strstr(slp_state_coverage(state, 0)->detail, "6"));
    assert_int_equal(slp_state_marker(state, 0)->number, 6);
}

static void
another_lake_is_not(void **context)
{
    (void)context;
    earlier_run(7);
    meet(OTHER_ID, 7);
    expect_uncovered(true);
    assert_string_equal(slp_state_marker(state, 0)->id, OTHER_ID);
}

static void
a_lake_without_a_marker_is_not(void **context)
{
    (void)context;
    earlier_run(7);
    meet("", 0);
    expect_uncovered(true);
    assert_string_equal(slp_state_marker(state, 0)->id, "");
}

static void
a_state_that_knows_none_takes_what_is_there(void **context)
{
    (void)context;
    save();
    stop();
    start();
    meet(ID, 7);
    expect_uncovered(false);
    assert_string_equal(slp_state_marker(state, 0)->id, ID);
}

static void
where_nobody_may_look_the_state_keeps_what_it_knows(void **context)
{
    (void)context;
    earlier_run(7);
    meet(NULL, 0);
    expect_uncovered(false);
    assert_string_equal(slp_state_marker(state, 0)->id, ID);
}

/* ---- marks ---------------------------------------------------------------------------------- */

static void
a_destination_is_marked_for_what_became_part_of_the_position(void **context)
{
    (void)context;
    meet("", 0);
    assert_false(slp_markers_want(markers));
    deliver(1, 200); /* of the one that keeps none */
    assert_false(slp_markers_want(markers));
    deliver(0, 300);
    assert_true(slp_markers_want(markers));
    assert_int_equal(slp_markers_mark(markers, false, &err), 0);
    const struct slp_frame frame = asked();
    assert_int_equal(frame.kind, SLP_FRAME_MARK);
    assert_int_equal(frame.destination, 0);
    assert_int_equal(frame.number, 1);
    assert_int_equal(asked().kind, SLP_FRAME_FLUSH);
    deliver(0, 400); /* meanwhile */
    assert_int_equal(answer(0, ID, 1), 0);
    assert_true(slp_markers_keep(markers));
    assert_false(slp_markers_keep(markers));
    assert_string_equal(slp_state_marker(state, 0)->id, ID);
    assert_true(slp_markers_want(markers));
}

static void
what_is_delivered_and_not_part_of_the_position_is_not_marked(void **context)
{
    (void)context;
    meet("", 0);
    slp_checkpoint_begin(checkpoint, &(struct slp_origin) { .xid = 7 });
    const struct slp_count count = slp_checkpoint_record(checkpoint, 0);
    assert_true(slp_checkpoint_delivered(checkpoint, 0, count.number));
    assert_false(slp_markers_want(markers));
    slp_checkpoint_commit(checkpoint, 200);
    assert_true(slp_markers_want(markers));
}

static void
an_older_marker_leaves_the_destination_to_be_marked(void **context)
{
    (void)context;
    meet(ID, 7);
    deliver(0, 200);
    assert_int_equal(slp_markers_mark(markers, false, &err), 0);
    assert_int_equal(asked().number, 8);
    assert_int_equal(asked().kind, SLP_FRAME_FLUSH);
    assert_int_equal(answer(0, ID, 7), 0);
    assert_false(slp_markers_keep(markers));
    assert_true(slp_markers_want(markers));
    assert_int_equal(slp_markers_mark(markers, true, &err), 0);
    assert_int_equal(asked().kind, SLP_FRAME_MARK_AT_ONCE);
    assert_int_equal(asked().kind, SLP_FRAME_FLUSH);
    assert_int_equal(answer(0, ID, 8), 0);
    assert_true(slp_markers_keep(markers));
    assert_false(slp_markers_want(markers));
}

static void
an_answer_to_nothing_is_refused(void **context)
{
    (void)context;
    assert_int_equal(answer(0, ID, 1), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_int_equal(answer(2, ID, 1), -1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_lake_that_was_sent_to_is_covered),
        TEST(a_marker_that_is_ahead_of_the_state_is_right),
        TEST(an_older_lake_is_not),
        TEST(another_lake_is_not),
        TEST(a_lake_without_a_marker_is_not),
        TEST(a_state_that_knows_none_takes_what_is_there),
        TEST(where_nobody_may_look_the_state_keeps_what_it_knows),
        TEST(a_destination_is_marked_for_what_became_part_of_the_position),
        TEST(what_is_delivered_and_not_part_of_the_position_is_not_marked),
        TEST(an_older_marker_leaves_the_destination_to_be_marked),
        TEST(an_answer_to_nothing_is_refused),
    };
    sl_log_init("test", SL_LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
