/* Of the sink s3 against a bucket in the same process: keys, parts, answers that are lost, uploads that
 * are gone, order of a stream's objects, and how much is held. */
#include "buf.h"
#include "hash.h"
#include "maxima.h"
#include "scripted_aws.h"
#include "sink/sinks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

enum { STREAMS = 12, MANY_STREAMS = 100, MOST_OBJECTS = 400, MOST_RECORDS = 4000 };

static struct sl_projection projections[MANY_STREAMS];
static const struct sl_projection *releases[MANY_STREAMS];
static char names[MANY_STREAMS][16];
static const struct sl_destination destinations[] = { { .name = "lake" } };
static struct sl_policy policy = { .destinations = destinations,
                                   .ndestinations = 1,
                                   .projections = releases };
static struct slp_destination_config config;
static const struct slp_sink_start start = { .config = &config, .policy = &policy };

/* ---- the bucket ---------------------------------------------------------------------------- */

struct object {
    char key[256];
    struct sl_buf bytes;
    bool there; /* else an upload that goes on */
    bool multipart;
    unsigned parts;
};

static struct {
    struct object objects[MOST_OBJECTS];
    unsigned count;
    int fail_percent; /* chance of a call to fail; half of these were done */
    int error_in_200_percent;
    bool forget_uploads; /* an upload is gone at its second part */
    const char *fatal;   /* error code of every call, NULL: none */
    unsigned calls, aborts, heads, conflicts, marks;
} bucket;

static struct object *
find_object(struct sl_str key, bool there)
{
    for (unsigned at = 0; at < bucket.count; at++)
        if (sl_str_is(key, bucket.objects[at].key) && bucket.objects[at].there == there)
            return &bucket.objects[at];
    return NULL;
}

static struct object *
new_object(struct sl_str key, bool there)
{
    assert_true(bucket.count < MOST_OBJECTS);
    struct object *object = &bucket.objects[bucket.count++];
    (void)snprintf(object->key, sizeof object->key, "%.*s", SL_FMT(key));
    sl_buf_init(&object->bytes, SL_MIB);
    object->there = there;
    return object;
}

/* As every PutObject and completion: the key must be free. */
static bool
is_taken(const struct slp_aws_request *request, struct slp_aws_result *ret)
{
    assert_true(sl_str_is(scripted_header(request, "if-none-match"), "*"));
    if (find_object(request->path, true) == NULL)
        return false;
    bucket.conflicts++;
    scripted_fail(ret, SLP_AWS_EXISTS, "PreconditionFailed");
    return true;
}

static void
check_digest(const struct slp_aws_request *request)
{
    uint8_t digest[SL_SHA256_BYTES];
    sl_sha256(request->body, digest);
    assert_memory_equal(digest, request->body_sha256, sizeof digest);
    assert_int_equal(scripted_header(request, "x-amz-checksum-sha256").len, 44);
}

static bool
is_marker(const struct slp_aws_request *request)
{
    return sl_str_is(request->path, "/raw/_sluice/_lake.json");
}

/* The marker is put again and again. */
static void
put_marker(const struct slp_aws_request *request)
{
    struct object *object = find_object(request->path, true);
    assert_null(scripted_header(request, "if-none-match").ptr);
    if (object == NULL)
        object = new_object(request->path, true);
    sl_buf_clear(&object->bytes);
    sl_buf_add_str(&object->bytes, request->body);
    bucket.marks++;
}

static void
get(const struct slp_aws_request *request, struct slp_aws_result *ret, struct sl_buf *ret_body)
{
    const struct object *object = find_object(request->path, true);
    assert_true(is_marker(request));
    if (object == NULL)
        scripted_fail(ret, SLP_AWS_MISSING, "NoSuchKey");
    else
        sl_buf_add_str(ret_body, sl_buf_str(&object->bytes));
}

