/* release_record.h - one record of a release: where it stands in the stream, its text, its way out; and
 * what the filter says of a row. For release.c and release_fill.c. */
#ifndef SLP_RELEASE_RECORD_H
#define SLP_RELEASE_RECORD_H

#include "change/release.h"

/* What a filter says about a row: the old row's known columns may not decide it. */
enum slp_verdict { SLP_PASSES, SLP_FAILS, SLP_UNDECIDED };

/* A record on its way out: what it is of, and its position and text once it is written. */
struct slp_outgoing {
    enum sl_op op;
    const struct sl_value *image; /* of the row; NULL for a truncation or an end mark */
    bool again;                   /* the image is of a row that was read again */
    struct sl_position position;
    struct sl_record_text text; /* lives until the release writes the next */
};

/* Whether digests tell what was sent last. Under replica identity full the old row tells, but for what a
 * fill has sent. */
bool slp_release_keeps_digests(const struct slp_release *release);

/* Of the record that is sent next at the release's moment. */
struct sl_position slp_release_position(const struct slp_release *release);

/* The time that its fields are made with. */
uint32_t slp_release_seconds(const struct slp_release *release);

SL_MUST_USE int slp_release_write(struct slp_release *release, struct slp_outgoing *outgoing,
                                  struct sl_err *reterr);
SL_MUST_USE int slp_release_send(struct slp_release *release, const struct slp_outgoing *outgoing,
                                 struct sl_err *reterr);

SL_MUST_USE int slp_release_filter(struct slp_release *release, const struct sl_value *image,
                                   enum slp_verdict *ret_verdict, struct sl_err *reterr);

/* ---- while the release is filled (release_fill.c) ------------------------------------------- */

/* An update that waits for the next chunk, since nothing is known of the row in this generation: the row is
 * written again, as of the last chunk's time. */
SL_MUST_USE int slp_release_wait(struct slp_release *release, struct slp_outgoing *outgoing,
                                 struct sl_err *reterr);

/* Whether a chunk has sent the row as it was after the transaction at hand: an update of it is not told. */
bool slp_release_has_seen(const struct slp_release *release, struct sl_str key);
/* The row is gone, or was sent since: what comes next under its key counts. */
void slp_release_unsee(struct slp_release *release, struct sl_str key);

/* The row was sent, or is gone: nothing of it waits any more. */
void slp_release_unwait(struct slp_release *release, struct sl_str key);
void slp_release_unwait_all(struct slp_release *release);

#endif
