#include "sink/kinesis_stream.h"

#include "maxima.h"
#include "sink/aws_access.h"

#include <jansson.h>
#include <stdlib.h>

enum {
    DEFAULT_RECORD_KIB = 1024,
    TOKEN_BYTES = 4096,
    REFRESH_PAUSE_MS = 5000, /* ListShards: 1,000 calls a second, but a map need not be that new */
};

#define REQUEST_MAX_BYTES (8 * SL_KIB)

enum phase { DESCRIBING, LISTING, IDLE };

struct slp_kinesis_stream {
    struct slp_aws_call *call;
    struct sl_str target;
    enum phase phase;
    bool busy, ready, doubted;
    bool changed; /* by the response that came last: there are other shards than before */
    unsigned failures;
    int64_t not_before_ms;
    size_t record_bytes;
    struct slp_shards shards, fresh;
    char token[TOKEN_BYTES]; /* of the next page; "" for the first */
    struct slp_aws_pair headers[SLP_JSON_HEADERS];
    struct sl_buf body;
};

struct slp_kinesis_stream *
slp_kinesis_stream_new(struct slp_aws_client *client, struct sl_str target)
{
    struct slp_kinesis_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL)
        return NULL;
    stream->target = target;
    stream->record_bytes = DEFAULT_RECORD_KIB * SL_KIB;
    slp_shards_init(&stream->shards);
    slp_shards_init(&stream->fresh);
    sl_buf_init(&stream->body, REQUEST_MAX_BYTES);
    stream->call = slp_aws_call_new(client);
    if (stream->call != NULL)
        return stream;
    slp_kinesis_stream_free(stream);
    return NULL;
}

void
slp_kinesis_stream_free(struct slp_kinesis_stream *stream)
{
    if (stream == NULL)
        return;
    slp_aws_call_free(stream->call);
    slp_shards_done(&stream->shards);
    slp_shards_done(&stream->fresh);
    sl_buf_done(&stream->body);
    free(stream);
}

/* ---- asking -------------------------------------------------------------------------------- */

/* A token is base64 by all that is known, but it is written as JSON in any case: jansson's form is
 * what we read it from. */
static void
write_list(struct slp_kinesis_stream *stream)
{
    json_t *token = stream->token[0] != '\0' ? json_string(stream->token) : NULL;
    char *text = token != NULL ? json_dumps(token, JSON_ENCODE_ANY) : NULL;
    if (text != NULL)
        sl_buf_printf(&stream->body, "{\"NextToken\":%s}", text);
    else
        sl_buf_printf(&stream->body, "{%.*s,\"ShardFilter\":{\"Type\":\"AT_LATEST\"}}",
                      SL_FMT(stream->target));
    json_decref(token);
    free(text);
}

static void
ask(struct slp_kinesis_stream *stream)
{
    bool describe = stream->phase == DESCRIBING;
    struct slp_aws_request request = {
        .method = "POST",
        .path = SL_STR("/"),
        .headers = stream->headers,
        .nheaders = SLP_JSON_HEADERS,
        .action = describe ? "kinesis:DescribeStreamSummary" : "kinesis:ListShards",
        .quotable = true,
        .failures = stream->failures,
    };
    slp_aws_json_headers(describe ? "Kinesis_20131202.DescribeStreamSummary"
                                  : "Kinesis_20131202.ListShards",
                         stream->headers);
    sl_buf_clear(&stream->body);
    if (describe)
        sl_buf_printf(&stream->body, "{%.*s}", SL_FMT(stream->target));
    else
        write_list(stream);
    request.body = sl_buf_str(&stream->body);
    slp_aws_call_start(stream->call, &request);
    stream->busy = true;
}

/* ---- responses ------------------------------------------------------------------------------ */

static int
garbled(const char *action, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "the answer to %s is none", action);
}

static int
read_summary(struct slp_kinesis_stream *stream, struct sl_str body, struct sl_err *reterr)
{
    json_t *top = body.len > 0 ? json_loadb(body.ptr, body.len, 0, NULL) : NULL;
    json_t *summary = json_object_get(top, "StreamDescriptionSummary");
    const char *status = json_string_value(json_object_get(summary, "StreamStatus"));
    json_int_t kib = json_integer_value(json_object_get(summary, "MaxRecordSizeInKiB"));
    int result = 0;
    if (status == NULL)
        result = garbled("kinesis:DescribeStreamSummary", reterr);
    else if (strcmp(status, "CREATING") == 0)
        result = sl_fail(reterr, SL_RETRY, "the data stream is still being made");
    else if (strcmp(status, "DELETING") == 0)
        result = sl_fail(reterr, SL_CONFIG, "the data stream is being deleted");
    if (result == 0 && kib > 0 && (uint64_t)kib <= SL_MAX_RECORD_BYTES / SL_KIB)
        stream->record_bytes = (size_t)kib * SL_KIB;
    json_decref(top);
    return result;
}

static bool
is_same(const struct slp_shards *a, const struct slp_shards *b)
{
    return sl_str_equal(sl_buf_str(&a->list), sl_buf_str(&b->list));
}

static int
read_list(struct slp_kinesis_stream *stream, struct sl_str body, struct sl_err *reterr)
{
    if (stream->token[0] == '\0')
        slp_shards_done(&stream->fresh);
    if (slp_shards_add(&stream->fresh, body, stream->token, sizeof stream->token) != 0) {
        stream->token[0] = '\0';
        return garbled("kinesis:ListShards", reterr);
    }
    if (stream->token[0] != '\0')
        return 0;
    slp_shards_sort(&stream->fresh);
    stream->changed = !is_same(&stream->fresh, &stream->shards);
    struct slp_shards old = stream->shards;
    stream->shards = stream->fresh;
    stream->fresh = old;
    stream->phase = IDLE;
    stream->doubted = false;
    stream->ready = true;
    return 0;
}

