/* migration_stops.h - what a migration does without an error, and after which the releases of a table stop: a publication
 * that leaves something out, row security, names that change hands, rights that the pusher's reader loses. */
#ifndef SLC_MIGRATION_STOPS_H
#define SLC_MIGRATION_STOPS_H

#include "database/migration_reader.h"
#include "database/migration_stream.h"
#include "database/published.h"
#include "ir/ir.h"

struct slc_stops_of_table; /* migration_stops.c's */

struct slc_stops {
    struct slc_program *program;
    const struct slc_ir
        *ir; /* NULL: the program has errors, and nothing is known of what it needs */
    struct slc_trial *trial;
    const struct slc_published_tables *published;
    struct slc_reader reader;  /* the pusher's; its role is given */
    struct sl_str publication; /* the pusher's */
    /* filled by slc_stops_begin() */
    const struct slc_stream *before;
    struct slc_stops_of_table *items;
};

/* Before the first statement. -1 and *reterr when the catalogue could not be read. */
SL_MUST_USE int slc_stops_begin(struct slc_stops *stops, struct sl_err *reterr);

/* Behind each: what is there now and was not before, comes from it. */
SL_MUST_USE int slc_stops_look(struct slc_stops *stops, struct slc_span statement,
                               struct sl_err *reterr);

/* Behind all: a finding for each that is still there and was not before. */
SL_MUST_USE int slc_stops_report(const struct slc_stops *stops, struct sl_err *reterr);

#endif
