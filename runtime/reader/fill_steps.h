/* fill_steps.h - the steps of a fill that is under way, in the order of fills.h: fill_begin.c,
 * fill_read.c and fill_send.c (chunks), fill_end.c. */
#ifndef SLP_FILL_STEPS_H
#define SLP_FILL_STEPS_H

#include "reader/fills_private.h"

/* The release that is filled, its coverage, and its table's OID. */
struct slp_release *slp_fill_release(const struct slp_fills *fills, const struct slp_fill *fill);
struct slp_coverage *slp_fill_coverage(const struct slp_fills *fills, const struct slp_fill *fill);
uint32_t slp_fill_oid(const struct slp_fills *fills, const struct slp_fill *fill);

/* Logs an event of the fill. */
void slp_fill_tell(const struct slp_fills *fills, const struct slp_fill *fill, const char *event);

/* How far the fill has come, for the checkpoint. */
void slp_fill_set_progress(const struct slp_fills *fills, const struct slp_fill *fill);

/* Whether the stream has come to an insert position. */
SL_MUST_USE int slp_fill_pass(const struct slp_fills *fills, struct slp_fill *fill, uint64_t lsn,
                              bool *ret_passed, struct sl_err *reterr);

/* The next step, by the phase. */
SL_MUST_USE int slp_fill_step_pause(struct slp_fills *fills, struct slp_fill *fill,
                                    struct sl_err *reterr);
SL_MUST_USE int slp_fill_step_pass(struct slp_fills *fills, struct slp_fill *fill,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_fill_step_read(struct slp_fills *fills, struct slp_fill *fill,
                                   struct sl_err *reterr);
SL_MUST_USE int slp_fill_step_deliver(struct slp_fills *fills, struct slp_fill *fill,
                                      struct sl_err *reterr);
SL_MUST_USE int slp_fill_step_older(struct slp_fills *fills, struct slp_fill *fill,
                                    struct sl_err *reterr);
SL_MUST_USE int slp_fill_step_mark(struct slp_fills *fills, struct slp_fill *fill,
                                   struct sl_err *reterr);

/* A chunk that was read goes out. */
SL_MUST_USE int slp_fill_send_chunk(struct slp_fills *fills, struct slp_fill *fill,
                                    const struct slp_chunk *chunk, struct sl_err *reterr);

/* In this phase everything that was sent so far becomes durable. */
void slp_fill_await_delivery(const struct slp_fills *fills, struct slp_fill *fill,
                             enum slp_fill_phase phase);

#endif
