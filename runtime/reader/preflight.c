/* preflight.c - the order of the checks, connections and roles. */
#include "reader/preflight.h"

#include "maxima.h"
#include "postgres/result.h"
#include "reader/decoders.h"
#include "reader/gap.h"
#include "reader/preflight_server.h"
#include "reader/preflight_tables.h"

enum { CONNECT_TIMEOUT_MS = 10000 };

/* ---- connections ---------------------------------------------------------------------------- */

static struct slp_conn *
connect_as(const struct slp_preflight *preflight, enum slp_conn_kind kind, struct sl_err *reterr)
{
    const struct slp_reader_config *config = preflight->config;
    const bool replication = kind == SLP_CONN_REPLICATION;
    const struct slp_conn_config conn_config = {
        .kind = kind,
        .conninfo = config->conninfo,
        .user = replication ? config->replication_user : config->reader_user,
        .password = replication ? config->replication_password : config->reader_password,
        .name = "sluice-pusher check",
        .timeout_ms = CONNECT_TIMEOUT_MS,
    };
    return slp_conn_open(&conn_config, reterr);
}

static struct slp_conn *
connect_or_tell(const struct slp_preflight *preflight, enum slp_conn_kind kind)
{
    struct sl_err err;
    struct slp_conn *conn = connect_as(preflight, kind, &err);
    if (conn == NULL)
        slp_preflight_report(
            preflight, (struct slp_finding_kind) { SLP_STOPS, err.class, err.remedy }, "%s: %s",
            kind == SLP_CONN_REPLICATION ? "source.replication_user" : "source.reader_user",
            err.text);
    return conn;
}

/* ---- roles ---------------------------------------------------------------------------------- */

static void
check_replicator(const struct slp_preflight *preflight)
{
    PGresult *result = slp_preflight_query(preflight, preflight->replication,
                                           "SELECT rolname, rolreplication OR rolsuper "
                                           "FROM pg_catalog.pg_roles WHERE rolname = current_user");
    if (result != NULL && PQntuples(result) == 1 && !slp_result_is_true(result, 0, 1))
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) { SLP_STOPS, SL_CONFIG, "apply setup.sql of generated/" },
            "the role %s has no REPLICATION", PQgetvalue(result, 0, 0));
    PQclear(result);
}

/* The reader's credential should be worth no more than the policy's columns. */
static void
check_reader(const struct slp_preflight *preflight)
{
    PGresult *result = slp_preflight_query(preflight, preflight->sql,
                                           "SELECT rolname, rolsuper, rolreplication "
                                           "FROM pg_catalog.pg_roles WHERE rolname = current_user");
    if (slp_result_says(result, 1) || slp_result_says(result, 2))
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG,
                                        "set source.reader_user to the role that setup.sql makes" },
            "the reader's role %s may read everything, not the policy's columns "
            "alone",
            PQgetvalue(result, 0, 0));
    PQclear(result);
}

/* ---- keys for decryption --------------------------------------------------------------------- */

static bool
has_drifted(const void *context, const struct sl_table *table)
{
    return slp_drift_of(context, table) != NULL;
}

/* The one place where rows are looked at: whether the keys fit is seen in nothing else. A wrong key is for the
 * run itself to tell, which knows what is paused. */
static void
check_decryption(const struct slp_preflight *preflight)
{
    const struct slp_left_out left_out = { .is = has_drifted, .context = preflight->drift };
    struct sl_err err = { .class = SL_OK };
    struct slp_decoders *decoders = slp_decoders_new(preflight->config, &err);
    if (decoders == NULL || slp_decoders_probe(decoders, preflight->sql, &left_out, &err) != 0)
        preflight->tell(preflight->context, SLP_STOPS_TABLE, &err);
    slp_decoders_free(decoders);
}

/* ---- all ------------------------------------------------------------------------------------ */

