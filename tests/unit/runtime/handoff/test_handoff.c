/* Of handoff.h and frame.h: frames cut at every byte, damaged lengths, a full pipe, a gone peer. */
#include "handoff/frame.h"
#include "maxima.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const struct sl_projection release = { .destination = "lake", .stream = "people" };
static const struct sl_projection *const releases[] = { &release };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 1
};

static struct slp_frame
sample(uint64_t number, struct sl_str json)
{
    return (struct slp_frame) { .kind = SLP_FRAME_RECORD,
                                .number = number,
                                .position = { .gen = 1, .lsn = 0x16B37480, .seq = number },
                                .key = SL_STR("\"id\":7"),
                                .json = json };
}

static void
a_frame_cut_anywhere_waits_for_the_rest(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct sl_err err;
    struct slp_frame frame = sample(3, SL_STR("{\"id\":7}")), got;
    sl_buf_init(&bytes, SL_KIB);
    slp_frame_write(&bytes, &frame);
    for (size_t len = 0; len < bytes.len; len++) {
        /* A copy of just that length, so that a sanitizer sees a read beyond it. */
        char *cut = malloc(len + 1);
        memcpy(cut, bytes.bytes, len);
        cut = realloc(cut, len > 0 ? len : 1);
        assert_int_equal(slp_frame_read((struct sl_str) { cut, len }, &got, &err), 0);
        free(cut);
    }
    assert_int_equal(slp_frame_read(sl_buf_str(&bytes), &got, &err), (ptrdiff_t)bytes.len);
    assert_int_equal(got.number, 3);
    assert_int_equal(got.position.lsn, 0x16B37480);
    assert_true(sl_str_equal(got.key, frame.key));
    assert_true(sl_str_equal(got.json, frame.json));
    sl_buf_done(&bytes);
}

static void
damaged_frames_are_refused_or_wait(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct sl_err err;
    struct slp_frame frame = sample(1, SL_STR("{}")), got;
    sl_buf_init(&bytes, SL_KIB);
    slp_frame_write(&bytes, &frame);
    for (size_t at = 0; at < bytes.len; at++) {
        for (int value = 0; value < 256; value++) {
            char *damaged = malloc(bytes.len);
            memcpy(damaged, bytes.bytes, bytes.len);
            damaged[at] = (char)value;
            ptrdiff_t length = slp_frame_read((struct sl_str) { damaged, bytes.len }, &got, &err);
            assert_true(length <= (ptrdiff_t)bytes.len);
            free(damaged);
        }
    }
    sl_buf_done(&bytes);
}

static void
results_go_and_come(void **state)
{
    (void)state;
    struct sl_buf bytes;
    struct sl_err err;
    struct slp_result_message refused = { .kind = SLP_RESULT_REFUSED, .number = 12 }, got;
    (void)sl_fail(&refused.err, SL_DATA, "too large");
    sl_buf_init(&bytes, SL_KIB);
    slp_result_write(&bytes, &refused);
    for (size_t len = 0; len < bytes.len; len++)
        assert_int_equal(slp_result_read((struct sl_str) { bytes.bytes, len }, &got, &err), 0);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), (ptrdiff_t)bytes.len);
    assert_int_equal(got.number, 12);
    assert_int_equal(got.err.class, SL_DATA);
    assert_string_equal(got.err.text, "too large");
    bytes.bytes[6] = 99; /* no such class */
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), -1);
    sl_buf_done(&bytes);
}

struct ends {
    struct slp_handoff *handoff;
    struct slp_intake *intake;
};

static struct ends
connect_ends(void)
{
    int records[2], results[2];
    struct sl_err err;
    assert_int_equal(pipe(records), 0);
    assert_int_equal(pipe(results), 0);
    struct ends ends = { .handoff = slp_handoff_new(records[1], results[0], &err),
                         .intake = slp_intake_new(records[0], results[1], &policy, &err) };
    assert_non_null(ends.handoff);
    assert_non_null(ends.intake);
    return ends;
}

static void
a_full_pipe_keeps_records_in_order(void **state)
{
    (void)state;
    enum { RECORDS = 20000 };
    struct ends ends = connect_ends();
    struct sl_err err;
    struct slp_frame got;
    char text[300];
    memset(text, 'x', sizeof text);
    uint64_t sent = 0, received = 0;
    bool was_full = false;
    while (received < RECORDS) {
        while (sent < RECORDS && slp_handoff_has_room(ends.handoff)) {
            struct slp_frame frame = sample(sent + 1, (struct sl_str) { text, sent % sizeof text });
            assert_int_equal(slp_handoff_add(ends.handoff, &frame, &err), 0);
            sent++;
        }
        was_full |= !slp_handoff_has_room(ends.handoff);
        assert_int_equal(slp_handoff_write(ends.handoff, &err), 0);
        assert_true(slp_intake_read(ends.intake, &err) >= 0);
        while (slp_intake_next(ends.intake, &got, &err) > 0) {
            assert_int_equal(got.number, ++received);
            assert_int_equal(got.json.len, (received - 1) % sizeof text);
        }
    }
    assert_true(was_full);
    assert_false(slp_handoff_is_pending(ends.handoff));
    slp_handoff_free(ends.handoff);
    assert_int_equal(slp_intake_read(ends.intake, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    slp_intake_free(ends.intake);
}

static void
a_number_out_of_order_is_a_bug(void **state)
{
    (void)state;
    struct ends ends = connect_ends();
    struct sl_err err;
    struct slp_frame frame = sample(2, SL_STR("{}"));
    assert_int_equal(slp_handoff_add(ends.handoff, &frame, &err), 0);
    assert_int_equal(slp_handoff_write(ends.handoff, &err), 0);
    assert_int_equal(slp_intake_read(ends.intake, &err), 1);
    assert_int_equal(slp_intake_next(ends.intake, &frame, &err), -1);
    assert_int_equal(err.class, SL_BUG);
    slp_handoff_free(ends.handoff);
    slp_intake_free(ends.intake);
}

static void
a_sender_that_is_gone_is_seen(void **state)
{
    (void)state;
    struct ends ends = connect_ends();
    struct sl_err err;
    struct slp_result_message result = { .kind = SLP_RESULT_DELIVERED, .number = 5 };
    assert_int_equal(slp_intake_tell(ends.intake, &result, &err), 0);
    slp_intake_free(ends.intake);
    assert_int_equal(slp_handoff_next_result(ends.handoff, &result, &err), 1);
    assert_int_equal(result.number, 5);
    assert_int_equal(slp_handoff_next_result(ends.handoff, &result, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    struct slp_frame frame = sample(1, SL_STR("{}"));
    assert_int_equal(slp_handoff_add(ends.handoff, &frame, &err), 0);
    assert_int_equal(slp_handoff_write(ends.handoff, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    slp_handoff_free(ends.handoff);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frame_cut_anywhere_waits_for_the_rest),
        cmocka_unit_test(damaged_frames_are_refused_or_wait),
        cmocka_unit_test(results_go_and_come),
        cmocka_unit_test(a_full_pipe_keeps_records_in_order),
        cmocka_unit_test(a_number_out_of_order_is_a_bug),
        cmocka_unit_test(a_sender_that_is_gone_is_seen),
    };
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
