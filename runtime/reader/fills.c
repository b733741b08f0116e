/* fills.c - which releases are covered. */
#include "clock.h"
#include "coverage/facts.h"
#include "log.h"
#include "maxima.h"
#include "reader/fills_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* ---- small things --------------------------------------------------------------------------- */

struct slp_release *
slp_fills_release(const struct slp_fills *fills, uint32_t projection)
{
    return slp_change_release(fills->config.change, projection);
}

const struct slp_found_table *
slp_fills_found(const struct slp_fills *fills, uint32_t projection)
{
    return slp_catalogue_table(slp_watch_catalogue(fills->config.watch),
                               slp_fills_release(fills, projection)->table);
}

static const struct sl_projection *
declared(const struct slp_fills *fills, uint32_t projection)
{
    return fills->config.tables->policy->projections[projection];
}

/* ---- what is covered ------------------------------------------------------------------------ */

void
slp_fills_close(struct slp_fills *fills, uint32_t projection)
{
    slp_release_close(slp_fills_release(fills, projection));
    fills->each[projection].noted = false;
    fills->each[projection].phase = SLP_FILL_NONE;
    fills->each[projection].wait_until_ms = fills->due_ms = 0;
}

void
slp_fills_set_status(struct slp_fills *fills, uint32_t projection, enum slp_coverage_status status,
                     enum slp_cause cause)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    coverage->status = status;
    coverage->since_s = (int64_t)time(NULL);
    (void)snprintf(coverage->cause, sizeof coverage->cause, "%s", slp_cause_word(cause));
    coverage->detail[0] = coverage->waits_for[0] = '\0';
}

int
slp_fills_uncover(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                  const char *detail, struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    slp_fills_close(fills, projection);
    slp_fills_set_status(fills, projection, SLP_UNCOVERED, cause);
    (void)snprintf(coverage->detail, sizeof coverage->detail, "%s", detail);
    sl_log(SL_LOG_WARNING, "uncovered",
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared(fills, projection)->destination)),
                     SL_NAME("stream", sl_str_of(declared(fills, projection)->stream)),
                     SL_NAME("cause", sl_str_of(coverage->cause)),
                     SL_NAME("detail", sl_str_of(coverage->detail)),
                     SL_NAME("why", sl_str_of(slp_cause_sentence(cause)))));
    return slp_state_save_coverage(fills->state, projection, reterr);
}

int
slp_fills_uncover_table(struct slp_fills *fills, const struct slp_table *table,
                        enum slp_cause cause, struct sl_err *reterr)
{
    for (uint32_t i = 0; i < table->nprojections; i++) {
        const uint32_t projection = table->projections[i];
        const enum slp_coverage_status status =
            slp_state_coverage(fills->state, projection)->status;
        if ((status == SLP_COVERED || status == SLP_FILLING) &&
            slp_fills_uncover(fills, projection, cause, "", reterr) != 0)
            return -1;
    }
    return 0;
}

bool
slp_fills_are_done(const struct slp_fills *fills)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const enum slp_coverage_status status = slp_state_coverage(fills->state, at)->status;
        if (status == SLP_UNCOVERED || status == SLP_FILLING)
            return false;
    }
    return true;
}

/* ---- life ----------------------------------------------------------------------------------- */

static int
make_fingerprints(struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        sl_buf_init(&fills->fingerprints[at], SLP_MAX_FACTS_BYTES);
        if (slp_facts_fingerprint(declared(fills, at), fills->config.keys[at],
                                  &fills->fingerprints[at], reterr) != 0)
            return -1;
    }
    return 0;
}

/* What is covered goes on from where it was covered, and what an earlier run was filling goes on. */
static int
open_releases(struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_coverage *coverage = slp_state_coverage(fills->state, at);
        if (coverage->status == SLP_COVERED)
            slp_release_open(slp_fills_release(fills, at), coverage->gen, coverage->from_lsn,
                             false);
        if (coverage->status == SLP_FILLING &&
            slp_fill_resume(fills, &fills->each[at], reterr) != 0)
            return -1;
    }
    return slp_fills_looked(fills, reterr);
}

static int
open_fills(struct slp_fills *fills, struct sl_err *reterr)
{
    fills->nprojections = fills->config.tables->policy->nprojections;
    fills->state = fills->config.pump->state;
    sl_buf_init(&fills->note, SLP_MAX_FACTS_BYTES);
    sl_buf_init(&fills->snapshot, SLP_MAX_FACTS_BYTES);
    fills->each = calloc(fills->nprojections + 1, sizeof *fills->each);
    fills->fingerprints = calloc(fills->nprojections + 1, sizeof *fills->fingerprints);
    if (fills->each == NULL || fills->fingerprints == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short");
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        fills->each[at].projection = at;
        slp_barrier_init(&fills->each[at].barrier);
    }
    slp_fills_take_requests(fills);
    return make_fingerprints(fills, reterr) == 0 ? open_releases(fills, reterr) : -1;
}

struct slp_fills *
slp_fills_new(const struct slp_fills_config *config, struct sl_err *reterr)
{
    struct slp_fills *fills = calloc(1, sizeof *fills);
    if (fills == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    fills->config = *config;
    if (open_fills(fills, reterr) == 0)
        return fills;
    slp_fills_free(fills);
    return NULL;
}

void
slp_fills_free(struct slp_fills *fills)
{
    if (fills == NULL)
        return;
    fills->config.pump->on_request = (struct slp_request_handler) { .take = NULL };
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        if (fills->each != NULL)
            slp_barrier_done(&fills->each[at].barrier);
        if (fills->fingerprints != NULL)
            sl_buf_done(&fills->fingerprints[at]);
    }
    free(fills->each);
    free(fills->fingerprints);
    sl_buf_done(&fills->note);
    sl_buf_done(&fills->snapshot);
    free(fills);
}

/* ---- the stream ----------------------------------------------------------------------------- */

int
slp_fills_begin(struct slp_fills *fills, uint64_t commit_lsn, struct sl_err *reterr)
{
    return slp_state_raise_bound(fills->state, commit_lsn, reterr);
}

/* Where there is no room for another transaction, the writers are listed anew: who was delivered and is not
 * visible still writes. */
void
slp_fills_end(struct slp_fills *fills, uint32_t xid)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        struct slp_fill *fill = &fills->each[at];
        const bool under_way = fill->phase != SLP_FILL_NONE;
        if ((!fill->noted && !under_way) ||
            !slp_change_touched(fills->config.change, slp_fills_release(fills, at)->table) ||
            slp_seen_add(&fill->seen, xid))
            continue;
        fill->noted = fill->barrier.noted = false;
        if (under_way && fill->phase < SLP_FILL_DELIVER)
            fill->phase = SLP_FILL_PAUSE;
    }
}
