#include "aws/call.h"

#include "aws/file.h"
#include "clock.h"
#include "log.h"
#include "maxima.h"

#include <curl/curl.h>
#include <stdlib.h>

enum {
    CLOCK_TOLERANCE_S = 120, /* AWS takes five minutes; less is no reason to repeat */
    SERVER_PAUSE_OVER_MS = 5000,
};

/* ---- results ------------------------------------------------------------------------------- */

/* Gives it the pause that its outcome and the service ask for. */
static void
finish(struct slp_aws_call *call)
{
    struct slp_aws_result *result = &call->result;
    call->state = SLP_CALL_DONE;
    if (result->err.class != SL_RETRY)
        return;
    int64_t pause_ms = slp_aws_pause_ms(result->outcome, call->request.failures);
    const char *header = slp_http_call_header(call->http, "x-amz-retry-after");
    if (header[0] != '\0') { /* milliseconds; not without bound (the SDKs' rule of 2026) */
        int64_t wanted_ms = strtoll(header, NULL, 10);
        int64_t most_ms = pause_ms + SERVER_PAUSE_OVER_MS;
        if (wanted_ms > pause_ms)
            pause_ms = wanted_ms < most_ms ? wanted_ms : most_ms;
    }
    if (pause_ms > result->pause_ms)
        result->pause_ms = pause_ms;
}

/* What AWS's support asks for; "" without a response. */
static struct sl_str
request_id(const struct slp_aws_call *call)
{
    const char *id = slp_http_call_header(call->http, "x-amzn-requestid");
    return sl_str_of(id[0] != '\0' ? id : slp_http_call_header(call->http, "x-amz-request-id"));
}

static void
explain(struct slp_aws_call *call, enum slp_aws_outcome outcome, struct sl_str message)
{
    struct slp_aws_error error = { .outcome = outcome,
                                   .code = call->result.code,
                                   .status = call->result.status,
                                   .action = call->request.action,
                                   .at = call->client->place.at,
                                   .request_id = request_id(call),
                                   .message = message };
    call->result.outcome = outcome;
    slp_aws_error_explain(&error, &call->result.err);
}

/* Credentials, or the region, could not be had. */
static void
finish_without(struct slp_aws_call *call, const struct sl_err *why, bool start_again,
               int64_t pause_ms)
{
    call->result.outcome = start_again ? SLP_AWS_START_AGAIN : SLP_AWS_NO_CREDENTIALS;
    call->result.err = *why;
    call->result.pause_ms = pause_ms > 0 && why->class == SL_RETRY ? pause_ms : 0;
    finish(call);
}

static void
finish_ours(struct slp_aws_call *call)
{
    call->result.outcome = SLP_AWS_INVALID;
    (void)sl_fail(&call->result.err, SL_BUG, "%s: a request that cannot be written",
                  call->request.action);
    finish(call);
}

/* Files that looking up names and verifying certificates read. */
static bool
lost_a_file(const struct slp_aws_client *client, enum slp_http_failure failure)
{
    if (failure == SLP_HTTP_UNREADABLE || failure == SLP_HTTP_UNTRUSTED)
        return client->ca_bundle[0] != '\0' && slp_aws_was_replaced(client->ca_bundle);
    return failure == SLP_HTTP_NO_NAME &&
           (slp_aws_was_replaced("/etc/resolv.conf") || slp_aws_was_replaced("/etc/hosts"));
}

static enum slp_aws_outcome
outcome_of(const struct slp_aws_client *client, enum slp_http_failure failure)
{
    if (lost_a_file(client, failure))
        return SLP_AWS_START_AGAIN;
    switch (failure) {
    case SLP_HTTP_UNTRUSTED:
    case SLP_HTTP_UNREADABLE: return SLP_AWS_UNTRUSTED;
    case SLP_HTTP_GARBLED: return SLP_AWS_GARBLED;
    case SLP_HTTP_RESPONDED:
    case SLP_HTTP_NO_NAME:
    case SLP_HTTP_NO_WAY:
    case SLP_HTTP_TOO_LATE: break;
    }
    return SLP_AWS_UNREACHABLE;
}

static void
finish_without_response(struct slp_aws_call *call, const struct slp_http_response *response)
{
    explain(call, outcome_of(call->client, response->failure), sl_str_of(response->why));
    call->result.maybe_done = response->maybe_sent;
    finish(call);
}

