#include "reader/checkpoint.h"

#include "change/table.h"
#include "maxima.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The counters: one per destination (record numbers), then two per projection (ordinals, then progress of
 * fills). An entry is the end of a transaction and all counters as they stood there. */
struct slp_checkpoint {
    const struct sl_policy *policy;
    uint32_t ndestinations, ncounters;
    uint32_t *destination_of; /* by projection */
    bool open;                /* between begin and commit */
    uint32_t held;            /* of so many releases changes wait to be sent: */
    bool holding;             /* the newest entry has come since, and all that follows joins it */
    uint64_t flush_lsn;
    uint64_t *now;       /* all of them, as counted so far */
    uint64_t *committed; /* as at the end of the last transaction */
    uint64_t *flushed;   /* as of flush_lsn */
    uint64_t *delivered; /* by destination */
    uint32_t first, count;
    uint64_t *end_lsn;                  /* the ring: SLP_CHECKPOINT_ENTRIES ends, */
    uint64_t *counters;                 /* and as many rows of ncounters */
    struct slp_origin *origins, origin; /* and as many origins; of what is open */
};

static bool
allocate(struct slp_checkpoint *checkpoint)
{
    size_t ncounters = checkpoint->ncounters;
    checkpoint->destination_of =
        calloc(checkpoint->policy->nprojections + 1, sizeof *checkpoint->destination_of);
    checkpoint->now = calloc(ncounters, sizeof *checkpoint->now);
    checkpoint->committed = calloc(ncounters, sizeof *checkpoint->committed);
    checkpoint->flushed = calloc(ncounters, sizeof *checkpoint->flushed);
    checkpoint->delivered = calloc(ncounters, sizeof *checkpoint->delivered);
    checkpoint->end_lsn = calloc(SLP_CHECKPOINT_ENTRIES, sizeof *checkpoint->end_lsn);
    checkpoint->counters = calloc(SLP_CHECKPOINT_ENTRIES * ncounters, sizeof *checkpoint->counters);
    checkpoint->origins = calloc(SLP_CHECKPOINT_ENTRIES, sizeof *checkpoint->origins);
    return checkpoint->destination_of != NULL && checkpoint->now != NULL &&
           checkpoint->committed != NULL && checkpoint->flushed != NULL &&
           checkpoint->delivered != NULL && checkpoint->end_lsn != NULL &&
           checkpoint->counters != NULL && checkpoint->origins != NULL;
}

struct slp_checkpoint *
slp_checkpoint_new(const struct sl_policy *policy, uint64_t flush_lsn, const uint64_t *ordinals)
{
    struct slp_checkpoint *checkpoint = calloc(1, sizeof *checkpoint);
    if (checkpoint == NULL)
        return NULL;
    checkpoint->policy = policy;
    checkpoint->ndestinations = policy->ndestinations;
    checkpoint->ncounters = policy->ndestinations + 2 * policy->nprojections + 1;
    checkpoint->flush_lsn = flush_lsn;
    if (!allocate(checkpoint)) {
        slp_checkpoint_free(checkpoint);
        return NULL;
    }
    for (uint32_t at = 0; at < policy->nprojections; at++) {
        uint64_t ordinal = ordinals != NULL ? ordinals[at] : 0;
        uint32_t counter = checkpoint->ndestinations + at;
        checkpoint->destination_of[at] = slp_destination_of(policy, policy->projections[at]);
        checkpoint->now[counter] = checkpoint->committed[counter] = checkpoint->flushed[counter] =
            ordinal;
    }
    return checkpoint;
}

void
slp_checkpoint_free(struct slp_checkpoint *checkpoint)
{
    if (checkpoint == NULL)
        return;
    free(checkpoint->destination_of);
    free(checkpoint->now);
    free(checkpoint->committed);
    free(checkpoint->flushed);
    free(checkpoint->delivered);
    free(checkpoint->end_lsn);
    free(checkpoint->counters);
    free(checkpoint->origins);
    free(checkpoint);
}

static void
copy_counters(const struct slp_checkpoint *checkpoint, uint64_t *to, const uint64_t *from)
{
    memcpy(to, from, checkpoint->ncounters * sizeof *to);
}

static uint64_t *
counters_of(const struct slp_checkpoint *checkpoint, uint32_t index)
{
    uint32_t place = (checkpoint->first + index) % SLP_CHECKPOINT_ENTRIES;
    return checkpoint->counters + (size_t)place * checkpoint->ncounters;
}

static uint64_t *
end_of(const struct slp_checkpoint *checkpoint, uint32_t index)
{
    return &checkpoint->end_lsn[(checkpoint->first + index) % SLP_CHECKPOINT_ENTRIES];
}

static struct slp_origin *
origin_of(const struct slp_checkpoint *checkpoint, uint32_t index)
{
    return &checkpoint->origins[(checkpoint->first + index) % SLP_CHECKPOINT_ENTRIES];
}

/* Whether all records are delivered that were counted up to these counters. */
static bool
is_delivered(const struct slp_checkpoint *checkpoint, const uint64_t *counters)
{
    for (uint32_t at = 0; at < checkpoint->ndestinations; at++)
        if (checkpoint->delivered[at] < counters[at])
            return false;
    return true;
}

/* Moves the flush position over every entry that is delivered, oldest first. */
static void
advance(struct slp_checkpoint *checkpoint)
{
    while (checkpoint->count > (checkpoint->holding ? 1 : 0) &&
           is_delivered(checkpoint, counters_of(checkpoint, 0))) {
        copy_counters(checkpoint, checkpoint->flushed, counters_of(checkpoint, 0));
        if (*end_of(checkpoint, 0) > checkpoint->flush_lsn)
            checkpoint->flush_lsn = *end_of(checkpoint, 0);
        checkpoint->first = (checkpoint->first + 1) % SLP_CHECKPOINT_ENTRIES;
        checkpoint->count--;
    }
}

