/* Of the sender, with a sink that plays a script: order per key, again, refused, held, flush. */
#include "clock.h"
#include "log.h"
#include "maxima.h"
#include "sender/marking.h"
#include "sender/sender.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { KEYS = 5, MOST = 4000 };

static const struct sl_table table = { .schema = "app", .name = "persons" };
static const struct sl_projection release = { .destination = "lake",
                                              .stream = "people",
                                              .table = &table };
static const struct sl_projection *const releases[] = { &release };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 1
};
static struct slp_destination_config destination = { .name = "lake", .sink = "scripted" };
static const struct slp_config config = { .destinations = &destination, .ndestinations = 1 };

/* ---- the sink ------------------------------------------------------------------------------ */

static struct {
    unsigned seed;
    int again_percent; /* chance of AGAIN for each record of a batch */
    uint64_t refuse;   /* this number, 0: none */
    bool hold;         /* gather, deliver on flush */
    bool slow;         /* answer only at the second poll */
    uint64_t first_held;
    uint64_t arrived[MOST]; /* numbers as they got through */
    size_t narrived;
    unsigned submits;
    bool no_marker;        /* it may not look */
    unsigned marker_fails; /* so often, then it goes */
    bool marker_refused;
    struct slp_marker marker;
    bool marked_at_once;
} script;

static struct slp_batch *in_flight;
static unsigned polls;
static struct slp_sink instance;

static int
scripted_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    (void)start;
    (void)reterr;
    *ret = &instance;
    return 0;
}

static int
scripted_submit(struct slp_sink *sink, struct slp_batch *batch, struct sl_err *reterr)
{
    (void)sink;
    (void)reterr;
    assert_null(in_flight);
    assert_true(batch->count > 0 && batch->count <= 7);
    script.submits++;
    polls = 0;
    in_flight = batch;
    return 0;
}

static void
decide(struct slp_batch_record *record)
{
    assert_int_equal(record->json.ptr[record->json.len], '\n');
    if (record->number == script.refuse) {
        record->result = SLP_REFUSED;
        (void)sl_fail(&in_flight->why, SL_DATA, "record refused");
    } else if (rand_r(&script.seed) % 100 < script.again_percent) {
        record->result = SLP_AGAIN;
        (void)sl_fail(&in_flight->why, SL_RETRY, "throttled");
    } else {
        record->result = script.hold ? SLP_HELD : SLP_DELIVERED;
        if (script.hold && script.first_held == 0)
            script.first_held = record->number;
        assert_true(script.narrived < MOST);
        script.arrived[script.narrived++] = record->number;
    }
}

static int
scripted_poll(struct slp_sink *sink, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    (void)sink;
    (void)moment;
    (void)reterr;
    if (in_flight == NULL)
        return 1;
    if (script.slow && polls++ == 0)
        return 0;
    for (size_t at = 0; at < in_flight->count; at++)
        decide(&in_flight->records[at]);
    in_flight = NULL;
    return 1;
}

static uint64_t
scripted_held(const struct slp_sink *sink)
{
    (void)sink;
    return script.first_held;
}

static int
scripted_flush(struct slp_sink *sink, struct sl_err *reterr)
{
    (void)sink;
    (void)reterr;
    script.first_held = 0;
    return 0;
}

static enum slp_marking_result
scripted_read_marker(struct slp_sink *sink, struct slp_marker *ret, struct sl_err *reterr)
{
    (void)reterr;
    *ret = script.marker;
    if (script.no_marker)
        return SLP_MARKING_NONE;
    if (script.marker_fails == 0)
        return SLP_MARKING_DONE;
    script.marker_fails--;
    (void)sl_fail(&sink->trouble, SL_RETRY, "no room");
    return SLP_MARKING_WAITS;
}

