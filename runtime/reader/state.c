#include "reader/state.h"

#include "maxima.h"
#include "reader/state_damage.h"
#include "reader/state_private.h"

#include <errno.h>
#include <lmdb.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

/* What is purged of a stream's former epochs with every save. */
enum { PURGED_AT_ONCE = 512 };

static int
read_releases(struct slp_state *state, struct sl_err *reterr)
{
    bool known = false;
    for (uint32_t at = 0; at < state->policy->nprojections; at++) {
        const struct sl_projection *projection = state->policy->projections[at];
        if (slp_store_read_release(&state->store, projection, &state->releases[at], reterr) != 0)
            return -1;
        state->ordinals[at] = state->releases[at].ordinal;
        known |= state->releases[at].adopted;
    }
    if (slp_state_read_coverage(state, &known, reterr) != 0 ||
        slp_state_read_markers(state, reterr) != 0)
        return -1;
    if (known || state->position.phase != SLP_PHASE_STREAM)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG,
                  "the state in %s is about other releases: it knows none of this pusher's",
                  state->store.path);
    return sl_remedy(reterr,
                     "name another directory in 'state', with a slot of its own, or run the "
                     "pusher that this state belongs to");
}

static uint32_t
run_after(uint32_t previous)
{
    time_t now = time(NULL);
    return now > (time_t)previous ? (uint32_t)now : previous + 1;
}

static int
read_all(struct slp_state *state, struct sl_err *reterr)
{
    struct slp_store_head head;
    if (slp_store_read_head(&state->store, &head, reterr) != 0)
        return -1;
    if (head.run == 0 && getrandom(head.digest_key, sizeof head.digest_key, 0) < 0)
        return sl_fail(reterr, SL_RETRY, "no random numbers for the state's key (errno %d)", errno);
    head.run = run_after(head.run);
    state->position = head.position;
    state->digests.run = head.run;
    state->digests.start_lsn = state->digests.saved_lsn = head.position.flush_lsn;
    state->digests.dbi = state->store.digests;
    memcpy(state->digests.key, head.digest_key, sizeof head.digest_key);
    if (read_releases(state, reterr) != 0 ||
        slp_store_write_head(&state->store, &head, reterr) != 0)
        return -1;
    return slp_store_commit(&state->store, reterr);
}

struct slp_state *
slp_state_open(const char *path, const struct sl_policy *policy, struct sl_err *reterr)
{
    struct slp_state *state = calloc(1, sizeof *state);
    if (state == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the state");
        return NULL;
    }
    state->policy = policy;
    sl_buf_init(&state->other_names, SLP_MAX_FACTS_BYTES);
    state->releases = calloc(policy->nprojections + 1, sizeof *state->releases);
    state->coverage = calloc(policy->nprojections + 1, sizeof *state->coverage);
    state->ordinals = calloc(policy->nprojections + 1, sizeof *state->ordinals);
    state->markers = calloc(policy->ndestinations + 1, sizeof *state->markers);
    state->digests.cache = slp_digest_cache_new();
    if (state->releases == NULL || state->coverage == NULL || state->ordinals == NULL ||
        state->markers == NULL || state->digests.cache == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory for the state");
    } else if (slp_store_open(&state->store, path, reterr) == 0 && read_all(state, reterr) == 0) {
        slp_state_damage_opened();
        return state;
    }
    slp_state_close(state);
    return NULL;
}

void
slp_state_close(struct slp_state *state)
{
    if (state == NULL)
        return;
    slp_store_close(&state->store);
    slp_digest_cache_free(state->digests.cache);
    for (uint32_t at = 0; state->coverage != NULL && at < state->policy->nprojections; at++)
        sl_buf_done(&state->coverage[at].facts);
    sl_buf_done(&state->other_names);
    free(state->coverage);
    free(state->releases);
    free(state->ordinals);
    free(state->markers);
    free(state);
}

