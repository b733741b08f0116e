/* attempt.h - one attempt to get credentials from a source: what the source is given, what it asks,
 * and what came of it; and what those who write a source share. */
#ifndef SLP_AWS_ATTEMPT_H
#define SLP_AWS_ATTEMPT_H

#include "aws/credentials.h"
#include "aws/place.h"
#include "http/fetch.h"

/* What all sources of a client see. `region` is "" until it is known. */
struct slp_aws_context {
    struct slp_aws_settings settings;
    const char *region;
    int64_t clock_offset_s; /* the services' clock less ours */
};

enum slp_aws_step {
    SLP_STEP_ASK,    /* make the request, then step again with its response */
    SLP_STEP_WAIT,   /* step again when source->runner has something */
    SLP_STEP_DONE,   /* attempt->credentials (or region) are there */
    SLP_STEP_FAILED, /* attempt->err says why: RETRY or CONFIG */
};

struct slp_aws_attempt {
    const struct slp_aws_context *context;
    const struct slp_aws_credentials *base;   /* of the source before, NULL for the first */
    const struct slp_http_response *response; /* NULL at the first step */
    unsigned number;                          /* of the step: 0, 1, … */

    struct slp_fetch fetch; /* ASK: the request */

    /* DONE: */
    struct slp_aws_credentials *credentials;
    char region[SLP_AWS_REGION_BYTES];

    /* FAILED: */
    struct sl_err err;
    bool start_again; /* because a file was replaced since the process was sandboxed (file.h) */

    struct sl_buf scratch, text; /* the source's own, kept from step to step */
};

/* Says that it failed: FAILED. */
enum slp_aws_step slp_aws_attempt_fail(struct slp_aws_attempt *attempt, enum sl_class class,
                                       const char *format, ...) SL_PRINTF(3, 4);

/* Reads a token's file without the white space at its end; false: attempt->err says why. */
SL_MUST_USE bool slp_aws_attempt_read_token(struct slp_aws_attempt *attempt, const char *path);

/* Fails with what is wrong with the response, if it is not a 200; true when it is one. */
SL_MUST_USE bool slp_aws_attempt_responded(struct slp_aws_attempt *attempt, const char *what);

#endif
