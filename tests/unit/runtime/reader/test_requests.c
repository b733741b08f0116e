/* The reader's end of the control channel: the test is the supervisor. */
#include "reader/requests.h"

#include "handoff/control.h"
#include "log.h"
#include "maxima.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { PROJECTIONS = 3 };

static int channel[2]; /* the supervisor's end, the reader's */
static struct slp_requests *requests;
static struct sl_err err;

/* What take() was asked, and what it gives back. */
static struct {
    unsigned calls;
    enum slp_request_kind kind;
    uint32_t first, count;
    int result;
} taken;

static int
take(void *context, const struct slp_request *request, struct sl_err *reterr)
{
    assert_ptr_equal(context, &taken);
    taken.calls++;
    taken.kind = request->kind;
    taken.first = request->projections[0];
    taken.count = request->count;
    if (taken.result != 0)
        (void)sl_fail(reterr, SL_RETRY, "the disk is full");
    return taken.result;
}

static const struct slp_request_handler handler = { take, &taken };

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    memset(&taken, 0, sizeof taken);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel), 0);
    assert_int_equal(fcntl(channel[0], F_SETFL, O_NONBLOCK), 0);
    requests = slp_requests_new(channel[1], PROJECTIONS, &err);
    return requests == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    slp_requests_free(requests);
    (void)close(channel[0]);
    (void)close(channel[1]);
    return 0;
}

static void
ask(enum slp_request_kind kind, uint32_t projection)
{
    struct sl_buf bytes;
    const struct slp_request request = { .kind = kind, .projections = &projection, .count = 1 };
    sl_buf_init(&bytes, SL_KIB);
    slp_request_write(&bytes, &request);
    assert_int_equal(write(channel[0], bytes.bytes, bytes.len), bytes.len);
    sl_buf_done(&bytes);
}

/* What slp_requests_serve() says, whose channel has not ended. */
static int
serve(const struct slp_request_handler *with)
{
    bool stop = true;
    int result = slp_requests_serve(requests, with, &stop, &err);
    assert_false(stop);
    return result;
}

/* Reads so many bytes, which are all that there is, as a response. */
static struct sl_err
response(void)
{
    char bytes[2 * SL_KIB];
    struct sl_err got;
    ssize_t length = read(channel[0], bytes, sizeof bytes);
    assert_true(length > 0);
    assert_int_equal(slp_response_read((struct sl_str) { bytes, (size_t)length }, &got, &err),
                     length);
    return got;
}

static void
expect_no_response(void)
{
    char byte;
    assert_int_equal(read(channel[0], &byte, 1), -1);
}

/* ---- requests and their responses ---------------------------------------------------------- */

static void
without_a_request_nothing_happens(void **state)
{
    (void)state;
    assert_int_equal(serve(&handler), 0);
    assert_int_equal(taken.calls, 0);
    expect_no_response();
}

static void
a_request_that_is_done_is_acknowledged(void **state)
{
    (void)state;
    ask(SLP_REQUEST_RESUME, 2);
    assert_int_equal(serve(&handler), 0);
    assert_int_equal(taken.calls, 1);
    assert_int_equal(taken.kind, SLP_REQUEST_RESUME);
    assert_int_equal(taken.first, 2);
    assert_int_equal(taken.count, 1);
    assert_int_equal(response().class, SL_OK);
}

static void
a_request_that_is_refused_brings_the_reason_back(void **state)
{
    (void)state;
    taken.result = 1;
    ask(SLP_REQUEST_FILL, 0);
    assert_int_equal(serve(&handler), 0);
    struct sl_err got = response();
    assert_int_equal(got.class, SL_RETRY);
    assert_string_equal(got.text, "the disk is full");
}

static void
where_nobody_takes_requests_they_are_refused(void **state)
{
    (void)state;
    const struct slp_request_handler nobody = { NULL, NULL };
    ask(SLP_REQUEST_FILL, 0);
    assert_int_equal(serve(&nobody), 0);
    assert_int_equal(response().class, SL_CONFIG);
}

static void
a_request_that_fails_ends_the_reader_without_a_response(void **state)
{
    (void)state;
    taken.result = -1;
    ask(SLP_REQUEST_FILL, 0);
    assert_int_equal(serve(&handler), -1);
    assert_int_equal(err.class, SL_RETRY);
    assert_string_equal(err.text, "the disk is full");
    expect_no_response();
}

static void
requests_are_taken_in_order_also_where_they_come_in_parts(void **state)
{
    (void)state;
    struct sl_buf bytes;
    static const uint32_t projections[] = { 1, 2 };
    const struct slp_request request = { SLP_REQUEST_PAUSE, projections, 2 };
    sl_buf_init(&bytes, SL_KIB);
    slp_request_write(&bytes, &request);
    ask(SLP_REQUEST_FILL, 0);
    for (size_t at = 0; at < bytes.len; at++) {
        assert_int_equal(write(channel[0], bytes.bytes + at, 1), 1);
        assert_int_equal(serve(&handler), 0);
        assert_int_equal(taken.calls, at + 1 == bytes.len ? 2 : 1);
    }
    assert_int_equal(taken.kind, SLP_REQUEST_PAUSE);
    assert_int_equal(taken.count, 2);
    sl_buf_done(&bytes);
}

/* ---- the end, and what cannot be ----------------------------------------------------------- */

static void
requests_before_the_end_are_taken_and_answered(void **state)
{
    (void)state;
    bool stop = false;
    ask(SLP_REQUEST_CANCEL, 1);
    assert_int_equal(shutdown(channel[0], SHUT_WR), 0);
    assert_int_equal(slp_requests_serve(requests, &handler, &stop, &err), 0);
    assert_true(stop);
    assert_int_equal(taken.calls, 1);
    assert_int_equal(response().class, SL_OK);
}

static void
a_supervisor_that_is_gone_cannot_be_answered(void **state)
{
    (void)state;
    bool stop;
    ask(SLP_REQUEST_FILL, 1);
    (void)close(channel[0]);
    assert_int_equal(slp_requests_serve(requests, &handler, &stop, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    channel[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void
what_is_no_request_is_a_bug(void **state)
{
    (void)state;
    assert_int_equal(write(channel[0], "\1\0\0\0x", 5), 5);
    assert_int_equal(serve(&handler), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_int_equal(taken.calls, 0);
}

static void
a_projection_that_the_policy_lacks_is_a_bug(void **state)
{
    (void)state;
    ask(SLP_REQUEST_FILL, PROJECTIONS);
    assert_int_equal(serve(&handler), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_int_equal(taken.calls, 0);
}

static void
an_end_needs_an_open_channel(void **state)
{
    (void)state;
    assert_null(slp_requests_new(-1, PROJECTIONS, &err));
    assert_int_equal(err.class, SL_BUG);
    slp_requests_free(NULL);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(without_a_request_nothing_happens),
        TEST(a_request_that_is_done_is_acknowledged),
        TEST(a_request_that_is_refused_brings_the_reason_back),
        TEST(where_nobody_takes_requests_they_are_refused),
        TEST(a_request_that_fails_ends_the_reader_without_a_response),
        TEST(requests_are_taken_in_order_also_where_they_come_in_parts),
        TEST(requests_before_the_end_are_taken_and_answered),
        TEST(a_supervisor_that_is_gone_cannot_be_answered),
        TEST(what_is_no_request_is_a_bug),
        TEST(a_projection_that_the_policy_lacks_is_a_bug),
        TEST(an_end_needs_an_open_channel),
    };
    (void)signal(SIGPIPE, SIG_IGN);
    sl_log_init("test", SL_LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
