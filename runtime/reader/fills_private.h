/* fills_private.h - the inside of fills.h: fills.c (life and stream), fill_requests.c (operators),
 * fill_closing.c and fill_standing.c (what is not sent, and what is to be filled), fill_compare.c (looks),
 * fill_note.c and fill_names.c (what is noted, and what names mean), fill_turns.c (which fill does something next), fill_wait.c (whom they wait for), fill_steps.h (one fill). */
#ifndef SLP_FILLS_PRIVATE_H
#define SLP_FILLS_PRIVATE_H

#include "coverage/names.h"
#include "fill/barrier.h"
#include "fill/chunk.h"
#include "postgres/wal.h"
#include "reader/fills.h"

enum slp_fill_phase {
    SLP_FILL_NONE,    /* not under way: nothing to be filled, or it has not begun */
    SLP_FILL_PAUSE,   /* after a start: its writers, and then PASS */
    SLP_FILL_PASS,    /* the stream comes to the goal */
    SLP_FILL_READ,    /* chunks */
    SLP_FILL_DELIVER, /* all records become durable */
    SLP_FILL_OLDER,   /* older transactions end */
    SLP_FILL_MARK,    /* the end mark becomes durable */
};

/* A release's fill. */
struct slp_fill {
    uint32_t projection;
    bool noted; /* a look was noted since it became uncovered */
    struct slp_barrier barrier;
    struct slp_seen seen; /* transactions that changed the table, since its writers were listed, and
                           * then since the last chunk: a chunk must see them */
    /* Asking again whether those for whom it waits have ended, or whatever it waits for has come. */
    int64_t wait_until_ms;
    bool wait_unsaved;     /* for whom it waits is not saved yet, */
    int64_t wait_saved_ms; /* which was done last at this time; */
    int64_t told_ms;       /* and it was logged last at this */
    int64_t waits_ms;      /* in this run it waits since; 0: it does not */

    enum slp_fill_phase phase;
    /* Since it is under way: */
    struct slp_wal_goal goal; /* where the stream has to come first */
    slp_tid next;
    bool all_read;
    bool unseen; /* the last chunk could not be read, since a commit was not visible */
    bool locked; /* the last chunk could not be read, for somebody's lock */
    struct slp_files files;
    struct slp_entry entry;
    uint64_t judge_lsn; /* other files were seen: the stream has to come here first; 0: none */
    uint64_t number;    /* of the destination's record that has to be durable */
    bool flushed;       /* the sender was asked to make it so, */
    int64_t flushed_ms; /* at this time */
    uint64_t xid;
};

struct slp_fills {
    struct slp_fills_config config;
    struct slp_state *state;
    uint32_t nprojections;
    struct slp_fill *each;       /* by projection */
    struct sl_buf *fingerprints; /* by projection */
    struct sl_buf note;          /* scratch */
    struct sl_str *known;   /* likewise: what is known of names, by projection, and of others */
    struct sl_buf snapshot; /* of the chunk at hand, as text */
    uint64_t looks;         /* of the watch, when compared last */
    uint32_t last;          /* whose turn was last */
    int64_t due_ms;         /* nothing is to be done before; INT64_MAX: nothing is left to do */
    int64_t yield_until_ms; /* nor while the stream has more */
    uint64_t passed_lsn;
};

struct slp_release *slp_fills_release(const struct slp_fills *fills, uint32_t projection);
const struct slp_found_table *slp_fills_found(const struct slp_fills *fills, uint32_t projection);

/* What differs of the release's table; NULL: nothing. */
const struct slp_difference *slp_fills_drift(const struct slp_fills *fills, uint32_t projection);
/* Whether the release is to be filled, and can be. */
bool slp_fills_is_pending(const struct slp_fills *fills, uint32_t projection);

/* Nothing of the release is sent until it was filled again, by whatever run. `detail` may be "". */
SL_MUST_USE int slp_fills_uncover(struct slp_fills *fills, uint32_t projection,
                                  enum slp_cause cause, const char *detail, struct sl_err *reterr);

