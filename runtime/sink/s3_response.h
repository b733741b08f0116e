/* s3_response.h - what a good response of S3 says; a 200 may be none, or hold an error. */
#ifndef SLP_S3_RESPONSE_H
#define SLP_S3_RESPONSE_H

#include "attributes.h"
#include "buf.h"
#include "err.h"

#include <stdbool.h>

enum { SLP_S3_ETAG_MAX_BYTES = 256 };

/* The response to `action` is none that S3 gives: -1 and RETRY. */
int slp_s3_response_garbled(const char *action, struct sl_err *reterr);

/* The upload id of CreateMultipartUpload, into an empty buffer. -1 and RETRY when there is none. */
SL_MUST_USE int slp_s3_response_upload_id(struct sl_str body, const char *action,
                                          struct sl_buf *ret, struct sl_err *reterr);

/* Whether the text can be an ETag: it goes into a completion as it came. */
bool slp_s3_response_is_etag(struct sl_str etag);

/* CompleteMultipartUpload: 0: the object is there. -1 and *reterr: it holds an error, whose code is
 * *ret_code ("" when there is none). */
SL_MUST_USE int slp_s3_response_completion(struct sl_str body, const char *action,
                                           struct sl_str *ret_code, struct sl_err *reterr);

#endif