static void
put(const struct slp_aws_request *request, struct slp_aws_result *ret)
{
    struct sl_str number = scripted_query(request, "partNumber");
    check_digest(request);
    if (is_marker(request)) {
        put_marker(request);
        return;
    }
    if (number.ptr == NULL) {
        if (!is_taken(request, ret))
            sl_buf_add_str(&new_object(request->path, true)->bytes, request->body);
        return;
    }
    struct object *upload = find_object(request->path, false);
    unsigned part = (unsigned)strtoul(number.ptr, NULL, 10);
    if (upload == NULL || (bucket.forget_uploads && part == 2)) {
        scripted_fail(ret, SLP_AWS_MISSING, "NoSuchUpload");
        return;
    }
    if (part == upload->parts + 1) { /* a repeated part replaces itself */
        sl_buf_add_str(&upload->bytes, request->body);
        upload->parts++;
    }
    assert_int_equal(part, upload->parts);
}

static void
complete(const struct slp_aws_request *request, struct slp_aws_result *ret, struct sl_buf *ret_body)
{
    struct object *upload = find_object(request->path, false);
    unsigned listed = 0;
    for (size_t at = 0; at + 12 < request->body.len; at++)
        listed += memcmp(request->body.ptr + at, "<PartNumber>", 12) == 0;
    if (upload == NULL) {
        scripted_fail(ret, SLP_AWS_MISSING, "NoSuchUpload");
    } else if (scripted_chance(100) < bucket.error_in_200_percent) {
        sl_buf_add_str(ret_body, SL_STR("<Error><Code>InternalError</Code></Error>"));
    } else if (!is_taken(request, ret)) {
        assert_int_equal(listed, upload->parts);
        upload->there = upload->multipart = true;
        sl_buf_add_str(ret_body, SL_STR("<CompleteMultipartUploadResult><ETag>e</ETag>"
                                        "</CompleteMultipartUploadResult>"));
    }
}

static void
serve(const struct slp_aws_request *request, struct slp_aws_result *ret, struct sl_buf *ret_body)
{
    if (strcmp(request->method, "PUT") == 0) {
        put(request, ret);
    } else if (strcmp(request->method, "GET") == 0) {
        get(request, ret, ret_body);
    } else if (strcmp(request->method, "HEAD") == 0) {
        bucket.heads++;
        if (!sl_str_is(request->path, "/") && find_object(request->path, true) == NULL)
            scripted_fail(ret, SLP_AWS_MISSING, "NoSuchKey");
    } else if (strcmp(request->method, "DELETE") == 0) {
        struct object *upload = find_object(request->path, false);
        bucket.aborts++;
        if (upload != NULL)
            upload->key[0] = '\0';
    } else if (scripted_query(request, "uploads").ptr != NULL) {
        assert_true(sl_str_is(scripted_header(request, "x-amz-checksum-algorithm"), "SHA256"));
        (void)new_object(request->path, false);
        sl_buf_add_str(ret_body, SL_STR("<R><UploadId>u&amp;1</UploadId></R>"));
    } else {
        assert_true(sl_str_is(scripted_query(request, "uploadId"), "u&1"));
        complete(request, ret, ret_body);
    }
}

static void
response(const struct slp_aws_request *request, struct slp_aws_result *ret, struct sl_buf *ret_body)
{
    bucket.calls++;
    if (config.s3.bucket_owner[0] != '\0')
        assert_true(sl_str_is(scripted_header(request, "x-amz-expected-bucket-owner"),
                              config.s3.bucket_owner));
    if (bucket.fatal != NULL) {
        ret->code = sl_str_of(bucket.fatal);
        ret->outcome = slp_aws_code_outcome(ret->code, request->action, &ret->err);
    } else if (scripted_chance(100) >= bucket.fail_percent) {
        serve(request, ret, ret_body);
    } else {
        if (scripted_chance(2) == 0) { /* done, and the response is lost */
            serve(request, ret, ret_body);
            *ret = (struct slp_aws_result) { .outcome = SLP_AWS_OK };
            sl_buf_clear(ret_body);
        }
        scripted_fail(ret, SLP_AWS_TRANSIENT, "InternalError");
        ret->maybe_done = true;
    }
}

/* ---- the pipeline -------------------------------------------------------------------------- */

static char lines[MOST_RECORDS + 1][128];

