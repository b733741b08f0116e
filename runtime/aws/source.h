/* source.h - where credentials come from: one file a source, each a small machine that asks and is
 * answered. It does no input or output but read its own files: whoever inquires (inquiry.h) makes
 * its requests.
 *
 *     step(no response) ─▶ ASK ─▶ step(response) ─▶ ASK … ─▶ DONE or FAILED
 *
 * Sources form a chain where one needs another's credentials: a role is assumed with those of the
 * source before it. */
#ifndef SLP_AWS_SOURCE_H
#define SLP_AWS_SOURCE_H

#include "aws/attempt.h"
#include "aws/runner.h"

struct slp_aws_source;

struct slp_aws_source_type {
    enum slp_aws_step (*step)(struct slp_aws_source *source, struct slp_aws_attempt *attempt);
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

#endif
