/* reader_open.h - all that lives as long as the reader, and how it is made: what needs sockets and
 * files, before the sandbox is entered. */
#ifndef SLP_READER_OPEN_H
#define SLP_READER_OPEN_H

#include "change/change.h"
#include "reader/decoders.h"
#include "reader/dispatch.h"
#include "reader/fills.h"
#include "reader/pump.h"
#include "reader/reread.h"

#include "postgres/identity.h"
#include "postgres/slot.h"

/* Everything that lives as long as the process, in the order in which it is made. */
struct slp_reader {
    const struct slp_reader_config *config;
    struct sl_arena *arena; /* tables and keys */
    struct slp_tables tables;
    const struct sl_key *const *keys; /* per projection, by key slot */
    struct slp_decoders *decoders;
    struct slp_conn *replication, *sql;
    struct slp_identity identity;
    struct slp_slot slot;
    struct slp_state *state;
    struct slp_pump pump;
    struct slp_dispatch dispatch;
    struct slp_outlet outlet;
    struct slp_relations *relations;
    struct slp_watch *watch;
    struct slp_reread *reread;
    struct slp_row_reader row_reader;
    struct slp_change *change;
    struct slp_fills *fills;
};

/* Connections, checks, state. *ret_stop: asked to stop meanwhile. `reader` holds its configuration
 * and is zero otherwise; slp_reader_close() it afterwards, also after a failure. */
SL_MUST_USE int slp_reader_open(struct slp_reader *reader, bool *ret_stop, struct sl_err *reterr);
void slp_reader_close(struct slp_reader *reader);

#endif
