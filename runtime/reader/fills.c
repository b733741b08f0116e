/* fills.c - which releases are covered, which is filled next, and what operators ask. */
#include "clock.h"
#include "coverage/facts.h"
#include "log.h"
#include "maxima.h"
#include "reader/fills_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    TELL_EVERY_MS = 60000,
    SAVE_WAIT_EVERY_MS = 1000,
    ASK_EVERY_MS = 100, /* who still writes, or runs, */
    SHORT_WAIT_S = 5,   /* for so long, */
    ASK_RARELY_MS = 1000,
    IDLE_TIMEOUT_MS = 20,
    QUIET_TIMEOUT_MS = 1000, /* without anything to do */
};

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

static void
log_wait(const struct slp_fills *fills, uint32_t projection, const struct slp_coverage *coverage)
{
    sl_log(SL_LOG_INFO, "fill_waits",
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared(fills, projection)->destination)),
                     SL_NAME("stream", sl_str_of(declared(fills, projection)->stream)),
                     SL_NAME("waits_for", sl_str_of(coverage->waits_for)),
                     SL_COUNT("seconds", time(NULL) - coverage->waits_since_s)));
}

/* While it waits, little else is saved: whoever asks for the status reads the state. On a busy table it is
 * another writer every moment: that is neither saved nor told as often. */
int
slp_fills_tell_wait(struct slp_fills *fills, uint32_t projection, const char *whom,
                    struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const int64_t now_ms = slp_now_ms();
    const bool begins = coverage->waits_for[0] == '\0' && whom[0] != '\0';
    const bool ends = coverage->waits_for[0] != '\0' && whom[0] == '\0';
    (void)snprintf(coverage->waits_for, sizeof coverage->waits_for, "%s", whom);
    if (begins)
        coverage->waits_since_s = (int64_t)time(NULL);
    if (!begins && !ends && (whom[0] == '\0' || now_ms < fills->wait_saved_ms + SAVE_WAIT_EVERY_MS))
        return 0;
    fills->wait_saved_ms = now_ms;
    if (begins || (whom[0] != '\0' && now_ms >= fills->told_ms + TELL_EVERY_MS)) {
        fills->told_ms = now_ms;
        log_wait(fills, projection, coverage);
    }
    return slp_state_save_coverage(fills->state, projection, reterr);
}

void
slp_fills_ask_later(struct slp_fills *fills, uint32_t projection)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const bool is_short = (int64_t)time(NULL) - coverage->waits_since_s < SHORT_WAIT_S;
    const int64_t ask_ms = slp_now_ms() + (is_short ? ASK_EVERY_MS : ASK_RARELY_MS);
    if (fills->wait_until_ms <= slp_now_ms() || ask_ms < fills->wait_until_ms)
        fills->wait_until_ms = ask_ms;
}

/* ---- what is covered ------------------------------------------------------------------------ */

/* The release is not sent, and an active fill of it is over. */
static void
close_release(struct slp_fills *fills, uint32_t projection)
{
    slp_release_close(slp_fills_release(fills, projection));
    fills->pending[projection].noted = false;
    if (fills->active.projection != projection)
        return;
    fills->active.projection = SLP_NO_FILL;
}

