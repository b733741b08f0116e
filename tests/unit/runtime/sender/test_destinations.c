/* Of the sender with several destinations at once: each keeps its order and its pace, a slow one holds up
 * no other's order, and what is told of one says nothing of another. */
#include "clock.h"
#include "log.h"
#include "sender/sender.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { MOST = 600, QUICK = 0, SLOW = 1, TROUBLED = 2, DESTINATIONS = 3 };

static const struct sl_projection rows[DESTINATIONS] = {
    { .destination = "quick", .stream = "rows" },
    { .destination = "slow", .stream = "rows" },
    { .destination = "troubled", .stream = "rows" },
};
static const struct sl_projection *const releases[] = { &rows[0], &rows[1], &rows[2] };
static const struct sl_destination destinations[] = { { .name = "quick" },
                                                      { .name = "slow" },
                                                      { .name = "troubled" } };
static const struct sl_policy policy = { .destinations = destinations,
                                         .ndestinations = DESTINATIONS,
                                         .projections = releases,
                                         .nprojections = DESTINATIONS };
static struct slp_destination_config configs[DESTINATIONS] = {
    { .name = "quick", .sink = "scripted" },
    { .name = "slow", .sink = "scripted" },
    { .name = "troubled", .sink = "scripted" },
};
static const struct slp_config config = { .destinations = configs, .ndestinations = DESTINATIONS };

/* ---- sinks --------------------------------------------------------------------------------- */

struct scripted {
    struct slp_sink base;
    struct slp_batch *batch;
    unsigned polls, polls_needed; /* for a batch */
    bool troubled;                /* says so at every poll, and goes on */
    uint64_t arrived;             /* in order: the last number */
};
static struct scripted sinks[DESTINATIONS];

static int
scripted_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    size_t at = (size_t)(start->config - configs);
    (void)reterr;
    *ret = &sinks[at].base;
    return 0;
}

static int
scripted_submit(struct slp_sink *base, struct slp_batch *batch, struct sl_err *reterr)
{
    struct scripted *sink = (struct scripted *)base;
    (void)reterr;
    sink->batch = batch;
    sink->polls = 0;
    return 0;
}

static int
scripted_poll(struct slp_sink *base, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    struct scripted *sink = (struct scripted *)base;
    (void)moment;
    (void)reterr;
    if (sink->troubled)
        (void)sl_fail(&base->trouble, SL_RETRY, "one of many shards is throttled");
    if (sink->batch == NULL)
        return 1;
    if (++sink->polls < sink->polls_needed)
        return 0;
    for (size_t at = 0; at < sink->batch->count; at++) {
        assert_int_equal(sink->batch->records[at].number, sink->arrived + 1);
        sink->arrived++;
        sink->batch->records[at].result = SLP_DELIVERED;
    }
    sink->batch = NULL;
    return 1;
}

static size_t
scripted_waits(const struct slp_sink *base, struct pollfd *fds, size_t max, int64_t *ret_wake_ms)
{
    const struct scripted *sink = (const struct scripted *)base;
    (void)fds;
    (void)max;
    *ret_wake_ms = sink->batch != NULL ? slp_now_ms() : INT64_MAX;
    return 0;
}

static void
scripted_close(struct slp_sink *base)
{
    (void)base;
}

static const struct slp_sink_type patient = {
    .name = "scripted",
    .limits = { .max_records = 5, .max_bytes = 1000, .max_record_bytes = 200 },
    .open = scripted_open,
    .submit = scripted_submit,
    .poll = scripted_poll,
    .waits = scripted_waits,
    .close = scripted_close,
};
static struct slp_sink_type own_pace;

/* ---- a run --------------------------------------------------------------------------------- */

/* So many records for each, in turns, and the end. */
static void
hand_over(struct slp_handoff *handoff, uint64_t count)
{
    struct sl_err err;
    struct slp_frame frame = { .kind = SLP_FRAME_RECORD, .json = SL_STR("{}") };
    for (frame.number = 1; frame.number <= count; frame.number++)
        for (frame.destination = 0; frame.destination < DESTINATIONS; frame.destination++) {
            frame.projection = frame.destination;
            assert_int_equal(slp_handoff_add(handoff, &frame, &err), 0);
        }
    frame = (struct slp_frame) { .kind = SLP_FRAME_END };
    assert_int_equal(slp_handoff_add(handoff, &frame, &err), 0);
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    assert_false(slp_handoff_is_pending(handoff));
}

static void
each_destination_keeps_order_and_pace(void **state)
{
    static const struct slp_sink_type *const types[] = { &patient, &patient, &own_pace };
    uint64_t told[DESTINATIONS] = { 0 };
    uint64_t slow_when_quick_ended = UINT64_MAX;
    struct slp_result_message result;
    struct sl_err err;
    int records[2], results[2];
    (void)state;
    own_pace = patient;
    own_pace.own_pace = true;
    memset(sinks, 0, sizeof sinks);
    sinks[SLOW].polls_needed = 40;
    sinks[TROUBLED].troubled = true;
    assert_int_equal(pipe(records), 0);
    assert_int_equal(pipe(results), 0);
    struct slp_handoff *handoff = slp_handoff_new(records[1], results[0], &err);
    struct slp_intake *intake = slp_intake_new(records[0], results[1], &policy, &err);
    struct slp_sender *sender = slp_sender_new(&config, &policy, intake, types, &err);
    assert_non_null(sender);
    int64_t began_ms = slp_now_ms();
    hand_over(handoff, MOST);
    assert_int_equal(slp_sender_run(sender, &err), 0);
    while (slp_handoff_next_result(handoff, &result, &err) > 0) {
        assert_int_equal(result.kind, SLP_RESULT_DELIVERED);
        assert_true(result.number > told[result.destination]); /* each in its own order */
        told[result.destination] = result.number;
        if (result.destination == QUICK && result.number == MOST)
            slow_when_quick_ended = told[SLOW];
    }
    for (unsigned at = 0; at < DESTINATIONS; at++) {
        assert_int_equal(sinks[at].arrived, MOST);
        assert_int_equal(told[at], MOST);
    }
    assert_true(slow_when_quick_ended < MOST);    /* it did not wait for the slow one's answers */
    assert_true(slp_now_ms() - began_ms < 30000); /* trouble of one shard is no pause for all */
    slp_sender_free(sender);
    slp_intake_free(intake);
    slp_handoff_free(handoff);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_destination_keeps_order_and_pace),
    };
    sl_log_init("test", SL_LOG_ERROR);
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
