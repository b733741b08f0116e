/* migration_list.h - whether a column list stands against a statement: what PostgreSQL says of it speaks of a WHERE
 * clause, or of other objects, in the server's language. So the statement is tried once more without the list. */
#ifndef SLC_MIGRATION_LIST_H
#define SLC_MIGRATION_LIST_H

#include "database/published.h"

struct slc_listed {
    struct slc_program *program;
    struct slc_trial *trial;
    struct slc_published_tables *published;
    struct sl_str statement;
    struct slc_span at; /* for the finding */
};

/* Whether the refusal is of a kind that a list may be behind. */
bool slc_refusal_may_be_a_list(const struct slc_refusal *refusal);

/* Tries the statement with one table after another out of its publications, then with all of them, as a function
 * or a DO block may need. Where that helps, the tables that stood against it stay out for what follows, *ret_is_list
 * is set, and a finding says so of each. -1 and *reterr when the connection is gone. */
SL_MUST_USE int slc_try_without_list(const struct slc_listed *listed, bool *ret_is_list,
                                     struct sl_err *reterr);

#endif