static void
set_status(struct slp_fills *fills, uint32_t projection, enum slp_coverage_status status,
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
    close_release(fills, projection);
    set_status(fills, projection, SLP_UNCOVERED, cause);
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

/* ---- requests ------------------------------------------------------------------------------- */

static int
take_one(struct slp_fills *fills, enum slp_request_kind kind, uint32_t projection,
         struct sl_err *reterr)
{
    const enum slp_coverage_status status = slp_state_coverage(fills->state, projection)->status;
    switch (kind) {
    case SLP_REQUEST_FILL: return slp_fills_uncover(fills, projection, SLP_CAUSE_ASKED, "", reterr);
    case SLP_REQUEST_RESUME:
        return status == SLP_PAUSED
                   ? slp_fills_uncover(fills, projection, SLP_CAUSE_RESUMED, "", reterr)
                   : 0;
    case SLP_REQUEST_CANCEL:
        if (status == SLP_COVERED)
            return 0;
        close_release(fills, projection);
        set_status(fills, projection, SLP_PAUSED, SLP_CAUSE_ASKED);
        break;
    case SLP_REQUEST_PAUSE:
        close_release(fills, projection);
        set_status(fills, projection, SLP_PAUSED, SLP_CAUSE_ASKED);
        break;
    case SLP_REQUEST_KINDS: break; /* their number */
    }
    return slp_state_save_coverage(fills->state, projection, reterr);
}

static int
take_request(void *context, const struct slp_request *request, struct sl_err *reterr)
{
    struct slp_fills *fills = context;
    for (uint32_t i = 0; i < request->count; i++)
        if (take_one(fills, request->kind, request->projections[i], reterr) != 0)
            return -1;
    return 0;
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

/* What is covered goes on from where it was covered, and what an earlier run was filling goes on. That may be
 * two, if that run ended before it had saved that the first of them was done: the other begins anew, since
 * nothing of it would be sent until its turn. */
static int
open_releases(struct slp_fills *fills, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_coverage *coverage = slp_state_coverage(fills->state, at);
        if (coverage->status == SLP_COVERED)
            slp_release_open(slp_fills_release(fills, at), coverage->gen, coverage->from_lsn,
                             false);
        if (coverage->status != SLP_FILLING)
            continue;
        if (fills->active.projection == SLP_NO_FILL
                ? slp_fill_resume(fills, at, reterr) != 0
                : slp_fills_uncover(fills, at, SLP_CAUSE_INTERRUPTED, "", reterr) != 0)
            return -1;
    }
    return slp_fills_looked(fills, reterr);
}

static int
open_fills(struct slp_fills *fills, struct sl_err *reterr)
{
    fills->nprojections = fills->config.tables->policy->nprojections;
    fills->state = fills->config.pump->state;
    fills->active.projection = SLP_NO_FILL;
    sl_buf_init(&fills->note, SLP_MAX_FACTS_BYTES);
    sl_buf_init(&fills->snapshot, SLP_MAX_FACTS_BYTES);
    fills->pending = calloc(fills->nprojections + 1, sizeof *fills->pending);
    fills->fingerprints = calloc(fills->nprojections + 1, sizeof *fills->fingerprints);
    if (fills->pending == NULL || fills->fingerprints == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short");
    for (uint32_t at = 0; at < fills->nprojections; at++)
        slp_barrier_init(&fills->pending[at].barrier);
    fills->config.pump->on_request =
        (struct slp_request_handler) { .take = take_request, .context = fills };
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
        if (fills->pending != NULL)
            slp_barrier_done(&fills->pending[at].barrier);
        if (fills->fingerprints != NULL)
            sl_buf_done(&fills->fingerprints[at]);
    }
    free(fills->pending);
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
        struct slp_pending *pending = &fills->pending[at];
        const bool active = at == fills->active.projection;
        if ((!pending->noted && !active) ||
            !slp_change_touched(fills->config.change, slp_fills_release(fills, at)->table) ||
            slp_seen_add(&pending->seen, xid))
            continue;
        pending->noted = pending->barrier.noted = false;
        if (active && fills->active.phase < SLP_FILL_DELIVER)
            fills->active.phase = SLP_FILL_PAUSE;
    }
}

bool
slp_fills_is_due(const struct slp_fills *fills)
{
    const int64_t now_ms = slp_now_ms();
    return now_ms >= fills->wait_until_ms && now_ms >= fills->yield_until_ms &&
           !slp_fills_are_done(fills);
}

