/* reader.h - the reader process: the database on one side, finished records on the other.
 *
 * In order: both connections; identity and gap checks; preflight; state; sandbox (after it no socket
 * can be made); snapshot if the state asks for one; the stream until told to stop. A lost
 * connection ends the process with class RETRY: the supervisor, which keeps the keys, starts
 * another (docs/architecture.md). */
#ifndef SLP_READER_H
#define SLP_READER_H

#include "config/config.h"
#include "err.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdint.h>

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
    const char *replication_user,
        *replication_password; /* "": as in conninfo, as libpq finds one */
    const char *reader_user, *reader_password;
    const char *slot;
    const char *publication;
    const char *state_path;
    const struct slp_named_key *keys; /* every key that a projection names is among them */
    uint32_t nkeys;
    uint32_t undecryptable_per_1000; /* of the values of one column; more stop the reader */
    bool until_current;              /* stop once what was committed at the start is delivered */
    int records_fd;                  /* to the sender; a pipe */
    int results_fd;                  /* from the sender; a pipe */
    int control_fd;                  /* from the supervisor; end of file means: stop */
    int report_fd;                   /* sandbox.h */
};

/* Runs until SIGTERM, the end of control_fd, or (until_current) until caught up: 0. Otherwise -1
 * and *reterr, whose class decides what the supervisor does. Logs its phases; errors it leaves to
 * the caller to log. */
SL_MUST_USE int slp_reader_run(const struct slp_reader_config *config, struct sl_err *reterr);

#endif