void
slp_checkpoint_begin(struct slp_checkpoint *checkpoint, const struct slp_origin *origin)
{
    assert(!checkpoint->open);
    checkpoint->open = true;
    checkpoint->origin = *origin;
}

struct slp_origin
slp_checkpoint_origin(const struct slp_checkpoint *checkpoint, uint32_t destination,
                      uint64_t number)
{
    for (uint32_t at = 0; at < checkpoint->count; at++)
        if (counters_of(checkpoint, at)[destination] >= number)
            return *origin_of(checkpoint, at);
    return checkpoint->open ? checkpoint->origin : (struct slp_origin) { .xid = 0 };
}

struct slp_count
slp_checkpoint_record(struct slp_checkpoint *checkpoint, uint32_t projection)
{
    assert(checkpoint->open && projection < checkpoint->policy->nprojections);
    uint64_t *number = &checkpoint->now[checkpoint->destination_of[projection]];
    uint64_t *ordinal = &checkpoint->now[checkpoint->ndestinations + projection];
    *number += 1;
    return (struct slp_count) { .number = *number, .ordinal = (*ordinal)++ };
}

uint64_t
slp_checkpoint_next_ordinal(const struct slp_checkpoint *checkpoint, uint32_t projection)
{
    return checkpoint->now[checkpoint->ndestinations + projection];
}

void
slp_checkpoint_commit(struct slp_checkpoint *checkpoint, uint64_t end_lsn)
{
    assert(checkpoint->open);
    checkpoint->open = false;
    bool no_record = memcmp(checkpoint->now, checkpoint->committed,
                            checkpoint->ncounters * sizeof *checkpoint->now) == 0;
    bool merge = checkpoint->holding || checkpoint->count == SLP_CHECKPOINT_ENTRIES ||
                 (no_record && checkpoint->count && checkpoint->held == 0);
    if (!merge)
        *origin_of(checkpoint, checkpoint->count++) = checkpoint->origin;
    else if (!no_record)
        *origin_of(checkpoint, checkpoint->count - 1) = (struct slp_origin) { .xid = 0 };
    checkpoint->holding = checkpoint->held > 0;
    *end_of(checkpoint, checkpoint->count - 1) = end_lsn;
    copy_counters(checkpoint, counters_of(checkpoint, checkpoint->count - 1), checkpoint->now);
    copy_counters(checkpoint, checkpoint->committed, checkpoint->now);
    advance(checkpoint);
}

bool
slp_checkpoint_delivered(struct slp_checkpoint *checkpoint, uint32_t destination, uint64_t number)
{
    if (destination >= checkpoint->ndestinations || number > checkpoint->now[destination])
        return false;
    if (number > checkpoint->delivered[destination]) {
        checkpoint->delivered[destination] = number;
        advance(checkpoint);
    }
    return true;
}

void
slp_checkpoint_idle(struct slp_checkpoint *checkpoint, uint64_t wal_end)
{
    if (slp_checkpoint_is_settled(checkpoint) && wal_end > checkpoint->flush_lsn)
        checkpoint->flush_lsn = wal_end;
}

uint64_t
slp_checkpoint_flush_lsn(const struct slp_checkpoint *checkpoint)
{
    return checkpoint->flush_lsn;
}

uint64_t
slp_checkpoint_ordinal(const struct slp_checkpoint *checkpoint, uint32_t projection)
{
    return checkpoint->flushed[checkpoint->ndestinations + projection];
}

static uint32_t
progress_counter(const struct slp_checkpoint *checkpoint, uint32_t projection)
{
    return checkpoint->ndestinations + checkpoint->policy->nprojections + projection;
}

void
slp_checkpoint_set_progress(struct slp_checkpoint *checkpoint, uint32_t projection,
                            uint64_t progress)
{
    checkpoint->now[progress_counter(checkpoint, projection)] = progress;
}

uint64_t
slp_checkpoint_progress(const struct slp_checkpoint *checkpoint, uint32_t projection)
{
    return checkpoint->flushed[progress_counter(checkpoint, projection)];
}

void
slp_checkpoint_hold(struct slp_checkpoint *checkpoint)
{
    assert(checkpoint->open);
    checkpoint->held++;
}

void
slp_checkpoint_release(struct slp_checkpoint *checkpoint)
{
    assert(checkpoint->held > 0);
    checkpoint->held--;
    if (checkpoint->open || checkpoint->held > 0)
        return;
    checkpoint->holding = false;
    advance(checkpoint);
}

uint64_t
slp_checkpoint_flushed(const struct slp_checkpoint *checkpoint, uint32_t destination)
{
    return checkpoint->flushed[destination];
}

uint64_t
slp_checkpoint_number(const struct slp_checkpoint *checkpoint, uint32_t destination)
{
    return checkpoint->now[destination];
}

bool
slp_checkpoint_has(const struct slp_checkpoint *checkpoint, uint32_t destination, uint64_t number)
{
    return checkpoint->delivered[destination] >= number;
}

bool
slp_checkpoint_is_settled(const struct slp_checkpoint *checkpoint)
{
    return !checkpoint->open && checkpoint->count == 0 && slp_checkpoint_pending(checkpoint) == 0;
}

uint64_t
slp_checkpoint_pending(const struct slp_checkpoint *checkpoint)
{
    uint64_t pending = 0;
    for (uint32_t at = 0; at < checkpoint->ndestinations; at++)
        pending += checkpoint->now[at] - checkpoint->delivered[at];
    return pending;
}
