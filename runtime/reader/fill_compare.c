/* fill_compare.c - looks at the catalogue against what was noted of each release. */
#include "coverage/facts.h"
#include "reader/fills_private.h"

#include <stdio.h>
#include <string.h>

/* Whether the note of the release is worth a comparison. */
static bool
is_noted(const struct slp_fills *fills, uint32_t projection)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    return coverage->status == SLP_COVERED || coverage->status == SLP_FILLING ||
           (coverage->status == SLP_UNCOVERED && fills->each[projection].noted);
}

/* Whether rows are still to be read by their places, which other files change. */
static bool
is_reading(const struct slp_fills *fills, uint32_t projection)
{
    const struct slp_fill *fill = &fills->each[projection];
    const bool all_read = fill->phase != SLP_FILL_NONE && fill->all_read;
    return slp_state_coverage(fills->state, projection)->status != SLP_COVERED && !all_read;
}

/* Other files alone may be those of a truncation, which the stream brings: that is judged when the stream
 * has come to where they were seen. */
static bool
is_judged_later(struct slp_fills *fills, uint32_t projection, const struct slp_mismatch *mismatch)
{
    struct slp_fill *fill = &fills->each[projection];
    if (mismatch->causes != SLP_CAUSE_BIT(SLP_CAUSE_FILENODE) || fill->phase == SLP_FILL_NONE)
        return false;
    if (fill->judge_lsn == 0)
        fill->judge_lsn = slp_watch_catalogue(fills->config.watch)->wal_lsn;
    return true;
}

static int
compare(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct sl_buf *facts = slp_state_facts(fills->state, projection);
    struct slp_mismatch mismatch;
    bool paused;
    if (slp_fills_note(fills, projection, reterr) != 0)
        return -1;
    if (sl_str_equal(sl_buf_str(facts), sl_buf_str(&fills->note)))
        return 0;
    if (slp_fills_pause_if_swapped(fills, projection, &paused, reterr) != 0)
        return -1;
    if (paused)
        return 0;
    const enum slp_cause cause = slp_facts_compare(sl_buf_str(facts), sl_buf_str(&fills->note),
                                                   is_reading(fills, projection), &mismatch);
    if (cause == SLP_CAUSE_NONE ||
        (mismatch.causes == SLP_CAUSE_BIT(SLP_CAUSE_SEMANTICS) && !fills->config.fill_on_change))
        return slp_fills_keep_note(fills, projection, reterr);
    return is_judged_later(fills, projection, &mismatch)
               ? 0
               : slp_fills_uncover(fills, projection, mismatch.cause, mismatch.detail, reterr);
}

static bool
is_uncovered_by_drift(const struct slp_coverage *coverage)
{
    return coverage->status == SLP_UNCOVERED && slp_cause_of(coverage->cause) == SLP_CAUSE_DRIFT;
}

/* What the status tells of a release that drift has uncovered: the difference that there is now. Another may be
 * left when the first is mended; none, while it waits for its turn. */
static int
refresh_detail(struct slp_fills *fills, uint32_t projection, const char *text,
               struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    char detail[SLP_DETAIL_BYTES];
    (void)snprintf(detail, sizeof detail, "%s", text);
    if (strcmp(coverage->detail, detail) == 0)
        return 0;
    memcpy(coverage->detail, detail, sizeof coverage->detail);
    return slp_state_save_coverage(fills->state, projection, reterr);
}

/* The table is not as the policy says: nothing of the release is sent, and it is filled when that is put
 * right. For one that is to be filled anyway, this is what its fill waits for. */
static int
note_drift(struct slp_fills *fills, uint32_t projection, const struct slp_difference *drift,
           struct sl_err *reterr)
{
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    struct sl_err text;
    (void)slp_drift_describe(drift, &text);
    switch ((enum slp_coverage_status)coverage->status) {
    case SLP_COVERED:
    case SLP_FILLING: return slp_fills_uncover_drifted(fills, projection, &text, reterr);
    case SLP_UNCOVERED:
        return is_uncovered_by_drift(coverage)
                   ? refresh_detail(fills, projection, text.text, reterr)
                   : slp_fills_tell_wait(fills, &fills->each[projection], SLP_WAITS_FOR_TABLE,
                                         reterr);
    case SLP_PAUSED: break;
    }
    return 0;
}

/* Where drift is to stop the stream, what came before it is still sent, unless it is something else by now. */
static int
look_at_release(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr)
{
    const struct slp_difference *drift = slp_fills_drift(fills, projection);
    if (slp_fills_learn_names(fills, projection, reterr) != 0)
        return -1;
    if (drift != NULL && slp_watch_stop_lsn(fills->config.watch) == 0)
        return note_drift(fills, projection, drift, reterr);
    if (is_uncovered_by_drift(slp_state_coverage(fills->state, projection)) &&
        refresh_detail(fills, projection, "", reterr) != 0)
        return -1;
    if (is_noted(fills, projection) && compare(fills, projection, reterr) != 0)
        return -1;
    return slp_fills_unpause(fills, projection, reterr);
}

int
slp_fills_looked(struct slp_fills *fills, struct sl_err *reterr)
{
    if (fills->looks == slp_watch_looks(fills->config.watch))
        return 0;
    fills->looks = slp_watch_looks(fills->config.watch);
    fills->due_ms = 0;
    for (uint32_t at = 0; at < fills->nprojections; at++)
        if (look_at_release(fills, at, reterr) != 0)
            return -1;
    return 0;
}

int
slp_fills_relation(struct slp_fills *fills, const struct slp_relation *message,
                   struct sl_err *reterr)
{
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_release *release = slp_fills_release(fills, at);
        const struct sl_table *table = release->projection->table;
        const bool same_name =
            sl_str_is(message->schema, table->schema) && sl_str_is(message->name, table->name);
        uint32_t oid;
        if (!slp_release_takes(release) ||
            !slp_facts_table_oid(sl_buf_str(slp_state_facts(fills->state, at)), &oid) ||
            same_name == (message->oid == oid))
            continue;
        const enum slp_cause cause = same_name ? SLP_CAUSE_TABLE_REPLACED : SLP_CAUSE_TABLE_RENAMED;
        if (slp_fills_uncover(fills, at, cause, "", reterr) != 0)
            return -1;
    }
    return 0;
}
