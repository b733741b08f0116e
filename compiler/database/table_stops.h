/* table_stops.h - why the releases of a table stop, though PostgreSQL refused nothing: what the publication has and
 * what the reader may read (migration_stream.h), held against what the policies need. */
#ifndef SLC_TABLE_STOPS_H
#define SLC_TABLE_STOPS_H

#include "database/migration_stream.h"
#include "ir/ir.h"

enum slc_stop_kind {
    SLC_STOP_EXCHANGED,
    SLC_STOP_UNNAMED,
    SLC_STOP_CHANGES,
    SLC_STOP_FILTERED,
    SLC_STOP_UNLISTED,
    SLC_STOP_ROW_SECURITY,
    SLC_STOP_SWAPPED,
    SLC_STOP_SCHEMA_CLOSED,
    SLC_STOP_UNREADABLE,
    SLC_NSTOPS,
};

/* For people. */
struct slc_stop_text {
    const char *says, *help;
};
extern const struct slc_stop_text slc_stop_texts[SLC_NSTOPS];

struct slc_stop_search {
    const struct slc_ir_table *table; /* NULL: nothing of it is released, and nothing stops */
    uint32_t oid;                     /* that it had before */
    const struct slc_stream *before;  /* columns are compared with it; may be the same as `now` */
    const struct slc_stream *now;
};

/* ret has what holds now; the others are not touched. */
void slc_find_table_stops(const struct slc_stop_search *search, bool ret[SLC_NSTOPS]);

#endif
