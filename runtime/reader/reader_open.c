#include "reader/reader_open.h"

#include "log.h"
#include "maxima.h"
#include "postgres/open_transactions.h"
#include "reader/gap.h"
#include "reader/preflight.h"
#include "reader/stop.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONNECT_TIMEOUT_MS = 30000, STANDBY_INTERVAL_MS = 1000 };

static int
no_memory(struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "no memory for the reader");
}

/* ---- keys and connections ------------------------------------------------------------------- */

static const struct sl_key *
find_key(const struct slp_reader_config *config, const char *name)
{
    for (uint32_t i = 0; i < config->nkeys; i++)
        if (strcmp(config->keys[i].name, name) == 0)
            return &config->keys[i].key;
    return NULL;
}

static int
bind_keys(struct slp_reader *reader, struct sl_err *reterr)
{
    const struct sl_policy *policy = reader->config->policy;
    const struct sl_key **keys =
        SL_NEW_ARRAY(reader->arena, const struct sl_key *, policy->nprojections + 1u);
    reader->keys = keys;
    for (uint32_t p = 0; p < policy->nprojections; p++) {
        const struct sl_projection *projection = policy->projections[p];
        struct sl_key *slots = SL_NEW_ARRAY(reader->arena, struct sl_key, projection->nkeys + 1u);
        for (uint32_t k = 0; k < projection->nkeys; k++) {
            const struct sl_key *key = find_key(reader->config, projection->keys[k].name);
            if (key == NULL)
                return sl_fail(reterr, SL_BUG, "key %s did not reach the reader",
                               projection->keys[k].name);
            slots[k] = *key;
        }
        keys[p] = slots;
    }
    return 0;
}

static int
prepare(struct slp_reader *reader, struct sl_err *reterr)
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

/* A signal waits until somebody looks. */
static bool
is_to_stop(const void *context)
{
    const struct slp_reader *reader = context;
    struct pollfd control = { .fd = reader->config->control_fd, .events = POLLRDHUP };
    const struct timespec at_once = { .tv_sec = 0 };
    const int ready = ppoll(&control, 1, &at_once, slp_stop_mask());
    return ready > 0 || slp_stop_asked();
}

