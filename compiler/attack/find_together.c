/* find_together.c - records of two streams that a receiver knows to be written together, by places or times that they
 * share, where their pseudonyms keep them apart. */
#include "attack/find_event.h"
#include "attack/written.h"

/* Of one table, each row has to pass two filters. */
enum { MOST_TRIES = 8 };

/* Two releases, of the course's flow and of another or the same one. */
struct pair_of_streams {
    const struct slc_flow *flows[2]; /* each with its one release */
    const struct slc_ir_release *releases[2];
};

static bool
share_marks(const struct slc_ir_release *a, const struct slc_ir_release *b)
{
    return (!a->destination->positions_apart && !b->destination->positions_apart) ||
           (a->commit_time && b->commit_time);
}

/* Pseudonyms keep apart what they do not join; so do destinations, of rows of one table. */
static bool
are_kept_apart(const struct slc_course *course, const struct slc_ir_release *a,
               const struct slc_ir_release *b)
{
    const bool coded = a->nkeys > 0 && b->nkeys > 0;
    const bool divided = a->destination != b->destination && a->table == b->table;
    return a != b && (coded || divided) && share_marks(a, b) &&
           !slc_codes_match(&course->flows->matching, a, b) && !slc_values_match(a, b);
}

/* ---- the histories --------------------------------------------------------------------------- */

/* A row of each stream in each of two transactions; `crossed`: the second stream's the other way round. */
static struct slc_history
history_of(const struct pair_of_streams *pair, const struct sl_value *const rows[4], bool crossed)
{
    struct slc_history history = { .count = 0 };
    for (uint32_t at = 0; at < 2; at++) {
        slc_history_insert(&history, pair->flows[0]->table, rows[at], at + 1);
        if (pair->flows[1]->table != pair->flows[0]->table)
            slc_history_insert(&history, pair->flows[1]->table, rows[2 + (crossed ? 1 - at : at)],
                               at + 1);
    }
    return history;
}

static void
report_together(const struct slc_course *course, const struct pair_of_streams *pair,
                const struct slc_history *history)
{
    const struct slc_program *program = course->flow->program;
    const struct slc_ir_release *one = pair->releases[0], *other = pair->releases[1];
    const bool places = !one->destination->positions_apart && !other->destination->positions_apart;
    const struct slc_event_shown shown = {
        .code = SLC_E0809,
        .at = slc_written_release(program, one)->stream.at,
        .cause = slc_written_release(program, other)->stream.at,
        .why = "the other stream",
        .history = history,
        .flows = pair->flows,
        .nflows = 2,
        .otherwise = places ? "records with one _lsn are of one transaction"
                            : "records with one _commit_time are of one transaction",
    };
    slc_report_event(course, &shown,
                     "is told which records of %.*s and %.*s were written together, and no "
                     "pseudonym joins them",
                     SL_FMT(one->name), SL_FMT(other->name));
}

/* Whether every event leaves a record in both streams that are told of its table. */
static bool
leaves_everywhere(const struct slc_departures *departures)
{
    bool leaves[2] = { false, false };
    for (uint32_t at = 0; at < departures->count; at++)
        leaves[departures->each[at].release == departures->each[0].release ? 0 : 1] = true;
    return leaves[0] && leaves[1] && departures->count == 4;
}

static bool
try_pair(struct slc_course *course, const struct pair_of_streams *pair)
{
    const struct sl_value *rows[4];
    for (uint32_t at = 0; at < 4; at++) {
        rows[at] = slc_flow_passing_row(course->arena, pair->flows[at / 2], &course->chance);
        if (rows[at] == NULL ||
            (at % 2 == 1 &&
             slc_is_one_row(course->arena, pair->flows[at / 2]->table, rows[at - 1], rows[at])))
            return false;
    }
    const struct slc_history history = history_of(pair, rows, false);
    const struct slc_history crossed = history_of(pair, rows, true);
    const struct slc_departures told = slc_departures_of(course->arena, pair->flows, 2, &history);
    const struct slc_departures otherwise =
        slc_departures_of(course->arena, pair->flows, 2, &crossed);
    const bool one_table = pair->flows[0]->table == pair->flows[1]->table;
    if (!leaves_everywhere(&told) || (!one_table && slc_departures_equal(&told, &otherwise)))
        return false;
    report_together(course, pair, &history);
    return true;
}

static struct slc_flow *
single(const struct slc_course *course, const struct slc_flow *flow, uint32_t release)
{
    struct slc_flow *one = SL_NEW(course->arena, struct slc_flow);
    bool *kept = SL_NEW_ARRAY(course->arena, bool, flow->nreleases + 1);
    kept[release] = true;
    *one = slc_flow_with(course->arena, flow, kept);
    return one;
}

static bool
try_streams(struct slc_course *course, const struct slc_flow *other)
{
    const struct slc_flow *flow = course->flow;
    for (uint32_t i = 0; i < flow->nreleases; i++)
        for (uint32_t j = 0; j < other->nreleases; j++) {
            if (!are_kept_apart(course, flow->releases[i], other->releases[j]))
                continue;
            const struct pair_of_streams pair = {
                .flows = { single(course, flow, i), single(course, other, j) },
                .releases = { flow->releases[i], other->releases[j] },
            };
            for (int tries = 0; tries < MOST_TRIES; tries++)
                if (try_pair(course, &pair))
                    return true;
        }
    return false;
}

bool
slc_find_together(struct slc_course *course)
{
    for (const struct slc_flow *other = course->flows->each; other <= course->flow; other++)
        if (try_streams(course, other))
            return true;
    return false;
}
