/* From request files to the reader, which the test is, and back. */
#include "process/relay.h"

#include "log.h"
#include "maxima.h"
#include "process/request_text.h"
#include "three_releases.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

static const char *state_path;
static int folder, channel[2]; /* the supervisor's end, the reader's */
static struct slp_relay *relay;
static uint32_t numbers[3];
static const struct slp_request_room room = { numbers, 3 };
static struct sl_err err;
static const struct sl_err done = { .class = SL_OK };

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    state_path = make_state();
    folder = slp_request_files_make(state_path, geteuid(), getegid(), &err);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel), 0);
    assert_int_equal(fcntl(channel[1], F_SETFL, O_NONBLOCK), 0);
    relay = slp_relay_new(state_path, &three_releases, &err);
    return relay == NULL || folder < 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    slp_relay_free(relay);
    (void)close(folder);
    (void)close(channel[0]);
    (void)close(channel[1]);
    remove_state();
    return 0;
}

static struct slp_request_name
write_text(const char *text)
{
    struct slp_request_name name;
    (void)usleep(10); /* names are times */
    assert_int_equal(slp_request_files_write(folder, sl_str_of(text), &name, &err), 0);
    return name;
}

static struct slp_request_name
ask(enum slp_request_kind kind, uint32_t projection)
{
    struct sl_buf text;
    const struct slp_request request = { kind, &projection, 1 };
    sl_buf_init(&text, SL_KIB);
    slp_request_print(&text, &request, &three_releases);
    struct slp_request_name name = write_text(sl_buf_cstr(&text));
    sl_buf_done(&text);
    return name;
}

/* The reader has got this request, and it is the next. */
static void
expect_request(enum slp_request_kind kind, uint32_t projection)
{
    char bytes[12];
    struct slp_request got;
    assert_int_equal(read(channel[1], bytes, sizeof bytes), sizeof bytes);
    assert_int_equal(slp_request_read((struct sl_str) { bytes, sizeof bytes }, &room, &got, &err),
                     sizeof bytes);
    assert_int_equal(got.kind, kind);
    assert_int_equal(got.projections[0], projection);
}

static void
expect_no_request(void)
{
    char byte;
    assert_int_equal(read(channel[1], &byte, 1), -1);
}

static void
respond(const struct sl_err *response)
{
    struct sl_buf bytes;
    sl_buf_init(&bytes, 2 * SL_KIB);
    slp_response_write(&bytes, response);
    assert_int_equal(write(channel[1], bytes.bytes, bytes.len), bytes.len);
    sl_buf_done(&bytes);
}

static enum slp_request_outcome
outcome(struct slp_request_name name)
{
    return slp_request_files_look(folder, &name, &err);
}

/* ---- there --------------------------------------------------------------------------------- */

static void
what_stands_is_handed_over_when_a_reader_starts(void **state)
{
    (void)state;
    ask(SLP_REQUEST_FILL, 1);
    ask(SLP_REQUEST_PAUSE, 2);
    slp_relay_begin(relay, channel[0]);
    expect_request(SLP_REQUEST_FILL, 1);
    expect_request(SLP_REQUEST_PAUSE, 2);
    expect_no_request();
}

static void
what_is_new_is_handed_over_once(void **state)
{
    (void)state;
    slp_relay_begin(relay, channel[0]);
    assert_int_equal(slp_relay_serve(relay, true, &err), 0);
    expect_no_request();
    struct slp_request_name name = ask(SLP_REQUEST_RESUME, 0);
    for (int turn = 0; turn < 3; turn++)
        assert_int_equal(slp_relay_serve(relay, true, &err), 0);
    expect_request(SLP_REQUEST_RESUME, 0);
    expect_no_request();
    assert_int_equal(outcome(name), SLP_REQUEST_STANDS);
}

static void
while_stopping_nothing_is_handed_over(void **state)
{
    (void)state;
    slp_relay_begin(relay, channel[0]);
    ask(SLP_REQUEST_FILL, 0);
    assert_int_equal(slp_relay_serve(relay, false, &err), 0);
    expect_no_request();
}

static void
many_go_over_in_turns_and_in_order(void **state)
{
    (void)state;
    enum { MANY = 40 };
    struct slp_request_name names[MANY];
    for (uint32_t at = 0; at < MANY; at++)
        names[at] = ask(SLP_REQUEST_FILL, at % 3);
    slp_relay_begin(relay, channel[0]);
    for (uint32_t at = 0; at < MANY; at++) {
        expect_request(SLP_REQUEST_FILL, at % 3);
        assert_int_equal(outcome(names[at]), SLP_REQUEST_STANDS);
        respond(&done);
        assert_int_equal(slp_relay_serve(relay, true, &err), 0);
        assert_int_equal(outcome(names[at]), SLP_REQUEST_DONE);
    }
    expect_no_request();
}