static void
fill(struct slp_batch_record *record, uint64_t number)
{
    uint32_t projection = (uint32_t)(number * 2654435761u >> 9) % policy.nprojections;
    (void)snprintf(lines[number], sizeof lines[0], "{\"n\":%llu,\"s\":%u,\"text\":\"%060llu\"}\n",
                   (unsigned long long)number, projection, (unsigned long long)number);
    *record = (struct slp_batch_record) { .json = { lines[number], strlen(lines[number]) - 1 },
                                          .number = number,
                                          .projection = projection,
                                          .position = {
                                              .gen = 1, .run = 5, .lsn = 0xAB, .seq = number } };
}

static struct slp_sink *
open_sink(void)
{
    struct slp_sink *sink = NULL;
    struct sl_err err = { .text = "" };
    if (slp_sink_s3.open(&start, &sink, &err) != 0)
        fail_msg("%s", err.text);
    return sink;
}

/* Gives all records in batches, then flushes; -1 when the sink stops. */
static int
play(struct slp_sink *sink, uint64_t count, struct sl_err *reterr)
{
    static struct slp_batch_record records[MOST_RECORDS];
    struct slp_batch batch = { .records = records };
    uint64_t given = 0;
    bool flying = false, flushed = false;
    int64_t now_ms = 1000;
    for (int turns = 0; !flushed || sink->type->held(sink) != 0; turns++, now_ms += 11) {
        assert_true(turns < 100000);
        if (!flying && given < count) {
            batch.count = 0;
            while (batch.count < 100 && given < count)
                fill(&records[batch.count++], ++given);
            assert_int_equal(sink->type->submit(sink, &batch, reterr), 0);
            flying = true;
        } else if (!flying && !flushed) {
            flushed = true;
            assert_int_equal(sink->type->flush(sink, reterr), 0);
        }
        struct slp_sink_moment moment = { .now_ms = now_ms, .quiet = !flying };
        int polled = sink->type->poll(sink, &moment, reterr);
        if (polled < 0)
            return -1;
        flying = flying && polled == 0;
    }
    return 0;
}

/* The object's lines; `text` has room. */
static size_t
read_object(const struct object *object, char *text, size_t room)
{
    if (config.s3.compress == SLP_COMPRESS_NONE) {
        assert_true(object->bytes.len < room);
        memcpy(text, object->bytes.bytes, object->bytes.len);
        return object->bytes.len;
    }
    z_stream zip = { .next_in = (Bytef *)object->bytes.bytes,
                     .avail_in = (uInt)object->bytes.len,
                     .next_out = (Bytef *)text,
                     .avail_out = (uInt)room };
    assert_int_equal(inflateInit2(&zip, 15 + 16), Z_OK);
    do { /* a member after the other */
        assert_int_equal(inflate(&zip, Z_FINISH), Z_STREAM_END);
    } while (zip.avail_in > 0 && inflateReset(&zip) == Z_OK);
    inflateEnd(&zip);
    return room - zip.avail_out;
}

/* Every record is there, `most` times at most; objects of a stream came in the order of records. */
static void
check_bucket(uint64_t count, unsigned most)
{
    static unsigned seen[MOST_RECORDS + 1];
    static char text[SL_MIB];
    uint64_t last[MANY_STREAMS] = { 0 };
    memset(seen, 0, sizeof seen);
    for (unsigned at = 0; at < bucket.count; at++) {
        if (!bucket.objects[at].there)
            continue;
        size_t len = read_object(&bucket.objects[at], text, sizeof text - 1);
        text[len] = '\0';
        for (char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
            char *behind;
            assert_memory_equal(line, "{\"n\":", 5);
            uint64_t number = strtoull(line + 5, &behind, 10);
            assert_memory_equal(behind, ",\"s\":", 5);
            unsigned stream = (unsigned)strtoul(behind + 5, NULL, 10);
            assert_in_range(number, 1, count);
            assert_true(number > last[stream] || most > 1);
            last[stream] = number;
            seen[number]++;
            assert_non_null(strstr(bucket.objects[at].key, names[stream]));
        }
    }
    for (uint64_t number = 1; number <= count; number++)
        assert_in_range(seen[number], 1, most);
}

