/* sink.h - somewhere records go: the contract for those who write a sink.
 *
 * A sink never blocks, reorders, drops or rewrites. It takes one batch at a time and says for every
 * record what became of it; waiting, retrying and stopping are the sender's business. It lives in
 * the sender process, one instance a destination, and sees finished records only: no row, no key.
 *
 *     open ─▶ ( submit ─▶ poll … until it returns 1 )… ─▶ flush ─▶ poll … ─▶ close
 *
 * The sender (sender/sender.c) calls, and promises:
 *  - submit only while no batch is in flight, with at least one record and within `limits`;
 *    the batch stays readable and unchanged until poll has returned 1 for it;
 *  - records of a destination in the order of their numbers, except those offered again;
 *  - poll whenever one of the sink's descriptors is ready, its time has come, or something was
 *    submitted or flushed;
 *  - after AGAIN, a pause that grows (with jitter) and then a batch that begins with the records
 *    that were not taken: for each key the first failed one before any later one.
 *
 * A sink that gathers (files, multipart uploads) may take bytes before they are durable: delivery
 * result HELD. It then says through `held` which is the first record not yet durable; nothing from
 * there on is confirmed. If it loses what it held it returns an error of class RETRY: both
 * processes start again and the slot gives those records again. A sink of several ways (shards,
 * channels) holds what it has taken, waits and tries again on each of them by itself, and leaves a
 * batch PENDING while it has no room for the rest.
 *
 * Errors name hosts, files, codes and counts, never anything out of a record. */
#ifndef SLP_SINK_H
#define SLP_SINK_H

#include "abi/projection.h"
#include "buf.h"
#include "config/config.h"
#include "err.h"
#include "record/marker.h"
#include "record/record.h"
#include "sandbox/needs.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum slp_delivery_result {
    SLP_PENDING,   /* not answered yet */
    SLP_HELD,      /* the sink has its own copy, not yet durable; the batch's bytes may go */
    SLP_DELIVERED, /* durable at the far end */
    SLP_AGAIN,     /* throttled, lost, no room: offer again */
    SLP_REFUSED,   /* the far end will never take it, for what it is: `why` has the class DATA */
};

/* One record of a batch. The views live until poll has returned 1 for the batch. */
struct slp_batch_record {
    struct sl_str json;  /* one JSON object; its newline follows it in memory: json.ptr[json.len] */
    struct sl_str key;   /* released values: fit for partition keys */
    uint64_t number;     /* 1, 2, 3, … per destination */
    uint32_t projection; /* index into the policy's projections: which stream */
    struct sl_position position;
    enum slp_delivery_result result; /* set by the sink */
};

/* The record as a line, with its newline. */
static inline struct sl_str
slp_batch_record_line(const struct slp_batch_record *record)
{
    return (struct sl_str) { .ptr = record->json.ptr, .len = record->json.len + 1 };
}

struct slp_batch {
    struct slp_batch_record *records;
    size_t count;
    struct sl_str text; /* all records in order, a line each: for sinks that copy bytes */
    struct sl_err why;  /* set by the sink along with AGAIN or REFUSED: goes into the log */
};

/* What the sender knows when it calls poll. */
struct slp_sink_moment {
    int64_t now_ms; /* monotonic clock */
    bool quiet;     /* no record waits: a sink that gathers to save work may stop gathering */
};

/* A mark that is to be made. */
struct slp_mark {
    uint64_t number;
    bool at_once; /* also where it is dear, and the last one is not long ago */
    int64_t now_ms;
};

enum slp_marking_result {
    SLP_MARKING_WAITS, /* not yet: ask again after poll; or `trouble` is set: ask again after a pause */
    SLP_MARKING_DONE,   /* *ret is durable */
    SLP_MARKING_NONE,   /* the sink may not look: it is one that keeps none */
    SLP_MARKING_FAILED, /* fatal, *reterr says why */
};

struct slp_sink_limits {
    size_t max_records;      /* of a batch */
    size_t max_bytes;        /* of a batch: lines, and keys where keys_count */
    size_t max_record_bytes; /* a larger record is not offered: it would be REFUSED */
    bool keys_count;         /* keys travel beside records and count (Kinesis: partition keys) */
};

/* First member of every sink's own struct. */
struct slp_sink {
    const struct slp_sink_type *type;
    struct sl_err trouble; /* set by poll: what keeps the sink from making durable what it holds and
                              may heal; the sender logs it, clears it, and pauses polling unless
                              the sink keeps its own pace */
};

struct slp_sink_start {
    const struct slp_destination_config *config;
    const struct sl_policy *policy;
    uint32_t nothers; /* destinations of the process beside this one */
    size_t *
        record_bytes; /* of a check: lowered to what the far end takes; NULL: nobody wants to know */
};

struct slp_sink_type {
    const char *name; /* as in the configuration: "file" */
    struct slp_sink_limits limits;

    /* Parts of the sink wait and try again by themselves while others go on: trouble is logged, and
     * polling goes on. */
    bool own_pace;

    /* `check`: room, rights, reachability, without leaving a trace. Runs outside the sandbox. What
     * an operator may want to see of it goes to `facts`, a fact a line, also when it fails. */
    int (*check)(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr);

    /* All or nothing: on failure *ret is untouched and *reterr says why (CONFIG with the remedy).
     * Afterwards the sender is sandboxed: what the sink does not say through `needs` it can no
     * longer do. */
    int (*open)(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr);

    /* Adds what the sink goes on needing once the sender is sandboxed: directories it writes below,
     * files it reads again, the network. Paths live as long as the sink. NULL: nothing. */
    void (*needs)(const struct slp_sink *sink, struct slp_needs *needs);

    /* Starts sending; may set delivery results at once. -1 is fatal: the process ends with that
     * class. */
    int (*submit)(struct slp_sink *sink, struct slp_batch *batch, struct sl_err *reterr);

    /* Makes progress without waiting. 1 when no record of the batch is PENDING (or there is no
     * batch), 0 when not yet, -1 fatal. */
    int (*poll)(struct slp_sink *sink, const struct slp_sink_moment *moment, struct sl_err *reterr);

    /* The number of the first record that is HELD and not yet durable, 0 when there is none. NULL
     * for a sink that never holds. */
    uint64_t (*held)(const struct slp_sink *sink);

    /* Makes all that is held durable without waiting for more, as far as that can be begun now;
     * poll goes on with it until `held` is 0. NULL for a sink that never holds. */
    int (*flush)(struct slp_sink *sink, struct sl_err *reterr);

    /* The marker of the destination (record/marker.h): what is there; and a mark, after all that is
     * delivered by now. Asked for the first time before any mark, and for one thing at a time. NULL for a
     * sink that keeps none. */
    enum slp_marking_result (*read_marker)(struct slp_sink *sink, struct slp_marker *ret,
                                           struct sl_err *reterr);
    enum slp_marking_result (*write_marker)(struct slp_sink *sink, const struct slp_mark *mark,
                                            struct slp_marker *ret, struct sl_err *reterr);

    /* Descriptors to wait for (at most `max`; returns how many) and when to call poll next:
     * *ret_wake_ms on the monotonic clock, INT64_MAX for never. */
    size_t (*waits)(const struct slp_sink *sink, struct pollfd *ret_fds, size_t max,
                    int64_t *ret_wake_ms);

    /* NULL is allowed. What is in flight or held is abandoned: it was never reported delivered. */
    void (*close)(struct slp_sink *sink);
};

#endif
