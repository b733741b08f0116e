/* batch.h - records on their way to one sink, and what became of each: the owner of slp_batch.
 *
 * Filled record by record, closed, offered to the sink; what the sink wants again stays and is
 * offered again. Per key the order is kept: from the first record of a key that failed, all later
 * ones of that key in the batch go again behind it, also those that went through. */
#ifndef SLP_BATCH_H
#define SLP_BATCH_H

#include "handoff/handoff.h"
#include "sink/sink.h"

struct slp_batch_store;

/* NULL when memory is short. */
struct slp_batch_store *slp_batch_new(const struct slp_sink_limits *limits);
void slp_batch_free(struct slp_batch_store *store);

/* Whether the record may be added within the limits. An empty batch takes any record. */
bool slp_batch_fits(const struct slp_batch_store *store, const struct slp_frame *frame);

/* Copies. -1: memory is short (RETRY). */
SL_MUST_USE int slp_batch_add(struct slp_batch_store *store, const struct slp_frame *frame,
                              struct sl_err *reterr);

size_t slp_batch_count(const struct slp_batch_store *store);

/* The batch as the sink sees it, every delivery result PENDING. Nothing may be added until it is
 * empty. */
struct slp_batch *slp_batch_close(struct slp_batch_store *store);

/* The batch as closed; NULL when it is empty. */
struct slp_batch *slp_batch_of(struct slp_batch_store *store);

/* Drops what is delivered or held, keeps what must go again, in order, and closes it anew. Returns
 * how many are left. Every record has a delivery result by now, none REFUSED. */
SL_MUST_USE size_t slp_batch_keep_again(struct slp_batch_store *store);

/* The record has another text, which is not longer, and is to go again. */
void slp_batch_replace(struct slp_batch_store *store, uint64_t number, struct sl_str json);

/* The number of the first record without DELIVERED or HELD; 0 when there is none. */
uint64_t slp_batch_first_open(const struct slp_batch_store *store);

#endif
