/* reader_config.h - the configuration as the reader and the preflight take it. */
#ifndef SLP_READER_CONFIG_H
#define SLP_READER_CONFIG_H

#include "config/config.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdint.h>

/* The stream's application_name: pg_stat_replication and synchronous_standby_names have it. */
#define SLP_STREAM_NAME "sluice-pusher stream"

/* A key as the configuration names it. */
struct slp_named_key {
    const char *name;
    struct sl_key key; /* for pseudonyms */
    const struct slp_ring_config *rings;
    uint32_t nrings; /* for decryption */
};

/* Everything the reader knows; borrowed until slp_reader_run() returns. */
struct slp_reader_config {
    const struct sl_policy *policy;
    const char *conninfo;
    /* "": as in conninfo, as libpq finds one. */
    const char *replication_user, *replication_password;
    const char *reader_user, *reader_password;
    const char *slot;
    const char *publication;
    const char *state_path;
    const struct slp_named_key *keys; /* every key that a projection names is among them */
    uint32_t nkeys;
    uint32_t undecryptable_per_1000; /* of the values of one column; more stop the reader */
    uint64_t chunk_rows;             /* of a fill's chunk, at most; 0: no such limit */
    int64_t look_every_ms;           /* at the database's catalogue */
    int64_t statement_limit_ms;      /* for a statement to the database; 0: none */
    bool fill_on_change;             /* a release whose semantics changed is filled again */
    bool stop_for_any; /* drift of one table, or a row that cannot be sent, stops the reader */
    bool marks_large;  /* another record stands for one that is too large */
    const size_t
        *record_limits; /* by destination, for the preflight; NULL: lengths do not matter */
    bool until_current; /* stop once what was committed at the start is delivered */
    uint64_t until_current_wait_s; /* then: how long to wait for others; 0: for ever */
    int records_fd;                /* to the sender; a pipe */
    int results_fd;                /* from the sender; a pipe */
    int control_fd;                /* the control channel (handoff/control.h) */
    int report_fd;                 /* sandbox.h */
};

/* Borrows from `config` and `arena`; descriptors and until_current are left for the caller. */
struct slp_reader_config slp_reader_config_of(const struct slp_config *config,
                                              const struct sl_policy *policy,
                                              struct sl_arena *arena);

#endif
