/* state_coverage.c - coverage in the state. */
#include "change/table.h"
#include "coverage/cause.h"
#include "coverage/names.h"
#include "maxima.h"
#include "reader/state_private.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* ---- reading -------------------------------------------------------------------------------- */

static void
set_uncovered(struct slp_coverage *coverage, enum slp_cause cause)
{
    coverage->status = SLP_UNCOVERED;
    coverage->since_s = (int64_t)time(NULL);
    (void)snprintf(coverage->cause, sizeof coverage->cause, "%s", slp_cause_word(cause));
    coverage->detail[0] = coverage->waits_for[0] = '\0';
}

/* What is paused stays so, and what is uncovered keeps its first cause: false. */
static bool
uncover(struct slp_coverage *coverage, enum slp_cause cause)
{
    if (coverage->status != SLP_COVERED && coverage->status != SLP_FILLING)
        return false;
    set_uncovered(coverage, cause);
    return true;
}

/* A release of the state's that this pusher does not hold; from now on its changes are not sent. */
struct missing {
    struct slp_state *state;
    char name[sizeof(struct slp_release_name)];
    struct slp_coverage coverage;
    struct sl_buf facts; /* a copy: what the store has moves with the next change */
    bool found;
};

static int
find_missing(void *context, struct sl_str name, const struct slp_coverage *coverage,
             struct sl_str facts, struct sl_err *reterr)
{
    struct missing *missing = context;
    uint32_t unused;
    const bool covered = coverage->status == SLP_COVERED || coverage->status == SLP_FILLING;
    if (missing->found || !covered || slp_release_find(missing->state->policy, name, &unused))
        return 0;
    missing->found = true;
    missing->coverage = *coverage;
    sl_buf_add_str(&missing->facts, facts);
    (void)snprintf(missing->name, sizeof missing->name, "%.*s", SL_FMT(name));
    return sl_buf_failed(&missing->facts)
               ? sl_fail(reterr, SL_RETRY, "memory is short for coverage")
               : 0;
}

/* One by one, since the table must not change while it is read. Their facts stay: what names meant is held
 * against the table when a pusher has the release again. */
static int
uncover_missing(struct slp_state *state, struct sl_err *reterr)
{
    struct missing missing = { .state = state };
    int failed;
    sl_buf_init(&missing.facts, SLP_MAX_FACTS_BYTES);
    do {
        missing.found = false;
        sl_buf_clear(&missing.facts);
        failed = slp_store_each_coverage(&state->store, find_missing, &missing, reterr);
        if (failed != 0 || !missing.found)
            break;
        (void)uncover(&missing.coverage, SLP_CAUSE_NOT_IN_PUSHER);
        failed = slp_store_write_coverage(&state->store, sl_str_of(missing.name), &missing.coverage,
                                          sl_buf_str(&missing.facts), reterr);
    } while (failed == 0);
    sl_buf_done(&missing.facts);
    return failed;
}

static int
collect_names(void *context, struct sl_str name, const struct slp_coverage *coverage,
              struct sl_str facts, struct sl_err *reterr)
{
    struct slp_state *state = context;
    uint32_t unused;
    (void)coverage;
    if (!slp_release_find(state->policy, name, &unused))
        slp_names_collect(facts, &state->other_names);
    return sl_buf_failed(&state->other_names)
               ? sl_fail(reterr, SL_RETRY, "memory is short for coverage")
               : 0;
}

static int
read_one(struct slp_state *state, uint32_t at, bool *ret_found, struct sl_err *reterr)
{
    struct slp_covered_release *release = &state->coverage[at];
    struct slp_release_name name;
    struct sl_str facts;
    const int found = slp_store_read_coverage(
        &state->store, slp_release_name(state->policy->projections[at], &name), &release->coverage,
        &facts, reterr);
    sl_buf_init(&release->facts, SLP_MAX_FACTS_BYTES);
    *ret_found = found > 0;
    if (found > 0)
        sl_buf_add_str(&release->facts, facts);
    if (found == 0) {
        release->coverage.gen = state->position.gen;
        set_uncovered(&release->coverage, SLP_CAUSE_NEW);
    }
    return found < 0 ? -1 : 0;
}

int
slp_state_read_coverage(struct slp_state *state, bool *ret_known, struct sl_err *reterr)
{
    struct slp_stored_delivery delivery;
    const int has_delivery = slp_store_read_delivery(&state->store, &delivery, reterr);
    if (has_delivery < 0 || uncover_missing(state, reterr) != 0 ||
        slp_store_each_coverage(&state->store, collect_names, state, reterr) != 0)
        return -1;
    state->bound_lsn = delivery.bound_lsn;
    const bool overtaken = has_delivery > 0 && delivery.flush_lsn != state->position.flush_lsn;
    for (uint32_t at = 0; at < state->policy->nprojections; at++) {
        bool found;
        if (read_one(state, at, &found, reterr) != 0)
            return -1;
        *ret_known |= found;
        if (overtaken)
            (void)uncover(&state->coverage[at].coverage, SLP_CAUSE_OLDER_PUSHER);
    }
    return 0;
}

