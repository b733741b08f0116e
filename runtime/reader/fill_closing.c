/* fill_closing.c - a release is not sent any more: uncovered, to be filled by itself, or paused, until somebody
 * asks. */
#include "log.h"
#include "reader/fill_steps.h"
#include "utf8.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const struct sl_projection *
declared(const struct slp_fills *fills, uint32_t projection)
{
    return fills->config.tables->policy->projections[projection];
}

static bool
is_sent(const struct slp_fills *fills, uint32_t projection)
{
    const enum slp_coverage_status status = slp_state_coverage(fills->state, projection)->status;
    return status == SLP_COVERED || status == SLP_FILLING;
}

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
           const char *remedy)
{
    const struct sl_projection *release = declared(fills, projection);
    const struct slp_coverage *coverage = slp_state_coverage(fills->state, projection);
    const enum slp_cause cause = slp_cause_of(coverage->cause);
    sl_log(SL_LOG_WARNING, event,
           SL_FIELDS(SL_NAME("destination", sl_str_of(release->destination)),
                     SL_NAME("stream", sl_str_of(release->stream)),
                     SL_NAME("schema", sl_str_of(release->table->schema)),
                     SL_NAME("table", sl_str_of(release->table->name)),
                     SL_NAME("cause", sl_str_of(coverage->cause)),
                     SL_NAME("detail", sl_str_of(coverage->detail)),
                     SL_NAME("why", sl_str_of(slp_cause_sentence(cause))),
                     SL_NAME("remedy", sl_str_of(remedy))));
}

static void
log_paused(const struct slp_fills *fills, uint32_t projection)
{
    struct sl_err err;
    if (slp_cause_of(slp_state_coverage(fills->state, projection)->cause) == SLP_CAUSE_ASKED)
        return;
    (void)slp_fills_fail_for_paused(fills, projection, &err);
    log_closed(fills, projection, "paused", err.remedy);
}

void
slp_fills_tell_paused(const struct slp_fills *fills, uint32_t projection)
{
    log_paused(fills, projection);
}

static struct slp_coverage
closed_for(enum slp_coverage_status status, enum slp_cause cause, const char *detail)
{
    struct slp_coverage coverage = { .status = status };
    (void)snprintf(coverage.cause, sizeof coverage.cause, "%s", slp_cause_word(cause));
    (void)snprintf(coverage.detail, sizeof coverage.detail, "%s", detail);
    return coverage;
}

static int
uncover(struct slp_fills *fills, uint32_t projection, const struct slp_coverage *now,
        const char *remedy, struct sl_err *reterr)
{
    if (close_release(fills, projection, now, reterr) != 0)
        return -1;
    log_closed(fills, projection, "uncovered", remedy);
    return 0;
}

int
slp_fills_uncover(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                  const char *detail, struct sl_err *reterr)
{
    const struct slp_coverage now = closed_for(SLP_UNCOVERED, cause, detail);
    return uncover(fills, projection, &now, "nothing is to be done: it is filled again by itself",
                   reterr);
}

int
slp_fills_uncover_drifted(struct slp_fills *fills, uint32_t projection, const struct sl_err *drift,
                          struct sl_err *reterr)
{
    const struct slp_coverage now = closed_for(SLP_UNCOVERED, SLP_CAUSE_DRIFT, drift->text);
    char remedy[sizeof drift->remedy + 64];
    (void)snprintf(remedy, sizeof remedy, "%s; then it is filled again by itself", drift->remedy);
    return uncover(fills, projection, &now, remedy, reterr);
}

int
slp_fills_pause(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                const char *detail, struct sl_err *reterr)
{
    const struct slp_coverage now = closed_for(SLP_PAUSED, cause, detail);
    if (close_release(fills, projection, &now, reterr) != 0)
        return -1;
    log_paused(fills, projection);
    return 0;
}

