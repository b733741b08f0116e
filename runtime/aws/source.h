/* source.h - where credentials come from: one file a source, each a small machine that asks and is
 * answered. It does no input or output but read its own files: the keeper makes its requests.
 *
 *     step(no response) ─▶ ASK ─▶ step(response) ─▶ ASK … ─▶ DONE or FAILED
 *
 * Sources form a chain where one needs another's credentials: a role is assumed with those of the
 * source before it. */
#ifndef SLP_AWS_SOURCE_H
#define SLP_AWS_SOURCE_H

#include "aws/credentials.h"
#include "aws/environment.h"
#include "aws/place.h"
#include "aws/profiles.h"
#include "aws/runner.h"
#include "aws/sigv4.h"
#include "http/http.h"

/* What all sources of a client see. `region` is "" until it is known. */
struct slp_aws_context {
    struct slp_aws_environment environment;
    struct slp_aws_profiles *profiles; /* as they were when the client was made */
    const char *region;
    int64_t clock_offset_s; /* the services' clock less ours */
};

enum slp_aws_step {
    SLP_STEP_ASK,    /* make the request, then step again with its response */
    SLP_STEP_WAIT,   /* step again when source->runner has something */
    SLP_STEP_DONE,   /* turn->credentials (or region) are there */
    SLP_STEP_FAILED, /* turn->err says why: RETRY or CONFIG */
};

/* One attempt: what the source is given, and what it fills. */
struct slp_aws_turn {
    const struct slp_aws_context *context;
    const struct slp_aws_credentials *base;   /* of the source before, NULL for the first */
    const struct slp_http_response *response; /* NULL at the first step */
    unsigned number;                          /* of the step: 0, 1, … */

    /* ASK: */
    const char *method;
    struct sl_buf url, headers; /* headers: each ends in a NUL */
    struct sl_buf body;
    uint32_t timeout_ms;
    bool direct;

    /* DONE: */
    struct slp_aws_credentials *credentials;
    char region[SLP_AWS_REGION_BYTES];

    struct sl_err err;
    bool start_again; /* FAILED because a file was replaced since the sandbox (file.h) */
    struct sl_buf scratch, text;
};

struct slp_aws_source;

struct slp_aws_source_type {
    enum slp_aws_step (*step)(struct slp_aws_source *source, struct slp_aws_turn *turn);
    bool fixed;          /* what it gives stays the same as long as the process lives */
    bool expired_serves; /* what it gives serves although it has expired: there is nothing better */
};

/* Texts are "" where a source has none; they live in the client's arena. */
struct slp_aws_source {
    const struct slp_aws_source_type *type;
    const char *name;    /* for messages: "profile data", "instance" */
    const char *profile; /* of which profile the keys are */
    const char *role_arn, *session_name, *external_id, *duration_s;
    const char *token_file;
    const char *command; /* credential_process, for the runner */
    struct slp_aws_runner *runner;
};

extern const struct slp_aws_source_type slp_aws_source_environment, slp_aws_source_profile,
    slp_aws_source_process, slp_aws_source_role, slp_aws_source_web_identity,
    slp_aws_source_container, slp_aws_source_instance, slp_aws_source_region;

/* ---- for those who write one --------------------------------------------------------------- */

/* Empties what is asked. */
void slp_aws_turn_begin(struct slp_aws_turn *turn, const char *method, uint32_t timeout_ms,
                        bool direct);
void slp_aws_turn_header(struct slp_aws_turn *turn, const char *name, struct sl_str value);

/* Says that it failed: FAILED. */
enum slp_aws_step slp_aws_turn_fail(struct slp_aws_turn *turn, enum sl_class class,
                                    const char *format, ...) SL_PRINTF(3, 4);

/* Reads a token's file without the white space at its end; false: turn->err says why. */
SL_MUST_USE bool slp_aws_turn_read_token(struct slp_aws_turn *turn, const char *path);

/* Fails with what is wrong with the response, if it is not a 200; true when it is one. */
SL_MUST_USE bool slp_aws_turn_responded(struct slp_aws_turn *turn, const char *what);

#endif