/* Nothing of it is sent until somebody asks for that: a fill alone would not mend the cause. */
SL_MUST_USE int slp_fills_pause(struct slp_fills *fills, uint32_t projection, enum slp_cause cause,
                                const char *detail, struct sl_err *reterr);

/* The same for a difference of its table. */
SL_MUST_USE int slp_fills_uncover_drifted(struct slp_fills *fills, uint32_t projection,
                                          const struct sl_err *drift, struct sl_err *reterr);
/* Of a release that the pusher has paused by itself: why it is not sent (DRIFT or DATA); returns -1. */
int slp_fills_fail_for_paused(const struct slp_fills *fills, uint32_t projection,
                              struct sl_err *reterr);

/* Tells of one that a run has paused before, unless that was asked for. */
void slp_fills_tell_paused(const struct slp_fills *fills, uint32_t projection);

/* Notes what the newest look has of the release, in fills->note. */
SL_MUST_USE int slp_fills_note(struct slp_fills *fills, uint32_t projection, struct sl_err *reterr);
/* Makes that the release's facts. */
SL_MUST_USE int slp_fills_keep_note(struct slp_fills *fills, uint32_t projection,
                                    struct sl_err *reterr);

/* Whether a name that the release reads means another column than was noted: then it is paused. Against what the
 * newest look has, in fills->note. */
SL_MUST_USE int slp_fills_pause_if_swapped(struct slp_fills *fills, uint32_t projection,
                                           bool *ret_paused, struct sl_err *reterr);
bool slp_fills_is_paused_for_names(const struct slp_fills *fills, uint32_t projection);
/* The names mean what they meant: what was sent is right, and the rest follows. */
SL_MUST_USE int slp_fills_unpause(struct slp_fills *fills, uint32_t projection,
                                  struct sl_err *reterr);
/* What is known of names, for this release. It lives until facts are changed. */
struct slp_names slp_fills_names(const struct slp_fills *fills, uint32_t projection);
/* Remembers, durably, which names the newest look has, however the release stands: what comes to mean something
 * else from here on is told by that. */
SL_MUST_USE int slp_fills_learn_names(struct slp_fills *fills, uint32_t projection,
                                      struct sl_err *reterr);
/* Somebody has said that the names are right as the newest look has them. */
SL_MUST_USE int slp_fills_take_names(struct slp_fills *fills, uint32_t projection,
                                     struct sl_err *reterr);

/* Whether a fill has the turn to be read. */
bool slp_fills_one_is_reading(const struct slp_fills *fills);

/* Tells, at times, for whom a fill waits. */
SL_MUST_USE int slp_fills_tell_wait(struct slp_fills *fills, struct slp_fill *fill,
                                    const char *whom, struct sl_err *reterr);
/* Whether somebody's lock keeps the fill from reading: that is told, and asked again later. */
SL_MUST_USE int slp_fills_wait_for_lock(struct slp_fills *fills, struct slp_fill *fill,
                                        bool *ret_waits, struct sl_err *reterr);
/* Who is waited for is asked again in a moment; for one that waits long, less often. */
void slp_fills_ask_later(const struct slp_fills *fills, struct slp_fill *fill);

/* From now on what operators ask is done. */
void slp_fills_take_requests(struct slp_fills *fills);

/* Begins a fill whose writers have ended, unless a lock is in the way, or goes on with one; and the next
 * step of it. */
SL_MUST_USE int slp_fill_begin(struct slp_fills *fills, struct slp_fill *fill,
                               struct sl_err *reterr);
SL_MUST_USE int slp_fill_resume(struct slp_fills *fills, struct slp_fill *fill,
                                struct sl_err *reterr);
/* Whether another chunk can be read at once. */
bool slp_fill_has_more(const struct slp_fills *fills, const struct slp_fill *fill);
SL_MUST_USE int slp_fill_step(struct slp_fills *fills, struct slp_fill *fill,
                              struct sl_err *reterr);

#endif