static int
connect_both(struct slp_reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    struct slp_conn_config conn = {
        .kind = SLP_CONN_REPLICATION,
        .conninfo = config->conninfo,
        .user = config->replication_user,
        .password = config->replication_password,
        .name = SLP_STREAM_NAME,
        .timeout_ms = CONNECT_TIMEOUT_MS,
        .statement_limit_ms = config->statement_limit_ms,
        .is_over = is_to_stop,
        .is_over_context = reader,
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

/* A pause that the supervisor or a signal can end: whether it did. A request that comes is left for
 * the pump. */
static bool
pause_or_stop(const struct slp_reader *reader)
{
    struct pollfd control = { .fd = reader->config->control_fd, .events = POLLRDHUP };
    const struct timespec interval = { .tv_sec = STANDBY_INTERVAL_MS / 1000 };
    int ready = ppoll(&control, 1, &interval, slp_stop_mask());
    return ready > 0 || slp_stop_asked();
}

/* Who has the slot; one that is still being made has no position, and waits for somebody in turn. */
static int
tell_standby(const struct slp_reader *reader, struct sl_err *reterr)
{
    struct slp_open_transaction before = { .whom = "" };
    bool found;
    if (slp_open_transaction_before(reader->sql, reader->slot.active_pid, &before, &found,
                                    reterr) != 0)
        return -1;
    sl_log(
        SL_LOG_INFO, "standby",
        SL_FIELDS(SL_NAME("slot", sl_str_of(reader->config->slot)),
                  SL_COUNT("pid", reader->slot.active_pid),
                  SL_NAME("slot_is", reader->slot.has_position ? SL_STR("read") : SL_STR("made")),
                  SL_NAME("waits_for", sl_str_of(before.whom))));
    return 0;
}

/* While another pusher reads the slot, this one waits to take over. */
static int
stand_by(struct slp_reader *reader, bool *ret_stop, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    struct slp_patience patience =
        slp_patience_new(config->until_current ? config->until_current_wait_s : 0);
    slp_patience_names(&patience, "the process that has the slot");
    *ret_stop = false;
    for (bool told = false;; told = true) {
        if (slp_slot_read(reader->sql, config->slot, &reader->slot, reterr) != 0)
            return -1;
        if (!reader->slot.active)
            return 0;
        if ((!told && tell_standby(reader, reterr) != 0) ||
            slp_patience_check(&patience, reterr) != 0)
            return -1;
        *ret_stop = pause_or_stop(reader);
        if (*ret_stop)
            return 0;
    }
}

/* The state's position, or for a new state where this database and slot stand. */
static int
open_state(struct slp_reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    const struct slp_identity *identity = &reader->identity;
    struct slp_position *position = &reader->pump.position;
    reader->state = slp_state_open(config->state_path, config->policy, reterr);
    if (reader->state == NULL ||
        slp_state_check(reader->state, identity, config->slot, reterr) != 0)
        return -1;
    *position = *slp_state_position(reader->state);
    return 0;
}

/* The slot is of no more use, or gone: make_slot() makes another. */
static int
give_slot_up(struct slp_reader *reader, struct sl_err *reterr)
{
    struct slp_position *position = &reader->pump.position;
    if (reader->slot.exists &&
        slp_slot_drop(reader->replication, reader->config->slot, reterr) != 0)
        return -1;
    reader->slot = (struct slp_slot) { .exists = false };
    position->phase = SLP_PHASE_CREATING;
    position->flush_lsn = 0;
    return 0;
}

/* What no stream brings any more is filled again. */
static int
close_gap(struct slp_reader *reader, enum slp_gap gap, const struct sl_err *why,
          struct sl_err *reterr)
{
    sl_log_err(SL_LOG_WARNING, "gap", why);
    slp_state_uncover_all(reader->state, gap == SLP_GAP_SLOT ? SLP_CAUSE_SLOT : SLP_CAUSE_FAILOVER);
    if (gap == SLP_GAP_SLOT)
        return give_slot_up(reader, reterr);
    if (gap == SLP_GAP_POSITION)
        reader->pump.position.flush_lsn = reader->slot.confirmed_lsn;
    return 0;
}

static int
check_gap(struct slp_reader *reader, struct sl_err *reterr)
{
    struct slp_gap_facts facts = {
        .position = &reader->pump.position,
        .slot_name = reader->config->slot,
        .identity = &reader->identity,
        .slot = &reader->slot,
        .bound_lsn = slp_state_bound(reader->state),
    };
    enum slp_gap gap;
    if (slp_gap_ask(reader->replication, &facts, &gap, reterr) != 0)
        return -1;
    if (reader->pump.position.timeline != reader->identity.timeline)
        slp_state_reset_bound(reader->state);
    if (gap == SLP_GAP_NONE)
        return 0;
    const struct sl_err why = *reterr;
    return close_gap(reader, gap, &why, reterr);
}

/* From here on the position is about this server as it is now. */
static void
adopt_identity(struct slp_reader *reader)
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
make_pump(struct slp_reader *reader, struct sl_err *reterr)
{
    const struct slp_reader_config *config = reader->config;
    struct slp_pump *pump = &reader->pump;
    pump->policy = config->policy;
    pump->state = reader->state;
    pump->control_fd = config->control_fd;
    pump->patience = slp_patience_new(config->until_current ? config->until_current_wait_s : 0);
    pump->requests = slp_requests_new(config->control_fd, config->policy->nprojections, reterr);
    if (pump->requests == NULL)
        return -1;
    pump->owed = SL_NEW_ARRAY(reader->arena, struct slp_owed, config->policy->ndestinations + 1u);
    pump->ordinals = SL_NEW_ARRAY(reader->arena, uint64_t, config->policy->nprojections + 1u);
    pump->next = SL_NEW_ARRAY(reader->arena, slp_tid, config->policy->nprojections + 1u);
    pump->progress = SL_NEW_ARRAY(reader->arena, uint64_t, config->policy->nprojections + 1u);
    pump->serials = SL_NEW_ARRAY(reader->arena, uint16_t, config->policy->nprojections + 1u);
    pump->checkpoint = slp_checkpoint_new(config->policy, pump->position.flush_lsn,
                                          slp_state_ordinals(reader->state));
    if (pump->checkpoint == NULL)
        return no_memory(reterr);
    pump->handoff = slp_handoff_new(config->records_fd, config->results_fd, reterr);
    if (pump->handoff == NULL)
        return -1;
    pump->markers = slp_markers_new(config->policy, reader->state, pump->checkpoint, pump->handoff);
    if (pump->markers == NULL)
        return no_memory(reterr);
    slp_conn_set_wait(reader->replication, slp_pump_while_waiting, pump);
    slp_conn_set_wait(reader->sql, slp_pump_while_waiting, pump);
    return 0;
}

static int
make_fills(struct slp_reader *reader, struct sl_err *reterr)
{
    const struct slp_fills_config config = {
        .pump = &reader->pump,
        .sql = reader->sql,
        .change = reader->change,
        .watch = reader->watch,
        .tables = &reader->tables,
        .keys = reader->keys,
        .publication = reader->config->publication,
        .stop_for_any = reader->config->stop_for_any,
        .fill_on_change = reader->config->fill_on_change,
        .most_rows = reader->config->chunk_rows,
    };
    reader->fills = reader->dispatch.fills = slp_fills_new(&config, reterr);
    slp_reread_attach(reader->reread, reader->fills);
    return reader->fills != NULL ? 0 : -1;
}

static int
make_change(struct slp_reader *reader, struct sl_err *reterr)
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
    const struct slp_watch_config watch = { .conn = reader->sql,
                                            .tables = &reader->tables,
                                            .publication = reader->config->publication,
                                            .look_every_ms = reader->config->look_every_ms,
                                            .stop_for_any = reader->config->stop_for_any };
    reader->watch = slp_watch_new(&watch, reterr);
    if (reader->watch == NULL)
        return -1;
    reader->reread = slp_reread_new(reader->sql, reader->watch, reader->state);
    if (reader->reread == NULL)
        return no_memory(reterr);
    reader->row_reader = slp_reread_row_reader(reader->reread);
    const struct slp_change_config config = {
        .tables = &reader->tables,
        .keys = reader->keys,
        .decoders = slp_decoders_by_slot(reader->decoders, reader->config->policy, reader->arena),
        .outlet = &reader->outlet,
        .row_reader = &reader->row_reader,
        .marks_large = reader->config->marks_large,
        .run = slp_state_run(reader->state),
        .replay_lsn = reader->identity.wal_end,
    };
    reader->change = slp_change_new(&config, reterr);
    return reader->change != NULL ? make_fills(reader, reterr) : -1;
}

/* ---- checks --------------------------------------------------------------------------------- */

/* The first finding that stops a run. */
struct first_finding {
    bool stop_for_any;
    struct sl_err finding;
};

static void
keep_first(void *context, enum slp_gravity gravity, const struct sl_err *finding)
{
    struct first_finding *first = context;
    const bool stops = gravity == SLP_STOPS || (gravity == SLP_STOPS_TABLE && first->stop_for_any);
    if (stops && first->finding.text[0] == '\0')
        first->finding = *finding;
}

/* Whether some release is to be filled at this start. */
static bool
will_fill(const struct slp_reader *reader)
{
    for (uint32_t i = 0; i < reader->config->policy->nprojections; i++)
        if (slp_state_coverage(reader->state, i)->status == SLP_UNCOVERED)
            return true;
    return false;
}

/* Before a fill, what would stand in the way is told by its name, not by the SQLSTATE that it would end
 * in. */
static int
check_before_fill(const struct slp_reader *reader, struct sl_err *reterr)
{
    struct first_finding first = { .stop_for_any = reader->config->stop_for_any };
    if (!will_fill(reader))
        return 0;
    slp_preflight(reader->config, keep_first, &first);
    if (first.finding.text[0] == '\0')
        return 0;
    *reterr = first.finding;
    return -1;
}

static bool
is_not_sent(const void *context, const struct sl_table *table)
{
    const struct slp_fills *fills = context;
    return !slp_fills_send_table(fills, table);
}

static int
probe_keys(const struct slp_reader *reader, struct sl_err *reterr)
{
    const struct slp_left_out left_out = { .is = is_not_sent, .context = reader->fills };
    return slp_decoders_probe(reader->decoders, reader->sql, &left_out, reterr);
}

int
slp_reader_open(struct slp_reader *reader, bool *ret_stop, struct sl_err *reterr)
{
    *ret_stop = false;
    if (prepare(reader, reterr) != 0)
        return -1;
    if (connect_both(reader, reterr) != 0) {
        *ret_stop = is_to_stop(reader);
        return *ret_stop ? 0 : -1;
    }
    if (stand_by(reader, ret_stop, reterr) != 0)
        return -1;
    if (*ret_stop)
        return 0;
    /* Only now: while this one stood by, the other may have delivered beyond an earlier end of WAL. */
    if (slp_identity_read(reader->replication, &reader->identity, reterr) != 0)
        return -1;
    if (open_state(reader, reterr) != 0 || check_gap(reader, reterr) != 0)
        return -1;
    adopt_identity(reader);
    if (make_pump(reader, reterr) != 0 || slp_pump_meet_destinations(&reader->pump, reterr) != 0)
        return -1;
    *ret_stop = reader->pump.stop;
    if (*ret_stop)
        return 0;
    return check_before_fill(reader, reterr) != 0 || make_change(reader, reterr) != 0 ||
                   probe_keys(reader, reterr) != 0
               ? -1
               : 0;
}

void
slp_reader_close(struct slp_reader *reader)
{
    slp_fills_free(reader->fills);
    slp_change_free(reader->change);
    if (reader->decoders != NULL)
        slp_decoders_log(reader->decoders, true);
    slp_decoders_free(reader->decoders);
    slp_reread_free(reader->reread);
    slp_watch_free(reader->watch);
    slp_relations_free(reader->relations);
    free(reader->dispatch.destinations);
    slp_requests_free(reader->pump.requests);
    slp_markers_free(reader->pump.markers);
    slp_handoff_free(reader->pump.handoff);
    slp_checkpoint_free(reader->pump.checkpoint);
    slp_state_close(reader->state);
    slp_conn_close(reader->sql);
    slp_conn_close(reader->replication);
    sl_arena_free(reader->arena);
}
