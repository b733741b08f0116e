/* published.h - in which publications the policies' tables are, by their own names, by their schemas, or as all
 * tables, while a migration is tried. */
#ifndef SLC_PUBLISHED_H
#define SLC_PUBLISHED_H

#include "database/trial.h"
#include "source/source.h"
#include "syntax/ast.h"

/* A table of the policies in a publication. */
struct slc_published {
    const struct slc_table *table;
    uint32_t oid;
    struct sl_str publication;
    bool has_list;
    bool taken_out;          /* by the trial itself, because the list stood against a statement */
    bool kept;               /* the trial's role may not take it out */
    bool gone;               /* now */
    struct slc_span gone_at; /* the statement that took it out */
};

struct slc_published_tables {
    struct slc_published *items;
    uint32_t count;
};

/* -1 and *reterr when the catalogue could not be read. */
SL_MUST_USE int slc_published_read(struct slc_trial *trial, const struct slc_program *program,
                                   struct slc_published_tables *ret, struct sl_err *reterr);

/* Looks which of them are gone behind the statement, or back, where it rolled a transaction back. A table that is dropped is in no publication: that is left
 * to the comparison with the policies. */
SL_MUST_USE int slc_published_look(struct slc_trial *trial, struct slc_span statement,
                                   struct slc_published_tables *tables, struct sl_err *reterr);

/* schema.table, as policies write it, for people. */
struct sl_str slc_published_name(const struct slc_trial *trial, const struct slc_published *item);

#endif
