/* The reader's end: when it has room, when a write pays, a full pipe, and delivery results. */
#include "pipes.h"

#include "maxima.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static struct pipes pipes;
static struct slp_handoff *handoff;
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    pipes_open(&pipes);
    handoff = slp_handoff_new(pipes.records_in, pipes.results_out, &err);
    pipes.records_in = pipes.results_out = -1; /* taken over */
    return handoff == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    slp_handoff_free(handoff);
    pipes_close(&pipes);
    return 0;
}

/* Adds a record of so many bytes in all. */
static void
add(uint64_t number, size_t size)
{
    static char text[SLP_HANDOFF_BUFFER_BYTES];
    enum { HEAD = 4 + 12 + 32 };
    struct slp_frame frame = record_frame(number, (struct sl_str) { text, size - HEAD });
    frame.key = (struct sl_str) { 0 };
    assert_int_equal(slp_handoff_add(handoff, &frame, &err), 0);
}

/* Reads what the pipe holds, up to so many bytes. */
static size_t
drain(size_t most)
{
    static char text[SLP_HANDOFF_PIPE_BYTES];
    ssize_t got = read(pipes.records_out, text, most < sizeof text ? most : sizeof text);
    return got > 0 ? (size_t)got : 0;
}

/* ---- an end -------------------------------------------------------------------------------- */

static void
an_end_does_not_block_and_knows_its_descriptors(void **state)
{
    (void)state;
    assert_true(fcntl(slp_handoff_records_fd(handoff), F_GETFL) & O_NONBLOCK);
    assert_true(fcntl(slp_handoff_results_fd(handoff), F_GETFL) & O_NONBLOCK);
}

static void
an_end_needs_two_open_pipes(void **state)
{
    (void)state;
    assert_null(slp_handoff_new(-1, pipes.results_in, &err));
    assert_int_equal(err.class, SL_BUG);
    assert_null(slp_handoff_new(pipes.results_in, -1, &err));
    assert_int_equal(err.class, SL_BUG);
}

static void
to_free_no_end_does_nothing(void **state)
{
    (void)state;
    slp_handoff_free(NULL);
}

/* ---- records ------------------------------------------------------------------------------- */

static void
what_is_added_waits_until_it_is_written(void **state)
{
    (void)state;
    assert_false(slp_handoff_is_pending(handoff));
    add(1, 100);
    assert_true(slp_handoff_is_pending(handoff));
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    assert_false(slp_handoff_is_pending(handoff));
    assert_int_equal(drain(1000), 100);
}

static void
a_write_is_due_when_a_block_waits(void **state)
{
    (void)state;
    add(1, SLP_HANDOFF_BLOCK_BYTES - 100);
    assert_false(slp_handoff_is_due(handoff));
    add(2, 100);
    assert_true(slp_handoff_is_due(handoff));
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    assert_false(slp_handoff_is_due(handoff));
}

/* Else the reader would try, in vain, after each record. */
static void
behind_a_full_pipe_a_write_is_due_when_a_further_block_waits(void **state)
{
    (void)state;
    add(1, SLP_HANDOFF_BUFFER_BYTES / 2);
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    assert_true(slp_handoff_is_pending(handoff));
    assert_false(slp_handoff_is_due(handoff));
    add(2, SLP_HANDOFF_BLOCK_BYTES - 1);
    assert_false(slp_handoff_is_due(handoff));
    add(3, 100);
    assert_true(slp_handoff_is_due(handoff));
}

static void
there_is_room_until_the_buffer_is_full_and_again_behind_a_write(void **state)
{
    (void)state;
    add(1, SLP_HANDOFF_BUFFER_BYTES - 100);
    assert_true(slp_handoff_has_room(handoff));
    add(2, 100);
    assert_false(slp_handoff_has_room(handoff));
    assert_int_equal(slp_handoff_write(handoff, &err), 0);
    assert_true(slp_handoff_has_room(handoff));
}

static void
a_record_larger_than_the_buffer_goes_through(void **state)
{
    (void)state;
    size_t sent = 2 * SLP_HANDOFF_BUFFER_BYTES, received = 0;
    add(1, SLP_HANDOFF_BUFFER_BYTES - 1);
    add(2, SLP_HANDOFF_BUFFER_BYTES + 1);
    while (received < sent) {
        assert_int_equal(slp_handoff_write(handoff, &err), 0);
        received += drain(SLP_HANDOFF_PIPE_BYTES);
    }
    assert_int_equal(received, sent);
    assert_false(slp_handoff_is_pending(handoff));
}

/* Reads frames of what came through the pipe, which must follow each other; returns the last number. */
static uint64_t
take_frames(struct sl_buf *received, uint64_t last, size_t text_size)
{
    struct slp_frame got;
    size_t taken = 0;
    ptrdiff_t length;
    while ((length = slp_frame_read(sl_str_from(sl_buf_str(received), taken), &got, &err)) > 0) {
        assert_int_equal(got.number, ++last);
        assert_int_equal(got.json.len, last % text_size);
        taken += (size_t)length;
    }
    assert_int_equal(length, 0);
    sl_buf_drop(received, taken);
    return last;
}

