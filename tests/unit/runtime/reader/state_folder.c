#include "state_folder.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

const struct sl_projection state_people = { .destination = "lake",
                                            .stream = "people",
                                            .ir_sha256 = "aaaa" };
const struct sl_projection state_orders = { .destination = "lake",
                                            .stream = "orders",
                                            .ir_sha256 = "cccc" };
static const struct sl_destination destinations[] = { { .name = "lake" } };
const struct sl_projection *const state_only_people[] = { &state_people };
const struct sl_projection *const state_people_and_orders[] = { &state_people, &state_orders };
const struct sl_projection *const state_only_orders[] = { &state_orders };

struct sl_policy
state_policy_of(const struct sl_projection *const *releases, uint32_t count)
{
    return (struct sl_policy) { .destinations = destinations,
                                .ndestinations = 1,
                                .projections = releases,
                                .nprojections = count };
}

char state_folder[64], state_path[80];
struct sl_policy state_policy;

int
state_make_folder(void **state)
{
    (void)state;
    (void)snprintf(state_folder, sizeof state_folder, "/tmp/sluice-test-XXXXXX");
    state_policy = state_policy_of(state_only_people, 1);
    if (mkdtemp(state_folder) == NULL)
        return -1;
    (void)snprintf(state_path, sizeof state_path, "%s/state", state_folder);
    return 0;
}

static int
remove_one(const char *name, const struct stat *stat, int type, struct FTW *ftw)
{
    (void)stat;
    (void)type;
    (void)ftw;
    return remove(name);
}

int
state_remove_path(const char *name)
{
    return nftw(name, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

int
state_remove_folder(void **state)
{
    (void)state;
    return state_remove_path(state_folder);
}

struct slp_state *
state_open(const struct sl_policy *with)
{
    struct sl_err err;
    struct slp_state *state = slp_state_open(state_path, with, &err);
    if (state == NULL)
        fail_msg("%s", err.text);
    return state;
}

void
state_save(struct slp_state *state, enum slp_phase phase, uint64_t lsn, uint64_t ordinal)
{
    struct slp_position position = { .system_identifier = "7001",
                                     .database = "platform",
                                     .slot = "sluice",
                                     .timeline = 1,
                                     .phase = phase,
                                     .gen = 1,
                                     .flush_lsn = lsn };
    const uint64_t ordinals[2] = { ordinal, ordinal };
    const slp_tid next[2] = { UINT64_MAX, UINT64_MAX };
    const struct slp_state_progress progress = { .ordinals = ordinals, .next = next };
    struct sl_err err;
    assert_int_equal(slp_state_save(state, &position, &progress, &err), 0);
}

struct slp_state *
state_open_streaming(void)
{
    struct slp_state *state = state_open(&state_policy);
    state_save(state, SLP_PHASE_SNAPSHOT, 0, 0);
    state_save(state, SLP_PHASE_STREAM, 0, 0);
    return state;
}

struct slp_state *
state_restart(struct slp_state *state)
{
    slp_state_close(state);
    return state_open(&state_policy);
}
