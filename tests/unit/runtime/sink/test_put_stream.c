/* Of the sinks kinesis and firehose against a service in the same process: nothing lost, order by key,
 * shards that rest alone, resharding, packing, answers that are none, errors that stop. */
#include "buf.h"
#include "maxima.h"
#include "scripted_aws.h"
#include "sink/partition.h"
#include "sink/shards.h"
#include "sink/sinks.h"

#include <inttypes.h>
#include <openssl/evp.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 6000, KEYS = 40, MOST_SHARDS = 8 };

static const struct sl_projection people = { .destination = "lake", .stream = "people" };
static const struct sl_projection orders = { .destination = "lake", .stream = "orders" };
static const struct sl_projection *const releases[] = { &people, &orders };
static const struct sl_destination destinations[] = { { .name = "lake" } };
static const struct sl_policy policy = {
    .destinations = destinations, .ndestinations = 1, .projections = releases, .nprojections = 2
};
static struct slp_destination_config config;
static const struct slp_sink_start start = { .config = &config, .policy = &policy };

/* ---- the service --------------------------------------------------------------------------- */

static struct {
    unsigned shards;         /* equal parts of the hash space */
    uint64_t first_shard_id; /* rises when the stream is resharded */
    int fail_percent;        /* chance of a whole call to fail */
    int throttle_percent;    /* … of a record to be throttled */
    int throttled_shard;     /* every record of it is; -1: none */
    int short_percent;       /* … of a response to lack an entry, or to be no JSON */
    const char *fatal;       /* error code of every put; NULL: none */
    bool lists_once;         /* later lists of shards are denied */
    unsigned puts, lists, limit_kib;
    uint64_t arrived[4 * MOST]; /* numbers in order of arrival */
    unsigned arrived_shard[4 * MOST];
    unsigned narrived;
    unsigned items;
    char streams[256]; /* names of all streams written to */
} service;

static unsigned
shard_of(const char *partition_key, const char *hash_key)
{
    uint8_t digest[16];
    if (hash_key != NULL) { /* a multiple of 2^120, in decimal */
        char decimal[SLP_PARTITION_DECIMAL_BYTES];
        for (uint32_t bucket = 0; bucket < SLP_PARTITION_BUCKETS; bucket++) {
            slp_partition_bucket_start(bucket, decimal);
            if (strcmp(decimal, hash_key) == 0)
                return bucket * service.shards >> 8;
        }
        fail_msg("no bucket begins at %s", hash_key);
    }
    struct sl_str key = sl_str_of(partition_key);
    assert_true(key.len > 0);
    EVP_Digest(key.ptr, key.len, digest, NULL, EVP_md5(), NULL);
    return digest[0] * service.shards >> 8;
}

/* Every line of the data is {"n":NUMBER,…}; with the KPL's format, those within it. */
static void
take_data(const char *base64, unsigned shard)
{
    unsigned char data[64 * 1024];
    size_t chars = strlen(base64);
    assert_true(chars / 4 * 3 < sizeof data);
    int len = EVP_DecodeBlock(data, (const unsigned char *)base64, (int)chars);
    assert_true(len > 0);
    data[len] = '\0';
    for (int at = 0; at + 4 < len; at++) {
        if (memcmp(data + at, "{\"n\":", 5) != 0)
            continue;
        assert_true(service.narrived < sizeof service.arrived / sizeof *service.arrived);
        service.arrived_shard[service.narrived] = shard;
        service.arrived[service.narrived++] = strtoull((char *)data + at + 5, NULL, 10);
    }
}

