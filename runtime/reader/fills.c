/* fills.c - the fills of all releases: their life, and the stream beside them. */
#include "coverage/facts.h"
#include "coverage/release_name.h"
#include "maxima.h"
#include "reader/fills_private.h"

#include <stdlib.h>

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

static int
take_left_out(void *context, const struct slp_result_message *result, struct sl_err *reterr)
{
    const struct slp_fills *fills = context;
    if (result->projection >= fills->nprojections)
        return sl_fail(reterr, SL_BUG, "the sender left out a record of no release");
    const struct slp_origin origin =
        slp_checkpoint_origin(fills->config.pump->checkpoint, result->destination, result->number);
    struct slp_failed_row row = { .key = sl_str_of(result->key) };
    struct slp_release_name name;
    struct sl_err why = result->err;
    (void)slp_release_name(slp_fills_release(fills, result->projection)->projection, &name);
    (void)sl_fail_at(&why, name.text);
    if (origin.xid != 0)
        slp_failed_row_in_transaction(&row, origin.xid);
    else if (origin.end != 0)
        slp_failed_row_between(&row, origin.from, origin.end);
    return slp_fills_row_failed(context, result->projection, &row, &why, reterr);
}

/* ---- life ----------------------------------------------------------------------------------- */

static int
make_fingerprints(struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        sl_buf_init(&fills->fingerprints[at], SLP_MAX_FACTS_BYTES);
        if (slp_facts_fingerprint(slp_fills_release(fills, at)->projection, fills->config.keys[at],
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
        if (coverage->status == SLP_PAUSED)
            slp_fills_tell_paused(fills, at);
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
    fills->known = calloc(fills->nprojections + 1, sizeof *fills->known);
    if (fills->each == NULL || fills->fingerprints == NULL || fills->known == NULL)
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
    free(fills->known);
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
