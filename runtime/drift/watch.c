#include "drift/watch.h"

#include "clock.h"
#include "drift/catalogue_compare.h"
#include "drift/new_columns.h"
#include "drift/relation_compare.h"
#include "drift/relation_names.h"
#include "log.h"
#include "maxima.h"
#include "postgres/lsn.h"
#include "postgres/replication_wait.h"

#include <stdlib.h>

enum { SECOND_LOOK_MS = 50, MOST_ATTEMPTS = 3 };

struct slp_watch {
    struct slp_watch_config config;
    struct slp_catalogue *catalogue;
    uint32_t asked_xid;               /* the transaction that the look was asked about */
    struct sl_arena *drift_arenas[2]; /* of the newest look's drift, and of the one before */
    unsigned newest;
    struct slp_drift
        drift; /* of the newest look; once the stream is to stop, of the one that stops it */
    uint64_t stop_lsn; /* 0: nothing stops it */
    int64_t next_poll_ms;
    uint64_t looks;
};

/* Some of PostgreSQL's functions look at the newest catalogue whatever the snapshot: what is dropped
 * in the middle of a look makes a statement fail, and the next look sees that it is gone. */
static struct slp_catalogue *
load(const struct slp_watch *watch, uint32_t xid, struct sl_err *reterr)
{
    for (int attempt = 1;; attempt++) {
        struct slp_catalogue *catalogue = slp_catalogue_load(
            watch->config.conn, watch->config.tables, watch->config.publication, xid, reterr);
        if (catalogue != NULL || reterr->class == SL_RETRY || attempt == MOST_ATTEMPTS ||
            slp_conn_wait_ended(watch->config.conn))
            return catalogue;
    }
}

static int
replace_catalogue(struct slp_watch *watch, uint32_t xid, struct sl_err *reterr)
{
    struct slp_catalogue *catalogue = load(watch, xid, reterr);
    if (catalogue == NULL)
        return -1;
    slp_new_columns_log(catalogue, watch->catalogue);
    slp_catalogue_free(watch->catalogue);
    watch->catalogue = catalogue;
    watch->asked_xid = xid;
    return 0;
}

/* ---- what differs --------------------------------------------------------------------------- */

static void
compare(struct slp_watch *watch)
{
    struct sl_arena *arena = watch->drift_arenas[watch->newest];
    sl_arena_reset(arena);
    slp_drift_init(&watch->drift, arena);
    slp_catalogue_compare(watch->catalogue, &watch->drift);
}

/* The differences that another drift does not have: how many, and whether they are told. */
static uint32_t
count_new(const struct slp_drift *drift, const struct slp_drift *before, bool tell)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < drift->count; i++) {
        if (slp_drift_has(before, &drift->items[i]))
            continue;
        count++;
        if (tell)
            slp_drift_log(&drift->items[i]);
    }
    return count;
}

/* Drift of the publication is every table's. */
static bool
stops(const struct slp_watch *watch)
{
    const struct sl_policy *policy = watch->config.tables->policy;
    bool any = false;
    for (uint32_t i = 0; watch->config.stop_for_any && i < policy->nprojections && !any; i++)
        any = slp_drift_stopping(&watch->drift, policy->projections[i]) != NULL;
    return any || slp_drift_of(&watch->drift, NULL) != NULL;
}

static void
stop(struct slp_watch *watch)
{
    watch->stop_lsn = slp_lsn_floor(watch->catalogue->wal_lsn);
    sl_log(SL_LOG_WARNING, "drift_found", SL_FIELDS(SL_LSN("stops_at", watch->stop_lsn)));
}

/* Some of the server's views show what is newest, whatever the snapshot: a look that falls on a commit may
 * see a part of it. So a new difference counts if a second look has it, too. What made the stream stop stays
 * what it was: whatever comes on top of it changes nothing. */
static int
note_differences(struct slp_watch *watch, uint32_t xid, struct sl_err *reterr)
{
    if (watch->stop_lsn != 0)
        return 0;
    const struct slp_drift before = watch->drift; /* in the other arena */
    watch->newest = 1 - watch->newest;
    compare(watch);
    if (count_new(&watch->drift, &before, false) == 0)
        return 0;
    if (slp_conn_pause(watch->config.conn, SECOND_LOOK_MS, reterr) != 0 ||
        replace_catalogue(watch, xid, reterr) != 0)
        return -1;
    compare(watch);
    (void)count_new(&watch->drift, &before, true);
    if (stops(watch))
        stop(watch);
    return 0;
}

/* ---- looks ---------------------------------------------------------------------------------- */

static int
look(struct slp_watch *watch, uint32_t xid, struct sl_err *reterr)
{
    if (replace_catalogue(watch, xid, reterr) != 0 || note_differences(watch, xid, reterr) != 0)
        return -1;
    watch->looks++;
    watch->next_poll_ms = slp_now_ms() + watch->config.look_every_ms;
    return 0;
}