static void
put_records(json_t *request, bool keyed, struct sl_buf *out)
{
    json_t *records = json_object_get(request, "Records"), *record;
    const char *between = "";
    size_t at;
    sl_buf_printf(out, "{\"%s\":[", keyed ? "Records" : "RequestResponses");
    assert_in_range(json_array_size(records), 1, 500);
    service.items += (unsigned)json_array_size(records);
    bool cut = scripted_chance(100) < service.short_percent;
    json_array_foreach(records, at, record)
    {
        const char *key = json_string_value(json_object_get(record, "PartitionKey"));
        const char *hash = json_string_value(json_object_get(record, "ExplicitHashKey"));
        assert_true(keyed == (key != NULL));
        unsigned shard = keyed ? shard_of(key, hash) : 0;
        if (cut && at == 0)
            continue;
        if (scripted_chance(100) < service.throttle_percent ||
            (int)shard == service.throttled_shard) {
            sl_buf_printf(out,
                          "%s{\"ErrorCode\":\"ProvisionedThroughputExceededException\","
                          "\"ErrorMessage\":\"account 1\"}",
                          between);
        } else {
            take_data(json_string_value(json_object_get(record, "Data")), shard);
            sl_buf_printf(out, "%s{\"%s\":\"49\",\"ShardId\":\"shardId-%012" PRIu64 "\"}", between,
                          keyed ? "SequenceNumber" : "RecordId", service.first_shard_id + shard);
        }
        between = ",";
    }
    sl_buf_add_str(out, SL_STR("]}"));
}

/* In two pages, where there are two shards or more. */
static void
list_shards(json_t *request, struct sl_buf *out)
{
    const char *token = json_string_value(json_object_get(request, "NextToken"));
    unsigned first = token != NULL ? service.shards / 2 : 0;
    unsigned behind = token != NULL ? service.shards : service.shards / 2;
    char decimal[SLP_PARTITION_DECIMAL_BYTES];
    service.lists += token == NULL;
    sl_buf_add_str(out, SL_STR("{\"Shards\":["));
    for (unsigned at = first; at < behind; at++) {
        slp_partition_bucket_start(at * SLP_PARTITION_BUCKETS / service.shards, decimal);
        sl_buf_printf(out,
                      "%s{\"ShardId\":\"shardId-%012" PRIu64 "\",\"HashKeyRange\":"
                      "{\"StartingHashKey\":\"%s\",\"EndingHashKey\":\"0\"}}",
                      at > first ? "," : "", service.first_shard_id + at, decimal);
    }
    sl_buf_printf(out, "]%s}", token == NULL ? ",\"NextToken\":\"more\\/\"" : "");
}

static void
note_stream(json_t *request)
{
    const char *name = json_string_value(json_object_get(request, "StreamName"));
    if (name == NULL)
        name = json_string_value(json_object_get(request, "StreamARN"));
    if (name == NULL)
        name = json_string_value(json_object_get(request, "DeliveryStreamName"));
    if (name != NULL && strstr(service.streams, name) == NULL) {
        size_t len = strlen(service.streams);
        (void)snprintf(service.streams + len, sizeof service.streams - len, "%s ", name);
    }
}

static void
response(const struct slp_aws_request *sent, struct slp_aws_result *ret, struct sl_buf *ret_body)
{
    json_t *request = json_loadb(sent->body.ptr, sent->body.len, 0, NULL);
    const char *call = strchr(scripted_header(sent, "x-amz-target").ptr, '.') + 1;
    assert_non_null(request);
    note_stream(request);
    if (strcmp(call, "DescribeStreamSummary") == 0) {
        sl_buf_printf(ret_body,
                      "{\"StreamDescriptionSummary\":{\"StreamStatus\":\"ACTIVE\","
                      "\"MaxRecordSizeInKiB\":%u}}",
                      service.limit_kib);
    } else if (strcmp(call, "ListShards") == 0 && service.lists_once && service.lists > 0 &&
               json_object_get(request, "NextToken") == NULL) {
        service.lists++;
        ret->outcome =
            slp_aws_code_outcome(SL_STR("AccessDenied"), "kinesis:ListShards", &ret->err);
    } else if (strcmp(call, "ListShards") == 0) {
        list_shards(request, ret_body);
    } else if (service.fatal != NULL) {
        ret->outcome =
            slp_aws_code_outcome(sl_str_of(service.fatal), "kinesis:PutRecords", &ret->err);
    } else if (scripted_chance(100) < service.fail_percent) {
        service.puts++;
        if (scripted_chance(2) == 0) /* it was taken, and the response was lost */
            put_records(request, strcmp(call, "PutRecords") == 0, ret_body);
        scripted_fail(ret, SLP_AWS_TRANSIENT, "InternalFailure");
    } else {
        service.puts++;
        put_records(request, strcmp(call, "PutRecords") == 0, ret_body);
        if (scripted_chance(200) < service.short_percent)
            ret_body->len /= 2; /* no JSON */
    }
    json_decref(request);
}

