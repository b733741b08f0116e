/* status.h - what the state directory says of a pusher and its releases, beside one that runs. */
#ifndef SLP_STATUS_H
#define SLP_STATUS_H

#include "abi/projection.h"
#include "arena.h"
#include "buf.h"
#include "coverage/coverage.h"
#include "reader/position.h"

struct slp_release_status {
    const char *name; /* "destination.stream" */
    bool released;    /* by this program; else only the state knows it */
    bool known;       /* to the state; else `coverage` is zero */
    struct slp_coverage coverage;
};

struct slp_pusher_status {
    bool runs;                    /* a pusher does, with this state */
    struct slp_position position; /* saved last; of phase NONE: none was */
    uint32_t requests; /* that wait for a pusher; at most SLP_STATUS_REQUESTS are counted */
    struct slp_release_status
        *releases; /* the policy's in their order, then those of the state alone */
    uint32_t count;
    int64_t now_s;
};

enum { SLP_STATUS_REQUESTS = 100 };

/* Reads all that; memory is the arena's. -1 and *reterr: no pusher has ever run with this state, or it
 * cannot be read. */
SL_MUST_USE int slp_status_read(const char *state_path, const struct sl_policy *policy,
                                struct sl_arena *arena, struct slp_pusher_status *ret,
                                struct sl_err *reterr);

/* Whether some release of this program is not sent, and is not being filled. */
bool slp_status_has_uncovered(const struct slp_pusher_status *status);

/* How many releases of this program the lake does not have whole. */
uint32_t slp_status_count_not_whole(const struct slp_pusher_status *status);

/* "covered", …; "unknown" to this program, whose state another one wrote. */
const char *slp_status_word(const struct slp_coverage *coverage);

/* Whether there is a cause to tell: of what is uncovered, and of what the pusher has paused by itself. */
bool slp_status_has_cause(const struct slp_coverage *coverage);

/* What is known of how far a filling is. */
struct slp_fill_progress {
    uint32_t blocks_read, blocks;
    int64_t seconds_left; /* at the pace so far; -1: not known */
};
struct slp_fill_progress slp_status_progress(const struct slp_pusher_status *status,
                                             const struct slp_coverage *coverage);

/* As lines for people; as one JSON object (docs/status.schema.json). */
void slp_status_text(struct sl_buf *out, const struct slp_pusher_status *status);
void slp_status_json(struct sl_buf *out, const struct slp_pusher_status *status);

/* "2026-11-30T12:00:00Z". */
enum { SLP_STATUS_TIME_BYTES = 32 };
void slp_status_time(int64_t seconds, char ret[SLP_STATUS_TIME_BYTES]);

#endif
