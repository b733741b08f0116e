/* fill_turns.c - which fill does something next.
 *
 * One release is read at a time. A fill that waits, for somebody's transaction or lock or for its records to
 * be delivered, lets others go on: nobody knows how long that takes. */
#include "clock.h"
#include "reader/fills_private.h"

enum {
    IDLE_TIMEOUT_MS = 20,
    QUIET_TIMEOUT_MS = 1000, /* without anything to do */
};

/* ---- what there is to do -------------------------------------------------------------------- */

static bool
is_reading(const struct slp_fill *fill)
{
    return (fill->phase == SLP_FILL_PASS || fill->phase == SLP_FILL_READ) && !fill->locked;
}

bool
slp_fills_one_is_reading(const struct slp_fills *fills)
{
    bool reading = false;
    for (uint32_t at = 0; at < fills->nprojections && !reading; at++)
        reading = is_reading(&fills->each[at]);
    return reading;
}

/* When the next step has something to do. */
static int64_t
next_due_ms(const struct slp_fills *fills)
{
    const bool reading = slp_fills_one_is_reading(fills);
    int64_t due_ms = INT64_MAX;
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_fill *fill = &fills->each[at];
        const bool counts =
            fill->phase != SLP_FILL_NONE || (slp_fills_is_pending(fills, at) && !reading);
        if (counts && fill->wait_until_ms < due_ms)
            due_ms = fill->wait_until_ms;
    }
    return due_ms;
}

bool
slp_fills_is_due(const struct slp_fills *fills)
{
    const int64_t now_ms = slp_now_ms();
    return now_ms >= fills->due_ms && now_ms >= fills->yield_until_ms;
}

int
slp_fills_timeout_ms(const struct slp_fills *fills)
{
    const int64_t pause_ms = fills->due_ms - slp_now_ms();
    if (pause_ms > QUIET_TIMEOUT_MS)
        return QUIET_TIMEOUT_MS;
    for (uint32_t at = 0; pause_ms <= 0 && at < fills->nprojections; at++)
        if (slp_fill_has_more(fills, &fills->each[at]))
            return 0;
    return pause_ms > IDLE_TIMEOUT_MS ? (int)pause_ms : IDLE_TIMEOUT_MS;
}

/* ---- which one begins ----------------------------------------------------------------------- */

static bool
is_to_be_noted(const struct slp_fills *fills, uint32_t projection)
{
    return slp_fills_is_pending(fills, projection) && !fills->each[projection].noted;
}

static int
note(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    const uint32_t projection = fill->projection;
    bool paused;
    if (slp_fills_note(fills, projection, reterr) != 0 ||
        slp_fills_pause_if_swapped(fills, projection, &paused, reterr) != 0)
        return -1;
    if (paused)
        return 0;
    if (slp_fills_keep_note(fills, projection, reterr) != 0 ||
        slp_barrier_note(&fill->barrier, fills->config.sql, slp_fills_found(fills, projection)->oid,
                         reterr) != 0)
        return -1;
    slp_seen_clear(&fill->seen);
    fill->noted = true;
    return 0;
}

/* All that are to be filled are noted from one look; each has its own list of writers. */
static int
note_pending(struct slp_fills *fills, struct sl_err *reterr)
{
    bool wanted = false;
    for (uint32_t at = 0; at < fills->nprojections && !wanted; at++)
        wanted = is_to_be_noted(fills, at);
    if (!wanted)
        return 0;
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (slp_watch_stop_lsn(fills->config.watch) != 0)
        return 0;
    for (uint32_t at = 0; at < fills->nprojections; at++)
        if (is_to_be_noted(fills, at) && note(fills, &fills->each[at], reterr) != 0)
            return -1;
    return 0;
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
        if (fills->each[at].noted)
            slp_seen_prune(&fills->each[at].seen, PQgetvalue(result, 0, 0));
    PQclear(result);
    return 0;
}

/* All others are noted anew when this one is read: until then too much is delivered of their tables. */
static void
forget_notes(struct slp_fills *fills)
{
    for (uint32_t at = 0; at < fills->nprojections; at++)
        fills->each[at].noted = false;
}

/* Begins the fill if its writers have ended. */
static int
try_to_begin(struct slp_fills *fills, struct slp_fill *fill, struct sl_err *reterr)
{
    struct slp_waited waited;
    if (slp_barrier_ask(&fill->barrier, fills->config.sql, &waited, reterr) != 0 ||
        slp_fills_tell_wait(fills, fill, waited.whom, reterr) != 0)
        return -1;
    if (waited.ended)
        return slp_fill_begin(fills, fill, reterr);
    slp_fills_ask_later(fills, fill);
    return 0;
}

/* The first that can. */
static int
begin_next(struct slp_fills *fills, int64_t now_ms, struct sl_err *reterr)
{
    if (note_pending(fills, reterr) != 0 || prune_seen(fills, reterr) != 0)
        return -1;
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        struct slp_fill *fill = &fills->each[at];
        if (!fill->noted || now_ms < fill->wait_until_ms)
            continue;
        if (try_to_begin(fills, fill, reterr) != 0)
            return -1;
        if (fill->phase != SLP_FILL_NONE) {
            forget_notes(fills);
            return 0;
        }
    }
    return 0;
}

/* ---- turns ---------------------------------------------------------------------------------- */

/* Of those under way the next that does not wait, in turn. */
static struct slp_fill *
next_under_way(struct slp_fills *fills, int64_t now_ms)
{
    for (uint32_t i = 1; i <= fills->nprojections; i++) {
        struct slp_fill *fill = &fills->each[(fills->last + i) % fills->nprojections];
        if (fill->phase != SLP_FILL_NONE && now_ms >= fill->wait_until_ms) {
            fills->last = fill->projection;
            return fill;
        }
    }
    return NULL;
}

/* Whether one that has not begun is to be looked at. */
static bool
one_may_begin(const struct slp_fills *fills, int64_t now_ms)
{
    bool may = false;
    for (uint32_t at = 0; at < fills->nprojections && !may; at++)
        may = slp_fills_is_pending(fills, at) && now_ms >= fills->each[at].wait_until_ms;
    return may && !slp_fills_one_is_reading(fills);
}

/* Those that have not begun come first: one of those under way always has something to ask. */
static int
step(struct slp_fills *fills, int64_t now_ms, struct sl_err *reterr)
{
    if (one_may_begin(fills, now_ms))
        return begin_next(fills, now_ms, reterr);
    struct slp_fill *fill = next_under_way(fills, now_ms);
    return fill != NULL ? slp_fill_step(fills, fill, reterr) : 0;
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
    if (slp_watch_stop_lsn(fills->config.watch) != 0 || start_ms < fills->due_ms ||
        (!moment->idle && start_ms < fills->yield_until_ms))
        return 0;
    const int failed = step(fills, start_ms, reterr);
    /* A stream that has more gets as much time as the step took. */
    const int64_t now_ms = slp_now_ms();
    fills->yield_until_ms = now_ms + (now_ms - start_ms);
    fills->due_ms = next_due_ms(fills);
    return failed;
}
