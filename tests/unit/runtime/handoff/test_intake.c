/* The sender's end: which frames it believes, and how it tells the reader. */
#include "pipes.h"

#include "maxima.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct sl_projection first_release = { .destination = "lake", .stream = "people" };
static const struct sl_projection second_release = { .destination = "store", .stream = "people" };
static const struct sl_projection *const releases[] = { &first_release, &second_release };
static const struct sl_destination destinations[] = { { .name = "lake" }, { .name = "store" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 2, .projections = releases, .nprojections = 2
};

static struct pipes pipes;
static struct slp_intake *intake;
static int results_in; /* the intake's own, which it does not tell */
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    pipes_open(&pipes);
    results_in = pipes.results_in;
    intake = slp_intake_new(pipes.records_out, pipes.results_in, &policy, &err);
    pipes.records_out = pipes.results_in = -1; /* taken over */
    return intake == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    slp_intake_free(intake);
    pipes_close(&pipes);
    return 0;
}

static void
send_frame(const struct slp_frame *frame)
{
    struct sl_buf bytes;
    sl_buf_init(&bytes, SL_KIB);
    slp_frame_write(&bytes, frame);
    assert_int_equal(write(pipes.records_in, bytes.bytes, bytes.len), bytes.len);
    sl_buf_done(&bytes);
}

/* Sends a record, and what the intake says to it. */
static int
believes(uint32_t destination, uint32_t projection, uint64_t number)
{
    struct slp_frame frame = record_frame(number, SL_STR("{}")), got;
    frame.destination = destination;
    frame.projection = projection;
    send_frame(&frame);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    return slp_intake_next(intake, &got, &err);
}

/* ---- an end -------------------------------------------------------------------------------- */

static void
an_end_reads_without_blocking_and_needs_an_open_pipe(void **state)
{
    (void)state;
    assert_true(fcntl(slp_intake_records_fd(intake), F_GETFL) & O_NONBLOCK);
    assert_null(slp_intake_new(-1, pipes.records_in, &policy, &err));
    assert_int_equal(err.class, SL_BUG);
    slp_intake_free(NULL);
}