const struct slp_position *
slp_state_position(const struct slp_state *state)
{
    return &state->position;
}

uint32_t
slp_state_run(const struct slp_state *state)
{
    return state->digests.run;
}

const uint64_t *
slp_state_ordinals(const struct slp_state *state)
{
    return state->ordinals;
}

int
slp_state_check(const struct slp_state *state, const struct slp_identity *identity,
                const char *slot, struct sl_err *reterr)
{
    return slp_position_check(&state->position, state->store.path, identity, slot, reterr);
}

int
slp_state_peek(const char *path, struct slp_position *ret, uint64_t *ret_bound_lsn,
               struct sl_err *reterr)
{
    struct slp_store store;
    struct slp_store_head head = { .run = 0 };
    int found = slp_store_look(&store, path, reterr);
    struct slp_stored_delivery delivery = { 0 };
    int result = found > 0 ? slp_store_read_head(&store, &head, reterr) : found;
    if (found > 0 && result == 0 && !store.no_coverage &&
        slp_store_read_delivery(&store, &delivery, reterr) < 0)
        result = -1;
    *ret_bound_lsn = delivery.bound_lsn;
    slp_store_close(&store);
    *ret = head.position;
    return result;
}

/* Older pushers ask for this before they stream; nothing here does. */
static void
adopt(struct slp_state *state, uint32_t projection)
{
    struct slp_stored_release *release = &state->releases[projection];
    struct sl_str now = sl_str_of(state->policy->projections[projection]->ir_sha256);
    size_t len = now.len < sizeof release->sha256 ? now.len : sizeof release->sha256;
    memset(release->sha256, 0, sizeof release->sha256);
    if (len > 0)
        memcpy(release->sha256, now.ptr, len);
    release->adopted = true;
}

/* Writes what the save consists of; nothing of it is durable before the commit. */
static int
write_all(struct slp_state *state, const struct slp_position *position,
          const struct slp_state_progress *progress, struct sl_err *reterr)
{
    struct slp_store_head head = { .position = *position, .run = state->digests.run };
    memcpy(head.digest_key, state->digests.key, sizeof head.digest_key);
    for (uint32_t at = 0; at < state->policy->nprojections; at++) {
        state->releases[at].ordinal = progress->ordinals[at];
        if (progress->next[at] != UINT64_MAX)
            state->coverage[at].coverage.next = progress->next[at];
        if (state->coverage[at].coverage.status == SLP_COVERED)
            adopt(state, at);
        if (slp_store_write_release(&state->store, state->policy->projections[at],
                                    &state->releases[at], reterr) != 0)
            return -1;
    }
    if (slp_state_write_coverage(state, position->flush_lsn, reterr) != 0)
        return -1;
    return slp_store_write_head(&state->store, &head, reterr);
}

/* Of the release's digests, those that count. */
static struct slp_release_epoch
epoch_of(const struct slp_state *state, uint32_t projection)
{
    const struct slp_stored_release *release = &state->releases[projection];
    return (struct slp_release_epoch) { .release = release->id, .epoch = release->epoch };
}

static int
purge(struct slp_state *state, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < state->policy->nprojections; at++) {
        struct slp_stored_release *release = &state->releases[at];
        if (!release->stale)
            continue;
        int result = slp_digests_purge(&state->digests, state->store.txn, epoch_of(state, at),
                                       PURGED_AT_ONCE, &release->stale);
        if (result != 0)
            return slp_store_fail(&state->store, result, "purging old digests", reterr);
        return slp_store_write_release(&state->store, state->policy->projections[at], release,
                                       reterr);
    }
    return 0;
}

/* How many entries, in order, go into one transaction: LMDB keeps the pages that it touches in
 * memory, and in a table of many pages the entries are so much further apart. */
