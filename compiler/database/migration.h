/* migration.h - a platform's migration, tried against the policies (trial.h). */
#ifndef SLC_MIGRATION_H
#define SLC_MIGRATION_H

#include "syntax/ast.h"

enum { SLC_TRIAL_SECONDS = 20, SLC_LEAST_TRIAL_SECONDS = 3, SLC_MOST_TRIAL_SECONDS = 86400 };

struct slc_migration_options {
    const char *conninfo, *path;
    const char *publication, *reader; /* the pusher's */
    uint32_t seconds;                 /* how long the trial may take */
};

/* Tries the statements of the file, one after the other, and records a finding for each that PostgreSQL refuses,
 * for a table that leaves its publication, for one of which UPDATE and DELETE fail afterwards, and for
 * everything that the policies then declare and the database does not have. Nothing of it stays. The program's
 * names must be bound. -1 and *reterr when it could not be tried. */
SL_MUST_USE int slc_check_migration(struct slc_program *program,
                                    const struct slc_migration_options *options,
                                    struct sl_err *reterr);

#endif
