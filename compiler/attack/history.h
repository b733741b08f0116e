/* history.h - rows that are inserted, updated and deleted, and the records that leave of it.
 *
 * What leaves is worked out with the reference from what the documentation promises of the pusher
 * (docs/delivery.md, docs/language.md "Releases"), not from its code: an insert of a row that the filter lets
 * through leaves, an update where it changed what was sent last (made with the time of then, so that time
 * alone is no difference) or the release says `always`, a row that leaves the filter as its key, and so does
 * a deletion. PostgreSQL tells of an old row what belongs to the replica identity. */
#ifndef SLC_HISTORY_H
#define SLC_HISTORY_H

#include "attack/flow.h"

enum slc_event_op { SLC_EVENT_INSERT, SLC_EVENT_UPDATE, SLC_EVENT_DELETE };

struct slc_event {
    enum slc_event_op op;
    const struct slc_ir_table *table;
    const struct sl_value *was, *is; /* NULL: of an insert, of a deletion */
    uint32_t transaction;            /* from 1, never falling */
};

enum { SLC_MOST_EVENTS = 8 };

struct slc_history {
    struct slc_event events[SLC_MOST_EVENTS];
    uint32_t count;
};

void slc_history_insert(struct slc_history *history, const struct slc_ir_table *table,
                        const struct sl_value *row, uint32_t transaction);
void slc_history_update(struct slc_history *history, const struct slc_ir_table *table,
                        const struct sl_value *const rows[2], uint32_t transaction);
void slc_history_delete(struct slc_history *history, const struct slc_ir_table *table,
                        const struct sl_value *row, uint32_t transaction);

/* When the transaction of that number was committed: more than a year after the one before. */
int64_t slc_commit_time_us(uint32_t transaction);

/* A record that leaves. */
struct slc_departure {
    const struct slc_ir_release *release;
    uint32_t event;     /* of the history, by number */
    const char *op;     /* "c", "u", "d": as in `_op` */
    struct sl_str text; /* with what the receiver is told of its place and time */
};

/* By release, and in the order in which they leave. */
struct slc_departures {
    struct slc_departure *each;
    uint32_t count, room;
};

/* What leaves in these flows. Places in the log are told as the numbers of those transactions of which
 * something leaves: how far they lie from each other is no part of it. */
struct slc_departures slc_departures_of(struct sl_arena *arena, const struct slc_flow *const *flows,
                                        uint32_t nflows, const struct slc_history *history);

/* stream.c: the same of one flow, each record's text being its fields alone. */
void slc_departures_add(struct slc_departures *out, struct sl_arena *arena,
                        const struct slc_flow *flow, const struct slc_history *history);

/* Whether both are one row to the database. */
bool slc_is_one_row(struct sl_arena *arena, const struct slc_ir_table *table,
                    const struct sl_value *a, const struct sl_value *b);

/* Whether a receiver is told the same. */
bool slc_departures_equal(const struct slc_departures *a, const struct slc_departures *b);

#endif