static void
an_empty_pipe_is_no_end_and_a_closed_one_is(void **state)
{
    (void)state;
    struct slp_frame got;
    assert_int_equal(slp_intake_read(intake, &err), 0);
    assert_int_equal(slp_intake_next(intake, &got, &err), 0);
    pipes_hang_up(&pipes.records_in);
    assert_int_equal(slp_intake_read(intake, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
}

/* ---- frames -------------------------------------------------------------------------------- */

static void
frames_are_handed_out_one_by_one(void **state)
{
    (void)state;
    struct slp_frame frame = record_frame(1, SL_STR("{\"a\":1}")), got;
    send_frame(&frame);
    frame = record_frame(2, SL_STR("{\"b\":2}"));
    send_frame(&frame);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_true(sl_str_is(got.json, "{\"a\":1}"));
    assert_true(sl_str_is(got.key, "\"id\":7"));
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_true(sl_str_is(got.json, "{\"b\":2}"));
    assert_int_equal(slp_intake_next(intake, &got, &err), 0);
}

static void
a_frame_that_comes_in_parts_waits_for_the_rest(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct slp_frame frame = record_frame(1, SL_STR("{}")), got;
    sl_buf_init(&bytes, SL_KIB);
    slp_frame_write(&bytes, &frame);
    for (size_t at = 0; at < bytes.len; at++) {
        assert_int_equal(slp_intake_next(intake, &got, &err), 0);
        assert_int_equal(write(pipes.records_in, bytes.bytes + at, 1), 1);
        assert_int_equal(slp_intake_read(intake, &err), 1);
    }
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_int_equal(got.number, 1);
    sl_buf_done(&bytes);
}

static void
a_marker_is_of_a_destination_of_the_policy(void **state)
{
    (void)state;
    struct slp_frame frame = { .kind = SLP_FRAME_MARK, .destination = 1, .number = 7 }, got;
    send_frame(&frame);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_int_equal(got.kind, SLP_FRAME_MARK);
    assert_int_equal(got.number, 7);
    frame.destination = 2;
    send_frame(&frame);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
numbers_follow_each_other_for_each_destination(void **state)
{
    (void)state;
    assert_int_equal(believes(0, 0, 1), 1);
    assert_int_equal(believes(0, 0, 2), 1);
    assert_int_equal(believes(1, 1, 1), 1);
    assert_int_equal(believes(0, 0, 3), 1);
    assert_int_equal(believes(1, 1, 2), 1);
    assert_int_equal(believes(1, 1, 4), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_non_null(strstr(err.text, "record 4 of destination store follows record 2"));
}

static void
a_number_that_came_before_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(believes(0, 0, 1), 1);
    assert_int_equal(believes(0, 0, 1), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
a_destination_that_the_policy_lacks_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(believes(1, 0, 1), 1);
    assert_int_equal(believes(2, 0, 1), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
a_projection_that_the_policy_lacks_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(believes(0, 1, 1), 1);
    assert_int_equal(believes(0, 2, 2), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
a_flush_and_the_end_have_no_place_among_the_numbers(void **state)
{
    (void)state;
    struct slp_frame flush = { .kind = SLP_FRAME_FLUSH }, end = { .kind = SLP_FRAME_END }, got;
    assert_int_equal(believes(0, 0, 1), 1);
    send_frame(&flush);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_int_equal(got.kind, SLP_FRAME_FLUSH);
    assert_int_equal(believes(0, 0, 2), 1);
    send_frame(&end);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), 1);
    assert_int_equal(got.kind, SLP_FRAME_END);
}

static void
bytes_that_are_no_frame_are_a_bug(void **state)
{
    (void)state;
    struct slp_frame got;
    assert_int_equal(write(pipes.records_in, "\1\0\0\0x", 5), 5);
    assert_int_equal(slp_intake_read(intake, &err), 1);
    assert_int_equal(slp_intake_next(intake, &got, &err), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
a_record_of_many_blocks_comes_whole_and_the_next_behind_it(void **state)
{
    (void)state;
    enum { LARGE = 5 * SLP_INTAKE_BLOCK_BYTES };
    static char text[LARGE];
    struct sl_buf bytes;
    struct slp_frame frame = record_frame(1, (struct sl_str) { text, LARGE }), got;
    sl_buf_init(&bytes, LARGE + SL_KIB);
    slp_frame_write(&bytes, &frame);
    assert_int_equal(fcntl(pipes.records_in, F_SETFL, O_NONBLOCK), 0);
    int whole = 0;
    for (size_t sent = 0; whole == 0;) {
        ssize_t wrote = write(pipes.records_in, bytes.bytes + sent, bytes.len - sent);
        sent += wrote > 0 ? (size_t)wrote : 0;
        assert_int_equal(slp_intake_read(intake, &err), 1);
        whole = slp_intake_next(intake, &got, &err);
    }
    assert_int_equal(whole, 1);
    assert_int_equal(got.json.len, LARGE);
    assert_int_equal(slp_intake_read(intake, &err), 0);
    assert_int_equal(believes(0, 0, 2), 1);
    sl_buf_done(&bytes);
}

/* ---- delivery results ---------------------------------------------------------------------- */

static void
the_reader_is_told_what_became_of_records(void **state)
{
    (void)state;
    char bytes[SL_KIB];
    struct slp_result_message refused = { .kind = SLP_RESULT_REFUSED, .number = 12 }, got;
    (void)sl_fail(&refused.err, SL_DATA, "too large");
    assert_int_equal(slp_intake_report(intake, &refused, &err), 0);
    ssize_t length = read(pipes.results_out, bytes, sizeof bytes);
    assert_true(length > 0);
    assert_int_equal(slp_result_read((struct sl_str) { bytes, (size_t)length }, &got, &err),
                     length);
    assert_int_equal(got.kind, SLP_RESULT_REFUSED);
    assert_int_equal(got.number, 12);
    assert_string_equal(got.err.text, "too large");
}

/* Reads the results pipe to its end in a process of its own, a little later; it ends with 0 where so many
 * bytes came. */
static pid_t
read_later(size_t expected)
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    char bytes[4 * SL_KIB];
    size_t came = 0;
    ssize_t got;
    slp_intake_free(intake); /* its end of the pipe, which would keep it open */
    (void)usleep(100 * 1000);
    while ((got = read(pipes.results_out, bytes, sizeof bytes)) > 0)
        came += (size_t)got;
    _exit(came == expected ? 0 : 1);
}

static void
tell_more_than_a_pipe_holds(void)
{
    enum { RESULTS = 16 * SL_KIB, RESULT_BYTES = 17 };
    int status;
    struct slp_result_message delivered = { .kind = SLP_RESULT_DELIVERED };
    pid_t child = read_later((size_t)RESULTS * RESULT_BYTES);
    while (delivered.number < RESULTS) {
        delivered.number++;
        assert_int_equal(slp_intake_report(intake, &delivered, &err), 0);
    }
    slp_intake_free(intake);
    intake = NULL;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void
a_full_results_pipe_is_waited_for(void **state)
{
    (void)state;
    tell_more_than_a_pipe_holds();
}

static void
a_full_results_pipe_that_does_not_block_is_waited_for(void **state)
{
    (void)state;
    assert_int_equal(fcntl(results_in, F_SETFL, O_NONBLOCK), 0);
    tell_more_than_a_pipe_holds();
}

static void
a_reader_that_is_gone_is_seen(void **state)
{
    (void)state;
    struct slp_result_message delivered = { .kind = SLP_RESULT_DELIVERED, .number = 1 };
    pipes_hang_up(&pipes.results_out);
    assert_int_equal(slp_intake_report(intake, &delivered, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_end_reads_without_blocking_and_needs_an_open_pipe),
        TEST(an_empty_pipe_is_no_end_and_a_closed_one_is),
        TEST(frames_are_handed_out_one_by_one),
        TEST(a_frame_that_comes_in_parts_waits_for_the_rest),
        TEST(a_marker_is_of_a_destination_of_the_policy),
        TEST(numbers_follow_each_other_for_each_destination),
        TEST(a_number_that_came_before_is_a_bug),
        TEST(a_destination_that_the_policy_lacks_is_a_bug),
        TEST(a_projection_that_the_policy_lacks_is_a_bug),
        TEST(a_flush_and_the_end_have_no_place_among_the_numbers),
        TEST(bytes_that_are_no_frame_are_a_bug),
        TEST(a_record_of_many_blocks_comes_whole_and_the_next_behind_it),
        TEST(the_reader_is_told_what_became_of_records),
        TEST(a_full_results_pipe_is_waited_for),
        TEST(a_full_results_pipe_that_does_not_block_is_waited_for),
        TEST(a_reader_that_is_gone_is_seen),
    };
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
