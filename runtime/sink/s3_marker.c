#include "sink/s3_marker.h"

#include "log.h"
#include "sink/marker_text.h"
#include "sink/s3_request.h"
#include "sink/s3_response.h"

#include <stdlib.h>

enum { PUT_EVERY_MS = 60000 };

struct slp_s3_marker {
    const char *destination;
    struct slp_aws_call *call;
    struct slp_s3_request request;
    bool calling;
    unsigned failures;
    struct sl_buf body;       /* on its way */
    struct slp_marker there;  /* what is durable */
    struct slp_marker on_way; /* what is put */
    int64_t put_again_ms;     /* not before, unless at once */
};

struct slp_s3_marker *
slp_s3_marker_new(struct slp_aws_client *client, const struct slp_s3_config *config,
                  const char *destination, struct sl_err *reterr)
{
    struct slp_s3_marker *marker = calloc(1, sizeof *marker);
    if (marker != NULL) {
        marker->destination = destination;
        marker->call = slp_aws_call_new(client);
        sl_buf_init(&marker->body, SLP_MARKER_TEXT_BYTES);
        slp_s3_request_init(&marker->request, config);
        slp_s3_request_name_marker(&marker->request, destination);
        if (marker->call != NULL && !slp_s3_request_failed(&marker->request))
            return marker;
    }
    slp_s3_marker_free(marker);
    (void)sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for the marker");
    return NULL;
}

void
slp_s3_marker_free(struct slp_s3_marker *marker)
{
    if (marker == NULL)
        return;
    slp_aws_call_free(marker->call);
    slp_s3_request_done(&marker->request);
    sl_buf_done(&marker->body);
    free(marker);
}

static enum slp_marking_result
start(struct slp_s3_marker *marker)
{
    marker->request.request.failures = marker->failures;
    slp_aws_call_start(marker->call, &marker->request.request);
    marker->calling = true;
    return SLP_MARKING_WAITS;
}

/* Whether the failure may heal: then *trouble is set, and the next one asks again. */
static enum slp_marking_result
fail(struct slp_s3_marker *marker, const struct sl_err *failure, enum slp_aws_outcome outcome,
     struct sl_err *trouble, struct sl_err *reterr)
{
    marker->failures++;
    if (failure->class == SL_RETRY && outcome != SLP_AWS_START_AGAIN) {
        *trouble = *failure;
        return SLP_MARKING_WAITS;
    }
    *reterr = *failure;
    return SLP_MARKING_FAILED;
}

/* ---- reading ------------------------------------------------------------------------------- */

int
slp_s3_marker_judge(const struct slp_aws_result *result, struct sl_err *reterr)
{
    if (result->outcome == SLP_AWS_OK)
        return 1;
    if (result->outcome == SLP_AWS_MISSING && !sl_str_is(result->code, "NoSuchBucket"))
        return 0;
    *reterr = result->err;
    if (result->outcome == SLP_AWS_DENIED)
        (void)sl_remedy(reterr,
                        "allow the identity s3:GetObject on the marker's object, and "
                        "s3:ListBucket on the bucket, without which S3 does not say that an "
                        "object is not there (docs/aws.md)");
    return -1;
}

enum slp_marking_result
slp_s3_marker_read(struct slp_s3_marker *marker, struct slp_marker *ret, struct sl_err *trouble,
                   struct sl_err *reterr)
{
    if (!marker->calling) {
        slp_s3_request_get(&marker->request);
        return start(marker);
    }
    const struct slp_aws_result *result = slp_aws_call_result(marker->call);
    struct sl_err failure;
    if (result == NULL)
        return SLP_MARKING_WAITS;
    marker->calling = false;
    int found = slp_s3_marker_judge(result, &failure);
    if (found < 0 && (result->outcome == SLP_AWS_DENIED || result->outcome == SLP_AWS_KMS)) {
        sl_log(SL_LOG_WARNING, "marker_not_read",
               SL_FIELDS(SL_NAME("destination", sl_str_of(marker->destination)),
                         SL_NAME("error", sl_str_of(failure.text)),
                         SL_NAME("remedy", sl_str_of(failure.remedy))));
        return SLP_MARKING_NONE;
    }
    if (found < 0)
        return fail(marker, &failure, result->outcome, trouble, reterr);
    marker->failures = 0;
    marker->there = slp_marker_read(found > 0 ? result->body : SL_STR(""));
    *ret = marker->there;
    return SLP_MARKING_DONE;
}

/* ---- writing ------------------------------------------------------------------------------- */

static enum slp_marking_result
put(struct slp_s3_marker *marker, const struct slp_mark *mark, struct sl_err *reterr)
{
    uint8_t digest[SL_SHA256_BYTES];
    marker->on_way = slp_marker_after(&marker->there, mark->number);
    sl_buf_clear(&marker->body);
    slp_marker_write(&marker->body, &marker->on_way);
    if (sl_buf_failed(&marker->body)) {
        (void)sl_fail(reterr, SL_RETRY, "s3 sink: out of memory for the marker");
        return SLP_MARKING_FAILED;
    }
    sl_sha256(sl_buf_str(&marker->body), digest);
    slp_s3_request_replace(&marker->request, sl_buf_str(&marker->body), digest);
    return start(marker);
}

/* S3 names what it has; a 200 without that came from something in between. */
static bool
is_put(const struct slp_s3_marker *marker, const struct slp_aws_result *result,
       struct sl_err *reterr)
{
    *reterr = result->err;
    if (result->outcome != SLP_AWS_OK)
        return false;
    if (slp_s3_response_is_etag(sl_str_of(slp_aws_call_header(marker->call, "etag"))))
        return true;
    (void)slp_s3_response_garbled(marker->request.request.action, reterr);
    return false;
}

enum slp_marking_result
slp_s3_marker_write(struct slp_s3_marker *marker, const struct slp_mark *mark,
                    struct slp_marker *ret, struct sl_err *trouble, struct sl_err *reterr)
{
    const struct slp_aws_result *result = slp_aws_call_result(marker->call);
    struct sl_err failure;
    const bool is_early = !mark->at_once && mark->now_ms < marker->put_again_ms;
    if (!marker->calling && !is_early)
        return put(marker, mark, reterr);
    if (marker->calling && result == NULL)
        return SLP_MARKING_WAITS;
    if (marker->calling) {
        marker->calling = false;
        if (!is_put(marker, result, &failure))
            return fail(marker, &failure, result->outcome, trouble, reterr);
        marker->failures = 0;
        marker->there = marker->on_way;
        marker->put_again_ms = mark->now_ms + PUT_EVERY_MS;
    }
    *ret = marker->there;
    return SLP_MARKING_DONE;
}
