/* What is said of releases in every status. */
#include "process/status.h"

#include "maxima.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { NOW_S = 1796040000 }; /* 2026-11-30T12:00:00Z */

static struct sl_buf out;
static struct slp_release_status releases[4];
static struct slp_pusher_status status;

static int
set_up(void **state)
{
    (void)state;
    sl_buf_init(&out, 16 * SL_KIB);
    memset(releases, 0, sizeof releases);
    releases[0] = (struct slp_release_status) {
        .name = "lake.people",
        .released = true,
        .known = true,
        .coverage = { .status = SLP_COVERED, .gen = 7, .since_s = NOW_S - 60 }
    };
    status = (struct slp_pusher_status) { .runs = true,
                                          .position = { .slot = "sluice",
                                                        .database = "platform",
                                                        .phase = SLP_PHASE_STREAM,
                                                        .flush_lsn = 0x16B374D848 },
                                          .releases = releases,
                                          .count = 1,
                                          .now_s = NOW_S };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_buf_done(&out);
    return 0;
}

/* The first release is being filled: a quarter was read in ten minutes. */
static void
let_it_be_filled(void)
{
    releases[0].coverage = (struct slp_coverage) { .status = SLP_FILLING,
                                                   .gen = 8,
                                                   .since_s = NOW_S - 700,
                                                   .started_s = NOW_S - 600,
                                                   .next = SLP_TID(1000, 3),
                                                   .end_block = 4000,
                                                   .rows = 120000,
                                                   .bytes = 34560000 };
}

/* The line of the first release. */
static const char *
line(void)
{
    sl_buf_clear(&out);
    slp_status_text(&out, &status);
    const char *text = sl_buf_cstr(&out), *at = strstr(text, "lake.people: ");
    assert_non_null(at);
    return at;
}