int
slp_fills_timeout_ms(const struct slp_fills *fills)
{
    const int64_t pause_ms = fills->wait_until_ms - slp_now_ms();
    /* That a fill is done is saved before the next begins. */
    if (fills->active.projection == SLP_NO_FILL && fills->config.pump->save_wanted)
        return 0;
    if (slp_fills_are_done(fills) || pause_ms > QUIET_TIMEOUT_MS)
        return QUIET_TIMEOUT_MS;
    if (pause_ms <= 0 && slp_fill_has_more(fills))
        return 0;
    return pause_ms > IDLE_TIMEOUT_MS ? (int)pause_ms : IDLE_TIMEOUT_MS;
}

/* ---- which one is next ---------------------------------------------------------------------- */

/* All that are uncovered are noted from one look; each has its own list of writers. */
static int
note_pending(struct slp_fills *fills, struct sl_err *reterr)
{
    bool looked = false;
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        struct slp_pending *pending = &fills->pending[at];
        if (slp_state_coverage(fills->state, at)->status != SLP_UNCOVERED || pending->noted)
            continue;
        if (!looked && slp_watch_look(fills->config.watch, reterr) != 0)
            return -1;
        looked = true;
        if (slp_watch_stop_lsn(fills->config.watch) != 0)
            return 0;
        if (slp_fills_note(fills, at, reterr) != 0 || slp_fills_keep_note(fills, at, reterr) != 0 ||
            slp_barrier_note(&pending->barrier, fills->config.sql, slp_fills_found(fills, at)->oid,
                             reterr) != 0)
            return -1;
        slp_seen_clear(&pending->seen);
        pending->noted = true;
    }
    return looked ? slp_fills_looked(fills, reterr) : 0;
}

/* What was delivered meanwhile and can be seen by now. */
static int
prune_seen(struct slp_fills *fills, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(fills->config.sql, "reading which transactions run",
                                      "SELECT pg_current_snapshot()::text", reterr);
    if (result == NULL)
        return -1;
    for (uint32_t at = 0; at < fills->nprojections; at++)
        slp_seen_prune(&fills->pending[at].seen, PQgetvalue(result, 0, 0));
    PQclear(result);
    return 0;
}

/* All others are noted anew when this fill is over: until then too much is delivered of their tables. */
static int
begin_fill(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        fills->pending[at].noted = false;
    return slp_fill_begin(fills, projection, reterr);
}

/* The first whose writers have ended. */
static int
begin_next(struct slp_fills *fills, struct sl_err *reterr)
{
    if (note_pending(fills, reterr) != 0 || prune_seen(fills, reterr) != 0)
        return -1;
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        struct slp_waited waited;
        if (!fills->pending[at].noted)
            continue;
        if (slp_barrier_ask(&fills->pending[at].barrier, fills->config.sql, &waited, reterr) != 0 ||
            slp_fills_tell_wait(fills, at, waited.whom, reterr) != 0)
            return -1;
        if (waited.ended)
            return begin_fill(fills, at, reterr);
        slp_fills_ask_later(fills, at);
    }
    return 0;
}

int
slp_fills_step(struct slp_fills *fills, const struct slp_fills_moment *moment,
               struct sl_err *reterr)
{
    const int64_t start_ms = slp_now_ms();
    fills->passed_lsn = moment->passed_lsn;
    slp_change_passed(fills->config.change, moment->passed_lsn);
    if (slp_fills_looked(fills, reterr) != 0)
        return -1;
    /* That a fill is done is saved before the next begins. */
    if (fills->active.projection == SLP_NO_FILL && fills->config.pump->save_wanted)
        return 0;
    if (slp_fills_are_done(fills) || slp_watch_stop_lsn(fills->config.watch) != 0 ||
        start_ms < fills->wait_until_ms || (!moment->idle && start_ms < fills->yield_until_ms))
        return 0;
    int failed = fills->active.projection == SLP_NO_FILL ? begin_next(fills, reterr)
                                                         : slp_fill_step(fills, reterr);
    /* A stream that has more gets as much time as the step took. */
    const int64_t now_ms = slp_now_ms();
    fills->yield_until_ms = now_ms + (now_ms - start_ms);
    return failed;
}
