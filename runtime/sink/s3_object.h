/* s3_object.h - one object of the sink s3: lines while it grows, then the calls that bring it
 * there.
 *
 *   new ─▶ append … ─▶ end ─▶ step until it is durable ─▶ free
 *             └─ step: parts go up while it grows
 *
 * A small object is one PutObject, a larger one a multipart upload with parts of the configured
 * size. Its key:
 *
 *   PREFIX STREAM/YYYY/MM/DD/HH/NAME-MARK.jsonl[.gz]       (object_name.h)
 *
 * MARK is the beginning of the SHA-256 of its bytes, for PutObject; so two objects with one key are
 * the same, and 412 to "If-None-Match: *" says that these very bytes are there already: delivered.
 * The key of a multipart upload is needed before its bytes are known: there MARK is drawn by lot,
 * and 412 says that our own completion went through before, the response being lost.
 *
 * (S3 API reference: PutObject, CreateMultipartUpload, UploadPart, CompleteMultipartUpload,
 * HeadObject, AbortMultipartUpload. A completion may answer 200 with an error in its body.) */
#ifndef SLP_S3_OBJECT_H
#define SLP_S3_OBJECT_H

#include "aws/client.h"
#include "config/config.h"
#include "sink/object_name.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_s3_object;

struct slp_s3_start {
    struct slp_aws_client *client; /* borrowed, as all that follows */
    const struct slp_s3_config *config;
    const char *stream;
    enum sl_positions positions;
    struct sl_position first; /* of the first record */
};

SL_MUST_USE int slp_s3_object_new(const struct slp_s3_start *start, struct slp_s3_object **ret,
                                  struct sl_err *reterr);

/* NULL is allowed. An upload that was begun stays, invisible: give it up before. */
void slp_s3_object_free(struct slp_s3_object *object);

/* Gives up an upload that was begun, and waits for that two seconds at most. False when the service
 * did not answer. */
bool slp_s3_object_give_up(struct slp_s3_object *object);

/* Takes a line with its newline: 1; 0 when a part has to go up first; -1: memory is short
 * (RETRY). */
SL_MUST_USE int slp_s3_object_append(struct slp_s3_object *object, struct sl_str line,
                                     struct sl_err *reterr);

/* Compresses what waits and gives up the memory that compressing takes (gzip.h), though lines may follow.
 * -1: memory is short (RETRY). */
SL_MUST_USE int slp_s3_object_squeeze(struct slp_s3_object *object, struct sl_err *reterr);

/* No line follows. -1: memory is short (RETRY). */
SL_MUST_USE int slp_s3_object_end(struct slp_s3_object *object, struct sl_err *reterr);
bool slp_s3_object_is_ended(const struct slp_s3_object *object);

/* Goes on with what is under way, and if it `may_start` with the next call. 1: the object is there,
 * durable. 0: not yet; *trouble is set by what may heal. -1: cannot go on, or what went up is lost
 * (RETRY: everything starts again). */
SL_MUST_USE int slp_s3_object_step(struct slp_s3_object *object, int64_t now_ms, bool may_start,
                                   struct sl_err *trouble, struct sl_err *reterr);

/* Whether a call is under way; whether there is something to call for. */
bool slp_s3_object_is_busy(const struct slp_s3_object *object);
bool slp_s3_object_is_due(const struct slp_s3_object *object);

/* When to step again after a failure; 0: no pause is on. */
int64_t slp_s3_object_pause_ends_ms(const struct slp_s3_object *object);

/* Bytes of the lines taken, and bytes of memory held for it. */
uint64_t slp_s3_object_bytes(const struct slp_s3_object *object);
size_t slp_s3_object_memory(const struct slp_s3_object *object);

/* What of that memory slp_s3_object_squeeze() would free, for fewer bytes that stay. */
size_t slp_s3_object_squeezable(const struct slp_s3_object *object);

#endif