/* ---- the pipeline -------------------------------------------------------------------------- */

static unsigned
key_of(uint64_t number)
{
    return (unsigned)(number * 2654435761u >> 7) % KEYS;
}

/* A key is in one call under way at most. */
static void
see_keys(const struct slp_aws_request *sent, void *context)
{
    unsigned *calls = context; /* by key: 1 + the call it was seen in */
    static unsigned call;
    json_t *request = json_loadb(sent->body.ptr, sent->body.len, 0, NULL), *record;
    size_t at;
    call++;
    json_array_foreach(json_object_get(request, "Records"), at, record)
    {
        const char *key = json_string_value(json_object_get(record, "PartitionKey"));
        if (key == NULL)
            continue;
        unsigned *seen = &calls[strtoul(key, NULL, 10) % KEYS];
        assert_true(*seen == 0 || *seen == call);
        *seen = call;
    }
    json_decref(request);
}

static struct slp_sink *
open_sink(void)
{
    struct slp_sink *sink = NULL;
    struct sl_err err = { .text = "" };
    const struct slp_sink_type *type = slp_sink_find(sl_str_of(config.sink));
    if (type->open(&start, &sink, &err) != 0)
        fail_msg("%s", err.text);
    return sink;
}

struct run {
    uint64_t records;
    size_t batch;
    uint64_t reshard_at; /* when so many were given; 0: never */
    bool check_keys;     /* none in two calls */
};

static char lines[MOST][64], keys[MOST][32];

static void
fill(struct slp_batch_record *record, uint64_t number)
{
    char *line = lines[number % MOST], *key = keys[number % MOST];
    (void)snprintf(line, sizeof lines[0], "{\"n\":%llu,\"key\":%u,\"t\":\"%0*u\"}\n",
                   (unsigned long long)number, key_of(number), (int)(number * 7 % 30), 0u);
    (void)snprintf(key, sizeof keys[0], "\"key\":%u", key_of(number));
    *record = (struct slp_batch_record) { .json = { line, strlen(line) - 1 },
                                          .key = sl_str_of(key),
                                          .number = number,
                                          .projection = key_of(number) % 2 };
}

/* Gives all records and polls until each is durable; -1 when the sink stops. */
static int
play(struct slp_sink *sink, const struct run *run, struct sl_err *reterr)
{
    static struct slp_batch_record records[MOST];
    struct slp_batch batch = { .records = records };
    uint64_t given = 0, told = 0;
    int64_t now_ms = 1000;
    bool flying = false;
    for (int turns = 0; told < run->records; turns++) {
        assert_true(turns < 200000);
        if (!flying && given < run->records) {
            batch.count = 0;
            while (batch.count < run->batch && given < run->records)
                fill(&records[batch.count++], ++given);
            if (run->reshard_at != 0 && given >= run->reshard_at && service.first_shard_id == 0) {
                service.first_shard_id = 100;
                service.shards = 8;
            }
            if (sink->type->submit(sink, &batch, reterr) != 0)
                return -1;
            flying = true;
        }
        struct slp_sink_moment moment = { .now_ms = now_ms, .quiet = given == run->records };
        int answered = sink->type->poll(sink, &moment, reterr);
        if (answered < 0)
            return -1;
        if (run->check_keys) {
            unsigned calls[KEYS] = { 0 };
            scripted_each_call(see_keys, calls);
        }
        flying = flying && answered == 0;
        uint64_t held = sink->type->held(sink), durable = held != 0 ? held - 1 : given;
        for (size_t at = 0; flying && at < batch.count; at++)
            if (records[at].result == SLP_PENDING) {
                durable = records[at].number - 1 < durable ? records[at].number - 1 : durable;
                break;
            }
        assert_true(durable >= told); /* what was said to be durable stays so */
        told = durable;
        now_ms += 7;
    }
    return 0;
}

