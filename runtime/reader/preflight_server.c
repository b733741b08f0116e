#include "reader/preflight_server.h"

#include "buf.h"
#include "maxima.h"
#include "postgres/quote.h"
#include "postgres/result.h"
#include "postgres/slot.h"
#include "reader/preflight_open.h"
#include "reader/standby_names.h"

#include <stdlib.h>

/* ---- settings ------------------------------------------------------------------------------- */

enum wish { IS, IS_NOT };

/* Settings of PostgreSQL 20 that matter here. One that the server does not know is no finding:
 * it came with a later version, or the server need not have it. */
static const struct {
    const char *name;
    enum wish wish;
    const char *value;
    enum slp_gravity gravity;
    const char *text, *remedy;
} settings[] = {
    { "wal_level", IS, "logical", SLP_STOPS, "wal_level is not logical",
      "ALTER SYSTEM SET wal_level = 'logical', then restart the server" },
    { "max_wal_senders", IS_NOT, "0", SLP_STOPS, "max_wal_senders is 0",
      "ALTER SYSTEM SET max_wal_senders = 10, then restart the server" },
    { "server_encoding", IS_NOT, "SQL_ASCII", SLP_STOPS,
      "the database's encoding is SQL_ASCII: its text may be anything",
      "move the data to a database with the encoding UTF8" },
    { "max_slot_wal_keep_size", IS_NOT, "-1", SLP_ADVICE,
      "max_slot_wal_keep_size is -1: while the pusher is down, its slot keeps WAL until the disk "
      "is "
      "full",
      "watch the slot's age, or set a limit that the disk can bear: beyond it the slot is lost and "
      "every release is filled again" },
    { "synchronized_standby_slots", IS_NOT, "", SLP_ADVICE,
      "synchronized_standby_slots is empty: after a failover the slot may be behind the lake",
      "name the physical slots of the standbys that may be promoted there" },
    { "idle_replication_slot_timeout", IS, "0", SLP_ADVICE,
      "idle_replication_slot_timeout is set: a pusher that is down for longer loses its slot",
      "set it to 0, or know how long the pusher may be down" },
    { "output_plugin_libraries", IS, "pgoutput", SLP_ADVICE,
      "output_plugin_libraries allows more than pgoutput",
      "ALTER SYSTEM SET output_plugin_libraries = 'pgoutput', if nobody else needs another" },
};

static void
check_setting(const struct slp_preflight *preflight, const char *name, const char *value)
{
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        if (strcmp(settings[i].name, name) != 0)
            continue;
        bool equal = strcmp(settings[i].value, value) == 0;
        if (equal != (settings[i].wish == IS))
            slp_preflight_report(
                preflight,
                (struct slp_finding_kind) { settings[i].gravity, SL_CONFIG, settings[i].remedy },
                "%s", settings[i].text);
    }
}

/* A commit would wait for the pusher, which for some rows waits for the commit: to read it again. */
static void
check_standbys(const struct slp_preflight *preflight, const char *name, const char *value)
{
    if (strcmp(name, "synchronous_standby_names") != 0 ||
        !slp_standby_names_have(value, SLP_STREAM_NAME))
        return;
    slp_preflight_report(
        preflight,
        (struct slp_finding_kind) {
            SLP_STOPS, SL_CONFIG,
            "name the standbys that are meant: ALTER SYSTEM SET synchronous_standby_names = "
            "'FIRST 1 (…)' without * and \"" SLP_STREAM_NAME "\", then SELECT pg_reload_conf()" },
        "synchronous_standby_names makes the pusher a synchronous standby: the platform's commits "
        "would wait for it, and it for them");
}

static void
check_settings(const struct slp_preflight *preflight)
{
    PGresult *result = slp_preflight_query(preflight, preflight->sql,
                                           "SELECT name, setting FROM pg_catalog.pg_settings");
    for (int row = 0; result != NULL && row < PQntuples(result); row++) {
        check_setting(preflight, PQgetvalue(result, row, 0), PQgetvalue(result, row, 1));
        check_standbys(preflight, PQgetvalue(result, row, 0), PQgetvalue(result, row, 1));
    }
    PQclear(result);
}

/* ---- version -------------------------------------------------------------------------------- */

enum { NEWEST_KNOWN = 18, MAJOR = 10000 };

/* Minor releases that mend what the pusher stands on. An entry's change in the publication has to reach
 * transactions that are being decoded: commits of 10 April 2025 in PostgreSQL, and of 16 June 2025 for
 * what those broke (spec invalidation_distribution of test_decoding). 15.20's release notes: wrong
 * decoding after a subtransaction that changed the catalogue was aborted, and a race when a slot's
 * first snapshot is built. */