static void
a_full_pipe_keeps_records_whole_and_in_order(void **state)
{
    (void)state;
    enum { RECORDS = 20000, TEXT = 300 };
    char text[TEXT];
    struct sl_buf received;
    sl_buf_init(&received, SL_MIB);
    memset(text, 'x', sizeof text);
    uint64_t sent = 0, last = 0;
    bool was_full = false;
    while (last < RECORDS) {
        while (sent < RECORDS && slp_handoff_has_room(handoff)) {
            sent++;
            struct slp_frame frame = record_frame(sent, (struct sl_str) { text, sent % TEXT });
            assert_int_equal(slp_handoff_add(handoff, &frame, &err), 0);
        }
        was_full = was_full || !slp_handoff_has_room(handoff);
        assert_int_equal(slp_handoff_write(handoff, &err), 0);
        char *room = sl_buf_reserve(&received, SLP_HANDOFF_BLOCK_BYTES);
        ssize_t got = read(pipes.records_out, room, SLP_HANDOFF_BLOCK_BYTES);
        assert_true(got > 0);
        sl_buf_claim(&received, (size_t)got);
        last = take_frames(&received, last, TEXT);
    }
    assert_true(was_full);
    assert_false(slp_handoff_is_pending(handoff));
    sl_buf_done(&received);
}

static void
a_sender_that_is_gone_is_seen_by_a_write(void **state)
{
    (void)state;
    pipes_hang_up(&pipes.records_out);
    assert_int_equal(slp_handoff_write(handoff, &err), 0); /* nothing to write */
    add(1, 100);
    assert_int_equal(slp_handoff_write(handoff, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
}

/* ---- delivery results ---------------------------------------------------------------------- */

static void
send_bytes(struct sl_str text)
{
    assert_int_equal(write(pipes.results_in, text.ptr, text.len), text.len);
}

static void
results_come_one_by_one_also_where_they_come_in_parts(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct slp_result_message result = { .kind = SLP_RESULT_DELIVERED, .number = 5 }, got;
    sl_buf_init(&bytes, SL_KIB);
    slp_result_write(&bytes, &result);
    result.number = 6;
    slp_result_write(&bytes, &result);
    size_t first = bytes.len / 2 + 3;
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 0);
    send_bytes((struct sl_str) { bytes.bytes, first });
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 1);
    assert_int_equal(got.number, 5);
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 0);
    send_bytes((struct sl_str) { bytes.bytes + first, bytes.len - first });
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 1);
    assert_int_equal(got.number, 6);
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 0);
    sl_buf_done(&bytes);
}

static void
more_results_than_one_read_takes_all_come(void **state)
{
    (void)state;
    enum { RESULTS = 1000 };
    struct sl_buf bytes;
    struct slp_result_message result = { .kind = SLP_RESULT_DELIVERED }, got;
    sl_buf_init(&bytes, 64 * SL_KIB);
    for (result.number = 1; result.number <= RESULTS; result.number++)
        slp_result_write(&bytes, &result);
    send_bytes(sl_buf_str(&bytes));
    for (uint64_t number = 1; number <= RESULTS; number++) {
        assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 1);
        assert_int_equal(got.number, number);
    }
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 0);
    sl_buf_done(&bytes);
}

static void
a_result_that_breaks_the_layout_is_a_bug(void **state)
{
    (void)state;
    struct slp_result_message got;
    send_bytes(SL_STR("\1\0\0\0 is too short"));
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
the_results_of_a_sender_that_is_gone_come_before_its_end(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct slp_result_message result = { .kind = SLP_RESULT_DELIVERED, .number = 5 }, got;
    sl_buf_init(&bytes, SL_KIB);
    slp_result_write(&bytes, &result);
    send_bytes(sl_buf_str(&bytes));
    pipes_hang_up(&pipes.results_in);
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), 1);
    assert_int_equal(got.number, 5);
    assert_int_equal(slp_handoff_next_result(handoff, &got, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    sl_buf_done(&bytes);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(an_end_does_not_block_and_knows_its_descriptors),
        TEST(an_end_needs_two_open_pipes),
        TEST(to_free_no_end_does_nothing),
        TEST(what_is_added_waits_until_it_is_written),
        TEST(a_write_is_due_when_a_block_waits),
        TEST(behind_a_full_pipe_a_write_is_due_when_a_further_block_waits),
        TEST(there_is_room_until_the_buffer_is_full_and_again_behind_a_write),
        TEST(a_record_larger_than_the_buffer_goes_through),
        TEST(a_full_pipe_keeps_records_whole_and_in_order),
        TEST(a_sender_that_is_gone_is_seen_by_a_write),
        TEST(results_come_one_by_one_also_where_they_come_in_parts),
        TEST(more_results_than_one_read_takes_all_come),
        TEST(a_result_that_breaks_the_layout_is_a_bug),
        TEST(the_results_of_a_sender_that_is_gone_come_before_its_end),
    };
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