/* Every record arrived, and per key the last arrivals are in order: whoever folds a shard in the
 * order it has ends with the newest. Nothing was told durable that had not arrived: `told` ended. */
static void
check_arrivals(uint64_t records)
{
    static unsigned last[MOST + 1];
    unsigned newest[KEYS] = { 0 };
    memset(last, 0, sizeof last);
    for (unsigned at = 0; at < service.narrived; at++)
        last[service.arrived[at]] = at + 1;
    for (uint64_t number = 1; number <= records; number++) {
        assert_true(last[number] > 0);
        if (strcmp(config.sink, "kinesis") == 0)
            assert_true(last[number] > newest[key_of(number)]);
        newest[key_of(number)] = last[number];
    }
}

/* No record of a key comes behind a later one, not even for a while. */
static void
check_no_step_back(void)
{
    uint64_t newest[KEYS] = { 0 };
    for (unsigned at = 0; at < service.narrived; at++) {
        uint64_t *of_key = &newest[key_of(service.arrived[at])];
        assert_true(service.arrived[at] >= *of_key);
        *of_key = service.arrived[at];
    }
}

static void
run_well(const struct run *run)
{
    struct sl_err err;
    struct slp_sink *sink = open_sink();
    if (play(sink, run, &err) != 0)
        fail_msg("%s", err.text);
    assert_int_equal(sink->type->held(sink), 0);
    sink->type->close(sink);
    check_arrivals(run->records);
}

static int
set_up(void **state)
{
    (void)state;
    memset(&service, 0, sizeof service);
    service.shards = 4;
    service.throttled_shard = -1;
    service.limit_kib = 1024;
    scripted_aws = (struct scripted_aws) { .response = response, .seed = 7, .slow_percent = 50 };
    config = (struct slp_destination_config) {
        .name = "lake",
        .sink = "kinesis",
        .aws = { .region = "", .profile = "", .endpoint = "", .ca_bundle = "" },
        .kinesis = { .stream = "rows", .lanes = 4, .call_bytes = 4096, .pack_bytes = 400 },
        .firehose = { .delivery_stream = "rows", .lanes = 2, .call_bytes = 4096, .pack_bytes = 400 }
    };
    return 0;
}

/* ---- tests --------------------------------------------------------------------------------- */

static void
all_arrive_in_order_in_several_calls_at_a_time(void **state)
{
    (void)state;
    run_well(&(struct run) { .records = 3000, .batch = 500, .check_keys = true });
    assert_int_equal(service.narrived, 3000); /* once each */
    assert_true(scripted_aws.most > 1);
    assert_true(scripted_aws.most <= 4);
    assert_string_equal(service.streams, "rows ");
    assert_int_equal(service.lists, 1);
}

static void
throttled_records_go_again_with_what_follows_them(void **state)
{
    (void)state;
    service.throttle_percent = 20;
    run_well(&(struct run) { .records = 2000, .batch = 300, .check_keys = true });
    assert_true(service.narrived > 2000);
}

static void
in_strict_order_nothing_overtakes(void **state)
{
    (void)state;
    config.kinesis.order = SLP_KEYS_STRICT;
    service.throttle_percent = 20;
    service.fail_percent = 10;
    service.short_percent = 10;
    run_well(&(struct run) { .records = 2000, .batch = 300, .check_keys = true });
    check_no_step_back();
}

/* Lines of many lengths: a short one must not slip into a record that a long one found full. */
static void
in_strict_order_nothing_overtakes_in_packs_either(void **state)
{
    (void)state;
    config.kinesis.order = SLP_KEYS_STRICT;
    config.kinesis.pack = SLP_PACK_LINES;
    config.kinesis.pack_bytes = 120;
    service.throttle_percent = 20;
    run_well(&(struct run) { .records = 3000, .batch = 500 });
    check_no_step_back();
    assert_true(service.items < service.narrived);
}

