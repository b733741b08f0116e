/* What a state directory says: of a pusher, its requests and its releases. */
#include "process/status.h"

#include "maxima.h"
#include "process/lock.h"
#include "process/request_files.h"
#include "reader/state.h"
#include "three_releases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

static const char *state_path;
static struct sl_arena *arena;
static struct slp_pusher_status status;
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    state_path = make_state();
    arena = sl_arena_new(SL_MIB);
    return arena == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_arena_free(arena);
    remove_state();
    return 0;
}

/* A pusher has run, and covered its first release. */
static void
let_a_pusher_have_run(void)
{
    int lock_fd = slp_lock_open(state_path, &err);
    assert_true(lock_fd >= 0);
    (void)close(lock_fd);
    struct slp_state *held = slp_state_open(state_path, &three_releases, &err);
    assert_non_null(held);
    *slp_state_coverage(held, 0) = (struct slp_coverage) { .status = SLP_COVERED, .gen = 7 };
    for (uint32_t at = 0; at < three_releases.nprojections; at++)
        assert_int_equal(slp_state_save_coverage(held, at, &err), 0);
    slp_state_close(held);
}

static int
read_status(const struct sl_policy *policy)
{
    return slp_status_read(state_path, policy, arena, &status, &err);
}

static void
where_no_pusher_has_run_there_is_no_status(void **state)
{
    (void)state;
    assert_int_equal(read_status(&three_releases), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_true(err.remedy[0] != '\0');
}

static void
the_policys_releases_come_in_their_order(void **state)
{
    (void)state;
    let_a_pusher_have_run();
    assert_int_equal(read_status(&three_releases), 0);
    assert_int_equal(status.count, 3);
    assert_string_equal(status.releases[0].name, "lake.people");
    assert_string_equal(status.releases[1].name, "lake.orders");
    assert_string_equal(status.releases[2].name, "store.people");
    assert_int_equal(status.releases[0].coverage.status, SLP_COVERED);
    assert_int_equal(status.releases[0].coverage.gen, 7);
    assert_int_equal(status.releases[1].coverage.status, SLP_UNCOVERED);
    assert_true(status.releases[2].released && status.releases[2].known);
    assert_true(slp_status_has_uncovered(&status));
}

static void
releases_that_the_state_alone_knows_come_behind(void **state)
{
    (void)state;
    static const struct sl_projection invoices = { .destination = "lake", .stream = "invoices" };
    static const struct sl_projection *const releases[] = { &invoices };
    static const struct sl_policy other = { .projections = releases, .nprojections = 1 };
    let_a_pusher_have_run();
    assert_int_equal(read_status(&other), 0);
    assert_int_equal(status.count, 4);
    assert_string_equal(status.releases[0].name, "lake.invoices");
    assert_false(status.releases[0].known);
    for (uint32_t at = 1; at < status.count; at++) {
        assert_true(status.releases[at].known);
        assert_false(status.releases[at].released);
    }
}

static void
a_pusher_that_runs_is_seen(void **state)
{
    (void)state;
    let_a_pusher_have_run();
    assert_int_equal(read_status(&three_releases), 0);
    assert_false(status.runs);
    int lock_fd = slp_lock_open(state_path, &err);
    assert_int_equal(slp_lock_take(lock_fd, &err), 1);
    assert_int_equal(read_status(&three_releases), 0);
    assert_true(status.runs);
    (void)close(lock_fd);
}

static void
to_look_does_not_hold_the_lock(void **state)
{
    (void)state;
    struct slp_lock_holder holder;
    let_a_pusher_have_run();
    assert_int_equal(slp_lock_look(state_path, &holder, &err), 0);
    assert_false(holder.runs);
    assert_int_equal(holder.owner, geteuid());
    int lock_fd = slp_lock_open(state_path, &err);
    assert_int_equal(slp_lock_take(lock_fd, &err), 1);
    (void)close(lock_fd);
    assert_int_equal(slp_lock_look("/dev/null", &holder, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
}

static void
requests_that_stand_are_counted(void **state)
{
    (void)state;
    struct slp_request_name name;
    let_a_pusher_have_run();
    assert_int_equal(read_status(&three_releases), 0);
    assert_int_equal(status.requests, 0);
    int folder = slp_request_files_make(state_path, geteuid(), getegid(), &err);
    assert_int_equal(slp_request_files_write(folder, SL_STR("x"), &name, &err), 0);
    (void)close(folder);
    assert_int_equal(read_status(&three_releases), 0);
    assert_int_equal(status.requests, 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(where_no_pusher_has_run_there_is_no_status),
        TEST(the_policys_releases_come_in_their_order),
        TEST(releases_that_the_state_alone_knows_come_behind),
        TEST(a_pusher_that_runs_is_seen),
        TEST(to_look_does_not_hold_the_lock),
        TEST(requests_that_stand_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
