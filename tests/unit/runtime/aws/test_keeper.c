/* Of keeping credentials: with a source that needs no network, the environment. */
#include "aws/keeper.h"
#include "clock.h"
#include "log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

struct kept {
    struct slp_http *http;
    struct slp_aws_context context;
    struct slp_aws_chain chain;
    struct slp_aws_keeper *keeper;
};

/* As the environment, but what it gives may change: as programs, services and files have it. */
static enum slp_aws_step
changing_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    return slp_aws_source_environment.step(source, attempt);
}
static const struct slp_aws_source_type changing = { .step = changing_step };

static void
init_kept(struct kept *kept)
{
    struct sl_err err;
    *kept = (struct kept) { .context = { .region = "r" } };
#define SLP_AWS_VARIABLE(member, name) kept->context.settings.environment.member = "";
#include "aws/environment.def"
#undef SLP_AWS_VARIABLE
    kept->context.settings.environment.access_key_id = "A";
    kept->context.settings.environment.secret_access_key = "B";
    kept->chain.sources[0] = (struct slp_aws_source) { .type = &changing, .name = "environment" };
    kept->chain.count = 1;
    assert_int_equal(slp_http_new("", &kept->http, &err), 0);
    kept->keeper = slp_aws_keeper_new(kept->http, &kept->context, &kept->chain);
    assert_non_null(kept->keeper);
    sl_log_init("test", SL_LOG_ERROR);
}

static void
done_kept(struct kept *kept)
{
    slp_aws_keeper_free(kept->keeper);
    slp_http_free(kept->http);
}

static void
poll_wanted(struct kept *kept, int64_t later_ms)
{
    slp_aws_keeper_poll(kept->keeper, slp_now_ms() + later_ms, true);
}

/* The environment's expiration, so many seconds from now. */
static void
expire_in(struct kept *kept, int64_t seconds, char text[32])
{
    time_t end = (time_t)(slp_wall_us() / 1000000 + seconds);
    struct tm utc;
    (void)gmtime_r(&end, &utc);
    assert_true(strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0);
    kept->context.settings.environment.credential_expiration = text;
}

static void
nothing_is_fetched_before_it_is_wanted(void **state)
{
    (void)state;
    struct kept kept;
    init_kept(&kept);
    slp_aws_keeper_poll(kept.keeper, slp_now_ms(), false);
    assert_int_equal(slp_aws_keeper_generation(kept.keeper), 0);
    assert_null(slp_aws_keeper_current(kept.keeper));
    assert_true(slp_aws_keeper_wake_ms(kept.keeper, false) == INT64_MAX);
    poll_wanted(&kept, 0);
    assert_int_equal(slp_aws_keeper_generation(kept.keeper), 1);
    assert_true(sl_str_is(slp_aws_credentials_id(slp_aws_keeper_current(kept.keeper)), "A"));
    done_kept(&kept);
}

static void
a_late_refusal_of_old_ones_does_not_touch_the_new(void **state)
{
    (void)state;
    struct kept kept;
    init_kept(&kept);
    poll_wanted(&kept, 0);
    slp_aws_keeper_expire(kept.keeper, 1);
    assert_null(slp_aws_keeper_current(kept.keeper));
    poll_wanted(&kept, 0);
    assert_int_equal(slp_aws_keeper_generation(kept.keeper), 2);
    slp_aws_keeper_expire(kept.keeper, 1); /* of a call that was signed with the first */
    assert_non_null(slp_aws_keeper_current(kept.keeper));
    poll_wanted(&kept, 0);
    assert_int_equal(slp_aws_keeper_generation(kept.keeper), 2);
    done_kept(&kept);
}

static void
a_failure_is_final_only_before_the_first_success(void **state)
{
    (void)state;
    struct kept kept;
    init_kept(&kept);
    kept.context.settings.environment.secret_access_key = "";
    poll_wanted(&kept, 0);
    assert_int_equal(slp_aws_keeper_failures(kept.keeper), 1);
    assert_int_equal(slp_aws_keeper_why(kept.keeper)->class, SL_CONFIG);
    poll_wanted(&kept, 0); /* not before its pause is over */
    assert_int_equal(slp_aws_keeper_failures(kept.keeper), 1);
    kept.context.settings.environment.secret_access_key = "B";
    poll_wanted(&kept, 1000);
    assert_int_equal(slp_aws_keeper_generation(kept.keeper), 1);
    kept.context.settings.environment.secret_access_key = "";
    slp_aws_keeper_expire(kept.keeper, 1);
    poll_wanted(&kept, 1000);
    assert_int_equal(slp_aws_keeper_failures(kept.keeper), 2);
    assert_int_equal(slp_aws_keeper_why(kept.keeper)->class, SL_RETRY);
    done_kept(&kept);
}

static void
pauses_between_failures_grow(void **state)
{
    (void)state;
    struct kept kept;
    init_kept(&kept);
    kept.context.settings.environment.secret_access_key = "";
    int64_t now_ms = slp_now_ms(), longest_ms = 0;
    for (unsigned failures = 0; failures < 12; failures++) {
        slp_aws_keeper_poll(kept.keeper, now_ms, true);
        assert_int_equal(slp_aws_keeper_failures(kept.keeper), failures + 1);
        int64_t pause_ms = slp_aws_keeper_wake_ms(kept.keeper, true) - now_ms;
        int64_t most_ms = failures < 6 ? INT64_C(500) << failures : 30000;
        assert_in_range(pause_ms, most_ms / 2 - 1, failures < 6 ? most_ms : 32000);
        longest_ms = pause_ms > longest_ms ? pause_ms : longest_ms;
        now_ms += pause_ms;
    }
    assert_true(longest_ms >= 15000);
    done_kept(&kept);
}

static void
renewal_comes_before_the_end(void **state)
{
    (void)state;
    struct kept kept;
    char text[32];
    static const struct {
        int64_t life_s, ahead_s; /* so long before the end at most; less a quarter at least */
    } cases[] = { { 3600, 900 }, { 43200, 900 }, { 600, 150 }, { 8, 2 } };
    for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
        init_kept(&kept);
        expire_in(&kept, cases[at].life_s, text);
        poll_wanted(&kept, 0);
        int64_t wake_s = (slp_aws_keeper_wake_ms(kept.keeper, false) - slp_now_ms()) / 1000;
        assert_in_range(cases[at].life_s - wake_s, cases[at].ahead_s * 3 / 4 - 1,
                        cases[at].ahead_s + 2);
        done_kept(&kept);
    }
    init_kept(&kept);
    expire_in(&kept, -1, text);
    poll_wanted(&kept, 0);
    assert_null(slp_aws_keeper_current(kept.keeper));          /* never signed with */
    assert_int_equal(slp_aws_keeper_failures(kept.keeper), 1); /* and not fetched again at once */
    assert_true(slp_aws_keeper_wake_ms(kept.keeper, true) > slp_now_ms() + 100);
    done_kept(&kept);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_fetched_before_it_is_wanted),
        cmocka_unit_test(a_late_refusal_of_old_ones_does_not_touch_the_new),
        cmocka_unit_test(a_failure_is_final_only_before_the_first_success),
        cmocka_unit_test(pauses_between_failures_grow),
        cmocka_unit_test(renewal_comes_before_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
