/* source_process.c - credentials that a program prints (credential_process of a profile): JSON with
 * Version 1. The runner runs it (runner.h). */
#include "aws/source.h"

#include <jansson.h>

/* 1 is the only version there is. */
static bool
is_version_1(struct sl_str json)
{
    json_t *object = json_loadb(json.ptr != NULL ? json.ptr : "", json.len, 0, NULL);
    bool right = json_integer_value(json_object_get(object, "Version")) == 1;
    json_decref(object);
    return right;
}

static enum slp_aws_step
take(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    if (!is_version_1(sl_buf_str(&attempt->text))) {
        (void)slp_aws_attempt_fail(attempt, SL_CONFIG,
                                   "credential_process of %s prints no JSON with "
                                   "\"Version\": 1",
                                   source->name);
        (void)sl_remedy(&attempt->err, "run it by hand to see what it prints");
        return SLP_STEP_FAILED;
    }
    return slp_aws_credentials_of_json(attempt->credentials, sl_buf_str(&attempt->text),
                                       "SessionToken", source->name, &attempt->err) == 0
               ? SLP_STEP_DONE
               : SLP_STEP_FAILED;
}

static enum slp_aws_step
process_step(struct slp_aws_source *source, struct slp_aws_attempt *attempt)
{
    if (attempt->number == 0) {
        sl_buf_wipe(&attempt->text);
        return slp_aws_runner_ask(source->runner, &attempt->err) == 0 ? SLP_STEP_WAIT
                                                                      : SLP_STEP_FAILED;
    }
    int got = slp_aws_runner_take(source->runner, &attempt->text, &attempt->err);
    if (got <= 0)
        return got == 0 ? SLP_STEP_WAIT : SLP_STEP_FAILED;
    enum slp_aws_step taken = take(source, attempt);
    sl_buf_wipe(&attempt->text);
    return taken;
}

const struct slp_aws_source_type slp_aws_source_process = { .step = process_step };