/* -1: *reterr says what failed. */
static int
read_response(struct slp_kinesis_stream *stream, const struct slp_aws_result *result,
              struct sl_err *reterr)
{
    if (result->outcome != SLP_AWS_OK) {
        *reterr = result->err;
        return -1;
    }
    if (stream->phase == LISTING)
        return read_list(stream, result->body, reterr);
    if (read_summary(stream, result->body, reterr) != 0)
        return -1;
    stream->phase = LISTING;
    return 0;
}

/* What came of the call. -1: the stream cannot be used. */
static int
settle(struct slp_kinesis_stream *stream, const struct slp_aws_result *result, int64_t now_ms,
       struct sl_err *trouble, struct sl_err *reterr)
{
    struct sl_err failure;
    stream->busy = false;
    if (read_response(stream, result, &failure) == 0) {
        stream->failures = 0;
        stream->not_before_ms = now_ms + (stream->phase == IDLE ? REFRESH_PAUSE_MS : 0);
        return 0;
    }
    bool heals = failure.class == SL_RETRY;
    if (result->outcome == SLP_AWS_START_AGAIN || (!heals && !stream->ready)) {
        *reterr = failure;
        return -1;
    }
    /* Once there is a map, a newer one can wait, whatever stands in its way. */
    bool paused = result->outcome != SLP_AWS_OK && heals;
    stream->not_before_ms =
        now_ms +
        (paused ? result->pause_ms : slp_aws_pause_ms(SLP_AWS_TRANSIENT, stream->failures));
    stream->failures++;
    if (!heals)
        stream->token[0] = '\0'; /* it may be the token that has ended: from the first page */
    *trouble = failure;
    return 0;
}

int
slp_kinesis_stream_step(struct slp_kinesis_stream *stream, int64_t now_ms, bool *ret_changed,
                        struct sl_err *trouble, struct sl_err *reterr)
{
    const struct slp_aws_result *result = stream->busy ? slp_aws_call_result(stream->call) : NULL;
    stream->changed = *ret_changed = false;
    if (stream->busy && result == NULL)
        return 0;
    if (result != NULL && settle(stream, result, now_ms, trouble, reterr) != 0)
        return -1;
    *ret_changed = stream->changed;
    if (stream->phase == IDLE && stream->doubted && now_ms >= stream->not_before_ms)
        stream->phase = LISTING;
    if (stream->phase != IDLE && now_ms >= stream->not_before_ms)
        ask(stream);
    return 0;
}

bool
slp_kinesis_stream_is_ready(const struct slp_kinesis_stream *stream)
{
    return stream->ready;
}

size_t
slp_kinesis_stream_record_bytes(const struct slp_kinesis_stream *stream)
{
    return stream->record_bytes;
}

const struct slp_shards *
slp_kinesis_stream_shards(const struct slp_kinesis_stream *stream)
{
    return &stream->shards;
}

void
slp_kinesis_stream_doubt(struct slp_kinesis_stream *stream)
{
    stream->doubted = true;
}

int64_t
slp_kinesis_stream_wake_ms(const struct slp_kinesis_stream *stream)
{
    bool waits = !stream->busy && (stream->phase != IDLE || stream->doubted);
    return waits ? stream->not_before_ms : INT64_MAX;
}

/* ---- `check` ------------------------------------------------------------------------------- */

static const char *
text_or(const json_t *object, const char *name, const char *otherwise)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : otherwise;
}

/* ": ACTIVE, PROVISIONED, 4 open shards, kept for 24 hours, records up to 1024 KiB, …" */
static void
describe(const struct slp_kinesis_stream *stream, struct sl_str body, struct sl_buf *facts)
{
    json_t *top = json_loadb(body.ptr, body.len, 0, NULL);
    const json_t *summary = json_object_get(top, "StreamDescriptionSummary");
    const json_t *mode = json_object_get(summary, "StreamModeDetails");
    bool encrypted = strcmp(text_or(summary, "EncryptionType", "NONE"), "NONE") != 0;
    sl_buf_printf(facts, ": %s, %s", text_or(summary, "StreamStatus", "?"),
                  text_or(mode, "StreamMode", "PROVISIONED"));
    sl_buf_printf(facts,
                  ", %" JSON_INTEGER_FORMAT " open shards, kept for %" JSON_INTEGER_FORMAT
                  " hours, records up to %zu KiB",
                  json_integer_value(json_object_get(summary, "OpenShardCount")),
                  json_integer_value(json_object_get(summary, "RetentionPeriodHours")),
                  stream->record_bytes / (size_t)SL_KIB);
    sl_buf_printf(facts, encrypted ? ", encrypted with %s" : ", not encrypted",
                  text_or(summary, "KeyId", "a key of KMS"));
    json_decref(top);
}

int
slp_kinesis_stream_check(struct slp_aws_client *client, struct sl_str target, size_t *record_bytes,
                         struct sl_buf *facts, struct sl_err *reterr)
{
    struct slp_kinesis_stream *stream = slp_kinesis_stream_new(client, target);
    int result = stream != NULL ? 0 : sl_fail(reterr, SL_RETRY, "kinesis sink: out of memory");
    while (result == 0 && stream->phase != IDLE) {
        bool describes = stream->phase == DESCRIBING;
        ask(stream);
        const struct slp_aws_result *response = slp_aws_call_wait(stream->call);
        result = read_response(stream, response, reterr);
        if (result == 0 && describes)
            describe(stream, response->body, facts);
    }
    if (result == 0 && record_bytes != NULL && stream->record_bytes < *record_bytes)
        *record_bytes = stream->record_bytes;
    slp_kinesis_stream_free(stream);
    return result;
}