static void
run_well(uint64_t count)
{
    struct sl_err err;
    struct slp_sink *sink = open_sink();
    if (play(sink, count, &err) != 0)
        fail_msg("%s", err.text);
    sink->type->close(sink);
    check_bucket(count, 1);
}

static int
set_up(void **state)
{
    (void)state;
    memset(&bucket, 0, sizeof bucket);
    scripted_aws = (struct scripted_aws) {
        .response = response, .seed = 5, .slow_percent = 60, .etag = "\"e1\""
    };
    policy.nprojections = STREAMS;
    for (size_t at = 0; at < MANY_STREAMS; at++) {
        (void)snprintf(names[at], sizeof names[0], "stream%03zu", at);
        projections[at] = (struct sl_projection) { .destination = "lake", .stream = names[at] };
        releases[at] = &projections[at];
    }
    config = (struct slp_destination_config) {
        .name = "lake",
        .sink = "s3",
        .aws = { .region = "", .profile = "", .endpoint = "", .ca_bundle = "" },
        .s3 = { .bucket = "lake",
                .prefix = "raw/",
                .bucket_owner = "",
                .kms_key = "",
                .roll_bytes = 2000,
                .roll_delay_ms = 60000,
                .part_bytes = SL_MIB }
    };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    for (unsigned at = 0; at < bucket.count; at++)
        sl_buf_done(&bucket.objects[at].bytes);
    return 0;
}

/* ---- tests --------------------------------------------------------------------------------- */

static void
small_objects_are_put_under_keys_of_position_and_content(void **state)
{
    (void)state;
    config.s3.bucket_owner = "111122223333";
    run_well(2000);
    uint8_t digest[SL_SHA256_BYTES];
    char hex[17], *key = bucket.objects[0].key;
    sl_sha256(sl_buf_str(&bucket.objects[0].bytes), digest);
    sl_hex(digest, 8, hex);
    assert_memory_equal(key, "/raw/stream", 11);
    assert_non_null(strstr(key, "-0000000001-00000000000000AB-0000000005-"));
    assert_non_null(strstr(key, hex));
    assert_string_equal(key + strlen(key) - 6, ".jsonl");
    assert_false(bucket.objects[0].multipart);
    assert_true(bucket.count > STREAMS);
    assert_true(scripted_aws.most > 1 && scripted_aws.most <= 8);
}

static void
what_was_put_though_the_answer_was_lost_counts_once(void **state)
{
    (void)state;
    bucket.fail_percent = 30;
    run_well(3000);
    assert_true(bucket.conflicts > 0);
}

static void
gzip_objects_read_back(void **state)
{
    (void)state;
    config.s3.compress = SLP_COMPRESS_GZIP;
    config.s3.part_bytes = 8 * SL_MIB; /* zlib's own memory counts */
    run_well(3000);
    assert_non_null(strstr(bucket.objects[0].key, ".jsonl.gz"));
}

/* A thousand records of one stream, from the first taken to the last that is there. */
static size_t
play_one_stream(void)
{
    static struct slp_batch_record records[1000];
    struct slp_batch batch = { .records = records, .count = 1000 };
    struct slp_sink_moment moment = { .now_ms = 1000 };
    struct slp_sink *sink = open_sink();
    struct sl_err err;
    size_t bytes = 0;
    for (size_t at = 0; at < 1000; at++) {
        fill(&records[at], at + 1);
        records[at].projection = 0;
        bytes += records[at].json.len + 1;
    }
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    while (sink->type->poll(sink, &moment, &err) == 0)
        moment.now_ms += 11;
    assert_int_equal(sink->type->flush(sink, &err), 0);
    while (sink->type->held(sink) != 0) {
        assert_int_equal(sink->type->poll(sink, &moment, &err), 1);
        moment.now_ms += 11;
    }
    sink->type->close(sink);
    return bytes;
}

static void
large_objects_go_up_in_parts(void **state)
{
    (void)state;
    size_t bytes = 0;
    unsigned parts = 0;
    config.s3.part_bytes = 4000;
    config.s3.roll_bytes = 20000;
    bucket.fail_percent = 50;
    bucket.error_in_200_percent = 30;
    size_t expected = play_one_stream();
    for (unsigned at = 0; at < bucket.count; at++) {
        bytes += bucket.objects[at].there ? bucket.objects[at].bytes.len : 0;
        parts += bucket.objects[at].parts;
    }
    assert_int_equal(bytes, expected); /* once each */
    assert_true(parts > expected / 6000);
    assert_true(bucket.heads > 0);
}

