/* reader.c - what the reader does, in order. */
#include "reader/reader.h"

#include "arena.h"
#include "log.h"
#include "maxima.h"
#include "postgres/lsn.h"
#include "reader/copy.h"
#include "reader/decoders.h"
#include "reader/dispatch.h"
#include "reader/follow.h"
#include "reader/gap.h"
#include "reader/preflight.h"
#include "reader/stop.h"
#include "sandbox/sandbox.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_TIMEOUT_MS = 30000, STANDBY_INTERVAL_MS = 1000 };

/* Everything that lives as long as the process, in the order in which it is made. */
struct reader {
    const struct slp_reader_config *config;
    struct sl_arena *arena; /* tables and keys */
    struct slp_tables tables;
    const struct sl_key **keys; /* per projection, by key slot */
    struct slp_decoders *decoders;
    struct slp_conn *replication, *sql;
    struct slp_identity identity;
    struct slp_slot slot;
    struct slp_state *state;
    struct slp_pump pump;
    struct slp_dispatch dispatch;
    struct slp_outlet outlet;
    struct slp_relations *relations;
    struct slp_watch *watch;
    struct slp_reread *reread;
    struct slp_change *change;
};

static int
no_memory(struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "no memory for the reader");
}

static const struct sl_key *
find_key(const struct slp_reader_config *config, const char *name)
{
    for (uint32_t i = 0; i < config->nkeys; i++)
        if (strcmp(config->keys[i].name, name) == 0)
            return &config->keys[i].key;
    return NULL;
}

static int
bind_keys(struct reader *reader, struct sl_err *reterr)
{
    const struct sl_policy *policy = reader->config->policy;
    reader->keys = SL_NEW_ARRAY(reader->arena, const struct sl_key *, policy->nprojections + 1u);
    for (uint32_t p = 0; p < policy->nprojections; p++) {
        const struct sl_projection *projection = policy->projections[p];
        struct sl_key *slots = SL_NEW_ARRAY(reader->arena, struct sl_key, projection->nkeys + 1u);
        for (uint32_t k = 0; k < projection->nkeys; k++) {
            const struct sl_key *key = find_key(reader->config, projection->keys[k]);
            if (key == NULL)
                return sl_fail(reterr, SL_BUG, "key %s did not reach the reader",
                               projection->keys[k]);
            slots[k] = *key;
        }
        reader->keys[p] = slots;
    }
    return 0;
}

static int
prepare(struct reader *reader, struct sl_err *reterr)
{
    reader->arena = sl_arena_new(SLP_MAX_READER_BYTES);
    if (reader->arena == NULL)
        return no_memory(reterr);
    reader->tables = slp_tables_new(reader->arena, reader->config->policy);
    if (bind_keys(reader, reterr) != 0)
        return -1;
    reader->decoders = slp_decoders_new(reader->config, reterr);
    return reader->decoders != NULL ? 0 : -1;
}

static int
connect_both(struct reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    struct slp_conn_config conn = {
        .kind = SLP_CONN_REPLICATION,
        .conninfo = config->conninfo,
        .user = config->replication_user,
        .password = config->replication_password,
        .name = "sluice-pusher stream",
        .timeout_ms = CONNECT_TIMEOUT_MS,
    };
    reader->replication = slp_conn_open(&conn, reterr);
    if (reader->replication == NULL)
        return -1;
    conn.kind = SLP_CONN_SQL;
    conn.user = config->reader_user;
    conn.password = config->reader_password;
    conn.name = "sluice-pusher reader";
    reader->sql = slp_conn_open(&conn, reterr);
    return reader->sql != NULL ? 0 : -1;
}

/* A pause that the supervisor or a signal can end: whether it did. */
static bool
pause_or_stop(const struct reader *reader)
{
    struct pollfd control = { .fd = reader->config->control_fd, .events = POLLIN };
    const struct timespec interval = { .tv_sec = STANDBY_INTERVAL_MS / 1000 };
    int ready = ppoll(&control, 1, &interval, slp_stop_mask());
    return ready > 0 || slp_stop_asked();
}

/* While another pusher reads the slot, this one waits to take over. */
static int
stand_by(struct reader *reader, bool *ret_stop, struct sl_err *reterr)
{
    const char *name = reader->config->slot;
    bool told = false;
    *ret_stop = false;
    for (;;) {
        if (slp_slot_read(reader->sql, name, &reader->slot, reterr) != 0)
            return -1;
        if (!reader->slot.active)
            return 0;
        if (!told)
            sl_log(SL_LOG_INFO, "standby", SL_FIELDS(SL_NAME("slot", sl_str_of(name))));
        told = true;
        *ret_stop = pause_or_stop(reader);
        if (*ret_stop)
            return 0;
    }
}

