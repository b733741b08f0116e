/* wanted.h - rows that the stream left incomplete, and who reads them again: what change.h asks of
 * the database, so that the semantics of a change can be tested by themselves. */
#ifndef SLP_WANTED_H
#define SLP_WANTED_H

#include "change/table.h"
#include "err.h"

/* One row that is wanted. */
struct slp_wanted {
    const struct slp_table *table;
    const struct sl_str *key; /* text of the table's key columns, in policy order */
    uint32_t nkey;
    struct sl_value *image; /* out: the row, when `found`; room for all the table's columns */
    bool found;             /* out: false: it is gone */
};

/* Rows of any tables, as of after the transaction `xid`. */
struct slp_wanted_rows {
    struct slp_wanted *items;
    uint32_t count;
    uint32_t xid;
};

struct slp_row_reader {
    void *context;
    /* Reads all of them. The images live until the next call. -1 and *reterr. */
    int (*read)(void *context, const struct slp_wanted_rows *rows, struct sl_err *reterr);
};

#endif
