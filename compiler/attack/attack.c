#include "attack/attack.h"

#include "attack/find.h"
#include "clock.h"
#include "maxima.h"

static slc_search *const searches[] = {
    slc_find_unruled, slc_find_distance,   slc_find_class, slc_find_listed, slc_find_thresholds,
    slc_find_buckets, slc_find_characters, slc_find_bits,  slc_find_shift,  slc_find_time,
};
enum { NSEARCHES = sizeof searches / sizeof searches[0] };

/* One pair, over the rounds. */
struct pair {
    struct slc_secret secret;
    struct slc_promise promise;
    bool found[NSEARCHES];
    bool reached, complete;
};

struct attack {
    const struct slc_program *program;
    const struct slc_attack_limits *limits;
    struct pair *pairs;
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

/* Each pair and round has chances of its own: another destination or more rounds change none of them. */
static struct slc_chance
chance_of(const struct attack *attack, const struct slc_secret *secret, uint32_t round)
{
    struct slc_chance chance = { .state = attack->limits->seed + round * UINT64_C(0x51ed2701) };
    const struct sl_str name = slc_secret_name(secret);
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
                                 .chance = chance_of(attack, &pair->secret, round) };
    struct slc_attempt attempt = { .findings = attack->program->findings, .row = &row };
    pair->reached = true;
    if (pair->complete)
        return;
    slc_trial_begin(&row, &pair->promise);
    attempt.trials = slc_trials_of(&row);
    for (size_t at = 0; at < NSEARCHES; at++)
        if (!pair->secret.moment || searches[at] == slc_find_time)
            pair->found[at] = pair->found[at] || searches[at](&attempt);
    pair->complete = attempt.trials.samples.complete && stands_alone(&pair->promise);
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
    for (uint32_t round = 0; round < limits->rounds; round++)
        for (uint32_t at = 0; at < attack.counts.pairs; at++) {
            if (slp_now_ms() >= end_ms) {
                attack.counts.timed_out = true;
                break;
            }
            try_pair(&attack, &attack.pairs[at], arena, round);
            sl_arena_reset(arena);
        }
    sl_arena_free(arena);
    for (uint32_t at = 0; at < attack.counts.pairs; at++) {
        attack.counts.reached += attack.pairs[at].reached;
        attack.counts.decided += attack.pairs[at].complete;
    }
    *ret_counts = attack.counts;
    return 0;
}