static int
open_watch(struct slp_watch *watch, struct sl_err *reterr)
{
    for (int i = 0; i < 2; i++) {
        watch->drift_arenas[i] = sl_arena_new(SLP_MAX_CATALOGUE_BYTES);
        if (watch->drift_arenas[i] == NULL)
            return sl_fail(reterr, SL_RETRY, "memory is short");
    }
    slp_drift_init(&watch->drift, watch->drift_arenas[watch->newest]);
    return look(watch, 0, reterr);
}

struct slp_watch *
slp_watch_new(const struct slp_watch_config *config, struct sl_err *reterr)
{
    struct slp_watch *watch = calloc(1, sizeof *watch);
    if (watch == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "memory is short");
        return NULL;
    }
    watch->config = *config;
    if (open_watch(watch, reterr) == 0)
        return watch;
    slp_watch_free(watch);
    return NULL;
}

void
slp_watch_free(struct slp_watch *watch)
{
    if (watch == NULL)
        return;
    slp_catalogue_free(watch->catalogue);
    for (int i = 0; i < 2; i++)
        sl_arena_free(watch->drift_arenas[i]);
    free(watch);
}

/* Whether the newest look was taken when the transaction was over: its 32 bits are compared as
 * PostgreSQL does, modulo 2^32 (25.1.5). */
static bool
has_seen(const struct slp_watch *watch, uint32_t xid)
{
    return (watch->asked_xid == xid && watch->catalogue->saw_transaction) ||
           (int32_t)(xid - (uint32_t)watch->catalogue->oldest_xid) < 0;
}

/* A commit is streamed before it is visible to others: until then the catalogue is of before. */
static int
look_until_seen(struct slp_watch *watch, uint32_t xid, struct sl_err *reterr)
{
    struct slp_replication_wait wait = { .xid = xid };
    while (!has_seen(watch, xid)) {
        if (look(watch, xid, reterr) != 0)
            return -1;
        if (!has_seen(watch, xid) &&
            slp_replication_wait_visible(&wait, watch->config.conn, reterr) != 0)
            return -1;
    }
    return 0;
}

/* Whether the message is of a table of the policy, and calls columns what they are not called any more. */
static bool
is_misnamed(const struct slp_watch *watch, const struct slp_relation *message)
{
    const struct slp_table *table =
        slp_tables_find(watch->config.tables, message->schema, message->name);
    return table != NULL && !slp_relation_names_fit(message, table->declared,
                                                    slp_catalogue_table(watch->catalogue, table));
}

int
slp_watch_relation(struct slp_watch *watch, struct slp_relations *relations,
                   const struct slp_relation *message, uint32_t xid, struct sl_err *reterr)
{
    if (look_until_seen(watch, xid, reterr) != 0)
        return -1;
    struct sl_arena *arena = sl_arena_new(SLP_MAX_CATALOGUE_BYTES);
    if (arena == NULL)
        return sl_fail(reterr, SL_RETRY, "memory is short");
    struct slp_drift drift;
    slp_drift_init(&drift, arena);
    slp_relation_compare(relations, message, slp_catalogue_is_leaf(watch->catalogue, message->oid),
                         &drift);
    int failed = 0;
    if (drift.count > 0 && watch->stop_lsn != 0)
        failed = slp_drift_fail(&drift, reterr);
    else if (drift.count > 0 || is_misnamed(watch, message))
        slp_relations_set_unreadable(relations, message);
    sl_arena_free(arena);
    return failed;
}

int
slp_watch_poll(struct slp_watch *watch, int64_t now_ms, struct sl_err *reterr)
{
    return now_ms >= watch->next_poll_ms ? look(watch, 0, reterr) : 0;
}

int64_t
slp_watch_next_poll_ms(const struct slp_watch *watch)
{
    return watch->next_poll_ms;
}

const struct slp_difference *
slp_watch_drift(const struct slp_watch *watch, const struct sl_projection *release)
{
    return slp_drift_stopping(&watch->drift, release);
}

uint64_t
slp_watch_stop_lsn(const struct slp_watch *watch)
{
    return watch->stop_lsn;
}

int
slp_watch_fail(const struct slp_watch *watch, struct sl_err *reterr)
{
    return watch->stop_lsn != 0 ? slp_drift_fail(&watch->drift, reterr) : 0;
}

int
slp_watch_look(struct slp_watch *watch, struct sl_err *reterr)
{
    return look(watch, 0, reterr);
}

uint64_t
slp_watch_looks(const struct slp_watch *watch)
{
    return watch->looks;
}

const struct slp_catalogue *
slp_watch_catalogue(const struct slp_watch *watch)
{
    return watch->catalogue;
}
