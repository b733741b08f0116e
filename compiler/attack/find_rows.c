/* find_rows.c - that a row is there, told although its table's presence may not be; and rows that leave or not by what a
 * secret holds. */
#include "attack/find.h"
#include "attack/find_event.h"
#include "attack/promise.h"
#include "attack/written.h"

/* ---- a filter that tells --------------------------------------------------------------------- */

static void
report_filtered(struct slc_attempt *attempt, uint32_t a, uint32_t b)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_samples *samples = &attempt->trials.samples;
    const struct slc_find_shown shown = { .code = SLC_E0807,
                                          .at = secret->at,
                                          .values = { samples->each[a].value,
                                                      samples->each[b].value },
                                          .count = 2 };
    slc_report_find(attempt, &shown,
                    "receives a row or not by the value of %.*s, and no owner's row and no "
                    "decision lets it",
                    SL_FMT(slc_secret_name(secret)));
}

bool
slc_find_rows(struct slc_attempt *attempt)
{
    const struct slc_trials *trials = &attempt->trials;
    if (attempt->row->promise->secret->nparts > 1)
        return false; /* find_dictionary.c */
    for (uint32_t a = 0; a < trials->samples.count; a++)
        for (uint32_t b = a + 1; b < trials->samples.count; b++)
            if (trials->each[a].rows != trials->each[b].rows &&
                !slc_told_apart_by_leave(attempt, a, b, false)) {
                report_filtered(attempt, a, b);
                return true;
            }
    return false;
}

/* ---- a presence that may not be told --------------------------------------------------------- */

/* What happens to the row, from the least on. */
enum { LIVES_INSERTED, LIVES_UPDATED, LIVES_DELETED, NLIVES };

static struct slc_history
life_of(const struct slc_flow *flow, const struct sl_value *row, int life)
{
    const struct sl_value *const unchanged[2] = { row, row };
    struct slc_history history = { .count = 0 };
    slc_history_insert(&history, flow->table, row, 1);
    if (life == LIVES_UPDATED)
        slc_history_update(&history, flow->table, unchanged, 2);
    if (life == LIVES_DELETED)
        slc_history_delete(&history, flow->table, row, 2);
    return history;
}

/* The releases of which no decision says that they may tell it. */
static struct slc_flow
without_leave(const struct slc_course *course)
{
    const struct slc_flow *flow = course->flow;
    struct slc_secret presence = slc_flow_secret(flow);
    bool *kept = SL_NEW_ARRAY(course->arena, bool, flow->nreleases + 1);
    presence.label = flow->table->presence;
    for (uint32_t at = 0; at < flow->nreleases; at++)
        kept[at] = !slc_lets_leave(&presence, flow->releases[at]->rows_decision);
    return slc_flow_with(course->arena, flow, kept);
}

static void
report_presence(const struct slc_course *course, const struct slc_flow *flow,
                const struct slc_history *history)
{
    const struct slc_event_shown shown = {
        .code = SLC_E0807,
        .at = slc_written_table(flow->program, flow->table)->presence.at,
        .cause = slc_written_release(flow->program, flow->releases[0])->stream.at,
        .why = "leaves in this stream",
        .history = history,
        .flows = &flow,
        .nflows = 1,
        .otherwise = "without the row nothing leaves",
    };
    slc_report_event(course, &shown,
                     "is told that %.*s has a row, which it may not know, and no decision lets it",
                     SL_FMT(flow->table->name));
}

static bool
try_row(struct slc_course *course, const struct slc_flow *flow, const struct sl_value *row)
{
    for (int life = 0; life < NLIVES; life++) {
        const struct slc_history history = life_of(flow, row, life);
        if (slc_departures_of(course->arena, &flow, 1, &history).count > 0) {
            report_presence(course, flow, &history);
            return true;
        }
    }
    return false;
}

/* A row that a filter rejects may be announced; one that passes leaves. */
bool
slc_find_presence(struct slc_course *course)
{
    if (!course->flow->table->has_presence ||
        slc_may_hold(course->flow->destination, course->flow->table->presence))
        return false;
    const struct slc_flow flow = without_leave(course);
    const struct sl_value *any = slc_flow_row(course->arena, course->flow, &course->chance);
    const struct sl_value *passing = slc_flow_passing_row(course->arena, &flow, &course->chance);
    return try_row(course, &flow, any) || (passing != NULL && try_row(course, &flow, passing));
}