static void
failed_calls_and_answers_that_are_none_go_again(void **state)
{
    (void)state;
    service.fail_percent = 20;
    service.short_percent = 20;
    service.throttle_percent = 5;
    run_well(&(struct run) { .records = 2000, .batch = 300, .check_keys = true });
    assert_true(service.narrived > 2000);
}

/* While one shard takes nothing, everything of the others goes through. */
static void
a_shard_rests_alone(void **state)
{
    (void)state;
    struct sl_err err = { .text = "" };
    struct slp_sink *sink = open_sink();
    static struct slp_batch_record records[400];
    struct slp_batch batch = { .records = records, .count = 400 };
    service.throttled_shard = 2;
    config.kinesis.lanes = 1; /* all in one channel: it is the shard that rests, not the channel */
    for (size_t at = 0; at < 400; at++)
        fill(&records[at], at + 1);
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    for (int64_t now_ms = 1000; now_ms < 60000; now_ms += 5) {
        struct slp_sink_moment moment = { .now_ms = now_ms, .quiet = true };
        assert_true(sink->type->poll(sink, &moment, &err) >= 0);
    }
    unsigned others = 0;
    for (size_t at = 0; at < 400; at++) {
        char key[16];
        (void)snprintf(key, sizeof key, "%u", key_of(at + 1));
        others += shard_of(key, NULL) != 2;
    }
    assert_true(others > 0 && others < 400);
    assert_int_equal(service.narrived, others);
    assert_true(sink->type->held(sink) > 0);
    assert_int_equal(sink->trouble.class, SL_RETRY);
    /* and is not hammered: at most 20 s between tries, some 1, 2, 4, 8, 16 s before */
    assert_true(service.puts < 40);
    sink->type->close(sink);
}

static void
resharding_keeps_order_and_is_noticed(void **state)
{
    (void)state;
    service.throttle_percent = 10;
    run_well(
        &(struct run) { .records = 4000, .batch = 100, .reshard_at = 1500, .check_keys = true });
    assert_true(service.lists > 1);
}

/* The map of shards is for pacing alone. */
static void
an_old_list_of_shards_costs_no_record(void **state)
{
    (void)state;
    service.throttle_percent = 10;
    service.lists_once = true;
    run_well(
        &(struct run) { .records = 4000, .batch = 100, .reshard_at = 1500, .check_keys = true });
    assert_true(service.lists > 1);
}

static void
packed_lines_arrive_in_order(void **state)
{
    (void)state;
    config.kinesis.pack = SLP_PACK_LINES;
    service.throttle_percent = 10;
    service.fail_percent = 5;
    run_well(&(struct run) { .records = 3000, .batch = 500, .reshard_at = 1500 });
    assert_true(service.items < service.narrived);
}

static void
aggregated_records_arrive_in_order(void **state)
{
    (void)state;
    config.kinesis.pack = SLP_PACK_KPL;
    service.throttle_percent = 10;
    run_well(&(struct run) { .records = 3000, .batch = 500, .reshard_at = 1500 });
    assert_true(service.items < service.narrived);
}

static void
firehose_packs_lines_and_sends_again_what_failed_alone(void **state)
{
    (void)state;
    config.sink = "firehose";
    config.firehose.pack = SLP_PACK_LINES;
    service.throttle_percent = 20;
    run_well(&(struct run) { .records = 3000, .batch = 500 });
    assert_int_equal(service.narrived, 3000); /* no record twice */
    assert_true(service.items * 4 < service.narrived * 5);
}

static void
each_release_may_have_its_own_stream(void **state)
{
    (void)state;
    config.kinesis.stream = "rows-{stream}";
    run_well(&(struct run) { .records = 200, .batch = 50 });
    assert_non_null(strstr(service.streams, "rows-people "));
    assert_non_null(strstr(service.streams, "rows-orders "));
}

static void
what_cannot_heal_stops(void **state)
{
    (void)state;
    struct sl_err err;
    service.fatal = "AccessDeniedException";
    struct slp_sink *sink = open_sink();
    assert_int_equal(play(sink, &(struct run) { .records = 10, .batch = 10 }, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.remedy, "kinesis:PutRecords"));
    sink->type->close(sink);
}

