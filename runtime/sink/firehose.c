/* firehose.c - sink "firehose": lines in the records of a delivery stream, packed to be worth their
 * price.
 *
 * Limits of PutRecordBatch (API reference): 500 records and 4 MB a call, 1,000 KiB a record.
 * Firehose is billed by record, each rounded up to 5 KB: a line of 300 bytes by itself costs what
 * 17 of them do. It promises no order, and puts records one behind the other: each line ends
 * itself. */
#include "maxima.h"
#include "sink/aws_access.h"
#include "sink/put_destination.h"
#include "sink/sinks.h"

#include <jansson.h>

#define MOST_RECORD_BYTES (1000 * SL_KIB)

/* Where it writes, when that is a bucket: its ARN. */
static const char *
bucket_of(const json_t *stream)
{
    const json_t *first = json_array_get(json_object_get(stream, "Destinations"), 0);
    const json_t *s3 = json_object_get(first, "ExtendedS3DestinationDescription");
    const char *arn = json_string_value(json_object_get(s3, "BucketARN"));
    return arn != NULL ? arn : "to another destination than a bucket";
}

/* What a stream is that somebody else fills, or that is going. */
static int
judge(struct sl_str body, struct sl_buf *facts, struct sl_err *reterr)
{
    json_t *top = body.len > 0 ? json_loadb(body.ptr, body.len, 0, NULL) : NULL;
    json_t *stream = json_object_get(top, "DeliveryStreamDescription");
    const char *type = json_string_value(json_object_get(stream, "DeliveryStreamType"));
    const char *status = json_string_value(json_object_get(stream, "DeliveryStreamStatus"));
    int result = 0;
    if (type == NULL || status == NULL) {
        result = sl_fail(reterr, SL_RETRY, "the answer to firehose:DescribeDeliveryStream is none");
    } else if (strcmp(type, "DirectPut") != 0) {
        (void)sl_fail(reterr, SL_CONFIG, "the delivery stream takes no records from a pusher");
        result = sl_remedy(reterr, "push into the data stream that is its source");
    } else if (strcmp(status, "DELETING") == 0 || strstr(status, "FAILED") != NULL) {
        result = sl_fail(reterr, SL_CONFIG, "the delivery stream is being deleted, or not made");
    }
    if (result == 0)
        sl_buf_printf(facts, ": %s, records up to %d KiB, %s", status,
                      (int)(MOST_RECORD_BYTES / SL_KIB), bucket_of(stream));
    json_decref(top);
    return result;
}

/* Asks what the stream is, and then to put no record at all: an identity that may write is told
 * that this makes no sense; another that it may not. */
static int
check_stream(struct slp_aws_client *client, struct sl_str target, size_t *record_bytes,
             struct sl_buf *facts, struct sl_err *reterr)
{
    (void)record_bytes; /* as the service has it */
    static const struct {
        const char *action, *target, *records;
    } calls[] = {
        { "firehose:DescribeDeliveryStream", "Firehose_20150804.DescribeDeliveryStream", "" },
        { "firehose:PutRecordBatch", "Firehose_20150804.PutRecordBatch", "\"Records\":[]," },
    };
    struct slp_aws_call *call = slp_aws_call_new(client);
    struct sl_buf body;
    sl_buf_init(&body, 4 * SL_KIB);
    int result = call != NULL ? 0 : sl_fail(reterr, SL_RETRY, "firehose sink: out of memory");
    for (size_t at = 0; result == 0 && at < sizeof calls / sizeof calls[0]; at++) {
        struct slp_aws_pair headers[SLP_JSON_HEADERS];
        slp_aws_json_headers(calls[at].target, headers);
        sl_buf_clear(&body);
        sl_buf_printf(&body, "{%s%.*s}", calls[at].records, SL_FMT(target));
        struct slp_aws_request request = { .method = "POST",
                                           .path = SL_STR("/"),
                                           .headers = headers,
                                           .nheaders = SLP_JSON_HEADERS,
                                           .body = sl_buf_str(&body),
                                           .action = calls[at].action };
        slp_aws_call_start(call, &request);
        const struct slp_aws_result *response = slp_aws_call_wait(call);
        bool is_dry = calls[at].records[0] != '\0';
        if (!is_dry && response->outcome == SLP_AWS_OK) {
            result = judge(response->body, facts, reterr);
        } else if (response->outcome != SLP_AWS_OK &&
                   !(is_dry && response->outcome == SLP_AWS_INVALID)) {
            *reterr = response->err;
            result = -1;
        }
    }
    if (result == 0)
        sl_buf_printf(facts, "; it may be written to");
    slp_aws_call_free(call);
    sl_buf_done(&body);
    return result;
}

static struct slp_put_settings
settings_of(const struct slp_sink_start *start)
{
    const struct slp_firehose_config *config = &start->config->firehose;
    return (struct slp_put_settings) {
        .service = "firehose",
        .name = config->delivery_stream,
        .options = { .operation = &slp_put_record_batch,
                     .member = "DeliveryStreamName",
                     .channels = (uint32_t)config->lanes,
                     .call_bytes = config->call_bytes,
                     .pack = config->pack,
                     .pack_bytes = config->pack_bytes,
                     .record_bytes = MOST_RECORD_BYTES },
        .check = check_stream,
    };
}

static int
firehose_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    struct slp_put_settings settings = settings_of(start);
    return slp_put_destination_open(start, &settings, ret, reterr);
}

static int
firehose_check(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr)
{
    struct slp_put_settings settings = settings_of(start);
    return slp_put_destination_check(start, &settings, facts, reterr);
}

const struct slp_sink_type slp_sink_firehose = {
    .name = "firehose",
    .limits = { .max_records = SIZE_MAX,
                .max_bytes = SIZE_MAX,
                .max_record_bytes = MOST_RECORD_BYTES - 1 }, /* and a newline */
    .own_pace = true,
    .check = firehose_check,
    .open = firehose_open,
    .needs = slp_put_destination_needs,
    .submit = slp_put_destination_submit,
    .poll = slp_put_destination_poll,
    .held = slp_put_destination_held,
    .flush = slp_put_destination_flush,
    .waits = slp_put_destination_waits,
    .close = slp_put_destination_close,
};
