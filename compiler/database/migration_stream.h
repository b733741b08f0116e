/* migration_stream.h - what a publication has of each column of its tables, and what the pusher's reader may read of
 * it, while a migration is tried. */
#ifndef SLC_MIGRATION_STREAM_H
#define SLC_MIGRATION_STREAM_H

#include "database/trial.h"

struct slc_stream_column {
    uint32_t table;
    struct sl_str schema, table_name, name;
    int number;
    bool named; /* the publication has its table by its own name */
    bool row_security, all_changes, filtered, listed;
    /* by the reader: the column, where its row stands (ctid, tableoid), anything in its schema */
    bool readable, places_readable, schema_usable;
};

struct slc_stream {
    struct slc_stream_column *columns;
    uint32_t count;
};

/* NULL and *reterr when the catalogue could not be read. */
const struct slc_stream *slc_stream_read(const struct slc_trial *trial, struct sl_str reader,
                                         struct sl_str publication, struct sl_err *reterr);

#endif
