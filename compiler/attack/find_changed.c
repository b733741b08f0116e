/* find_changed.c - that a column was changed, told by a record that leaves although nothing in it is new. */
#include "attack/find.h"
#include "attack/find_event.h"
#include "attack/written.h"

/* More would not be told of the others. */
enum { MOST_PAIRS = 4 };

/* A release of which a decision says that its updates tell everything, or which announces the row as rejected, is let. */
static bool
may_tell(const struct slc_attempt *attempt, const struct slc_flow *flow, uint32_t release)
{
    const struct slc_row row = { attempt->row->columns, slc_commit_time_us(1) };
    return slc_lets_leave(attempt->row->promise->secret,
                          flow->releases[release]->updates_decision) ||
           (flow->releases[release]->rejected_send_key &&
            !slc_flow_passes(attempt->row->arena, flow, release, &row));
}

static struct slc_flow
without_leave(const struct slc_attempt *attempt)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_flow all = {
        .program = secret->program,
        .ir = secret->ir,
        .destination = secret->destination,
        .table = secret->table,
        .releases = secret->releases,
        .keys = (const struct slc_key_bytes *const *)attempt->row->keys,
        .nreleases = secret->nreleases,
    };
    bool *kept = SL_NEW_ARRAY(attempt->row->arena, bool, secret->nreleases + 1);
    for (uint32_t at = 0; at < secret->nreleases; at++)
        kept[at] = !may_tell(attempt, &all, at);
    return slc_flow_with(attempt->row->arena, &all, kept);
}

/* The row with a value in the secret's place. */
static const struct sl_value *
row_with(struct slc_trial_row *row, struct sl_value value)
{
    const uint32_t count = row->promise->secret->table->ncolumns;
    struct sl_value *columns = SL_NEW_ARRAY(row->arena, struct sl_value, count + 1);
    slc_trial_put(row, value);
    memcpy(columns, row->columns, count * sizeof *columns);
    return columns;
}

static void
report_changed(const struct slc_attempt *attempt, const struct slc_flow *flow,
               const struct slc_departures *departures, const struct slc_history *history)
{
    const struct slc_secret *secret = attempt->row->promise->secret;
    const struct slc_course course = { .findings = attempt->findings,
                                       .arena = attempt->row->arena,
                                       .flows = attempt->flows,
                                       .flow = flow };
    const struct slc_ir_release *release = departures->each[departures->count - 1].release;
    const struct slc_event_shown shown = {
        .code = SLC_E0808,
        .at = secret->at,
        .cause = slc_written_line_at(secret->program, release, SLC_UPDATES),
        .why = "what an update sends",
        .history = history,
        .flows = &flow,
        .nflows = 1,
        .also = &secret->column,
        .otherwise = "without the update nothing more leaves",
    };
    slc_report_event(&course, &shown, "is told that %.*s was changed, and no decision lets it",
                     SL_FMT(slc_secret_name(secret)));
}

/* Whether a receiver is told the same of both when they come then: else it is what they hold that is told. */
static bool
are_alike(struct sl_arena *arena, const struct slc_flow *flow, const struct sl_value *const rows[2],
          uint32_t transaction)
{
    struct slc_history one = { .count = 0 }, other = { .count = 0 };
    slc_history_insert(&one, flow->table, rows[0], transaction);
    slc_history_insert(&other, flow->table, rows[1], transaction);
    const struct slc_departures of_one = slc_departures_of(arena, &flow, 1, &one);
    const struct slc_departures of_other = slc_departures_of(arena, &flow, 1, &other);
    return slc_departures_equal(&of_one, &of_other);
}

/* Whether the update alone leaves something, beside rows of another table in the same transactions. */
static bool
shows_change(struct slc_attempt *attempt, const struct slc_flow *flow,
             const struct sl_value *const rows[2])
{
    struct sl_arena *arena = attempt->row->arena;
    const struct slc_flow *flows[2] = { flow, slc_flow_beside(attempt->flows, flow) };
    const uint32_t nflows = flows[1] != NULL ? 2 : 1;
    struct slc_history still = { .count = 0 }, moved, shown = { .count = 0 };
    slc_history_insert(&still, flow->table, rows[0], 1);
    if (flows[1] != NULL)
        slc_history_insert(&still, flows[1]->table,
                           slc_flow_row(arena, flows[1], &attempt->row->chance), 2);
    moved = still;
    slc_history_update(&moved, flow->table, rows, 2);
    const struct slc_departures without = slc_departures_of(arena, flows, nflows, &still);
    const struct slc_departures with = slc_departures_of(arena, flows, nflows, &moved);
    if (slc_departures_equal(&without, &with))
        return false;
    slc_history_insert(&shown, flow->table, rows[0], 1);
    slc_history_update(&shown, flow->table, rows, 2);
    const struct slc_departures alone = slc_departures_of(arena, flows, 1, &shown);
    report_changed(attempt, flow, &alone, &shown);
    return true;
}

/* The next sample behind `a` of which the same leaves as of it; the count where there is none. */
static uint32_t
alike_behind(const struct slc_trials *trials, uint32_t a)
{
    uint32_t b = a + 1;
    while (b < trials->samples.count && trials->each[b].whole != trials->each[a].whole)
        b++;
    return b;
}

bool
slc_find_changed(struct slc_attempt *attempt)
{
    const struct slc_trials *trials = &attempt->trials;
    const struct slc_secret *secret = attempt->row->promise->secret;
    uint32_t pairs = 0;
    if (secret->fits || secret->moment || secret->nparts > 1)
        return false;
    for (uint32_t a = 0; a < trials->samples.count && pairs < MOST_PAIRS; a++) {
        const uint32_t b = alike_behind(trials, a);
        if (b == trials->samples.count)
            continue;
        pairs++;
        const struct sl_value *const rows[2] = {
            row_with(attempt->row, trials->samples.each[a].value),
            row_with(attempt->row, trials->samples.each[b].value),
        };
        const struct slc_flow flow = without_leave(attempt);
        struct sl_arena *arena = attempt->row->arena;
        if (are_alike(arena, &flow, rows, 1) && are_alike(arena, &flow, rows, 2) &&
            shows_change(attempt, &flow, rows))
            return true;
    }
    return false;
}
