/* preflight_private.h - what the parts of the preflight share. */
#ifndef SLP_PREFLIGHT_PRIVATE_H
#define SLP_PREFLIGHT_PRIVATE_H

#include "drift/catalogue.h"
#include "reader/preflight.h"

struct slp_preflight {
    const struct slp_reader_config *config;
    slp_preflight_fn *tell;
    void *context;
    struct sl_arena *arena;
    struct slp_tables tables;
    struct slp_conn *replication, *sql; /* NULL: could not be opened */
};

/* Tells one finding. `remedy` may be empty. */
void slp_preflight_tell(const struct slp_preflight *preflight, enum slp_gravity gravity,
                        enum sl_class class, const char *remedy, const char *format, ...)
    SL_PRINTF(5, 6);

/* One statement without parameters; a failure is told and gives NULL. */
PGresult *slp_preflight_query(const struct slp_preflight *preflight, struct slp_conn *conn,
                              const char *sql);

/* preflight_server.c: settings, version, slot. */
void slp_preflight_server(const struct slp_preflight *preflight);
void slp_preflight_slot(const struct slp_preflight *preflight);

/* preflight_tables.c: rights, drift, publication, of each table. */
void slp_preflight_tables(const struct slp_preflight *preflight);

#endif
