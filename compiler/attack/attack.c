#include "attack/attack.h"

#include "attack/find.h"
#include "attack/find_event.h"
#include "clock.h"
#include "maxima.h"

static slc_search *const searches[] = {
    slc_find_unruled,    slc_find_distance, slc_find_class,      slc_find_listed,
    slc_find_thresholds, slc_find_buckets,  slc_find_characters, slc_find_bits,
    slc_find_shift,      slc_find_time,     slc_find_rows,       slc_find_changed,
    slc_find_dictionary,
};
static slc_event_search *const event_searches[] = {
    slc_find_presence,
    slc_find_together,
};
enum {
    NSEARCHES = sizeof searches / sizeof searches[0],
    NEVENT_SEARCHES = sizeof event_searches / sizeof event_searches[0],
};

/* One pair, over the rounds. */
struct pair {
    struct slc_secret secret;
    struct slc_promise promise;
    bool found[NSEARCHES];
    bool reached, complete;
};

/* One flow, over the rounds. */
struct tried_flow {
    bool found[NEVENT_SEARCHES];
    bool reached;
};

struct attack {
    const struct slc_program *program;
    const struct slc_attack_limits *limits;
    struct pair *pairs;
    struct slc_flows flows;
    struct tried_flow *tried; /* by flow */
    uint32_t *asked;          /* the flows that the attack is about */
    struct slc_attack_counts counts;
};

static void
make_pairs(struct attack *attack, const struct slc_ir *ir)
{
    uint32_t count;
    const struct slc_secret *secrets =
        slc_secrets(attack->program, ir, attack->limits->destination, &count);
    attack->pairs = SL_NEW_ARRAY(ir->arena, struct pair, count + 1);
    for (uint32_t at = 0; at < count; at++) {
        attack->pairs[at].secret = secrets[at];
        attack->pairs[at].promise = slc_promise_of(ir->arena, &attack->pairs[at].secret);
    }
    attack->counts.pairs = count;
}

static void
make_flows(struct attack *attack, const struct slc_ir *ir)
{
    attack->flows = slc_flows_of(attack->program, ir);
    attack->tried = SL_NEW_ARRAY(ir->arena, struct tried_flow, attack->flows.count + 1);
    attack->asked = SL_NEW_ARRAY(ir->arena, uint32_t, attack->flows.count + 1);
    for (uint32_t at = 0; at < attack->flows.count; at++)
        if (attack->limits->destination == NULL ||
            attack->limits->destination == attack->flows.each[at].destination)
            attack->asked[attack->counts.flows++] = at;
}

/* Each pair, flow and round has chances of its own: another destination or more rounds change none of them. */
static struct slc_chance
chance_of(const struct attack *attack, struct sl_str name, uint32_t round)
{
    struct slc_chance chance = { .state = attack->limits->seed + round * UINT64_C(0x51ed2701) };
    for (size_t at = 0; at < name.len; at++)
        chance.state = slc_chance_next(&chance) ^ (unsigned char)name.ptr[at];
    return chance;
}

/* Whether the other columns of the row could change what is told. */
static bool
stands_alone(const struct slc_promise *promise)
{
    const struct slc_secret *secret = promise->secret;
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = secret->releases[at];
        for (uint32_t i = 0; i < release->nfields; i++)
            if (release->fields[i].ncells > 1 &&
                slc_reads_secret(secret, release, release->fields[i].expr))
                return false;
        if (release->filter != NULL)
            return false;
    }
    return true;
}

static void
try_pair(struct attack *attack, struct pair *pair, struct sl_arena *arena, uint32_t round)
{
    struct slc_trial_row row = { .arena = arena,
                                 .chance =
                                     chance_of(attack, slc_secret_name(&pair->secret), round) };
    pair->reached = true;
    if (pair->complete)
        return;
    struct slc_attempt attempt = { .findings = attack->program->findings,
                                   .row = &row,
                                   .flows = &attack->flows };
    slc_trial_begin(&row, &pair->promise);
    attempt.trials = slc_trials_of(&row);
    for (size_t at = 0; at < NSEARCHES; at++)
        if (!pair->secret.moment || searches[at] == slc_find_time)
            pair->found[at] = pair->found[at] || searches[at](&attempt);
    pair->complete = attempt.trials.samples.complete && stands_alone(&pair->promise);
}

static void
try_flow(struct attack *attack, uint32_t number, struct sl_arena *arena, uint32_t round)
{
    const struct slc_flow *flow = &attack->flows.each[number];
    struct slc_course course = { .findings = attack->program->findings,
                                 .arena = arena,
                                 .flows = &attack->flows,
                                 .flow = flow,
                                 .chance = chance_of(attack, flow->table->name, round) };
    struct tried_flow *tried = &attack->tried[number];
    tried->reached = true;
    for (size_t at = 0; at < NEVENT_SEARCHES; at++)
        tried->found[at] = tried->found[at] || event_searches[at](&course);
}

/* Flows first, which are few. */
static void
try_round(struct attack *attack, struct sl_arena *arena, int64_t end_ms, uint32_t round)
{
    const uint32_t nflows = attack->counts.flows;
    for (uint32_t at = 0; at < nflows + attack->counts.pairs; at++) {
        if (slp_now_ms() >= end_ms) {
            attack->counts.timed_out = true;
            return;
        }
        if (at < nflows)
            try_flow(attack, attack->asked[at], arena, round);
        else
            try_pair(attack, &attack->pairs[at - nflows], arena, round);
        sl_arena_reset(arena);
    }
}

static void
count_reached(struct attack *attack)
{
    for (uint32_t at = 0; at < attack->flows.count; at++)
        attack->counts.flows_reached += attack->tried[at].reached;
    for (uint32_t at = 0; at < attack->counts.pairs; at++) {
        attack->counts.reached += attack->pairs[at].reached;
        attack->counts.decided += attack->pairs[at].complete;
    }
}

int
slc_attack(const struct slc_program *program, const struct slc_ir *ir,
           const struct slc_attack_limits *limits, struct slc_attack_counts *ret_counts,
           struct sl_err *reterr)
{
    struct attack attack = { .program = program, .limits = limits };
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    const int64_t end_ms = slp_now_ms() + limits->seconds * 1000;
    if (arena == NULL)
        return sl_fail(reterr, SL_CONFIG, "out of memory");
    make_pairs(&attack, ir);
    make_flows(&attack, ir);
    for (uint32_t round = 0; round < limits->rounds; round++)
        try_round(&attack, arena, end_ms, round);
    sl_arena_free(arena);
    count_reached(&attack);
    *ret_counts = attack.counts;
    return 0;
}