/* The state's position, or for a new state where this database and slot stand. */
static int
open_state(struct reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    const struct slp_identity *identity = &reader->identity;
    struct slp_position *position = &reader->pump.position;
    reader->state = slp_state_open(config->state_path, config->policy, reterr);
    if (reader->state == NULL || slp_state_check(reader->state, identity->system_identifier,
                                                 identity->database, config->slot, reterr) != 0)
        return -1;
    *position = *slp_state_position(reader->state);
    return 0;
}

static int
check_gap(struct reader *reader, struct sl_err *reterr)
{
    struct slp_gap_facts facts = {
        .position = &reader->pump.position,
        .slot_name = reader->config->slot,
        .identity = &reader->identity,
        .slot = &reader->slot,
    };
    return slp_gap_ask(reader->replication, &facts, reterr);
}

/* From here on the position is about this server as it is now. */
static void
adopt_identity(struct reader *reader)
{
    struct slp_position *position = &reader->pump.position;
    const struct slp_identity *identity = &reader->identity;
    snprintf(position->system_identifier, sizeof(position->system_identifier), "%s",
             identity->system_identifier);
    snprintf(position->database, sizeof(position->database), "%s", identity->database);
    snprintf(position->slot, sizeof(position->slot), "%s", reader->config->slot);
    position->timeline = identity->timeline;
}

static int
make_pump(struct reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    struct slp_pump *pump = &reader->pump;
    pump->policy = config->policy;
    pump->state = reader->state;
    pump->control_fd = config->control_fd;
    pump->ordinals = SL_NEW_ARRAY(reader->arena, uint64_t, config->policy->nprojections + 1u);
    pump->checkpoint = slp_checkpoint_new(config->policy, pump->position.flush_lsn,
                                          slp_state_ordinals(reader->state));
    if (pump->checkpoint == NULL)
        return no_memory(reterr);
    pump->handoff = slp_handoff_new(config->records_fd, config->results_fd, reterr);
    if (pump->handoff == NULL)
        return -1;
    slp_conn_set_wait(reader->replication, slp_pump_while_waiting, pump);
    slp_conn_set_wait(reader->sql, slp_pump_while_waiting, pump);
    return 0;
}

static int
make_change(struct reader *reader, struct sl_err *reterr)
{
    struct slp_dispatch *dispatch = &reader->dispatch;
    dispatch->checkpoint = reader->pump.checkpoint;
    dispatch->handoff = reader->pump.handoff;
    dispatch->state = reader->state;
    dispatch->destinations = slp_dispatch_destinations(reader->config->policy);
    reader->outlet = slp_dispatch_outlet(dispatch);
    reader->relations = slp_relations_new(&reader->tables);
    if (dispatch->destinations == NULL || reader->relations == NULL)
        return no_memory(reterr);
    reader->watch =
        slp_watch_new(reader->sql, &reader->tables, reader->config->publication, reterr);
    if (reader->watch == NULL)
        return -1;
    reader->reread = slp_reread_new(reader->sql, reader->watch);
    if (reader->reread == NULL)
        return no_memory(reterr);
    const struct slp_change_config config = {
        .tables = &reader->tables,
        .keys = reader->keys,
        .decoders = reader->decoders,
        .outlet = &reader->outlet,
        .reread = reader->reread,
        .gen = reader->pump.position.gen,
        .run = slp_state_run(reader->state),
        .replay_lsn = reader->identity.wal_end,
    };
    reader->change = slp_change_new(&config, reterr);
    return reader->change != NULL ? 0 : -1;
}

/* A release that no delivered snapshot was part of asks for one. */
static bool
needs_snapshot(const struct reader *reader)
{
    if (reader->pump.position.phase != SLP_PHASE_STREAM)
        return true;
    for (uint32_t i = 0; i < reader->config->policy->nprojections; i++)
        if (slp_state_knows(reader->state, i) == SLP_KNOWN_NEW)
            return true;
    return false;
}

static int
take_snapshot(struct reader *reader, struct sl_err *reterr)
{
    if (slp_watch_fail(reader->watch, reterr) != 0)
        return -1;
    const struct slp_copy copy = {
        .pump = &reader->pump,
        .replication = reader->replication,
        .sql = reader->sql,
        .change = reader->change,
        .watch = reader->watch,
        .slot = reader->config->slot,
        .slot_exists = reader->slot.exists,
        .slot_lsn = reader->slot.confirmed_lsn,
    };
    return slp_copy_run(&copy, reterr);
}

/* What is committed now: where until_current ends. */
static int
read_wal_end(struct reader *reader, uint64_t *ret_lsn, struct sl_err *reterr)
{
    PGresult *result = slp_conn_query(reader->sql, "reading the end of WAL",
                                      "SELECT pg_catalog.pg_current_wal_lsn()", 0, NULL, reterr);
    if (result == NULL)
        return -1;
    int failed = PQntuples(result) == 1 && slp_lsn_parse(PQgetvalue(result, 0, 0), ret_lsn)
                     ? 0
                     : sl_fail(reterr, SL_BUG, "the server's end of WAL is not a position");
    PQclear(result);
    return failed;
}

