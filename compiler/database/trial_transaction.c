#include "database/trial_transaction.h"

#include "database/trial_deferred.h"

/* ---- a transaction's beginning and end -------------------------------------------------------------- */

static int
begin(struct slc_transaction *transaction, struct sl_err *reterr)
{
    transaction->nsavepoints = 0;
    return slc_trial_run(transaction->trial, "SAVEPOINT sluice_transaction", reterr);
}

static int
roll_back(struct slc_transaction *transaction, struct sl_err *reterr)
{
    if (slc_trial_run(transaction->trial, "ROLLBACK TO SAVEPOINT sluice_transaction", reterr) != 0)
        return -1;
    return slc_trial_run(transaction->trial, "RELEASE SAVEPOINT sluice_transaction", reterr);
}

/* Where it is refused, the transaction is rolled back. */
static enum slc_tried
commit(struct slc_transaction *transaction, struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    bool any;
    enum slc_tried tried = slc_judge_deferred(transaction->trial, &any, ret_refusal, reterr);
    if (tried == SLC_TRIED_REFUSED)
        return roll_back(transaction, reterr) == 0 ? SLC_TRIED_REFUSED : SLC_TRIED_LOST;
    if (tried == SLC_TRIED_DONE && any)
        tried = slc_defer_again(transaction->trial, reterr);
    if (tried == SLC_TRIED_DONE &&
        slc_trial_run(transaction->trial, "RELEASE SAVEPOINT sluice_transaction", reterr) != 0)
        return SLC_TRIED_LOST;
    return tried;
}

enum slc_tried
slc_transaction_try(struct slc_transaction *transaction, struct sl_str statement,
                    struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    if (transaction->is_open)
        return slc_trial_statement(transaction->trial, statement, ret_refusal, reterr);
    if (begin(transaction, reterr) != 0)
        return SLC_TRIED_LOST;
    const enum slc_tried tried =
        slc_trial_statement(transaction->trial, statement, ret_refusal, reterr);
    if (tried == SLC_TRIED_DONE)
        return commit(transaction, ret_refusal, reterr);
    if (tried == SLC_TRIED_REFUSED && roll_back(transaction, reterr) != 0)
        return SLC_TRIED_LOST;
    return tried;
}

/* Outside of a transaction BEGIN alone does anything. */
static enum slc_tried
take_boundary(struct slc_transaction *transaction, const struct slc_sql_transaction *statement,
              struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    const bool begins = statement->kind == SLC_SQL_BEGIN;
    enum slc_tried tried = SLC_TRIED_DONE;
    if (transaction->is_open == begins)
        return SLC_TRIED_DONE;
    if (statement->kind == SLC_SQL_ROLLBACK)
        tried = roll_back(transaction, reterr) == 0 ? SLC_TRIED_DONE : SLC_TRIED_LOST;
    else if (!begins)
        tried = commit(transaction, ret_refusal, reterr);
    transaction->is_open = begins || statement->chain;
    if (transaction->is_open && tried != SLC_TRIED_LOST && begin(transaction, reterr) != 0)
        return SLC_TRIED_LOST;
    return tried;
}

/* ---- savepoints -------------------------------------------------------------------------------------- */

/* The newest of the name, counted from one; 0: there is none. */
static uint32_t
find_savepoint(const struct slc_transaction *transaction, struct sl_str name)
{
    uint32_t at = transaction->nsavepoints;
    while (at > 0 && !slc_sql_same_name(transaction->savepoints[at - 1], name))
        at--;
    return at;
}

/* They are numbered here, since the file's names might be those of the trial's own. */
static enum slc_tried
run_numbered(const struct slc_transaction *transaction, const char *what, uint32_t number,
             struct sl_err *reterr)
{
    const struct sl_str sql =
        sl_arena_format(transaction->trial->arena, "%s sluice_savepoint_%u", what, number);
    return slc_trial_run(transaction->trial, sql.ptr, reterr) == 0 ? SLC_TRIED_DONE
                                                                   : SLC_TRIED_LOST;
}

