/* fills.c - which releases are covered. */
#include "clock.h"
#include "coverage/facts.h"
#include "log.h"
#include "maxima.h"
#include "reader/fills_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

const struct slp_difference *
slp_fills_drift(const struct slp_fills *fills, uint32_t projection)
{
    return slp_watch_drift(fills->config.watch, slp_fills_release(fills, projection)->projection);
}

static const struct sl_projection *
declared(const struct slp_fills *fills, uint32_t projection)
{
    return fills->config.tables->policy->projections[projection];
}

/* ---- what is covered ------------------------------------------------------------------------ */

/* Nothing of the release is sent, and its fill is not under way. */
static int
close_release(struct slp_fills *fills, uint32_t projection, const struct slp_coverage *now,
              struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    slp_release_close(slp_fills_release(fills, projection));
    fills->each[projection].noted = false;
    fills->each[projection].phase = SLP_FILL_NONE;
    fills->each[projection].wait_until_ms = fills->due_ms = 0;
    coverage->status = now->status;
    coverage->since_s = (int64_t)time(NULL);
    memcpy(coverage->cause, now->cause, sizeof coverage->cause);
    memcpy(coverage->detail, now->detail, sizeof coverage->detail);
    coverage->waits_for[0] = '\0';
    return slp_state_save_coverage(fills->state, projection, reterr);
}

static void
log_closed(const struct slp_fills *fills, uint32_t projection, const char *event,
           enum slp_cause cause, const char *remedy)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    sl_log(SL_LOG_WARNING, event,
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared(fills, projection)->destination)),
                     SL_NAME("stream", sl_str_of(declared(fills, projection)->stream)),
                     SL_NAME("cause", sl_str_of(coverage->cause)),
                     SL_NAME("detail", sl_str_of(coverage->detail)),
                     SL_NAME("why", sl_str_of(slp_cause_sentence(cause))),
                     SL_NAME("remedy", sl_str_of(remedy))));
}

static struct slp_coverage
closed_for(enum slp_coverage_status status, enum slp_cause cause, const char *detail)
{
    struct slp_coverage coverage = { .status = status };
    (void)snprintf(coverage.cause, sizeof coverage.cause, "%s", slp_cause_word(cause));
    (void)snprintf(coverage.detail, sizeof coverage.detail, "%s", detail);
    return coverage;
}

int
slp_fills_uncover(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                  const char *detail, struct sl_err *reterr)
{
    const struct slp_coverage now = closed_for(SLP_UNCOVERED, cause, detail);
    if (close_release(fills, projection, &now, reterr) != 0)
        return -1;
    log_closed(fills, projection, "uncovered", cause, "");
    return 0;
}

int
slp_fills_pause(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                const char *detail, struct sl_err *reterr)
{
    const struct slp_coverage now = closed_for(SLP_PAUSED, cause, detail);
    if (close_release(fills, projection, &now, reterr) != 0)
        return -1;
    if (cause != SLP_CAUSE_ASKED)
        log_closed(fills, projection, "paused", cause,
                   "see to the cause, then sluice-pusher resume");
    return 0;
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

int
slp_fills_row_failed(struct slp_fills *fills, uint32_t projection, struct sl_str key,
                     const struct sl_err *failure, struct sl_err *reterr)
{
    const struct sl_err why = *failure;
    if (fills->config.stop_for_any) {
        *reterr = why;
        return -1;
    }
    /* Of many, which were on their way, the first is told. */
    const enum slp_coverage_status status = slp_state_coverage(fills->state, projection)->status;
    if (status != SLP_COVERED && status != SLP_FILLING)
        return 0;
    sl_log(SL_LOG_WARNING, "row_failed",
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared(fills, projection)->destination)),
                     SL_NAME("stream", sl_str_of(declared(fills, projection)->stream)),
                     SL_NAME("row_key", key), SL_NAME("error", sl_str_of(why.text)),
                     SL_NAME("remedy", sl_str_of(why.remedy))));
    return slp_fills_pause(fills, projection, SLP_CAUSE_ROW, why.text, reterr);
}

int
slp_fills_look_again(struct slp_fills *fills, const struct slp_table *table, struct sl_err *reterr)
{
    const struct sl_err failure = *reterr;
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < table->nprojections; i++) {
        const enum slp_coverage_status status =
            slp_state_coverage(fills->state, table->projections[i])->status;
        if (status == SLP_COVERED || status == SLP_FILLING) {
            *reterr = failure;
            return -1;
        }
    }
    return 0;
}

bool
slp_fills_is_pending(const struct slp_fills *fills, uint32_t projection)
{
    return slp_state_coverage(fills->state, projection)->status == SLP_UNCOVERED &&
           slp_fills_drift(fills, projection) == NULL;
}

bool
slp_fills_are_done(const struct slp_fills *fills)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        if (slp_fills_is_pending(fills, at) || fills->each[at].phase != SLP_FILL_NONE)
            return false;
    return true;
}

bool
slp_fills_send_table(const struct slp_fills *fills, const struct sl_table *table)
{
    bool sends = false;
    for (uint32_t at = 0; at < fills->nprojections && !sends; at++)
        sends = declared(fills, at)->table == table && slp_fills_drift(fills, at) == NULL &&
                slp_state_coverage(fills->state, at)->status != SLP_PAUSED;
    return sends;
}

/* A release that the pusher has paused by itself. */
static int
fail_for_paused(const struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const bool is_row = strcmp(coverage->cause, slp_cause_word(SLP_CAUSE_ROW)) == 0;
    (void)sl_fail(reterr, is_row ? SL_DATA : SL_DRIFT, "%s.%s is paused: %s: %s",
                  declared(fills, projection)->destination, declared(fills, projection)->stream,
                  coverage->cause, coverage->detail);
    return sl_remedy(reterr, "see to the cause, then sluice-pusher resume");
}

int
slp_fills_fail(const struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_coverage *coverage = slp_state_coverage(fills->state, at);
        const struct slp_difference *drift = slp_fills_drift(fills, at);
        const bool asked = strcmp(coverage->cause, slp_cause_word(SLP_CAUSE_ASKED)) == 0;
        if (coverage->status == SLP_PAUSED && !asked)
            return fail_for_paused(fills, at, reterr);
        if (coverage->status != SLP_PAUSED && drift != NULL)
            return slp_drift_describe(drift, reterr);
    }
    return 0;
}

/* The sender has told the record's key. */
static int
take_left_out(void *context, const struct slp_result_message *result, struct sl_err *reterr)
{
    const struct slp_fills *fills = context;
    if (result->projection >= fills->nprojections)
        return sl_fail(reterr, SL_BUG, "the sender left out a record of no release");
    return slp_fills_row_failed(context, result->projection, SL_STR(""), &result->err, reterr);
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
    fills->config.pump->on_left_out =
        (struct slp_left_out_handler) { .take = take_left_out, .context = fills };
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
    fills->config.pump->on_left_out = (struct slp_left_out_handler) { .take = NULL };
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
        if (under_way && !fill->all_read && fill->phase < SLP_FILL_DELIVER)
            fill->phase = SLP_FILL_PAUSE;
    }
}
