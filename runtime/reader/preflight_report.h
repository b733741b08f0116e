/* preflight_report.h - what the parts of the preflight share: what they look with, and how they
 * report a finding. */
#ifndef SLP_PREFLIGHT_REPORT_H
#define SLP_PREFLIGHT_REPORT_H

#include "change/table.h"
#include "drift/drift.h"
#include "postgres/conn.h"
#include "reader/preflight.h"

struct slp_preflight {
    const struct slp_reader_config *config;
    slp_preflight_fn *tell;
    void *context;
    struct sl_arena *arena;
    struct slp_tables tables;
    struct slp_drift *drift;            /* what the look at the tables found */
    struct slp_conn *replication, *sql; /* NULL: could not be opened */
};

/* What a finding is, beside its text. */
struct slp_finding_kind {
    enum slp_gravity gravity;
    enum sl_class class;
    const char *remedy; /* may be empty */
};

void slp_preflight_report(const struct slp_preflight *preflight, struct slp_finding_kind kind,
                          const char *format, ...) SL_PRINTF(3, 4);

/* An error that stops a run, as a finding. */
void slp_preflight_report_error(const struct slp_preflight *preflight, const struct sl_err *err);

/* One statement without parameters; a failure is reported and gives NULL. */
PGresult *slp_preflight_query(const struct slp_preflight *preflight, struct slp_conn *conn,
                              const char *sql);

#endif
