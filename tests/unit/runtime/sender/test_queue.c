/* Of a queue: how failures of its sink are counted, with a sink that has no room for a while. */
#include "sender/queue.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { LONG_MS = 60000 }; /* beyond every pause */

static const struct sl_projection release = { .destination = "lake", .stream = "people" };
static const struct sl_projection *const releases[] = { &release };
static const struct sl_policy policy = { .projections = releases, .nprojections = 1 };
static const struct slp_destination_config destination = { .name = "lake", .sink = "scripted" };

/* ---- the sink: files that grow, on a disk that may be full ------------------------------------ */

static struct {
    bool takes, finishes; /* records; what it holds */
    bool holds;
} disk;

static struct slp_sink instance;

static int
scripted_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    (void)start;
    (void)reterr;
    instance = (struct slp_sink) { .type = NULL };
    *ret = &instance;
    return 0;
}

static int
scripted_submit(struct slp_sink *sink, struct slp_batch *batch, struct sl_err *reterr)
{
    (void)sink;
    (void)reterr;
    if (!disk.takes)
        (void)sl_fail(&batch->why, SL_RETRY, "no room");
    for (size_t at = 0; at < batch->count; at++)
        batch->records[at].result = disk.takes ? SLP_HELD : SLP_AGAIN;
    disk.holds = disk.holds || disk.takes;
    return 0;
}

static int
scripted_poll(struct slp_sink *sink, const struct slp_sink_moment *moment, struct sl_err *reterr)
{
    (void)moment;
    (void)reterr;
    if (disk.holds && !disk.finishes)
        (void)sl_fail(&sink->trouble, SL_RETRY, "no room");
    disk.holds = disk.holds && !disk.finishes;
    return 1;
}

static void
scripted_close(struct slp_sink *sink)
{
    (void)sink;
}

static const struct slp_sink_type scripted = {
    .name = "scripted",
    .limits = { .max_records = 7, .max_bytes = 300, .max_record_bytes = 200 },
    .open = scripted_open,
    .submit = scripted_submit,
    .poll = scripted_poll,
    .close = scripted_close,
};

/* ---- steps ------------------------------------------------------------------------------------ */

static struct slp_queue queue;
static int64_t now_ms;

static int
open_queue(void **state)
{
    const struct slp_sink_start start = { .config = &destination, .policy = &policy };
    struct sl_err err;
    (void)state;
    disk.takes = disk.finishes = true;
    disk.holds = false;
    now_ms = 1;
    return slp_queue_init(&queue, &scripted, &start, &err);
}

static int
close_queue(void **state)
{
    (void)state;
    slp_queue_done(&queue);
    return 0;
}

static void
add(uint64_t number)
{
    const struct slp_frame frame = {
        .kind = SLP_FRAME_RECORD, .number = number, .key = SL_STR("1"), .json = SL_STR("{}")
    };
    struct sl_err err;
    assert_int_equal(slp_queue_take(&queue, &frame, &err), 1);
}

/* Behind every pause. */
static void
step(void)
{
    struct sl_err err;
    now_ms += LONG_MS;
    const struct slp_sink_moment moment = { .now_ms = now_ms, .quiet = true };
    assert_int_equal(slp_queue_step(&queue, &moment, &err), 0);
}

/* Neither the file that grows nor new records have room: that is one failure. */
static void
a_full_disk_is_one_failure(void **state)
{
    (void)state;
    disk.finishes = false;
    add(1);
    step();
    assert_int_equal(queue.failures, 1);
    disk.takes = false;
    add(2);
    step();
    assert_int_equal(queue.failures, 2);
    step();
    assert_int_equal(queue.failures, 3);
}

static void
records_without_room_are_one_failure(void **state)
{
    (void)state;
    disk.takes = false;
    add(1);
    step();
    assert_int_equal(queue.failures, 1);
    disk.takes = true;
    step();
    assert_int_equal(queue.failures, 0);
}

/* Also when no record comes meanwhile. */
static void
failures_are_over_once_the_file_is_finished(void **state)
{
    (void)state;
    disk.finishes = false;
    add(1);
    step();
    step();
    assert_int_equal(queue.failures, 2);
    disk.finishes = true;
    step();
    assert_int_equal(queue.failures, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_full_disk_is_one_failure, open_queue, close_queue),
        cmocka_unit_test_setup_teardown(records_without_room_are_one_failure, open_queue,
                                        close_queue),
        cmocka_unit_test_setup_teardown(failures_are_over_once_the_file_is_finished, open_queue,
                                        close_queue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
