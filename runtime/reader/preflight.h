/* preflight.h - the database part of `sluice-pusher check`: what would stop a run, or should be
 * known before one.
 *
 * Looks and changes nothing: it makes no slot, and reads no row of a user's table but a few values of
 * columns that are decrypted, to see whether the keys fit, and, where that is asked for, the lengths of
 * values. Everything is looked at that can be,
 * whatever was found before; each finding says what to do. */
#ifndef SLP_PREFLIGHT_H
#define SLP_PREFLIGHT_H

#include "err.h"
#include "reader/reader_config.h"

enum slp_gravity {
    SLP_STOPS,       /* a run would stop, or not start */
    SLP_STOPS_TABLE, /* the same with `"on_drift": "all"`; else the releases of a table are not sent */
    SLP_ADVICE,      /* a run works; an operator should know */
};

/* `finding` lives during the call; its class is what a run would end with. */
typedef void slp_preflight_fn(void *context, enum slp_gravity gravity,
                              const struct sl_err *finding);

/* Uses the configuration's policy, connection, slot and publication. Every finding goes to `tell`;
 * a database that cannot be reached is one. */
void slp_preflight(const struct slp_reader_config *config, slp_preflight_fn *tell, void *context);

/* Whether the state fits the server and the slot: what is missing between them is told. Not for a
 * process that has the state open. A database that cannot be reached is slp_preflight()'s to tell. */
void slp_preflight_state(const struct slp_reader_config *config, slp_preflight_fn *tell,
                         void *context);

#endif