static void
a_record_above_the_streams_own_limit_is_refused(void **state)
{
    (void)state;
    struct sl_err err;
    size_t len = 2 * SL_MIB;
    char *line = malloc(len + 1);
    memset(line, ' ', len);
    line[len] = '\n';
    struct slp_batch_record record = { .json = { line, len }, .number = 1 };
    struct slp_batch batch = { .records = &record, .count = 1 };
    struct slp_sink_moment moment = { .now_ms = 1000, .quiet = true };
    struct slp_sink *sink = open_sink();
    int polled = 0;
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    for (int turn = 0; turn < 100 && polled == 0; turn++, moment.now_ms += 10)
        polled = sink->type->poll(sink, &moment, &err);
    assert_int_equal(polled, 1);
    assert_int_equal(record.result, SLP_REFUSED);
    assert_int_equal(batch.why.class, SL_DATA);
    assert_non_null(strstr(batch.why.remedy, "MaxRecordSizeInKiB"));
    assert_non_null(strstr(batch.why.remedy, "sluice-pusher resume"));
    assert_int_equal(service.puts, 0);
    sink->type->close(sink);
    free(line);
}

static void
memory_is_bounded_while_nothing_is_taken(void **state)
{
    (void)state;
    struct sl_err err;
    static struct slp_batch_record records[MOST - 1];
    struct slp_batch batch = { .records = records, .count = MOST - 1 };
    size_t held = 0;
    service.fail_percent = 100;
    struct slp_sink *sink = open_sink();
    for (size_t at = 0; at < batch.count; at++)
        fill(&records[at], at + 1);
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    for (int64_t now_ms = 1000; now_ms < 9000; now_ms += 50) {
        struct slp_sink_moment moment = { .now_ms = now_ms, .quiet = true };
        assert_int_equal(sink->type->poll(sink, &moment, &err), 0);
    }
    for (size_t at = 0; at < batch.count; at++)
        held += records[at].result == SLP_HELD ? records[at].json.len : 0;
    assert_true(held > 0 && held <= 4 * 2 * config.kinesis.call_bytes);
    assert_true(scripted_aws.largest_body <= 3 * config.kinesis.call_bytes);
    sink->type->close(sink);
}

static void
check_sees_streams_without_writing(void **state)
{
    (void)state;
    struct sl_err err = { .text = "" };
    service.fatal = "InvalidArgumentException"; /* as AWS answers the put that cannot be */
    struct sl_buf told;
    sl_buf_init(&told, 4096);
    assert_int_equal(slp_sink_kinesis.check(&start, &told, &err), 0);
    assert_true(scripted_told(&told, "may be asked"));
    sl_buf_clear(&told);
    service.fatal = "AccessDeniedException";
    assert_int_equal(slp_sink_kinesis.check(&start, &told, &err), -1);
    assert_non_null(strstr(err.remedy, "kinesis:PutRecords"));
    assert_false(scripted_told(&told, "may be asked"));
    assert_int_equal(service.narrived, 0);
    sl_buf_done(&told);
}

/* ---- parts --------------------------------------------------------------------------------- */

static void
expect_key(const char *members, const char *expected)
{
    char key[SLP_PARTITION_MAX_BYTES + 1];
    key[slp_partition_key(sl_str_of(members), "people", key)] = '\0';
    assert_string_equal(key, expected);
}

static void
partition_keys_are_the_values_of_the_row_key(void **state)
{
    (void)state;
    char members[400] = "\"k\":\"", key[SLP_PARTITION_MAX_BYTES];
    expect_key("\"a\":\"x\",\"b\":12", "x,12");
    expect_key("\"a\":12", "12");
    expect_key("\"a\":\"x,y\",\"b\":\"\"", "x,y,");
    expect_key("", "people");
    /* printf '"a":"x\\"y"' | sha256sum */
    expect_key("\"a\":\"x\\\"y\"",
               "6206d38469766dbd364f0d465133d0a07edf41d10490a45501954264e9268ae5");
    memset(members + 5, 'x', 300);
    members[305] = '"';
    assert_int_equal(slp_partition_key(sl_str_of(members), "people", key), 64);
    assert_int_equal(slp_partition_key(SL_STR("\"a\":\"\""), "people", key), 64);
}

