/* pump.h - everything of the reader that must go on while it waits for something else: records to
 * the sender, delivery results from it, the checkpoint into the state, confirmations and keepalives
 * to PostgreSQL, operators' requests, and being told to stop.
 *
 * A position is confirmed to PostgreSQL only after the state holds it durably, and the state takes
 * it only when every record before it is delivered (checkpoint.h). */
#ifndef SLP_PUMP_H
#define SLP_PUMP_H

#include "handoff/handoff.h"
#include "postgres/stream.h"
#include "reader/checkpoint.h"
#include "reader/markers.h"
#include "reader/patience.h"
#include "reader/requests.h"
#include "reader/state.h"

/* What becomes of a release of which the sender left a record out. */
struct slp_left_out_handler {
    int (*take)(void *context, const struct slp_result_message *result, struct sl_err *reterr);
    void *context;
};

/* What a destination had been sent at some time and has not taken: since when. */
struct slp_owed {
    uint64_t number; /* of its newest record then */
    int64_t moved_ms;
    bool flushed; /* and was asked for since */
};

struct slp_pump {
    const struct sl_policy *policy;
    struct slp_handoff *handoff;
    struct slp_checkpoint *checkpoint;
    struct slp_state *state;
    struct slp_markers *markers;
    bool marking; /* marks were asked for; what is saved then was noted (save.h) */
    uint64_t noted_lsn;
    bool save_wanted;              /* at once, for what the state holds beside the position */
    struct slp_stream *stream;     /* NULL before it starts */
    int control_fd;                /* its end asks to stop */
    struct slp_requests *requests; /* from it */
    struct slp_request_handler
        on_request; /* called by slp_pump_service() and slp_pump_wait(), never
                                              while a query waits for its result */
    struct slp_left_out_handler on_left_out; /* called as on_request is */
    struct slp_result_message left_out;      /* until then no result behind it is taken, */
    bool has_left_out;                       /* so that no position passes the record */
    bool stop;                               /* asked to stop, by it or by a signal */
    struct slp_position position;            /* as saved last */
    uint64_t *ordinals;                      /* room for one a projection: as noted */
    uint64_t *progress;                      /* the same, of its fill */
    slp_tid *next;                           /* the same, as it is saved */
    uint16_t *serials;            /* of each projection's fills in this run: above a place in the
                                   * checkpoint's progress (fill_steps.c) */
    struct slp_patience patience; /* with what others have to do */
    struct slp_owed *owed;        /* by each destination */
    uint64_t idle_lsn;            /* the last keepalive's position: the server has no more */
    int64_t saved_at_ms;
};

/* At the start, before anything is sent: asks for the markers of all destinations, waits for them, and
 * compares them with the state's. Ends early when asked to stop. */
SL_MUST_USE int slp_pump_meet_destinations(struct slp_pump *pump, struct sl_err *reterr);

/* Whether nothing has gone on for too long, or one destination alone has taken nothing: -1 and *reterr (WAITED). One
 * that may still gather what it was sent, for larger files, is asked for it first. */
SL_MUST_USE int slp_pump_check_patience(struct slp_pump *pump, struct sl_err *reterr);

/* Does what is due, without waiting. */
SL_MUST_USE int slp_pump_service(struct slp_pump *pump, struct sl_err *reterr);

/* What to wait for beside the pump's own descriptors; -1 for none. */
struct slp_pump_wait {
    int fd, other_fd;
    int timeout_ms;
    bool fd_ready, other_ready; /* filled in */
};

/* Writes out what waits, then waits until a descriptor is ready or the time is over, then does what
 * is due. A signal ends it early. When `fd` is ready it also sleeps for a moment, so that more than
 * one row gathers there: a system call for each row is most of what a plain client spends. */
SL_MUST_USE int slp_pump_wait(struct slp_pump *pump, struct slp_pump_wait *wait,
                              struct sl_err *reterr);

/* slp_conn_wait_fn: the context is the pump. Fails with RETRY when asked to stop. */
SL_MUST_USE int slp_pump_while_waiting(void *pump, struct sl_err *reterr);

/* Saves pump->position, with `phase`, and the flush position reached: durable on return. */
SL_MUST_USE int slp_pump_save(struct slp_pump *pump, enum slp_phase phase, struct sl_err *reterr);

/* Asks the sender to deliver all that it has now. */
SL_MUST_USE int slp_pump_flush(struct slp_pump *pump, struct sl_err *reterr);

/* Flushes and waits until everything is delivered, or everything before `until_lsn` when that is not
 * 0; at most `timeout_ms` (-1: without an end, but until asked to stop). Then saves and confirms
 * what was delivered: how far that is, the checkpoint says. */
SL_MUST_USE int slp_pump_settle(struct slp_pump *pump, uint64_t until_lsn, int64_t timeout_ms,
                                struct sl_err *reterr);

/* Tells the sender that nothing follows. */
SL_MUST_USE int slp_pump_end(struct slp_pump *pump, struct sl_err *reterr);

#endif