static enum slp_marking_result
scripted_write_marker(struct slp_sink *sink, const struct slp_mark *mark, struct slp_marker *ret,
                      struct sl_err *reterr)
{
    (void)sink;
    if (script.marker_refused) {
        (void)sl_fail(reterr, SL_CONFIG, "moved");
        return SLP_MARKING_FAILED;
    }
    script.marked_at_once = mark->at_once;
    script.marker.number = mark->number;
    *ret = script.marker;
    return SLP_MARKING_DONE;
}

static size_t
scripted_waits(const struct slp_sink *sink, struct pollfd *fds, size_t max, int64_t *ret_wake_ms)
{
    (void)sink;
    (void)fds;
    (void)max;
    *ret_wake_ms = in_flight != NULL ? slp_now_ms() : INT64_MAX;
    return 0;
}

static void
scripted_close(struct slp_sink *sink)
{
    (void)sink;
    in_flight = NULL;
}

static const struct slp_sink_type scripted = {
    .name = "scripted",
    .limits = { .max_records = 7, .max_bytes = 300, .max_record_bytes = 200, .keys_count = true },
    .open = scripted_open,
    .submit = scripted_submit,
    .poll = scripted_poll,
    .held = scripted_held,
    .flush = scripted_flush,
    .read_marker = scripted_read_marker,
    .write_marker = scripted_write_marker,
    .waits = scripted_waits,
    .close = scripted_close,
};

/* ---- a run --------------------------------------------------------------------------------- */

struct run {
    struct slp_handoff *handoff;
    struct slp_sender *sender;
    struct slp_intake *intake;
};

static struct run
begin(void)
{
    static const struct slp_sink_type *const sinks[] = { &scripted };
    int records[2], results[2];
    struct sl_err err;
    struct run run;
    assert_int_equal(pipe(records), 0);
    assert_int_equal(pipe(results), 0);
    run.handoff = slp_handoff_new(records[1], results[0], &err);
    run.intake = slp_intake_new(records[0], results[1], &policy, &err);
    run.sender = slp_sender_new(&config, &policy, run.intake, sinks, &err);
    assert_non_null(run.sender);
    return run;
}

static void
end(struct run *run)
{
    slp_sender_free(run->sender);
    slp_intake_free(run->intake);
    slp_handoff_free(run->handoff);
}

static void
add_frame(struct run *run, enum slp_frame_kind kind, uint64_t number)
{
    const struct slp_frame frame = { .kind = kind, .number = number };
    struct sl_err err;
    assert_int_equal(slp_handoff_add(run->handoff, &frame, &err), 0);
}

static void
hand_over(struct run *run, uint64_t count, size_t json_len)
{
    char json[400], key[32];
    struct sl_err err;
    memset(json, 'j', sizeof json);
    for (uint64_t number = 1; number <= count; number++) {
        int len = snprintf(key, sizeof key, "\"id\":%u", (unsigned)(number % KEYS));
        struct slp_frame frame = { .kind = SLP_FRAME_RECORD,
                                   .number = number,
                                   .key = { key, (size_t)len },
                                   .json = { json, json_len } };
        assert_int_equal(slp_handoff_add(run->handoff, &frame, &err), 0);
    }
    add_frame(run, SLP_FRAME_END, 0);
    assert_int_equal(slp_handoff_write(run->handoff, &err), 0);
    assert_false(slp_handoff_is_pending(run->handoff));
}

/* The last number that the reader was told. */
static uint64_t
told(struct run *run)
{
    struct slp_result_message result;
    struct sl_err err;
    uint64_t last = 0;
    while (slp_handoff_next_result(run->handoff, &result, &err) > 0 &&
           result.kind == SLP_RESULT_DELIVERED) {
        assert_true(result.number > last);
        last = result.number;
    }
    return last;
}

/* Every number arrived, and of each key the last arrivals are in order: whatever came twice came
 * again together with all that follows it. */