/* A 200 whose body is an error all the same, as S3's CompleteMultipartUpload has them. */
static bool
is_error_in_200(const struct slp_aws_call *call, struct sl_str body)
{
    if (!call->client->is_s3 || body.len == 0 || memmem(body.ptr, body.len, "<Error>", 7) == NULL)
        return false;
    while (body.len > 0 && strchr(" \t\r\n", body.ptr[0]) != NULL)
        body = sl_str_from(body, 1);
    return body.len > 5 && (memcmp(body.ptr, "<?xml", 5) == 0 || memcmp(body.ptr, "<Erro", 5) == 0);
}

/* ---- repeating once ------------------------------------------------------------------------ */

/* Whether the response's Date is far from the time we signed for; then the clock is set by it. */
static bool
set_clock(struct slp_aws_call *call)
{
    const char *date = slp_http_call_header(call->http, "date");
    time_t theirs_s = date[0] != '\0' ? curl_getdate(date, NULL) : -1;
    if (theirs_s == -1 || llabs((int64_t)theirs_s - call->time_s) < CLOCK_TOLERANCE_S)
        return false;
    int64_t offset_s = (int64_t)theirs_s - slp_wall_us() / 1000000;
    call->client->context.clock_offset_s = offset_s;
    sl_log(SL_LOG_WARNING, "clock_corrected",
           SL_FIELDS(SL_NAME("by", sl_str_of(call->client->place.host)),
                     SL_NAME("our_clock_is", offset_s > 0 ? SL_STR("slow") : SL_STR("fast")),
                     SL_SECONDS("seconds", llabs(offset_s))));
    return true;
}

/* True when the call goes out again, with something changed. */
static bool
repeat(struct slp_aws_call *call, enum slp_aws_repeat what)
{
    if (what == SLP_REPEAT_CREDENTIALS && !call->renewed) {
        call->renewed = true;
        slp_aws_keeper_expire(call->client->keeper, call->generation);
    } else if (what == SLP_REPEAT_CLOCK && !call->reclocked && set_clock(call)) {
        call->reclocked = true;
    } else {
        return false;
    }
    call->failures_before = slp_aws_keeper_failures(call->client->keeper);
    call->state = SLP_CALL_WAITING;
    return true;
}

/* The region that S3 says a bucket is in, if it is not the one we ask in; "" otherwise. */
static const char *
other_region(const struct slp_aws_call *call)
{
    const char *said = slp_http_call_header(call->http, "x-amz-bucket-region");
    bool other = slp_aws_is_region(said) && strcmp(said, call->client->place.region) != 0;
    return call->client->is_s3 && other ? said : "";
}

static void
explain_elsewhere(struct slp_aws_call *call, const char *region)
{
    explain(call, SLP_AWS_ELSEWHERE, SL_STR(""));
    (void)sl_remedy(&call->result.err, "set the destination's region to %s", region);
    finish(call);
}

/* A response to HEAD has no body to say a code in; of those that are 400 most are expired
 * tokens. */
static bool
may_be_expired(const struct slp_aws_call *call)
{
    return call->result.code.len == 0 && call->result.status == 400 &&
           strcmp(call->request.method, "HEAD") == 0;
}

/* Nothing can bring others: waiting would be for ever. */
static void
explain_end(struct slp_aws_call *call)
{
    call->result.err.class = SL_CONFIG;
    (void)sl_remedy(&call->result.err,
                    "start the pusher with new keys, or with a source that renews "
                    "them: those of the environment only end");
}

static void
take_error(struct slp_aws_call *call, const struct slp_http_response *response)
{
    struct sl_buf message;
    enum slp_aws_repeat again;
    sl_buf_init(&message, SLP_HTTP_MAX_RESPONSE_BYTES);
    sl_buf_clear(&call->code);
    const char *type = slp_http_call_header(call->http, "x-amzn-errortype");
    slp_aws_error_parse(response->body, sl_str_of(type), &call->code, &message);
    call->result.code = sl_buf_str(&call->code);
    enum slp_aws_outcome outcome =
        slp_aws_error_outcome(call->result.code, response->status, &again);
    if (may_be_expired(call))
        again = SLP_REPEAT_CREDENTIALS;
    const char *region = other_region(call);
    if (region[0] != '\0') {
        explain_elsewhere(call, region);
    } else if (!repeat(call, again)) {
        explain(call, outcome, call->request.quotable ? sl_buf_str(&message) : SL_STR(""));
        if (outcome == SLP_AWS_EXPIRED && !slp_aws_keeper_renews(call->client->keeper))
            explain_end(call);
        finish(call);
    }
    sl_buf_done(&message);
}

static void
take_response(struct slp_aws_call *call, const struct slp_http_response *response)
{
    call->result = (struct slp_aws_result) { .status = response->status, .body = response->body };
    if (response->failure != SLP_HTTP_RESPONDED)
        finish_without_response(call, response);
    else if (response->status < 200 || response->status > 299 ||
             is_error_in_200(call, response->body))
        take_error(call, response);
    else
        finish(call);
}

