/* migration_statement.h - one statement of a migration after the other, tried in the file's own transactions. */
#ifndef SLC_MIGRATION_STATEMENT_H
#define SLC_MIGRATION_STATEMENT_H

#include "database/migration_stops.h"
#include "database/sql_statement.h"
#include "database/trial_transaction.h"

struct slc_statements {
    struct slc_program *program;
    struct slc_trial *trial;
    struct slc_published_tables *published;
    struct slc_stops *stops;
    uint32_t seconds; /* that the trial has in all */
    struct slc_transaction transaction;
    struct slc_span begun;   /* the BEGIN of the transaction that is open */
    struct slc_span untried; /* on which those behind may rely; source NULL: there is none */
};

/* Tries it, records findings, and looks what there is behind it. -1 and *reterr when the trial cannot go on. */
SL_MUST_USE int slc_statements_take(struct slc_statements *statements,
                                    const struct slc_sql_statement *statement,
                                    struct sl_err *reterr);

/* Behind the last. */
void slc_statements_end(const struct slc_statements *statements);

/* A finding shows one line. */
struct slc_span slc_first_line(struct slc_span at);

#endif