void
slp_preflight(const struct slp_reader_config *config, slp_preflight_fn *tell, void *context)
{
    struct slp_preflight preflight = { .config = config, .tell = tell, .context = context };
    preflight.arena = sl_arena_new(SLP_MAX_CATALOGUE_BYTES);
    if (preflight.arena == NULL) {
        slp_preflight_report(&preflight, (struct slp_finding_kind) { SLP_STOPS, SL_RETRY, "" },
                             "memory is short");
        return;
    }
    preflight.tables = slp_tables_new(preflight.arena, config->policy);
    preflight.drift = SL_NEW(preflight.arena, struct slp_drift);
    slp_drift_init(preflight.drift, preflight.arena);
    preflight.replication = connect_or_tell(&preflight, SLP_CONN_REPLICATION);
    preflight.sql = connect_or_tell(&preflight, SLP_CONN_SQL);
    if (preflight.replication != NULL)
        check_replicator(&preflight);
    if (preflight.sql != NULL) {
        check_reader(&preflight);
        slp_preflight_server(&preflight);
        slp_preflight_slot(&preflight);
        slp_preflight_tables(&preflight);
        check_decryption(&preflight);
        if (config->record_limits != NULL)
            slp_preflight_lengths(&preflight);
    }
    slp_conn_close(preflight.sql);
    slp_conn_close(preflight.replication);
    sl_arena_free(preflight.arena);
}

/* ---- the state ------------------------------------------------------------------------------ */

/* The slot before the state: a pusher that runs meanwhile only moves the state ahead of it. */
static int
compare_state(const struct slp_reader_config *config, struct slp_conn *replication, bool *ret_gap,
              struct sl_err *reterr)
{
    struct slp_slot slot;
    struct slp_position position;
    uint64_t bound_lsn;
    struct slp_identity identity;
    if (slp_slot_read(replication, config->slot, &slot, reterr) != 0 ||
        slp_state_peek(config->state_path, &position, &bound_lsn, reterr) != 0 ||
        slp_identity_read(replication, &identity, reterr) != 0 ||
        slp_position_check(&position, config->state_path, &identity, config->slot, reterr) != 0)
        return -1;
    struct slp_gap_facts facts = { .bound_lsn = bound_lsn,
                                   .position = &position,
                                   .slot_name = config->slot,
                                   .identity = &identity,
                                   .slot = &slot };
    enum slp_gap gap;
    if (slp_gap_ask(replication, &facts, &gap, reterr) != 0)
        return -1;
    *ret_gap = gap != SLP_GAP_NONE;
    return 0;
}

/* A release that is not whole yet, and waits for somebody. */
static int
tell_wait(void *context, struct sl_str name, const struct slp_coverage *coverage,
          struct sl_err *reterr)
{
    const struct slp_preflight *preflight = context;
    (void)reterr;
    if (coverage->waits_for[0] != '\0' && strcmp(coverage->waits_for, SLP_WAITS_FOR_TABLE) != 0 &&
        (coverage->status == SLP_UNCOVERED || coverage->status == SLP_FILLING))
        slp_preflight_report(preflight,
                             (struct slp_finding_kind) { SLP_ADVICE, SL_RETRY,
                                                         "wait until it has ended, or end it" },
                             "the fill of %.*s waits for %s", SL_FMT(name), coverage->waits_for);
    return 0;
}

void
slp_preflight_state(const struct slp_reader_config *config, slp_preflight_fn *tell, void *context)
{
    struct slp_preflight preflight = { .config = config, .tell = tell, .context = context };
    struct sl_err err;
    struct slp_conn *replication = connect_as(&preflight, SLP_CONN_REPLICATION, &err);
    bool gap = false;
    if (replication != NULL && compare_state(config, replication, &gap, &err) != 0)
        tell(context, SLP_STOPS, &err);
    else if (gap)
        tell(context, SLP_ADVICE, &err);
    if (replication != NULL &&
        slp_state_each_coverage(config->state_path, tell_wait, &preflight, &err) != 0)
        slp_preflight_report_error(&preflight, &err);
    slp_conn_close(replication);
}