/* A replay may cut the same records otherwise: what is there under one of its keys need not be all of
 * what it brings. */
static void
a_replay_in_parts_takes_no_key_of_before(void **state)
{
    (void)state;
    size_t bytes = 0;
    config.s3.part_bytes = 4000;
    config.s3.roll_bytes = 20000;
    size_t expected = play_one_stream();
    config.s3.roll_bytes = 30000;
    expected += play_one_stream();
    for (unsigned at = 0; at < bucket.count; at++)
        bytes += bucket.objects[at].there ? bucket.objects[at].bytes.len : 0;
    assert_int_equal(bytes, expected);
    assert_int_equal(bucket.conflicts, 0);
}

/* Parts that are gone are gone: the database must give their records again. */
static void
an_upload_that_somebody_gave_up_starts_everything_again(void **state)
{
    (void)state;
    struct sl_err err;
    config.s3.part_bytes = 4000;
    config.s3.roll_bytes = 200000;
    bucket.forget_uploads = true;
    struct slp_sink *sink = open_sink();
    static struct slp_batch_record records[300];
    struct slp_batch batch = { .records = records, .count = 300 };
    for (size_t at = 0; at < 300; at++) {
        fill(&records[at], at + 1);
        records[at].projection = 0;
    }
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    struct slp_sink_moment moment = { .now_ms = 1000 };
    int polled = 0;
    for (int turn = 0; polled == 0 && turn < 1000; turn++, moment.now_ms += 11)
        polled = sink->type->poll(sink, &moment, &err);
    assert_int_equal(polled, -1);
    assert_int_equal(err.class, SL_RETRY);
    assert_true(sink->type->held(sink) == 1);
    sink->type->close(sink);
}

static void
what_is_left_at_the_end_is_given_up(void **state)
{
    (void)state;
    struct sl_err err;
    config.s3.part_bytes = 2000;
    config.s3.roll_bytes = 200000;
    struct slp_sink *sink = open_sink();
    static struct slp_batch_record records[100];
    struct slp_batch batch = { .records = records, .count = 100 };
    for (size_t at = 0; at < 100; at++) {
        fill(&records[at], at + 1);
        records[at].projection = 0;
    }
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    struct slp_sink_moment moment = { .now_ms = 1000 };
    while (sink->type->poll(sink, &moment, &err) == 0)
        moment.now_ms += 11;
    assert_int_equal(sink->type->held(sink), 1);
    sink->type->close(sink);
    assert_int_equal(bucket.aborts, 1);
    for (unsigned at = 0; at < bucket.count; at++)
        assert_false(bucket.objects[at].there);
}

static void
memory_is_bounded_while_nothing_is_taken(void **state)
{
    (void)state;
    struct sl_err err;
    static struct slp_batch_record records[MOST_RECORDS];
    struct slp_batch batch = { .records = records, .count = MOST_RECORDS };
    size_t held = 0;
    bucket.fail_percent = 100;
    config.s3.part_bytes = 10000;
    config.s3.roll_bytes = SL_MIB;
    struct slp_sink *sink = open_sink();
    for (size_t at = 0; at < MOST_RECORDS; at++)
        fill(&records[at], at + 1);
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    for (int64_t now_ms = 1000; now_ms < 30000; now_ms += 50) {
        struct slp_sink_moment moment = { .now_ms = now_ms };
        assert_int_equal(sink->type->poll(sink, &moment, &err), 0);
        assert_int_equal(sink->type->held(sink), 1);
    }
    for (size_t at = 0; at < MOST_RECORDS; at++)
        held += records[at].result == SLP_HELD ? records[at].json.len + 1 : 0;
    assert_true(held > 10000 && held < 15000 + 200);
    assert_true(bucket.calls < 700);
    sink->type->close(sink);
}

