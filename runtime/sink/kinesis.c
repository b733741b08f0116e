/* kinesis.c - sink "kinesis": a record of a data stream for each record, or for several packed
 * together.
 *
 * Limits of PutRecords (API reference): 500 records and 10 MiB a call, and for a record data and
 * partition key together what the stream says (MaxRecordSizeInKiB, 1 to 10 MiB). */
#include "maxima.h"
#include "sink/aws_access.h"
#include "sink/kinesis_stream.h"
#include "sink/kpl.h"
#include "sink/put_destination.h"
#include "sink/sinks.h"

#define MOST_RECORD_BYTES (10 * SL_MIB)

/* Asks for what cannot be granted: a record for hash key 2^128, which no shard has. An identity
 * that may write is told that the argument is invalid; another that it may not. Nothing is
 * written. */
static int
try_put(struct slp_aws_client *client, struct sl_str target, struct sl_err *reterr)
{
    struct slp_aws_pair headers[SLP_JSON_HEADERS];
    static const char record[] =
        "{\"Records\":[{\"Data\":\"\",\"PartitionKey\":\"check\","
        "\"ExplicitHashKey\":\"340282366920938463463374607431768211456\"}]";
    struct slp_aws_call *call = slp_aws_call_new(client);
    struct sl_buf body;
    slp_aws_json_headers(slp_put_records.target, headers);
    sl_buf_init(&body, 4 * SL_KIB);
    sl_buf_printf(&body, "%s,%.*s}", record, SL_FMT(target));
    struct slp_aws_request request = { .method = "POST",
                                       .path = SL_STR("/"),
                                       .headers = headers,
                                       .nheaders = SLP_JSON_HEADERS,
                                       .body = sl_buf_str(&body),
                                       .action = slp_put_records.action };
    int result = 0;
    if (call == NULL || sl_buf_failed(&body)) {
        result = sl_fail(reterr, SL_RETRY, "kinesis sink: out of memory");
    } else {
        slp_aws_call_start(call, &request);
        const struct slp_aws_result *response = slp_aws_call_wait(call);
        if (response->outcome != SLP_AWS_OK && response->outcome != SLP_AWS_INVALID) {
            *reterr = response->err;
            result = -1;
        }
    }
    slp_aws_call_free(call);
    sl_buf_done(&body);
    return result;
}

static int
check_stream(struct slp_aws_client *client, struct sl_str target, size_t *record_bytes,
             struct sl_buf *facts, struct sl_err *reterr)
{
    if (slp_kinesis_stream_check(client, target, record_bytes, facts, reterr) != 0 ||
        try_put(client, target, reterr) != 0)
        return -1;
    sl_buf_printf(facts, "; it may be asked for its shards and written to");
    return 0;
}

static int
settings_of(const struct slp_sink_start *start, struct slp_put_settings *ret, struct sl_err *reterr)
{
    const struct slp_kinesis_config *config = &start->config->kinesis;
    *ret = (struct slp_put_settings) {
        .service = "kinesis",
        .name = config->stream,
        .options = { .operation = &slp_put_records,
                     .member = slp_is_arn(config->stream) ? "StreamARN" : "StreamName",
                     .channels = (uint32_t)config->lanes,
                     .call_bytes = config->call_bytes,
                     .pack = config->pack,
                     .pack_bytes = config->pack_bytes,
                     .strict = config->order == SLP_KEYS_STRICT,
                     .record_bytes = MOST_RECORD_BYTES,
                     .has_shards = true },
        .check = check_stream,
        .record_bytes = start->record_bytes,
    };
    if (config->pack != SLP_PACK_KPL || slp_kpl_is_possible())
        return 0;
    (void)sl_fail(reterr, SL_CONFIG,
                  "kinesis sink: \"pack\": \"kpl\" needs MD5, which this OpenSSL refuses (FIPS)");
    return sl_remedy(reterr, "set \"pack\" to \"lines\" or \"none\"");
}

static int
kinesis_open(const struct slp_sink_start *start, struct slp_sink **ret, struct sl_err *reterr)
{
    struct slp_put_settings settings;
    if (settings_of(start, &settings, reterr) != 0)
        return -1;
    return slp_put_destination_open(start, &settings, ret, reterr);
}

static int
kinesis_check(const struct slp_sink_start *start, struct sl_buf *facts, struct sl_err *reterr)
{
    struct slp_put_settings settings;
    if (settings_of(start, &settings, reterr) != 0)
        return -1;
    return slp_put_destination_check(start, &settings, facts, reterr);
}

const struct slp_sink_type slp_sink_kinesis = {
    .name = "kinesis",
    .limits = { .max_records = SIZE_MAX,
                .max_bytes = SIZE_MAX,
                .max_record_bytes = MOST_RECORD_BYTES },
    .own_pace = true,
    .check = kinesis_check,
    .open = kinesis_open,
    .needs = slp_put_destination_needs,
    .submit = slp_put_destination_submit,
    .poll = slp_put_destination_poll,
    .held = slp_put_destination_held,
    .flush = slp_put_destination_flush,
    .waits = slp_put_destination_waits,
    .close = slp_put_destination_close,
};
