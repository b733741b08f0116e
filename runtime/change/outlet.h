/* outlet.h - where finished records go, and what was sent before: what change.h asks of the reader,
 * so that the semantics of a change can be tested by themselves.
 *
 * All calls return 0, or -1 and *reterr. */
#ifndef SLP_OUTLET_H
#define SLP_OUTLET_H

#include "record/record.h"

/* A row as the transaction at `lsn` sends it; both texts as in sl_record_text. */
struct slp_sent_row {
    uint32_t projection;
    struct sl_str key, payload;
    uint64_t lsn;
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
    /* The same for a row that may have been sent before, and whether it differs from what was sent
     * last; *ret_differs is also true when nothing is known. */
    int (*differs)(void *context, const struct slp_sent_row *row, bool *ret_differs,
                   struct sl_err *reterr);
    /* The row is gone: what comes next under this key is always sent. */
    int (*forget)(void *context, uint32_t projection, struct sl_str key, struct sl_err *reterr);
    /* All rows of the stream are gone, or its snapshot starts again. */
    int (*forget_all)(void *context, uint32_t projection, struct sl_err *reterr);
};

#endif