static void
streams_that_do_not_fit_together_make_smaller_objects(void **state)
{
    (void)state;
    config.s3.part_bytes = 10000;
    config.s3.roll_bytes = SL_MIB;
    run_well(3000); /* nothing rolls by size or time: room must be made */
    assert_true(bucket.count >= STREAMS);
}

/* No stream's object ends because there are many. */
static void
many_streams_have_an_object_each(void **state)
{
    (void)state;
    policy.nprojections = MANY_STREAMS;
    config.s3.roll_bytes = SL_MIB;
    run_well(3000);
    assert_int_equal(bucket.count, MANY_STREAMS);
}

/* What compressing takes is more than all that may be held: their objects are as large as without it. */
static void
many_compressed_streams_have_an_object_each(void **state)
{
    config.s3.compress = SLP_COMPRESS_GZIP;
    many_streams_have_an_object_each(state);
}

static void
see(const struct slp_aws_request *request, void *context)
{
    struct sl_str *seen = context;
    seen[0] = scripted_header(request, "x-amz-server-side-encryption");
    seen[1] = scripted_header(request, "x-amz-server-side-encryption-aws-kms-key-id");
}

static void
encryption_is_asked_for(void **state)
{
    (void)state;
    config.s3.encryption = SLP_ENCRYPTION_KMS;
    config.s3.kms_key = "alias/lake";
    config.s3.bucket_owner = "111122223333"; /* as many headers as there are */
    run_well(100);
    scripted_aws.slow_percent = 100;
    struct sl_err err;
    struct slp_sink *sink = open_sink();
    struct slp_batch_record record;
    struct slp_batch batch = { .records = &record, .count = 1 };
    struct slp_sink_moment moment = { .now_ms = 1000 };
    struct sl_str seen[2] = { { 0 } };
    fill(&record, 1);
    assert_int_equal(sink->type->submit(sink, &batch, &err), 0);
    assert_int_equal(sink->type->flush(sink, &err), 0);
    assert_int_equal(sink->type->poll(sink, &moment, &err), 1);
    scripted_each_call(see, seen);
    assert_true(sl_str_is(seen[0], "aws:kms"));
    assert_true(sl_str_is(seen[1], "alias/lake"));
    sink->type->close(sink);
}

static void
what_cannot_heal_stops(void **state)
{
    (void)state;
    struct sl_err err;
    bucket.fatal = "AccessDenied";
    struct slp_sink *sink = open_sink();
    assert_int_equal(play(sink, 10, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.remedy, "s3:PutObject"));
    sink->type->close(sink);
}

static void
check_leaves_nothing(void **state)
{
    (void)state;
    struct sl_err err = { .text = "" };
    scripted_aws.slow_percent = 0;
    struct sl_buf told;
    sl_buf_init(&told, 4096);
    assert_int_equal(slp_sink_s3.check(&start, &told, &err), 0);
    assert_true(scripted_told(
        &told, "identity arn:aws:iam::1:user/x, account 1; credentials from a script\n"));
    assert_true(scripted_told(&told, "may be written"));
    assert_int_equal(bucket.calls, 4);
    assert_true(scripted_told(&told, "; the marker may be read\n"));
    assert_int_equal(bucket.aborts, 1);
    for (unsigned at = 0; at < bucket.count; at++)
        assert_false(bucket.objects[at].there || bucket.objects[at].key[0] != '\0');
    sl_buf_clear(&told);
    bucket.fatal = "AccessDenied";
    assert_int_equal(slp_sink_s3.check(&start, &told, &err), -1);
    assert_non_null(strstr(err.remedy, "s3:ListBucket"));
    assert_false(scripted_told(&told, "may be written"));
    sl_buf_done(&told);
}

/* ---- the marker ---------------------------------------------------------------------------- */

/* Asks until there is an answer. `mark`: NULL to read. */
static enum slp_marking_result
ask(struct slp_sink *sink, const struct slp_mark *mark, struct slp_marker *ret,
    struct sl_err *reterr)
{
    enum slp_marking_result result = SLP_MARKING_WAITS;
    struct slp_sink_moment moment = { .now_ms = mark != NULL ? mark->now_ms : 1000 };
    for (int turns = 0; result == SLP_MARKING_WAITS; turns++) {
        assert_true(turns < 1000);
        assert_int_equal(sink->type->poll(sink, &moment, reterr), 1);
        result = mark != NULL ? sink->type->write_marker(sink, mark, ret, reterr)
                              : sink->type->read_marker(sink, ret, reterr);
    }
    return result;
}

