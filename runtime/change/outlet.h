/* outlet.h - where finished records go, and what was sent before: what change.h asks of the reader,
 * so that the semantics of a change can be tested by themselves.
 *
 * All calls return 0, or -1 and *reterr. */
#ifndef SLP_OUTLET_H
#define SLP_OUTLET_H

#include "change/failed_row.h"
#include "change/table.h"
#include "record/record.h"

/* A row as the transaction at `lsn` sends it; both texts as in sl_record_text. */
struct slp_sent_row {
    uint32_t projection;
    struct sl_str key, payload;
    uint64_t lsn;
    uint32_t made_s;    /* the time that its fields were made with, in seconds since 1970 */
    bool leave_unknown; /* compare(): a row of which nothing is known is not remembered, */
    bool leave_other;   /* nor one that was sent with other fields */
};

/* What was sent of a row last. */
enum slp_sent { SLP_SENT_UNKNOWN, SLP_SENT_OTHER, SLP_SENT_SAME };

struct slp_sent_last {
    enum slp_sent sent;
    uint32_t made_s; /* of OTHER and SAME */
};

struct slp_outlet {
    void *context;

    /* The ordinal that the stream's next record will have (`_pos` under `positions apart`). */
    uint64_t (*next_ordinal)(void *context, uint32_t projection);

    /* One finished record; its texts are copied before the call returns. */
    int (*send)(void *context, uint32_t projection, const struct sl_position *position,
                const struct sl_record_text *text, struct sl_err *reterr);

    /* Digests, for releases with `updates send changes` that have no old row to compare with. */

    /* The row is sent, whatever was sent before. */
    int (*remember)(void *context, const struct slp_sent_row *row, struct sl_err *reterr);
    /* The same for a row that may have been sent before, and what was sent of it last. */
    int (*compare)(void *context, const struct slp_sent_row *row, struct slp_sent_last *ret_last,
                   struct sl_err *reterr);
    /* The row is gone: what comes next under this key is always sent. */
    int (*forget)(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr);
    /* All rows of the stream are gone, or a fill of it begins. */
    int (*forget_all)(void *context, uint32_t projection, struct sl_err *reterr);

    /* From now on updates of one more release wait to be sent, or none of its does any more. */
    void (*waits)(void *context, bool waits);

    /* A row of the release cannot be written (DATA), or has what the policy does not know (DRIFT), and `err`
     * says why: the release is not sent any more. -1 and *reterr where that is to stop all. */
    int (*failed)(void *context, uint32_t projection, const struct slp_failed_row *row,
                  const struct sl_err *err, struct sl_err *reterr);

    /* A row of the table cannot be read, because its Relation was of another shape than the policy's: its
     * releases are not whole any more. */
    int (*unreadable)(void *context, const struct slp_table *table, struct sl_err *reterr);
};

#endif
