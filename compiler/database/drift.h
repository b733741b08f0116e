/* drift.h - what a policy declares against what a live database has, in both directions.
 *
 * What would stop the pusher, or let a line read something else than its reviewer thinks, is an error
 * (E06xx); where the policy merely allows for more than the database has, a warning (W06xx). What is
 * about the server (publication, roles, slots) is `sluice-pusher check`'s. */
#ifndef SLC_DRIFT_H
#define SLC_DRIFT_H

#include "database/catalogue.h"
#include "ir/ir.h"

/* Reads what the database has for the program's tables and records a finding for every difference.
 * The program's names must be bound. -1 and *reterr when the database could not be read. */
SL_MUST_USE int slc_check_database(struct slc_program *program, const char *conninfo,
                                   struct sl_err *reterr);

/* The same behind a trial of a migration, with its session, which looks (session.h). What PostgreSQL refuses of the
 * platform's own statements is not told: migration_writes.h does. `ir` is what the program means, where it has no
 * errors of its own; NULL: it has, and every column counts as read. */
SL_MUST_USE int slc_check_trial(struct slc_program *program, const struct slc_ir *ir,
                                struct slc_session *session, struct sl_err *reterr);

/* The program's meaning, if it has no errors so far; else NULL. */
const struct slc_ir *slc_sound_ir(const struct slc_program *program);

#endif