/* The status as JSON; the caller's to free. */
static json_t *
json(void)
{
    sl_buf_clear(&out);
    slp_status_json(&out, &status);
    json_t *made = json_loadb(out.bytes, out.len, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(made);
    return made;
}

static const char *
member(const json_t *made, const char *name)
{
    const json_t *release = json_array_get(json_object_get(made, "releases"), 0);
    return json_string_value(json_object_get(release, name));
}

/* ---- lines --------------------------------------------------------------------------------- */

static void
the_head_tells_of_pusher_slot_and_requests(void **state)
{
    (void)state;
    status.requests = 2;
    slp_status_text(&out, &status);
    assert_string_equal(sl_buf_cstr(&out),
                        "pusher: runs\n"
                        "slot: sluice, everything up to 16/B374D848 is delivered\n"
                        "requests: 2 not acknowledged yet\n"
                        "lake.people: covered since 2026-11-30T11:59:00Z\n");
    status = (struct slp_pusher_status) { .runs = false };
    sl_buf_clear(&out);
    slp_status_text(&out, &status);
    assert_string_equal(sl_buf_cstr(&out), "pusher: does not run\n");
}

static void
the_slot_says_what_it_does_not_speak_for(void **state)
{
    (void)state;
    let_it_be_filled();
    slp_status_text(&out, &status);
    assert_non_null(strstr(sl_buf_cstr(&out), "is delivered, but for 1 release that the lake does "
                                              "not have whole\n"));
}

static void
a_filling_says_how_far_it_is(void **state)
{
    (void)state;
    let_it_be_filled();
    assert_string_equal(line(),
                        "lake.people: filling since 2026-11-30T11:48:20Z: 120000 rows, 34.5 "
                        "MB, 1000 of 4000 blocks read, about 30 min left\n");
    releases[0].coverage.next = SLP_TID(4001, 0);
    assert_non_null(strstr(line(), "4000 of 4000 blocks read, about 0 s left\n"));
    (void)snprintf(releases[0].coverage.waits_for, SLP_DETAIL_BYTES, "pid 12");
    releases[0].coverage.waits_since_s = NOW_S - 40;
    assert_non_null(strstr(line(), "; waits for pid 12 since 2026-11-30T11:59:20Z\n"));
}

static void
without_a_pace_nothing_is_estimated(void **state)
{
    (void)state;
    let_it_be_filled();
    releases[0].coverage.next = 0;
    assert_non_null(strstr(line(), "0 of 4000 blocks read\n"));
    let_it_be_filled();
    status.runs = false;
    assert_non_null(strstr(line(), "1000 of 4000 blocks read\n"));
    let_it_be_filled();
    status.runs = true;
    releases[0].coverage.started_s = NOW_S + 5; /* the clock was set */
    assert_non_null(strstr(line(), "1000 of 4000 blocks read\n"));
}

static void
what_is_uncovered_says_why(void **state)
{
    (void)state;
    struct slp_coverage *coverage = &releases[0].coverage;
    *coverage = (struct slp_coverage) {
        .status = SLP_UNCOVERED, .since_s = NOW_S, .cause = "table_replaced", .detail = "app.people"
    };
    assert_string_equal(line(),
                        "lake.people: uncovered since 2026-11-30T12:00:00Z: another table has "
                        "taken the place of the table (app.people)\n");
    (void)snprintf(coverage->cause, SLP_CAUSE_BYTES, "of_a_newer_pusher");
    coverage->detail[0] = '\0';
    assert_string_equal(line(),
                        "lake.people: uncovered since 2026-11-30T12:00:00Z: of_a_newer_pusher\n");
    *coverage = (struct slp_coverage) { .status = SLP_PAUSED, .since_s = NOW_S, .cause = "asked" };
    assert_string_equal(line(), "lake.people: paused since 2026-11-30T12:00:00Z\n");
    *coverage = (struct slp_coverage) {
        .status = SLP_PAUSED, .since_s = NOW_S, .cause = "row", .detail = "too large"
    };
    assert_string_equal(line(),
                        "lake.people: paused since 2026-11-30T12:00:00Z: a row of it cannot "
                        "be sent (too large)\n");
    coverage->status = SLP_PAUSED + 1;
    assert_string_equal(line(), "lake.people: unknown since 2026-11-30T12:00:00Z\n");
    releases[0].known = false;
    assert_string_equal(line(), "lake.people: uncovered: the state does not have it yet\n");
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void
json_has_the_same(void **state)
{
    (void)state;
    let_it_be_filled();
    json_t *made = json();
    const json_t *fill =
        json_object_get(json_array_get(json_object_get(made, "releases"), 0), "fill");
    assert_string_equal(member(made, "release"), "lake.people");
    assert_string_equal(member(made, "status"), "filling");
    assert_string_equal(member(made, "since"), "2026-11-30T11:48:20Z");
    assert_int_equal(json_integer_value(json_object_get(fill, "rows")), 120000);
    assert_int_equal(json_integer_value(json_object_get(fill, "blocks_read")), 1000);
    assert_int_equal(json_integer_value(json_object_get(fill, "blocks")), 4000);
    assert_int_equal(json_integer_value(json_object_get(fill, "seconds_left")), 1800);
    assert_null(member(made, "cause"));
    assert_true(json_is_true(json_object_get(made, "runs")));
    assert_string_equal(
        json_string_value(json_object_get(json_object_get(made, "slot"), "delivered_lsn")),
        "16/B374D848");
    json_decref(made);
}

static void
json_of_what_is_uncovered_and_of_nothing(void **state)
{
    (void)state;
    releases[0].coverage = (struct slp_coverage) { .status = SLP_UNCOVERED,
                                                   .cause = "column",
                                                   .detail = "a \"b\"",
                                                   .waits_for = "pid 1",
                                                   .waits_since_s = NOW_S };
    json_t *made = json();
    assert_string_equal(member(made, "cause"), "column");
    assert_string_equal(member(made, "detail"), "a \"b\"");
    assert_string_equal(member(made, "waits_for"), "pid 1");
    assert_string_equal(member(made, "waits_since"), "2026-11-30T12:00:00Z");
    assert_null(member(made, "since"));
    json_decref(made);
    status = (struct slp_pusher_status) { .runs = false };
    made = json();
    assert_int_equal(json_array_size(json_object_get(made, "releases")), 0);
    assert_null(json_object_get(made, "slot"));
    json_decref(made);
}

/* ---- the exit code ------------------------------------------------------------------------- */

static void
what_is_neither_covered_nor_being_filled_is_a_finding(void **state)
{
    (void)state;
    static const struct {
        enum slp_coverage_status status;
        bool released, known, finding;
    } cases[] = {
        { SLP_COVERED, true, true, false },  { SLP_FILLING, true, true, false },
        { SLP_UNCOVERED, true, true, true }, { SLP_PAUSED, true, true, true },
        { SLP_COVERED, true, false, true },  { SLP_UNCOVERED, false, true, false },
        { SLP_PAUSED, false, true, false },
    };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        releases[0].coverage.status = cases[at].status;
        releases[0].released = cases[at].released;
        releases[0].known = cases[at].known;
        assert_int_equal(slp_status_has_uncovered(&status), cases[at].finding);
    }
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_head_tells_of_pusher_slot_and_requests),
        TEST(the_slot_says_what_it_does_not_speak_for),
        TEST(a_filling_says_how_far_it_is),
        TEST(without_a_pace_nothing_is_estimated),
        TEST(what_is_uncovered_says_why),
        TEST(json_has_the_same),
        TEST(json_of_what_is_uncovered_and_of_nothing),
        TEST(what_is_neither_covered_nor_being_filled_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
