/* Requests and refusals as text: how they look, and what is not believed. */
#include "process/request_text.h"

#include "maxima.h"
#include "three_releases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static uint32_t numbers[3];
static const struct slp_request_room room = { numbers, 3 };
static struct sl_buf text;
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    sl_buf_init(&text, 4 * SL_KIB);
    err = (struct sl_err) { 0 };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_buf_done(&text);
    return 0;
}

static int
parse(const char *words, struct slp_request *ret)
{
    return slp_request_parse(sl_str_of(words), &three_releases, &room, ret, &err);
}

/* ---- requests ------------------------------------------------------------------------------ */

static void
a_request_names_its_releases(void **state)
{
    (void)state;
    static const uint32_t projections[] = { 2, 0 };
    const struct slp_request request = { SLP_REQUEST_PAUSE, projections, 2 };
    struct slp_request got;
    slp_request_print(&text, &request, &three_releases);
    assert_string_equal(sl_buf_cstr(&text), "sluice-pusher request 1\n"
                                            "pause\n"
                                            "store.people\n"
                                            "lake.people\n"
                                            "end\n");
    assert_int_equal(parse(sl_buf_cstr(&text), &got), 0);
    assert_int_equal(got.kind, SLP_REQUEST_PAUSE);
    assert_int_equal(got.count, 2);
    assert_memory_equal(got.projections, projections, sizeof projections);
}

static void
every_kind_comes_back(void **state)
{
    (void)state;
    static const uint32_t projection = 1;
    for (unsigned kind = 0; kind < SLP_REQUEST_KINDS; kind++) {
        const struct slp_request request = { (enum slp_request_kind)kind, &projection, 1 };
        struct slp_request got;
        sl_buf_clear(&text);
        slp_request_print(&text, &request, &three_releases);
        assert_int_equal(parse(sl_buf_cstr(&text), &got), 0);
        assert_int_equal(got.kind, kind);
    }
}

static void
a_release_that_stands_there_twice_counts_once(void **state)
{
    (void)state;
    struct slp_request got;
    assert_int_equal(parse("sluice-pusher request 1\nfill\nlake.orders\nlake.people\nlake.orders\n"
                           "lake.people\nend\n",
                           &got),
                     0);
    assert_int_equal(got.count, 2);
    assert_int_equal(got.projections[0], 1);
    assert_int_equal(got.projections[1], 0);
}

static void
a_release_that_the_policy_lacks_is_refused_by_its_name(void **state)
{
    (void)state;
    struct slp_request got;
    assert_int_equal(parse("sluice-pusher request 1\nfill\nlake.people\nlake.person\nend\n", &got),
                     1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, "'lake.person'"));
}

static void
what_is_no_request_is_not_believed(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "",
        "\n",
        "end\n",
        "sluice-pusher request 2\nfill\nlake.people\nend\n",
        "sluice-pusher request 1\n",
        "sluice-pusher request 1\nfill\nend\n",
        "sluice-pusher request 1\ndrain\nlake.people\nend\n",
        "sluice-pusher request 1\nfill \nlake.people\nend\n",
        "sluice-pusher request 1\nfill\nlake.people\n",
        "sluice-pusher request 1\nfill\nlake.people\nend",
        "sluice-pusher request 1\nfill\nlake.people\nend\n\n",
        "sluice-pusher refusal 1\nconfig\nno\n\nend\n",
    };
    for (size_t at = 0; at < sizeof broken / sizeof broken[0]; at++) {
        struct slp_request got;
        int result = parse(broken[at], &got);
        if (result != -1)
            print_error("believed: %s\n", broken[at]);
        assert_int_equal(result, -1);
        assert_int_equal(err.class, SL_CONFIG);
    }
}

static void
a_request_that_is_cut_anywhere_is_not_believed(void **state)
{
    (void)state;
    static const char whole[] = "sluice-pusher request 1\nfill\nlake.people\nend\n";
    struct slp_request got;
    for (size_t len = 0; len < sizeof whole - 1; len++)
        assert_true(slp_request_parse((struct sl_str) { whole, len }, &three_releases, &room, &got,
                                      &err) != 0);
    assert_int_equal(parse(whole, &got), 0);
}

/* ---- refusals ------------------------------------------------------------------------------ */

static void
a_refusal_says_why_and_what_to_do(void **state)
{
    (void)state;
    struct sl_err refusal, got;
    (void)sl_fail(&refusal, SL_DRIFT, "it has no table");
    slp_refusal_print(&text, &refusal);
    assert_string_equal(sl_buf_cstr(&text),
                        "sluice-pusher refusal 1\ndrift\nit has no table\n\nend\n");
    assert_int_equal(slp_refusal_parse(sl_buf_str(&text), &got), 0);
    assert_int_equal(got.class, SL_DRIFT);
    assert_string_equal(got.text, "it has no table");
    assert_string_equal(got.remedy, "");
    (void)sl_remedy(&refusal, "make one");
    sl_buf_clear(&text);
    slp_refusal_print(&text, &refusal);
    assert_int_equal(slp_refusal_parse(sl_buf_str(&text), &got), 0);
    assert_string_equal(got.remedy, "make one");
}

static void
what_is_no_refusal_is_not_believed(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "",
        "sluice-pusher refusal 2\nconfig\nno\n\nend\n",
        "sluice-pusher refusal 1\nok\nno\n\nend\n",
        "sluice-pusher refusal 1\nconfig\nno\nend\n",
        "sluice-pusher refusal 1\nconfig\nno\n\nend\nmore\n",
        "sluice-pusher refusal 1\nconfig\nno\n\n",
    };
    for (size_t at = 0; at < sizeof broken / sizeof broken[0]; at++)
        assert_int_equal(slp_refusal_parse(sl_str_of(broken[at]), &err), -1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_request_names_its_releases),
        TEST(every_kind_comes_back),
        TEST(a_release_that_stands_there_twice_counts_once),
        TEST(a_release_that_the_policy_lacks_is_refused_by_its_name),
        TEST(what_is_no_request_is_not_believed),
        TEST(a_request_that_is_cut_anywhere_is_not_believed),
        TEST(a_refusal_says_why_and_what_to_do),
        TEST(what_is_no_refusal_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