static void
check_arrivals(uint64_t count)
{
    uint64_t last_of_key[KEYS] = { 0 };
    bool seen[MOST + 1] = { false };
    for (size_t at = 0; at < script.narrived; at++) {
        uint64_t number = script.arrived[at];
        last_of_key[number % KEYS] = number;
        seen[number] = true;
    }
    for (uint64_t number = 1; number <= count; number++)
        assert_true(seen[number]);
    for (uint64_t key = 0; key < KEYS; key++)
        assert_true(last_of_key[key] + KEYS > count);
}

static void
everything_arrives_though_much_fails(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 3; seed++) {
        memset(&script, 0, sizeof script);
        script.seed = seed;
        script.again_percent = 3;
        script.slow = seed == 2;
        struct run run = begin();
        struct sl_err err;
        hand_over(&run, 100, 20);
        assert_int_equal(slp_sender_run(run.sender, &err), 0);
        assert_int_equal(told(&run), 100);
        check_arrivals(100);
        end(&run);
    }
}

static void
held_records_are_told_after_the_flush(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.hold = true;
    struct run run = begin();
    struct sl_err err;
    hand_over(&run, 50, 20);
    assert_int_equal(slp_sender_run(run.sender, &err), 0);
    assert_int_equal(told(&run), 50);
    assert_int_equal(script.first_held, 0);
    end(&run);
}

/* Told before any delivery that takes it in; the rest arrives. */
static void
check_left_out(struct run *run, uint64_t left_out, const char *why)
{
    struct slp_result_message result;
    struct sl_err err;
    uint64_t last = 0;
    bool told = false;
    while (slp_handoff_next_result(run->handoff, &result, &err) > 0) {
        if (result.kind == SLP_RESULT_LEFT_OUT) {
            assert_int_equal(result.number, left_out);
            assert_int_equal(result.err.class, SL_DATA);
            assert_string_equal(result.err.text, why);
            assert_true(last < left_out);
            told = true;
        } else {
            assert_int_equal(result.kind, SLP_RESULT_DELIVERED);
            last = result.number;
        }
    }
    assert_true(told);
    assert_int_equal(last, 50);
    for (size_t at = 0; at < script.narrived; at++)
        assert_int_not_equal(script.arrived[at], left_out);
}

static void
a_refused_record_is_left_out_and_the_rest_arrives(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 3; seed++) {
        memset(&script, 0, sizeof script);
        script.seed = seed;
        script.again_percent = 3;
        script.refuse = 23;
        struct run run = begin();
        struct sl_err err;
        hand_over(&run, 50, 20);
        assert_int_equal(slp_sender_run(run.sender, &err), 0);
        check_left_out(&run, 23, "record refused");
        end(&run);
    }
}

/* It is never offered, and nothing comes behind it that could tell that it is done with. */
static void
the_last_record_is_left_out(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    struct run run = begin();
    struct slp_result_message result;
    struct sl_err err;
    hand_over(&run, 1, 201);
    assert_int_equal(slp_sender_run(run.sender, &err), 0);
    assert_int_equal(slp_handoff_next_result(run.handoff, &result, &err), 1);
    assert_int_equal(result.kind, SLP_RESULT_LEFT_OUT);
    assert_int_equal(result.number, 1);
    assert_null(strstr(result.err.text, "jj"));
    assert_int_equal(told(&run), 1);
    assert_int_equal(script.submits, 0);
    end(&run);
}

/* ---- markers ------------------------------------------------------------------------------- */

/* Asks, before a record that keeps the sender until the answer is there. */
static struct slp_result_message
answer(struct run *run, enum slp_frame_kind kind, uint64_t number, int expected)
{
    struct slp_result_message result = { .number = 0 };
    struct sl_err err;
    add_frame(run, kind, number);
    hand_over(run, 1, 20);
    assert_int_equal(slp_sender_run(run->sender, &err), expected);
    while (slp_handoff_next_result(run->handoff, &result, &err) > 0 &&
           result.kind == SLP_RESULT_DELIVERED)
        ;
    return result;
}