static void
places_are_the_first_half_of_md5(void **state)
{
    (void)state;
    char decimal[SLP_PARTITION_DECIMAL_BYTES];
    struct slp_partitioner *partitioner = slp_partitioner_new();
    /* RFC 1321, A.5: MD5("abc") */
    assert_int_equal(slp_partition_place(partitioner, SL_STR("abc")), 0x900150983cd24fb0);
    slp_partitioner_free(partitioner);
    slp_partition_bucket_start(0, decimal);
    assert_string_equal(decimal, "0");
    slp_partition_bucket_start(128, decimal);
    assert_string_equal(decimal, "170141183460469231731687303715884105728"); /* 2^127 */
    slp_partition_bucket_start(255, decimal);
    assert_string_equal(decimal, "338953138925153547590470800371487866880");
}

static void
answers_about_shards_are_checked(void **state)
{
    (void)state;
    static const char beyond[] =
        "{\"Shards\":[{\"ShardId\":\"shardId-1\",\"HashKeyRange\":"
        "{\"StartingHashKey\":\"340282366920938463463374607431768211456\"}}]}";
    static const char *const bad[] = {
        "",
        "[]",
        "{}",
        "{\"Shards\":{}}",
        "{\"Shards\":[{}]}",
        "{\"Shards\":[{\"ShardId\":\"shardId-1\",\"HashKeyRange\":{\"StartingHashKey\":\"-1\"}}]}",
        beyond,
        "{\"Shards\":[],\"NextToken\":\"longer than there is room\"}",
    };
    struct slp_shards shards;
    char token[16];
    for (size_t at = 0; at < sizeof bad / sizeof bad[0]; at++) {
        slp_shards_init(&shards);
        assert_int_equal(slp_shards_add(&shards, sl_str_of(bad[at]), token, sizeof token), -1);
        slp_shards_done(&shards);
    }
    assert_int_equal(slp_shard_number(SL_STR("shardId-000000000012")), 12);
    assert_int_equal(slp_shard_number(SL_STR("shardId-")), UINT64_MAX);
    assert_int_equal(slp_shard_number(SL_STR("shard-1")), UINT64_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(all_arrive_in_order_in_several_calls_at_a_time, set_up),
        cmocka_unit_test_setup(throttled_records_go_again_with_what_follows_them, set_up),
        cmocka_unit_test_setup(in_strict_order_nothing_overtakes, set_up),
        cmocka_unit_test_setup(in_strict_order_nothing_overtakes_in_packs_either, set_up),
        cmocka_unit_test_setup(failed_calls_and_answers_that_are_none_go_again, set_up),
        cmocka_unit_test_setup(a_shard_rests_alone, set_up),
        cmocka_unit_test_setup(resharding_keeps_order_and_is_noticed, set_up),
        cmocka_unit_test_setup(an_old_list_of_shards_costs_no_record, set_up),
        cmocka_unit_test_setup(packed_lines_arrive_in_order, set_up),
        cmocka_unit_test_setup(aggregated_records_arrive_in_order, set_up),
        cmocka_unit_test_setup(firehose_packs_lines_and_sends_again_what_failed_alone, set_up),
        cmocka_unit_test_setup(each_release_may_have_its_own_stream, set_up),
        cmocka_unit_test_setup(what_cannot_heal_stops, set_up),
        cmocka_unit_test_setup(a_record_above_the_streams_own_limit_is_refused, set_up),
        cmocka_unit_test_setup(memory_is_bounded_while_nothing_is_taken, set_up),
        cmocka_unit_test_setup(check_sees_streams_without_writing, set_up),
        cmocka_unit_test(partition_keys_are_the_values_of_the_row_key),
        cmocka_unit_test(places_are_the_first_half_of_md5),
        cmocka_unit_test(answers_about_shards_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
