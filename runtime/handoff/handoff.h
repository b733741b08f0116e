/* handoff.h - the two pipes between reader and sender, and what travels on them.
 *
 * Records pipe, reader to sender; every number little-endian:
 *     u32 length      bytes that follow
 *     u8  kind        enum slp_frame_kind
 *     u8  destination index into sluice_policy.destinations
 *     u16 projection  index into sluice_policy.projections
 *     u64 number      1, 2, 3, … per destination
 *     u64 gen, u32 run, u64 lsn, u64 seq
 *                     the position as it stands in the record (lsn 0 under `positions apart`)
 *     u32 key_len     then the key, then the record's JSON up to the end of the frame
 * Frames of the other kinds end after `number`; of those about a marker the reader has one a destination
 * on its way, and the sender answers each.
 *
 * Delivery results pipe, sender to reader:
 *     u32 length, u8 kind, u8 destination, u8 class, u16 projection, u64 number, text to the end;
 *     in the text of a refusal, the remedy follows the reason behind a NUL; and behind another, of a record
 *     that is left out, its key
 *
 * The two ends share a version, being one binary, but not what becomes of them: every length is
 * checked before it is believed, and a frame that breaks the layout is a BUG error, never a guess.
 * Nothing here blocks: the reader's end keeps what the pipe does not take. */
#ifndef SLP_HANDOFF_H
#define SLP_HANDOFF_H

#include "err.h"
#include "record/marker.h"
#include "record/record.h"

#include <stdbool.h>
#include <stdint.h>

enum slp_frame_kind {
    SLP_FRAME_RECORD = 1,
    SLP_FRAME_FLUSH,       /* deliver all you hold now, files that could grow further too: before an
                        end mark, and when the reader is about to stop. Not for a quiet moment: the
                        sender sees an empty pipe by itself. */
    SLP_FRAME_END,         /* flush, then end: no frame follows */
    SLP_FRAME_TELL_MARKER, /* tell what marker the destination has */
    SLP_FRAME_MARK, /* give its marker this number and tell it, or where marks are dear and the last one
                       is not long ago, tell the one that is there */
    SLP_FRAME_MARK_AT_ONCE, /* the same, however dear: nothing may follow for long */
};

struct slp_frame {
    enum slp_frame_kind kind;
    uint32_t destination, projection;
    uint64_t number;
    struct sl_position position; /* .kind is not carried: the sender has no use for it */
    struct sl_str key;  /* the row key's fields as they stand in the record: released values */
    struct sl_str json; /* without a newline */
};

enum slp_result_kind {
    SLP_RESULT_DELIVERED = 1, /* every record of the destination up to `number` is durable */
    SLP_RESULT_REFUSED,       /* `number` will never be taken: stop, for the reason in `err` */
    SLP_RESULT_LEFT_OUT, /* the record `number` of `projection` will never be taken, for the reason in
                               * `err`; the sender goes on without it. Comes before its delivery is told */
    SLP_RESULT_MARKER,   /* the destination has this marker, durably; or none: its id is "" */
    SLP_RESULT_NO_MARKER, /* it is of a kind that keeps none, or the sender may not look */
};

enum { SLP_RESULT_KEY_BYTES = 1024 };

struct slp_result_message {
    enum slp_result_kind kind;
    uint32_t destination;
    uint32_t projection; /* of LEFT_OUT */
    uint64_t number;
    struct sl_err err;              /* of REFUSED and LEFT_OUT */
    char key[SLP_RESULT_KEY_BYTES]; /* of LEFT_OUT: the record's, as much as there is room for */
    char marker_id[SLP_MARKER_ID_BYTES]; /* of MARKER, whose number is `number` */
};

/* ---- the reader's end ---------------------------------------------------------------------- */

struct slp_handoff;

/* Takes both descriptors over and makes them non-blocking. NULL and *reterr on failure. */
struct slp_handoff *slp_handoff_new(int records_fd, int results_fd, struct sl_err *reterr);

/* Closes both ends, wipes, frees. NULL is allowed. What was not written is gone: the slot gives it
 * again. */
void slp_handoff_free(struct slp_handoff *handoff);

/* Whether another record may be added. While false, stop reading from PostgreSQL (and go on
 * answering its keepalives) until slp_handoff_write() has made room. */
bool slp_handoff_has_room(const struct slp_handoff *handoff);

/* Appends one frame to the outgoing buffer; no system call. Call only while there is room. Copies.
 * -1: memory is short (RETRY). */
SL_MUST_USE int slp_handoff_add(struct slp_handoff *handoff, const struct slp_frame *frame,
                                struct sl_err *reterr);

/* Whether so much waits that writing pays (64 KiB): the hot loop asks this after each record. */
bool slp_handoff_is_due(const struct slp_handoff *handoff);

/* Writes what the pipe takes. Call when due, before waiting, and when records_fd is writable. 0
 * also when the pipe is full; -1: the sender is gone (RETRY). */
SL_MUST_USE int slp_handoff_write(struct slp_handoff *handoff, struct sl_err *reterr);

/* Whether bytes wait: then poll records_fd for POLLOUT. */
bool slp_handoff_is_pending(const struct slp_handoff *handoff);

/* Takes the next message from the delivery results pipe: 1 and *ret, 0 when there is none for now,
 * -1 when the sender is gone (RETRY) or broke the layout (BUG). Repeat until it is 0. */
SL_MUST_USE int slp_handoff_next_result(struct slp_handoff *handoff, struct slp_result_message *ret,
                                        struct sl_err *reterr);

int slp_handoff_records_fd(const struct slp_handoff *handoff);
int slp_handoff_results_fd(const struct slp_handoff *handoff);

/* ---- the sender's end ---------------------------------------------------------------------- */

struct slp_intake;

struct slp_intake *slp_intake_new(int records_fd, int results_fd, const struct sl_policy *policy,
                                  struct sl_err *reterr);
void slp_intake_free(struct slp_intake *intake);

/* Reads once what the pipe holds, up to a block. 1 when bytes came, 0 when the pipe is empty, -1
 * and RETRY at its end: the reader is gone. Frames handed out before are invalid afterwards. */
SL_MUST_USE int slp_intake_read(struct slp_intake *intake, struct sl_err *reterr);

/* The next whole frame among the bytes read: 1 and *ret, 0 when more must be read first, -1 (BUG)
 * when the bytes are no frame, name no destination or projection of the policy, or when a number
 * does not follow the one before. */
SL_MUST_USE int slp_intake_next(struct slp_intake *intake, struct slp_frame *ret,
                                struct sl_err *reterr);

/* Tells the reader; waits while the delivery results pipe is full. -1 when the reader is gone
 * (RETRY). */
SL_MUST_USE int slp_intake_report(struct slp_intake *intake,
                                  const struct slp_result_message *result, struct sl_err *reterr);

int slp_intake_records_fd(const struct slp_intake *intake);

#endif
