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
    const struct slc_refusal *refusal; /* of the statement */
    struct slc_span at;                /* for the finding */
};

enum slc_list_answer {
    SLC_LIST_UNASKED = -1, /* *reterr: the connection is gone */
    SLC_LIST_NO,           /* something else stands against it, perhaps with the list */
    SLC_LIST_LEFT, /* it stood against the statement, which is done now, with the tables out */
    SLC_LIST_STAYS /* it stands against the statement, and the role may not take the tables out */
};

/* Whether the refusal is of a kind that a list may be behind. */
bool slc_refusal_may_be_a_list(const struct slc_refusal *refusal);

/* Tries the statement with one table after another out of its publications, then with all of them, as a function
 * or a DO block may need. Where that helps, the tables that stood against it stay out for what follows. Where the role
 * does not own the publication, what PostgreSQL named in its refusal tells. A finding says so of each table. */
enum slc_list_answer slc_try_without_list(const struct slc_listed *listed, struct sl_err *reterr);

#endif
