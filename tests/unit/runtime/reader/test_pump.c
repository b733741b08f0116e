/* What the pump saves of a fill while the stream brings nothing: how far it has come, once that is
 * delivered; and how long it waits for one destination. */
#include "reader/pump.h"

#include "../handoff/pipes.h"
#include "state_folder.h"

#include <sys/socket.h>
#include <unistd.h>

enum { STREAM_LSN = 0x5000 }; /* where the stream stands all the time */

static struct pipes pipes;
static int control[2];
static struct slp_pump pump;
static uint64_t ordinal, progress;
static slp_tid next;
static uint16_t serial;
static struct slp_owed owed[8];
static struct sl_err err;

static int
set_up(void **state)
{
    if (state_make_folder(state) != 0)
        return -1;
    pipes_open(&pipes);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control), 0);
    serial = 1;
    pump = (struct slp_pump) {
        .policy = &state_policy,
        .handoff = slp_handoff_new(pipes.records_in, pipes.results_out, &err),
        .checkpoint = slp_checkpoint_new(&state_policy, STREAM_LSN, NULL),
        .state = state_open(&state_policy),
        .control_fd = control[1],
        .requests = slp_requests_new(control[1], state_policy.nprojections, &err),
        .position = { .phase = SLP_PHASE_STREAM, .flush_lsn = STREAM_LSN },
        .ordinals = &ordinal,
        .progress = &progress,
        .next = &next,
        .serials = &serial,
        .owed = owed,
    };
    assert_true(state_policy.ndestinations <= sizeof owed / sizeof *owed);
    pipes.records_in = pipes.results_out = -1;
    slp_state_coverage(pump.state, 0)->status = SLP_FILLING;
    pump.markers = slp_markers_new(&state_policy, pump.state, pump.checkpoint, pump.handoff);
    return slp_pump_save(&pump, SLP_PHASE_STREAM, &err);
}

static int
tear_down(void **state)
{
    slp_markers_free(pump.markers);
    slp_state_close(pump.state);
    slp_requests_free(pump.requests);
    slp_checkpoint_free(pump.checkpoint);
    slp_handoff_free(pump.handoff);
    pipes_close(&pipes);
    (void)close(control[0]);
    (void)close(control[1]);
    return state_remove_folder(state);
}

/* A chunk of one record, after which the fill goes on at `place`; its number. */
static uint64_t
hand_over_a_chunk(slp_tid place)
{
    slp_checkpoint_begin(pump.checkpoint, &(struct slp_origin) { .xid = 7 });
    const uint64_t number = slp_checkpoint_record(pump.checkpoint, 0).number;
    slp_checkpoint_set_progress(pump.checkpoint, 0, ((uint64_t)serial << 48) | place);
    slp_checkpoint_commit(pump.checkpoint, STREAM_LSN);
    return number;
}

/* Where the fill would go on if the pusher were killed after the pump was served once more. */
static slp_tid
saved_place(void)
{
    pump.saved_at_ms = 0; /* long ago */
    assert_int_equal(slp_pump_service(&pump, &err), 0);
    slp_markers_free(pump.markers);
    pump.state = state_restart(pump.state);
    pump.markers = slp_markers_new(&state_policy, pump.state, pump.checkpoint, pump.handoff);
    assert_int_equal(slp_state_position(pump.state)->flush_lsn, STREAM_LSN);
    return slp_state_coverage(pump.state, 0)->next;
}

static void
the_progress_of_a_fill_is_saved_once_it_is_delivered(void **state)
{
    (void)state;
    const uint64_t number = hand_over_a_chunk(SLP_TID(7, 3));
    assert_int_equal(saved_place(), 0);
    assert_true(slp_checkpoint_delivered(pump.checkpoint, 0, number));
    assert_int_equal(saved_place(), SLP_TID(7, 3));
}

static void
a_fill_that_begins_anew_takes_no_place_of_the_one_before(void **state)
{
    (void)state;
    const uint64_t number = hand_over_a_chunk(SLP_TID(7, 3));
    serial = 2;
    assert_true(slp_checkpoint_delivered(pump.checkpoint, 0, number));
    assert_int_equal(saved_place(), 0);
    assert_true(slp_checkpoint_delivered(pump.checkpoint, 0, hand_over_a_chunk(SLP_TID(2, 1))));
    assert_int_equal(saved_place(), SLP_TID(2, 1));
}

static void
what_is_saved_is_not_saved_again(void **state)
{
    (void)state;
    assert_true(slp_checkpoint_delivered(pump.checkpoint, 0, hand_over_a_chunk(SLP_TID(7, 3))));
    assert_int_equal(saved_place(), SLP_TID(7, 3));
    pump.saved_at_ms = 0;
    assert_int_equal(slp_pump_service(&pump, &err), 0);
    assert_int_equal(pump.saved_at_ms, 0);
}

/* As if so long had passed, while other destinations took what they were sent. */
static int
service_after(int64_t ms)
{
    owed[0].moved_ms -= ms;
    slp_patience_moved(&pump.patience);
    return slp_pump_service(&pump, &err);
}

static void
one_destination_that_takes_nothing_is_not_waited_for_for_ever(void **state)
{
    (void)state;
    enum { LIMIT_S = 1000, LIMIT_MS = LIMIT_S * 1000 };
    pump.patience = slp_patience_new(LIMIT_S);
    assert_int_equal(service_after(2L * LIMIT_MS), 0); /* nothing was sent */
    const uint64_t number = hand_over_a_chunk(SLP_TID(7, 3));
    assert_int_equal(service_after(2L * LIMIT_MS), 0); /* just now */
    assert_int_equal(service_after(LIMIT_MS / 4), 0);
    assert_false(owed[0].flushed);
    assert_int_equal(service_after(LIMIT_MS / 2), 0);
    assert_true(owed[0].flushed); /* it may have gathered it */
    assert_int_equal(service_after(LIMIT_MS / 2), -1);
    assert_int_equal(err.class, SL_WAITED);
    assert_true(slp_checkpoint_delivered(pump.checkpoint, 0, number));
    assert_int_equal(service_after(LIMIT_MS), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_progress_of_a_fill_is_saved_once_it_is_delivered,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_fill_that_begins_anew_takes_no_place_of_the_one_before,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_saved_is_not_saved_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            one_destination_that_takes_nothing_is_not_waited_for_for_ever, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("pump", tests, NULL, NULL);
}