static void
a_marker_is_told_and_made(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.slow = true;
    script.marker = (struct slp_marker) { .id = "0123456789abcdef0123456789abcdef", .number = 3 };
    struct run run = begin();
    struct slp_result_message told_marker = answer(&run, SLP_FRAME_TELL_MARKER, 0, 0);
    assert_int_equal(told_marker.kind, SLP_RESULT_MARKER);
    assert_int_equal(told_marker.number, 3);
    assert_string_equal(told_marker.marker_id, script.marker.id);
    end(&run);
    run = begin();
    assert_int_equal(answer(&run, SLP_FRAME_MARK, 4, 0).number, 4);
    assert_false(script.marked_at_once);
    end(&run);
    run = begin();
    assert_int_equal(answer(&run, SLP_FRAME_MARK_AT_ONCE, 5, 0).number, 5);
    assert_true(script.marked_at_once);
    end(&run);
}

static void
a_sink_without_a_marker_says_so(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.slow = script.no_marker = true;
    struct run run = begin();
    assert_int_equal(answer(&run, SLP_FRAME_TELL_MARKER, 0, 0).kind, SLP_RESULT_NO_MARKER);
    end(&run);
}

static void
a_marker_that_cannot_be_made_for_now_is_tried_again_and_holds_no_record_up(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.marker_fails = 2;
    struct run run = begin();
    struct slp_marking marking = { .asked = 0 };
    struct slp_queue queue = { .name = "lake", .type = &scripted, .sink = &instance };
    struct slp_frame frame = { .kind = SLP_FRAME_TELL_MARKER };
    struct slp_result_message result;
    struct sl_err err;
    assert_int_equal(slp_marking_step(&marking, &queue, 1000, &result, &err), 0);
    assert_int_equal(slp_marking_take(&marking, &frame, &err), 0);
    assert_int_equal(slp_marking_take(&marking, &frame, &err), -1);
    assert_int_equal(slp_marking_step(&marking, &queue, 1000, &result, &err), 0);
    assert_in_range(slp_marking_wake_ms(&marking), 1001, 1100);
    assert_int_equal(script.marker_fails, 1);
    assert_int_equal(slp_marking_step(&marking, &queue, 1001, &result, &err), 0); /* its pause */
    assert_int_equal(script.marker_fails, 1);
    assert_int_equal(slp_marking_step(&marking, &queue, 2000, &result, &err), 0);
    assert_int_equal(slp_marking_step(&marking, &queue, 3000, &result, &err), 1);
    assert_int_equal(result.kind, SLP_RESULT_MARKER);
    assert_true(slp_marking_wake_ms(&marking) == INT64_MAX);
    end(&run);
}

static void
a_marker_that_is_refused_stops(void **state)
{
    (void)state;
    memset(&script, 0, sizeof script);
    script.slow = script.marker_refused = true;
    struct run run = begin();
    struct slp_result_message result = answer(&run, SLP_FRAME_MARK, 4, -1);
    assert_int_equal(result.kind, SLP_RESULT_REFUSED);
    assert_int_equal(result.err.class, SL_CONFIG);
    assert_string_equal(result.err.text, "lake: moved");
    end(&run);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_arrives_though_much_fails),
        cmocka_unit_test(held_records_are_told_after_the_flush),
        cmocka_unit_test(a_refused_record_is_left_out_and_the_rest_arrives),
        cmocka_unit_test(the_last_record_is_left_out),
        cmocka_unit_test(a_marker_is_told_and_made),
        cmocka_unit_test(a_sink_without_a_marker_says_so),
        cmocka_unit_test(
            a_marker_that_cannot_be_made_for_now_is_tried_again_and_holds_no_record_up),
        cmocka_unit_test(a_marker_that_is_refused_stops),
    };
    sl_log_init("test", SL_LOG_ERROR);
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
