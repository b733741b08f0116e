/* test_state.c - what of the state survives a restart, and what is refused. */
#include "state_folder.h"

#include "postgres/identity.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static void
the_position_survives(void **unused)
{
    (void)unused;
    struct slp_state *state = state_open(&state_policy);
    assert_int_equal(slp_state_position(state)->phase, SLP_PHASE_NONE);
    state_save(state, SLP_PHASE_STREAM, 100, 42);
    state = state_restart(state);
    assert_int_equal(slp_state_position(state)->phase, SLP_PHASE_STREAM);
    assert_int_equal(slp_state_position(state)->flush_lsn, 100);
    assert_int_equal(slp_state_ordinals(state)[0], 42);
    slp_state_close(state);
}

/* Also where two runs begin in the same second. */
static void
every_run_has_a_higher_number(void **unused)
{
    (void)unused;
    time_t before = time(NULL);
    struct slp_state *state = state_open(&state_policy);
    uint32_t first = slp_state_run(state);
    state_save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    assert_in_range(first, before, before + 60);
    for (uint32_t more = 1; more <= 3; more++) {
        state_save(state, SLP_PHASE_STREAM, 100, 0);
        state = state_restart(state);
        assert_in_range(slp_state_run(state), first + more, before + 60);
    }
    slp_state_close(state);
}

static int
check(const struct slp_state *state, const char *system, const char *database, const char *slot,
      struct sl_err *reterr)
{
    struct slp_identity identity = { .timeline = 1 };
    (void)snprintf(identity.system_identifier, sizeof identity.system_identifier, "%s", system);
    (void)snprintf(identity.database, sizeof identity.database, "%s", database);
    return slp_state_check(state, &identity, slot, reterr);
}

static void
another_database_slot_or_policy_is_refused(void **unused)
{
    (void)unused;
    struct sl_err err;
    struct slp_state *state = state_open(&state_policy);
    assert_int_equal(check(state, "1", "any", "any", &err), 0);
    state_save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    state_save(state, SLP_PHASE_STREAM, 100, 0);
    assert_int_equal(check(state, "7001", "platform", "sluice", &err), 0);
    assert_int_equal(check(state, "7002", "platform", "sluice", &err), -1);
    assert_int_equal(err.class, SL_GAP);
    assert_true(err.remedy[0] != '\0');
    assert_int_equal(check(state, "7001", "other", "sluice", &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_int_equal(check(state, "7001", "platform", "other", &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    slp_state_close(state);
    struct slp_position seen;
    uint64_t bound_lsn;
    assert_int_equal(slp_state_peek(state_path, &seen, &bound_lsn, &err), 0);
    assert_int_equal(seen.phase, SLP_PHASE_STREAM);
    assert_int_equal(seen.flush_lsn, 100);
    assert_int_equal(slp_state_peek("/nonexistent", &seen, &bound_lsn, &err), 0);
    assert_int_equal(seen.phase, SLP_PHASE_NONE);
    struct sl_policy other = state_policy_of(state_only_orders, 1);
    assert_null(slp_state_open(state_path, &other, &err));
    assert_int_equal(err.class, SL_CONFIG);
    assert_true(err.remedy[0] != '\0');
}

static void
a_place_that_cannot_be_used_is_named(void **unused)
{
    (void)unused;
    struct sl_err err;
    char missing[128];
    (void)snprintf(missing, sizeof missing, "%s/no/such", state_folder);
    assert_null(slp_state_open(missing, &state_policy, &err));
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, missing));
    assert_null(slp_state_open("/dev/null", &state_policy, &err));
    assert_int_equal(err.class, SL_CONFIG);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STATE_TEST(the_position_survives),
        STATE_TEST(every_run_has_a_higher_number),
        STATE_TEST(another_database_slot_or_policy_is_refused),
        STATE_TEST(a_place_that_cannot_be_used_is_named),
    };
    return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