static enum slc_tried
take_savepoint(struct slc_transaction *transaction, const struct slc_sql_transaction *statement,
               struct slc_refusal *ret_refusal, struct sl_err *reterr)
{
    if (statement->kind == SLC_SQL_SAVEPOINT) {
        transaction->savepoints[transaction->nsavepoints++] = statement->name;
        return run_numbered(transaction, "SAVEPOINT", transaction->nsavepoints, reterr);
    }
    const uint32_t number = find_savepoint(transaction, statement->name);
    if (number == 0) {
        *ret_refusal = slc_refusal_of_code("3B001");
        return SLC_TRIED_REFUSED;
    }
    const bool releases = statement->kind == SLC_SQL_RELEASE;
    transaction->nsavepoints = releases ? number - 1 : number;
    return run_numbered(transaction, releases ? "RELEASE SAVEPOINT" : "ROLLBACK TO SAVEPOINT",
                        number, reterr);
}

/* ---- all of them ------------------------------------------------------------------------------------- */

static const char *
why_no_savepoint(const struct slc_transaction *transaction, bool adds)
{
    if (!transaction->is_open)
        return "no BEGIN stands before it";
    return adds && transaction->nsavepoints == SLC_MOST_SAVEPOINTS
               ? "there are more savepoints before it than a trial keeps"
               : NULL;
}

static const char *
why_untried(const struct slc_transaction *transaction, enum slc_sql_transaction_kind kind)
{
    switch (kind) {
    case SLC_SQL_CHARACTER: return "a trial is one READ COMMITTED transaction, which may write";
    case SLC_SQL_PREPARE: return "what stands before it is judged as if it were committed";
    case SLC_SQL_END_PREPARED: return "nothing is prepared in a trial";
    case SLC_SQL_SAVEPOINT:
    case SLC_SQL_RELEASE:
    case SLC_SQL_ROLLBACK_TO: return why_no_savepoint(transaction, kind == SLC_SQL_SAVEPOINT);
    case SLC_SQL_NO_TRANSACTION:
    case SLC_SQL_BEGIN:
    case SLC_SQL_COMMIT:
    case SLC_SQL_ROLLBACK:
    case SLC_SQL_IMMEDIATE: return NULL;
    }
    return NULL;
}

enum slc_tried
slc_transaction_control(struct slc_transaction *transaction,
                        const struct slc_sql_transaction *statement,
                        struct slc_refusal *ret_refusal, const char **ret_untried,
                        struct sl_err *reterr)
{
    const struct slc_sql_transaction committing = { .kind = SLC_SQL_COMMIT };
    bool unused;
    *ret_untried = why_untried(transaction, statement->kind);
    switch (statement->kind) {
    case SLC_SQL_BEGIN:
    case SLC_SQL_COMMIT:
    case SLC_SQL_ROLLBACK: return take_boundary(transaction, statement, ret_refusal, reterr);
    case SLC_SQL_PREPARE: return take_boundary(transaction, &committing, ret_refusal, reterr);
    case SLC_SQL_IMMEDIATE:
        return transaction->is_open
                   ? slc_judge_deferred(transaction->trial, &unused, ret_refusal, reterr)
                   : SLC_TRIED_DONE;
    case SLC_SQL_SAVEPOINT:
    case SLC_SQL_RELEASE:
    case SLC_SQL_ROLLBACK_TO:
        return *ret_untried == NULL ? take_savepoint(transaction, statement, ret_refusal, reterr)
                                    : SLC_TRIED_DONE;
    case SLC_SQL_NO_TRANSACTION:
    case SLC_SQL_CHARACTER:
    case SLC_SQL_END_PREPARED: return SLC_TRIED_DONE;
    }
    return SLC_TRIED_DONE;
}
