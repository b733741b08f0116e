/* sigv4.h - AWS Signature Version 4 in headers (docs "Signature Version 4 for API requests").
 *
 * Pure but for the signing key it keeps: nothing here reads a clock, an environment or a socket.
 * Every request is signed over its whole body; there is no way to sign UNSIGNED-PAYLOAD. */
#ifndef SLP_AWS_SIGV4_H
#define SLP_AWS_SIGV4_H

#include "attributes.h"
#include "aws/pair.h"
#include "buf.h"
#include "hash.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_sigv4;

/* Pairs of one query, and headers of one request, that are signed at most. */
enum { SLP_SIGV4_MAX_PAIRS = 64 };

enum { SLP_SIGV4_TIME_CHARS = 16 }; /* 20150830T123600Z */

struct slp_sigv4_request {
    const char *method;
    struct sl_str path; /* as it is sent, encoded once */
    bool path_as_sent;  /* S3: that is what is signed; else it is normalised, and encoded again */
    const struct slp_aws_pair *query; /* not encoded */
    size_t nquery;
    /* All that are signed: host, x-amz-date and x-amz-security-token among them. Names in lower
     * case; values as they are sent. */
    const struct slp_aws_pair *headers;
    size_t nheaders;
    const char *body_sha256; /* 64 digits of hex */
};

/* Who signs, where, when. The secret is kept as long as the same one comes again. */
struct slp_sigv4_scope {
    struct sl_str id, secret;
    const char *region, *service;
    int64_t time_s; /* since 1970-01-01 UTC */
};

struct slp_sigv4 *slp_sigv4_new(void); /* NULL when memory is short */
void slp_sigv4_free(struct slp_sigv4 *signer);

/* The time as x-amz-date has it, with a NUL. */
void slp_sigv4_time(int64_t time_s, char ret[SLP_SIGV4_TIME_CHARS + 1]);

/* Appends the query as it is signed and sent: sorted, encoded, without "?". -1: too many pairs. */
SL_MUST_USE int slp_sigv4_query(struct sl_buf *out, const struct slp_aws_pair *query, size_t count);

/* Appends the value of the Authorization header. -1 when memory is short or there are too many
 * pairs. */
SL_MUST_USE int slp_sigv4_sign(struct slp_sigv4 *signer, const struct slp_sigv4_request *request,
                               const struct slp_sigv4_scope *scope,
                               struct sl_buf *ret_authorization);

/* A request that is signed here and made by somebody else: GET of "/", with the signature in the query. */
struct slp_sigv4_presigned {
    struct sl_str host;               /* with its port */
    const struct slp_aws_pair *query; /* not encoded */
    size_t nquery;
    struct sl_str token;     /* the session's; "": none */
    struct sl_str expires_s; /* "900" */
};

/* Appends its URL without the scheme. -1 as above. */
SL_MUST_USE int slp_sigv4_presign(struct slp_sigv4 *signer,
                                  const struct slp_sigv4_presigned *presigned,
                                  const struct slp_sigv4_scope *scope, struct sl_buf *ret_url);

/* What the last signature is over, for tests and those who debug one: no secret is in it. */
struct sl_str slp_sigv4_canonical(const struct slp_sigv4 *signer);

#endif
