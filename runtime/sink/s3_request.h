/* s3_request.h - the calls that the sink s3 makes, as requests: headers, query, body.
 *
 * (S3 API reference.) Every call names the account that must own the bucket, where one is
 * configured; whatever makes an object says how it is encrypted; every body has its SHA-256 beside
 * it, which S3 compares and keeps. Views live in the struct: it stays where it is while a call is
 * under way. */
#ifndef SLP_S3_REQUEST_H
#define SLP_S3_REQUEST_H

#include "aws/client.h"
#include "buf.h"
#include "config/config.h"
#include "hash.h"
#include "sink/object_name.h"

enum {
    SLP_S3_HEADERS = 8,
    SLP_S3_MARK_BYTES = 8,
    SLP_S3_CHECKSUM_BYTES = 4 * ((SL_SHA256_BYTES + 2) / 3) + 1,
};

struct slp_s3_request {
    const struct slp_s3_config *config;
    struct slp_aws_request request;
    struct sl_buf path; /* of the object, used by all calls; "/": the bucket itself */
    struct slp_aws_pair headers[SLP_S3_HEADERS], query[2];
    struct sl_buf body; /* of a completion */
    uint8_t digest[SL_SHA256_BYTES];
    char checksum[SLP_S3_CHECKSUM_BYTES]; /* in base64 */
    char number[16];
};

/* `config` is borrowed. */
void slp_s3_request_init(struct slp_s3_request *request, const struct slp_s3_config *config);
void slp_s3_request_done(struct slp_s3_request *request);

/* Memory was short, or a name is too long. */
bool slp_s3_request_failed(const struct slp_s3_request *request);

/* Sets the object's path: prefix, folder and name, and the mark in hex (s3_object.h). */
void slp_s3_request_name(struct slp_s3_request *request, const struct slp_object_name *name,
                         const uint8_t mark[SLP_S3_MARK_BYTES]);

/* Sets the path of a destination's marker (marker_text.h). */
void slp_s3_request_name_marker(struct slp_s3_request *request, const char *destination);

/* PutObject unless the key is taken. `body` is the caller's; `digest` its SHA-256. */
void slp_s3_request_put(struct slp_s3_request *request, struct sl_str body,
                        const uint8_t digest[SL_SHA256_BYTES]);

/* PutObject of JSON, whatever is there; and GetObject. */
void slp_s3_request_replace(struct slp_s3_request *request, struct sl_str body,
                            const uint8_t digest[SL_SHA256_BYTES]);
void slp_s3_request_get(struct slp_s3_request *request);

/* CreateMultipartUpload, and UploadPart. */
void slp_s3_request_create(struct slp_s3_request *request);
void slp_s3_request_upload_part(struct slp_s3_request *request, struct sl_str upload_id,
                                uint32_t number, struct sl_str body,
                                const uint8_t digest[SL_SHA256_BYTES]);

/* CompleteMultipartUpload unless the key is taken. `parts`: <Part> elements. */
void slp_s3_request_complete(struct slp_s3_request *request, struct sl_str upload_id,
                             struct sl_str parts);
void slp_s3_request_abort(struct slp_s3_request *request, struct sl_str upload_id);

/* HeadObject; with the path "/" HeadBucket. */
void slp_s3_request_head(struct slp_s3_request *request);

#endif