static int
follow_stream(struct reader *reader, struct sl_err *reterr)
{
    struct slp_pump *pump = &reader->pump;
    struct slp_follow follow = {
        .pump = pump,
        .replication = reader->replication,
        .sql = reader->sql,
        .change = reader->change,
        .relations = reader->relations,
        .watch = reader->watch,
        .decoders = reader->decoders,
    };
    if (reader->config->until_current && read_wal_end(reader, &follow.until_lsn, reterr) != 0)
        return -1;
    struct slp_stream *stream = slp_stream_start(reader->replication, reader->config->slot,
                                                 reader->config->publication, reterr);
    if (stream == NULL)
        return -1;
    pump->stream = stream;
    sl_log(SL_LOG_INFO, "streaming", SL_FIELDS(SL_LSN("lsn", pump->position.flush_lsn)));
    int failed = slp_follow(&follow, reterr);
    pump->stream = NULL;
    slp_stream_free(stream);
    return failed;
}

/* Keeps the first finding that stops a run. */
static void
keep_first(void *context, enum slp_gravity gravity, const struct sl_err *finding)
{
    struct sl_err *first = context;
    if (gravity == SLP_STOPS && first->text[0] == '\0')
        *first = *finding;
}

/* Before a snapshot, what would stand in the way is told by its name, not by the SQLSTATE that it
 * would end in. */
static int
check_before_snapshot(const struct reader *reader, struct sl_err *reterr)
{
    struct sl_err first = { .text = "" };
    if (!needs_snapshot(reader))
        return 0;
    slp_preflight(reader->config, keep_first, &first);
    if (first.text[0] == '\0')
        return 0;
    *reterr = first;
    return -1;
}

/* Where the tables are not what the policy says, the stream stops for that and says so. */
static int
check_keys(const struct reader *reader, struct sl_err *reterr)
{
    struct sl_err drift;
    if (slp_watch_fail(reader->watch, &drift) != 0)
        return 0;
    return slp_decoders_probe(reader->decoders, reader->sql, reterr);
}

/* Connections, checks, state: what needs sockets and files. *ret_stop: asked to stop meanwhile. */
static int
open_all(struct reader *reader, bool *ret_stop, struct sl_err *reterr)
{
    *ret_stop = false;
    if (prepare(reader, reterr) != 0 || connect_both(reader, reterr) != 0 ||
        stand_by(reader, ret_stop, reterr) != 0)
        return -1;
    if (*ret_stop)
        return 0;
    /* Only now: while this one stood by, the other may have delivered beyond an earlier end of WAL. */
    if (slp_identity_read(reader->replication, &reader->identity, reterr) != 0)
        return -1;
    if (open_state(reader, reterr) != 0 || check_gap(reader, reterr) != 0 ||
        check_before_snapshot(reader, reterr) != 0)
        return -1;
    adopt_identity(reader);
    return make_pump(reader, reterr) != 0 || make_change(reader, reterr) != 0 ||
                   check_keys(reader, reterr) != 0
               ? -1
               : 0;
}

static int
run(struct reader *reader, struct sl_err *reterr)
{
    bool stop;
    if (open_all(reader, &stop, reterr) != 0)
        return -1;
    if (stop)
        return 0;
    if (slp_sandbox_reader(reader->config->report_fd, reterr) != 0)
        return -1;
    if (needs_snapshot(reader) && take_snapshot(reader, reterr) != 0)
        return -1;
    if (!reader->pump.stop && follow_stream(reader, reterr) != 0)
        return -1;
    sl_log(SL_LOG_INFO, "stopped",
           SL_FIELDS(SL_LSN("lsn", reader->pump.position.flush_lsn),
                     SL_COUNT("values_nulled", slp_change_nulled(reader->change))));
    return slp_pump_end(&reader->pump, reterr);
}

static void
close_all(struct reader *reader)
{
    slp_change_free(reader->change);
    if (reader->decoders != NULL)
        slp_decoders_log(reader->decoders, true);
    slp_decoders_free(reader->decoders);
    slp_reread_free(reader->reread);
    slp_watch_free(reader->watch);
    slp_relations_free(reader->relations);
    free(reader->dispatch.destinations);
    slp_handoff_free(reader->pump.handoff);
    slp_checkpoint_free(reader->pump.checkpoint);
    slp_state_close(reader->state);
    slp_conn_close(reader->sql);
    slp_conn_close(reader->replication);
    sl_arena_free(reader->arena);
}

int
slp_reader_run(const struct slp_reader_config *config, struct sl_err *reterr)
{
    struct reader reader = { .config = config };
    slp_stop_install();
    int failed = run(&reader, reterr);
    close_all(&reader);
    return failed;
}
