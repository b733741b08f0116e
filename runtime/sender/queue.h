/* queue.h - the way to one destination: a batch that fills, a batch on its way, and the sink. */
#ifndef SLP_QUEUE_H
#define SLP_QUEUE_H

#include "sender/batch.h"

#include <stdbool.h>
#include <stdint.h>

struct slp_queue {
    const char *name; /* of the destination */
    const struct slp_sink_type *type;
    struct slp_sink *sink;
    struct slp_batch_store *filling, *going;
    bool in_flight;    /* `going` is with the sink; else, if not empty, it waits for another try */
    bool flush;        /* deliver all that came so far */
    bool flushing;     /* the sink was reported so */
    uint64_t accepted; /* number of the last record taken from the pipe */
    uint64_t sent;     /* number of the last record ever offered to the sink */
    uint64_t reported; /* what the reader knows to be durable */
    unsigned failures; /* in a row */
    int64_t try_again_ms; /* monotonic clock: not before then, after a failure */
    int64_t say_again_ms; /* … of a sink that keeps its own pace: not logged again before then */
    bool has_refused;     /* some of `going`, which waits for slp_queue_leave_out() */
    bool replaced;        /* some of it was given another text: no failure of the sink's */
    bool troubled;        /* the sink holds what it cannot make durable for now */
};

/* Opens the sink. On failure nothing is left to be freed. */
SL_MUST_USE int slp_queue_init(struct slp_queue *queue, const struct slp_sink_type *type,
                               const struct slp_sink_start *start, struct sl_err *reterr);
void slp_queue_done(struct slp_queue *queue);

/* 1: the record is taken; 0: there is no room for it yet; -1: the sink could never take it (DATA),
 * or memory is short (RETRY). */
SL_MUST_USE int slp_queue_take(struct slp_queue *queue, const struct slp_frame *frame,
                               struct sl_err *reterr);

/* The record is not offered: it counts as if it had been. */
void slp_queue_skip(struct slp_queue *queue, const struct slp_frame *frame);

/* The next record that the sink has refused, and why; it counts as delivered from now on. False: none is left,
 * and the queue goes on. Call until then, after each step. */
bool slp_queue_leave_out(struct slp_queue *queue, const struct slp_sink_moment *moment,
                         struct slp_batch_record *ret, struct sl_err *ret_why);

/* Behind leave_out(): the record is offered again, as this text, which is shorter. */
void slp_queue_offer_instead(struct slp_queue *queue, uint64_t number, struct sl_str json);

/* Moves on as far as possible without waiting. */
SL_MUST_USE int slp_queue_step(struct slp_queue *queue, const struct slp_sink_moment *moment,
                               struct sl_err *reterr);

/* Every record up to this number is durable. */
uint64_t slp_queue_durable(const struct slp_queue *queue);

/* Descriptors to wait for, and when to step next: as the sink's `waits`. */
size_t slp_queue_waits(const struct slp_queue *queue, struct pollfd *ret_fds, size_t max,
                       int64_t *ret_wake_ms);

#endif