static struct slp_marker
make_mark(struct slp_sink *sink, uint64_t number, int64_t now_ms, bool at_once)
{
    const struct slp_mark mark = { .number = number, .now_ms = now_ms, .at_once = at_once };
    struct slp_marker marker;
    struct sl_err err = { .text = "" };
    if (ask(sink, &mark, &marker, &err) != SLP_MARKING_DONE)
        fail_msg("%s", err.text);
    return marker;
}

static void
a_marker_is_put_once_a_minute_or_at_once(void **state)
{
    (void)state;
    struct slp_marker there;
    struct sl_err err;
    bucket.fail_percent = 40;
    struct slp_sink *sink = open_sink();
    assert_int_equal(ask(sink, NULL, &there, &err), SLP_MARKING_DONE);
    assert_string_equal(there.id, "");
    const struct slp_marker first = make_mark(sink, 1, 5000, false);
    assert_int_equal(strlen(first.id), 32);
    assert_int_equal(first.number, 1);
    unsigned marks = bucket.marks;
    assert_int_equal(make_mark(sink, 2, 64000, false).number, 1);
    assert_int_equal(bucket.marks, marks);
    assert_int_equal(make_mark(sink, 2, 65000, false).number, 2);
    assert_int_equal(make_mark(sink, 3, 66000, false).number, 2);
    assert_int_equal(make_mark(sink, 3, 66000, true).number, 3);
    sink->type->close(sink);
    sink = open_sink();
    assert_int_equal(ask(sink, NULL, &there, &err), SLP_MARKING_DONE);
    assert_string_equal(there.id, first.id);
    assert_int_equal(there.number, 3);
    sink->type->close(sink);
}

static void
a_marker_that_may_not_be_read_is_none(void **state)
{
    (void)state;
    struct slp_marker there;
    struct sl_err err;
    bucket.fatal = "AccessDenied";
    struct slp_sink *sink = open_sink();
    assert_int_equal(ask(sink, NULL, &there, &err), SLP_MARKING_NONE);
    sink->type->close(sink);
    bucket.fatal = "NoSuchBucket";
    sink = open_sink();
    assert_int_equal(ask(sink, NULL, &there, &err), SLP_MARKING_FAILED);
    assert_int_equal(err.class, SL_CONFIG);
    sink->type->close(sink);
}

static void
a_marker_that_may_not_be_put_stops(void **state)
{
    (void)state;
    struct slp_marker there;
    struct sl_err err;
    const struct slp_mark mark = { .number = 1, .now_ms = 1000 };
    struct slp_sink *sink = open_sink();
    assert_int_equal(ask(sink, NULL, &there, &err), SLP_MARKING_DONE);
    bucket.fatal = "AccessDenied";
    assert_int_equal(ask(sink, &mark, &there, &err), SLP_MARKING_FAILED);
    assert_int_equal(err.class, SL_CONFIG);
    sink->type->close(sink);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(small_objects_are_put_under_keys_of_position_and_content),
        TEST(what_was_put_though_the_answer_was_lost_counts_once),
        TEST(gzip_objects_read_back),
        TEST(large_objects_go_up_in_parts),
        TEST(a_replay_in_parts_takes_no_key_of_before),
        TEST(an_upload_that_somebody_gave_up_starts_everything_again),
        TEST(what_is_left_at_the_end_is_given_up),
        TEST(memory_is_bounded_while_nothing_is_taken),
        TEST(streams_that_do_not_fit_together_make_smaller_objects),
        TEST(many_streams_have_an_object_each),
        TEST(many_compressed_streams_have_an_object_each),
        TEST(encryption_is_asked_for),
        TEST(what_cannot_heal_stops),
        TEST(check_leaves_nothing),
        TEST(a_marker_is_put_once_a_minute_or_at_once),
        TEST(a_marker_that_may_not_be_read_is_none),
        TEST(a_marker_that_may_not_be_put_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
