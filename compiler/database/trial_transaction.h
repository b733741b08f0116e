/* trial_transaction.h - the transactions of a file, inside the one of a trial (trial.h), which has savepoints instead.
 *
 * A statement that stands in none is one by itself. Where one is committed, PostgreSQL judges what was deferred to
 * that moment, as the real COMMIT would; where it is rolled back, what it did is undone. */
#ifndef SLC_TRIAL_TRANSACTION_H
#define SLC_TRIAL_TRANSACTION_H

#include "database/sql_transaction.h"
#include "database/trial.h"

enum { SLC_MOST_SAVEPOINTS = 64 };

struct slc_transaction {
    struct slc_trial *trial;
    bool is_open; /* by a BEGIN of the file */
    uint32_t nsavepoints;
    struct sl_str
        savepoints[SLC_MOST_SAVEPOINTS]; /* as the file writes their names, the oldest first */
};

/* A statement that is not about transactions. */
enum slc_tried slc_transaction_try(struct slc_transaction *transaction, struct sl_str statement,
                                   struct slc_refusal *ret_refusal, struct sl_err *reterr);

/* A statement that is: *ret_untried says why it was not tried; NULL: it was. */
enum slc_tried slc_transaction_control(struct slc_transaction *transaction,
                                       const struct slc_sql_transaction *statement,
                                       struct slc_refusal *ret_refusal, const char **ret_untried,
                                       struct sl_err *reterr);

#endif