static const struct {
    int fixed;
    const char *fault;
} fixes[] = {
    { 150014, "keeps decoding a running transaction by an old publication" },
    { 160010, "keeps decoding a running transaction by an old publication" },
    { 170006, "keeps decoding a running transaction by an old publication" },
    { 150020, "may decode wrongly after a subtransaction was rolled back" },
};

static void
check_fixes(const struct slp_preflight *preflight, int version)
{
    for (size_t i = 0; i < sizeof fixes / sizeof *fixes; i++) {
        if (version / MAJOR != fixes[i].fixed / MAJOR || version >= fixes[i].fixed)
            continue;
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG,
                                        "update the server to the newest minor release" },
            "PostgreSQL %d.%d %s: %d.%d does not", version / MAJOR, version % MAJOR, fixes[i].fault,
            version / MAJOR, fixes[i].fixed % MAJOR);
    }
}

static void
check_version(const struct slp_preflight *preflight)
{
    int version = slp_conn_version(preflight->sql);
    if (version / MAJOR > NEWEST_KNOWN)
        slp_preflight_report(preflight,
                             (struct slp_finding_kind) { SLP_ADVICE, SL_CONFIG,
                                                         "PostgreSQL 15 to 18 are supported" },
                             "the server is PostgreSQL %d, which this pusher was not tested with",
                             version / MAJOR);
    check_fixes(preflight, version);
}

void
slp_preflight_server(const struct slp_preflight *preflight)
{
    check_version(preflight);
    check_settings(preflight);
}

/* ---- the slot ------------------------------------------------------------------------------- */

/* One for the stream; another, for a moment, when a release is added later. */
static void
check_room(const struct slp_preflight *preflight)
{
    PGresult *result =
        slp_preflight_query(preflight, preflight->sql,
                            "SELECT current_setting('max_replication_slots')::int - "
                            "(SELECT count(*) FROM pg_catalog.pg_replication_slots)");
    if (result != NULL && strtol(PQgetvalue(result, 0, 0), NULL, 10) < 1)
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) {
                SLP_STOPS, SL_CONFIG,
                "raise max_replication_slots and restart the server, or drop a slot "
                "that nobody needs" },
            "there is no room for another replication slot");
    PQclear(result);
}

/* The slot reads the catalogue of its own time: a publication that is younger does not exist for
 * it. pg_publication's row says which transaction wrote it last. */
static void
check_publication_age(const struct slp_preflight *preflight)
{
    struct sl_buf sql;
    sl_buf_init(&sql, SLP_MAX_CATALOGUE_BYTES);
    sl_buf_add_str(&sql, SL_STR("SELECT age(p.xmin) < age(s.catalog_xmin) "
                                "FROM pg_catalog.pg_publication p, pg_catalog.pg_replication_slots "
                                "s WHERE p.pubname = "));
    slp_quote_literal(&sql, preflight->config->publication);
    sl_buf_add_str(&sql, SL_STR(" AND s.slot_name = "));
    slp_quote_literal(&sql, preflight->config->slot);
    const char *text = sl_buf_cstr(&sql);
    PGresult *result = text != NULL ? slp_preflight_query(preflight, preflight->sql, text) : NULL;
    if (slp_result_says(result, 0))
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) {
                SLP_ADVICE, SL_GAP,
                "if it was made or renamed since the slot was: drop the slot; the next start "
                "makes another, and fills every release" },
            "the publication %s was written after the slot's position",
            preflight->config->publication);
    PQclear(result);
    sl_buf_done(&sql);
}

void
slp_preflight_slot(const struct slp_preflight *preflight)
{
    const char *name = preflight->config->slot;
    struct slp_slot slot;
    struct sl_err err;
    if (slp_slot_read(preflight->sql, name, &slot, &err) != 0) {
        slp_preflight_report_error(preflight, &err);
        return;
    }
    if (!slot.has_position)
        slp_preflight_open(preflight);
    if (!slot.exists) {
        check_room(preflight);
        return;
    }
    if (!slot.usable)
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) { SLP_STOPS, SL_CONFIG,
                                        "drop it, or set another name as source.slot" },
            "the slot %s is temporary, of another database, or of another plugin "
            "than pgoutput",
            name);
    if (slot.lost)
        slp_preflight_report(
            preflight,
            (struct slp_finding_kind) {
                SLP_ADVICE, SL_GAP, "none: the next start makes another, and fills every release" },
            "the slot %s has lost WAL that it needs", name);
    if (slot.active)
        slp_preflight_report(preflight, (struct slp_finding_kind) { SLP_ADVICE, SL_RETRY, "" },
                             "the slot %s is in use: another pusher started now stands by", name);
    check_publication_age(preflight);
}