int
slp_state_read_markers(struct slp_state *state, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < state->policy->ndestinations; at++)
        if (slp_store_read_marker(&state->store, state->policy->destinations[at].name,
                                  &state->markers[at], reterr) < 0)
            return -1;
    return 0;
}

/* ---- writing -------------------------------------------------------------------------------- */

static int
write_one(struct slp_state *state, uint32_t at, struct sl_err *reterr)
{
    struct slp_release_name name;
    return slp_store_write_coverage(
        &state->store, slp_release_name(state->policy->projections[at], &name),
        &state->coverage[at].coverage, sl_buf_str(&state->coverage[at].facts), reterr);
}

static int
write_delivery(struct slp_state *state, uint64_t flush_lsn, struct sl_err *reterr)
{
    const struct slp_stored_delivery delivery = { .flush_lsn = flush_lsn,
                                                  .bound_lsn = state->bound_lsn };
    return slp_store_write_delivery(&state->store, &delivery, reterr);
}

int
slp_state_write_coverage(struct slp_state *state, uint64_t flush_lsn, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < state->policy->nprojections; at++)
        if (write_one(state, at, reterr) != 0)
            return -1;
    for (uint32_t at = 0; at < state->policy->ndestinations; at++)
        if (slp_store_write_marker(&state->store, state->policy->destinations[at].name,
                                   &state->markers[at], reterr) != 0)
            return -1;
    return write_delivery(state, flush_lsn, reterr);
}

int
slp_state_save_coverage(struct slp_state *state, uint32_t projection, struct sl_err *reterr)
{
    return slp_store_begin(&state->store, reterr) != 0 ||
                   write_one(state, projection, reterr) != 0 ||
                   slp_store_commit(&state->store, reterr) != 0
               ? -1
               : 0;
}

int
slp_state_raise_bound(struct slp_state *state, uint64_t lsn, struct sl_err *reterr)
{
    if (lsn < state->bound_lsn)
        return 0;
    state->bound_lsn = lsn + SLP_BOUND_STEP_BYTES;
    return slp_store_begin(&state->store, reterr) != 0 ||
                   write_delivery(state, state->position.flush_lsn, reterr) != 0 ||
                   slp_store_commit(&state->store, reterr) != 0
               ? -1
               : 0;
}

/* ---- asking --------------------------------------------------------------------------------- */

uint64_t
slp_state_bound(const struct slp_state *state)
{
    return state->bound_lsn;
}

struct slp_coverage *
slp_state_coverage(struct slp_state *state, uint32_t projection)
{
    return &state->coverage[projection].coverage;
}

struct sl_buf *
slp_state_facts(struct slp_state *state, uint32_t projection)
{
    return &state->coverage[projection].facts;
}

struct sl_str
slp_state_other_names(const struct slp_state *state)
{
    return sl_buf_str(&state->other_names);
}

void
slp_state_uncover_all(struct slp_state *state, enum slp_cause cause)
{
    for (uint32_t at = 0; at < state->policy->nprojections; at++)
        (void)uncover(&state->coverage[at].coverage, cause);
}

void
slp_state_uncover_destination(struct slp_state *state, uint32_t destination, enum slp_cause cause,
                              const char *detail)
{
    for (uint32_t at = 0; at < state->policy->nprojections; at++) {
        struct slp_coverage *coverage = &state->coverage[at].coverage;
        if (slp_destination_of(state->policy, state->policy->projections[at]) != destination ||
            !uncover(coverage, cause))
            continue;
        (void)snprintf(coverage->detail, sizeof coverage->detail, "%s", detail);
    }
}

struct slp_marker *
slp_state_marker(struct slp_state *state, uint32_t destination)
{
    return &state->markers[destination];
}

void
slp_state_reset_bound(struct slp_state *state)
{
    state->bound_lsn = 0;
}

struct each {
    slp_state_coverage_fn *take;
    void *context;
};

static int
hand_on(void *context, struct sl_str name, const struct slp_coverage *coverage, struct sl_str facts,
        struct sl_err *reterr)
{
    const struct each *each = context;
    (void)facts;
    return each->take(each->context, name, coverage, reterr);
}

int
slp_state_each_coverage(const char *path, slp_state_coverage_fn *take, void *context,
                        struct sl_err *reterr)
{
    struct slp_store store;
    struct each each = { take, context };
    int found = slp_store_look(&store, path, reterr);
    int failed = found > 0 ? slp_store_each_coverage(&store, hand_on, &each, reterr) : found;
    slp_store_close(&store);
    return failed;
}