/* ---- and back ------------------------------------------------------------------------------ */

static void
a_refusal_reaches_who_asked(void **state)
{
    (void)state;
    struct sl_err refusal;
    struct slp_request_name first = ask(SLP_REQUEST_FILL, 0), second = ask(SLP_REQUEST_FILL, 1);
    (void)sl_fail(&refusal, SL_DRIFT, "no such table");
    slp_relay_begin(relay, channel[0]);
    respond(&refusal);
    respond(&done);
    assert_int_equal(slp_relay_serve(relay, true, &err), 0);
    assert_int_equal(outcome(first), SLP_REQUEST_REFUSED);
    assert_string_equal(err.text, "no such table");
    assert_int_equal(outcome(second), SLP_REQUEST_DONE);
}

static void
a_reader_that_ends_leaves_what_it_did_not_respond_to(void **state)
{
    (void)state;
    struct slp_request_name first = ask(SLP_REQUEST_FILL, 0), second = ask(SLP_REQUEST_FILL, 1);
    slp_relay_begin(relay, channel[0]);
    respond(&done);
    (void)close(channel[1]);
    slp_relay_end(relay);
    assert_int_equal(slp_relay_wait(relay).fd, -1);
    assert_int_equal(outcome(first), SLP_REQUEST_DONE);
    assert_int_equal(outcome(second), SLP_REQUEST_STANDS);
    (void)close(channel[0]);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel), 0);
    slp_relay_begin(relay, channel[0]);
    expect_request(SLP_REQUEST_FILL, 1);
}

static void
a_reader_that_closes_its_end_is_not_waited_for(void **state)
{
    (void)state;
    slp_relay_begin(relay, channel[0]);
    assert_int_equal(slp_relay_wait(relay).fd, channel[0]);
    assert_int_equal(shutdown(channel[1], SHUT_RDWR), 0);
    assert_int_equal(slp_relay_serve(relay, true, &err), 0);
    assert_int_equal(slp_relay_wait(relay).fd, -1);
}

static void
a_response_to_nothing_and_nonsense_are_bugs(void **state)
{
    (void)state;
    slp_relay_begin(relay, channel[0]);
    respond(&done);
    assert_int_equal(slp_relay_serve(relay, true, &err), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_int_equal(slp_relay_wait(relay).fd, -1);
    slp_relay_begin(relay, channel[0]);
    assert_int_equal(write(channel[1], "\1\0\0\0x", 5), 5);
    assert_int_equal(slp_relay_serve(relay, true, &err), -1);
    assert_int_equal(err.class, SL_BUG);
}

/* ---- files that are none ------------------------------------------------------------------- */

static void
what_is_no_request_is_moved_aside_and_the_next_goes_on(void **state)
{
    (void)state;
    struct slp_request_name broken = write_text("fill everything\n");
    ask(SLP_REQUEST_FILL, 2);
    slp_relay_begin(relay, channel[0]);
    expect_request(SLP_REQUEST_FILL, 2);
    expect_no_request();
    assert_int_equal(outcome(broken), SLP_REQUEST_REFUSED);
}

static void
a_release_that_the_policy_lacks_is_refused_here(void **state)
{
    (void)state;
    struct slp_request_name other =
        write_text("sluice-pusher request 1\nfill\nlake.invoices\nend\n");
    slp_relay_begin(relay, channel[0]);
    expect_no_request();
    assert_int_equal(outcome(other), SLP_REQUEST_REFUSED);
    assert_non_null(strstr(err.text, "lake.invoices"));
}

static void
without_the_directory_nothing_happens(void **state)
{
    (void)state;
    struct slp_request_name name = ask(SLP_REQUEST_FILL, 0);
    slp_relay_begin(relay, channel[0]);
    remove_state();
    respond(&done);
    assert_int_equal(slp_relay_serve(relay, true, &err), 0);
    assert_int_equal(outcome(name), SLP_REQUEST_DONE);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_stands_is_handed_over_when_a_reader_starts),
        TEST(what_is_new_is_handed_over_once),
        TEST(while_stopping_nothing_is_handed_over),
        TEST(many_go_over_in_turns_and_in_order),
        TEST(a_refusal_reaches_who_asked),
        TEST(a_reader_that_ends_leaves_what_it_did_not_respond_to),
        TEST(a_reader_that_closes_its_end_is_not_waited_for),
        TEST(a_response_to_nothing_and_nonsense_are_bugs),
        TEST(what_is_no_request_is_moved_aside_and_the_next_goes_on),
        TEST(a_release_that_the_policy_lacks_is_refused_here),
        TEST(without_the_directory_nothing_happens),
    };
    sl_log_init("test", SL_LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