/* ---- a call's life ------------------------------------------------------------------------- */

/* Goes out if it can, ends if it never will for now. */
static void
leave(struct slp_aws_call *call, int64_t now_ms)
{
    struct slp_aws_client *client = call->client;
    if (client->region_inquiry != NULL) {
        if (client->region_failures > call->failures_before)
            finish_without(call, &client->region_why, false, client->region_again_ms - now_ms);
        return;
    }
    const struct slp_aws_credentials *credentials = slp_aws_keeper_current(client->keeper);
    if (credentials != NULL && call->request.presigned != NULL) {
        if (slp_aws_call_presign(call, credentials) == 0)
            finish(call);
        else
            finish_ours(call);
        return;
    }
    if (credentials != NULL) {
        call->state = SLP_CALL_SENT;
        if (slp_aws_call_send(call, credentials) != 0)
            finish_ours(call);
        return;
    }
    if (slp_aws_keeper_failures(client->keeper) > call->failures_before)
        finish_without(call, slp_aws_keeper_why(client->keeper),
                       slp_aws_keeper_start_again(client->keeper),
                       slp_aws_keeper_wake_ms(client->keeper, true) - now_ms);
}

void
slp_aws_call_poll(struct slp_aws_call *call, int64_t now_ms)
{
    if (call->state == SLP_CALL_SENT) {
        const struct slp_http_response *response = slp_http_call_response(call->http);
        if (response != NULL)
            take_response(call, response);
    }
    if (call->state == SLP_CALL_WAITING)
        leave(call, now_ms);
}

struct slp_aws_call *
slp_aws_call_new(struct slp_aws_client *client)
{
    struct slp_aws_call *call = calloc(1, sizeof *call);
    if (call == NULL)
        return NULL;
    call->http = slp_http_call_new(client->http);
    if (call->http == NULL) {
        free(call);
        return NULL;
    }
    sl_buf_init(&call->path, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&call->url, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&call->headers, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&call->authorization, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&call->code, SLP_HTTP_MAX_HEADER_BYTES);
    call->client = client;
    call->next = client->calls;
    client->calls = call;
    return call;
}

void
slp_aws_call_free(struct slp_aws_call *call)
{
    if (call == NULL)
        return;
    struct slp_aws_call **link = &call->client->calls;
    while (*link != call)
        link = &(*link)->next;
    *link = call->next;
    slp_http_call_free(call->http);
    sl_buf_done(&call->path);
    sl_buf_done(&call->url);
    sl_buf_done(&call->headers);
    sl_buf_done(&call->authorization);
    sl_buf_done(&call->code);
    free(call);
}

void
slp_aws_call_start(struct slp_aws_call *call, const struct slp_aws_request *request)
{
    const struct slp_aws_client *client = call->client;
    slp_aws_call_cancel(call);
    call->request = *request;
    call->renewed = call->reclocked = false;
    call->failures_before = client->region_inquiry != NULL
                                ? client->region_failures
                                : slp_aws_keeper_failures(client->keeper);
    call->state = SLP_CALL_WAITING;
}

void
slp_aws_call_cancel(struct slp_aws_call *call)
{
    slp_http_call_cancel(call->http);
    call->result = (struct slp_aws_result) { .outcome = SLP_AWS_OK };
    call->state = SLP_CALL_IDLE;
}

const struct slp_aws_result *
slp_aws_call_result(const struct slp_aws_call *call)
{
    return call->state == SLP_CALL_DONE ? &call->result : NULL;
}

const char *
slp_aws_call_header(const struct slp_aws_call *call, const char *name)
{
    return call->state == SLP_CALL_DONE ? slp_http_call_header(call->http, name) : "";
}

const struct slp_aws_result *
slp_aws_call_wait(struct slp_aws_call *call)
{
    enum { DESCRIPTORS = 32, LONGEST_MS = 1000 };
    struct pollfd fds[DESCRIPTORS];
    while (call->state != SLP_CALL_DONE && call->state != SLP_CALL_IDLE) {
        int64_t wake_ms;
        slp_aws_poll(call->client, slp_now_ms());
        size_t count = slp_aws_waits(call->client, fds, DESCRIPTORS, &wake_ms);
        int64_t wait_ms = wake_ms - slp_now_ms();
        if (call->state == SLP_CALL_DONE)
            break;
        if (wait_ms > LONGEST_MS)
            wait_ms = LONGEST_MS;
        (void)poll(fds, (nfds_t)count, wait_ms > 0 ? (int)wait_ms : 0);
    }
    return slp_aws_call_result(call);
}