static int
entries_at_once(struct slp_state *state, uint32_t count, uint32_t *ret_entries,
                struct sl_err *reterr)
{
    MDB_stat stat;
    int result = mdb_stat(state->store.txn, state->digests.dbi, &stat);
    if (result != 0)
        return slp_store_fail(&state->store, result, "counting digests", reterr);
    uint64_t entries = (uint64_t)count * SLP_STATE_MAX_PAGES / (stat.ms_leaf_pages + 1);
    *ret_entries = entries < SLP_STATE_MAX_PAGES ? SLP_STATE_MAX_PAGES
                   : entries < count             ? (uint32_t)entries
                                                 : count;
    return 0;
}

/* Writes what the cache holds. All but the last part is committed; that it is ahead of the saved
 * position does no harm. */
static int
flush_digests(struct slp_state *state, struct sl_err *reterr)
{
    uint32_t count, at_once = SLP_STATE_MAX_PAGES;
    const struct slp_cached_digest *entries = slp_digest_cache_sort(state->digests.cache, &count);
    if (slp_store_begin(&state->store, reterr) != 0 ||
        entries_at_once(state, count, &at_once, reterr) != 0)
        return -1;
    for (uint32_t at = 0; at < count; at += at_once) {
        if (at > 0 && (slp_store_commit(&state->store, reterr) != 0 ||
                       slp_store_begin(&state->store, reterr) != 0))
            return -1;
        uint32_t part = count - at < at_once ? count - at : at_once;
        int result = slp_digests_write(&state->digests, state->store.txn, entries + at, part);
        if (result != 0)
            return slp_store_fail(&state->store, result, "writing digests", reterr);
    }
    slp_digest_cache_clear(state->digests.cache);
    return 0;
}

/* Room for one more digest. */
static int
make_room(struct slp_state *state, struct sl_err *reterr)
{
    if (!slp_digest_cache_is_full(state->digests.cache))
        return 0;
    return flush_digests(state, reterr) != 0 || slp_store_commit(&state->store, reterr) != 0 ? -1
                                                                                             : 0;
}

int
slp_state_save(struct slp_state *state, const struct slp_position *position,
               const struct slp_state_progress *progress, struct sl_err *reterr)
{
    if (flush_digests(state, reterr) != 0 || write_all(state, position, progress, reterr) != 0 ||
        purge(state, reterr) != 0 || slp_store_commit(&state->store, reterr) != 0)
        return -1;
    state->position = *position;
    state->digests.saved_lsn = position->flush_lsn;
    memcpy(state->ordinals, progress->ordinals,
           state->policy->nprojections * sizeof *progress->ordinals);
    return 0;
}

int
slp_state_remember(struct slp_state *state, const struct slp_sent_row *row, struct sl_err *reterr)
{
    if (make_room(state, reterr) != 0)
        return -1;
    slp_digests_remember(&state->digests, epoch_of(state, row->projection), row);
    return 0;
}

int
slp_state_compare(struct slp_state *state, const struct slp_sent_row *row,
                  struct slp_sent_last *ret_last, struct sl_err *reterr)
{
    if (make_room(state, reterr) != 0 || slp_store_begin(&state->store, reterr) != 0)
        return -1;
    int result = slp_digests_compare(&state->digests, state->store.txn,
                                     epoch_of(state, row->projection), row, ret_last);
    return result == 0 ? 0 : slp_store_fail(&state->store, result, "reading a digest", reterr);
}

int
slp_state_forget(struct slp_state *state, uint32_t projection, struct sl_str key,
                 struct sl_err *reterr)
{
    if (make_room(state, reterr) != 0)
        return -1;
    slp_digests_forget(&state->digests, epoch_of(state, projection), key);
    return 0;
}

int
slp_state_forget_all(struct slp_state *state, uint32_t projection, struct sl_err *reterr)
{
    if (slp_store_begin(&state->store, reterr) != 0)
        return -1;
    state->releases[projection].epoch++;
    state->releases[projection].stale = true;
    return slp_store_write_release(&state->store, state->policy->projections[projection],
                                   &state->releases[projection], reterr);
}