int
slp_fills_uncover_table(struct slp_fills *fills, const struct slp_table *table,
                        enum slp_cause cause, struct sl_err *reterr)
{
    for (uint32_t i = 0; i < table->nprojections; i++) {
        const uint32_t projection = table->projections[i];
        if (is_sent(fills, projection) &&
            slp_fills_uncover(fills, projection, cause, "", reterr) != 0)
            return -1;
    }
    return 0;
}

enum { MOST_KEY_BYTES = 1024 };

void
slp_fills_tell_mark(const struct slp_fills *fills, uint32_t projection, struct sl_str key)
{
    const struct sl_projection *release = declared(fills, projection);
    sl_log(SL_LOG_WARNING, "record_marked",
           SL_FIELDS(SL_NAME("destination", sl_str_of(release->destination)),
                     SL_NAME("stream", sl_str_of(release->stream)),
                     SL_NAME("schema", sl_str_of(release->table->schema)),
                     SL_NAME("table", sl_str_of(release->table->name)),
                     SL_NAME("row_key", sl_utf8_cut(key, MOST_KEY_BYTES)),
                     SL_NAME("error", SL_STR("a record is larger than 16777216 bytes")),
                     SL_NAME("remedy", SL_STR("release less of this table's long columns"))));
}

static void
log_failed_row(const struct slp_fills *fills, uint32_t projection, const struct slp_failed_row *row,
               const struct sl_err *why)
{
    const struct sl_projection *release = declared(fills, projection);
    sl_log(SL_LOG_WARNING, "row_failed",
           SL_FIELDS(SL_NAME("destination", sl_str_of(release->destination)),
                     SL_NAME("stream", sl_str_of(release->stream)),
                     SL_NAME("schema", sl_str_of(release->table->schema)),
                     SL_NAME("table", sl_str_of(release->table->name)),
                     SL_NAME("row_key", sl_utf8_cut(row->key, MOST_KEY_BYTES)),
                     SL_NAME("where", sl_str_of(row->where)),
                     SL_NAME("error", sl_str_of(why->text)),
                     SL_NAME("remedy", sl_str_of(why->remedy))));
}

/* A row that is not as the policy says may come sooner than the look that finds what has changed: then that is
 * told, and heals as it does. Where it stops everything, that was the row's failure, too. */
static int
look_for_drift(struct slp_fills *fills, const struct sl_err *why, struct sl_err *reterr)
{
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    if (slp_watch_stop_lsn(fills->config.watch) == 0)
        return 0;
    *reterr = *why;
    return -1;
}

int
slp_fills_row_failed(struct slp_fills *fills, uint32_t projection, const struct slp_failed_row *row,
                     const struct sl_err *failure, struct sl_err *reterr)
{
    const struct sl_err why = *failure;
    if (fills->config.stop_for_any) {
        const struct sl_table *table = declared(fills, projection)->table;
        char where[2 * 64 + 8];
        (void)snprintf(where, sizeof where, "table %s.%s", table->schema, table->name);
        log_failed_row(fills, projection, row, &why);
        *reterr = why;
        return sl_fail_at(reterr, where);
    }
    /* Of many, which were on their way, the first is told. */
    if (!is_sent(fills, projection))
        return 0;
    if (why.class == SL_DRIFT && look_for_drift(fills, &why, reterr) != 0)
        return -1;
    if (!is_sent(fills, projection))
        return 0;
    log_failed_row(fills, projection, row, &why);
    return slp_fills_pause(fills, projection, SLP_CAUSE_ROW, why.text, reterr);
}

int
slp_fills_look_again(struct slp_fills *fills, const struct slp_table *table, struct sl_err *reterr)
{
    const struct sl_err failure = *reterr;
    if (slp_watch_look(fills->config.watch, reterr) != 0 || slp_fills_looked(fills, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < table->nprojections; i++) {
        if (is_sent(fills, table->projections[i])) {
            *reterr = failure;
            return -1;
        }
    }
    return 0;
}
