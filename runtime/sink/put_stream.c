#include "sink/put_stream.h"

#include "sink/aws_access.h"
#include "sink/kinesis_stream.h"

#include <stdlib.h>

enum {
    ITEM_RECORDS = 500, /* what Firehose takes apart at most, where it takes records apart */
    GATHER_MS = 5,      /* a call that could be fuller waits so long for more */
};

/* The body of a call: base64 is a third longer than its bytes. */
#define BODY_MAX_BYTES (4 * SL_MAX_RECORD_BYTES)
#define TARGET_MAX_BYTES (4 * SL_KIB)

/* Where pauses are kept: a shard each, or while shards are not known a lane each. */
struct gate {
    int64_t until_ms;
    unsigned failures; /* in a row */
};

struct put_lane {
    struct slp_outbox outbox;
    struct slp_aws_call *call;
    struct sl_buf body;
    bool busy;
    unsigned failures;      /* of whole calls, in a row */
    int64_t until_ms;       /* rests until then */
    int64_t since_ms;       /* the first record came then, where none waited; 0: none waits */
    int64_t gates_open_ms;  /* the first gate to open that was found closed; INT64_MAX: none was */
    uint32_t blocked_count; /* records that all stand before closed gates; 0: not known */
};

struct slp_puts {
    struct slp_puts_options options;
    struct slp_put_style style;
    struct slp_pick_limits pick;
    struct slp_aws_pair headers[SLP_JSON_HEADERS];
    struct sl_buf target, scratch;
    struct slp_kinesis_stream *stream; /* NULL for Firehose */
    struct put_lane *lanes;
    struct gate *gates;
    size_t held_bytes;
};

/* ---- made and freed ------------------------------------------------------------------------ */

static int
init_lanes(struct slp_puts *puts, struct sl_err *reterr)
{
    puts->lanes = calloc(puts->options.lanes, sizeof *puts->lanes);
    puts->gates = calloc(puts->options.lanes, sizeof *puts->gates);
    if (puts->lanes == NULL || puts->gates == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for lanes");
    for (uint32_t at = 0; at < puts->options.lanes; at++) {
        struct put_lane *lane = &puts->lanes[at];
        sl_buf_init(&lane->body, BODY_MAX_BYTES);
        lane->gates_open_ms = INT64_MAX;
        lane->call = slp_aws_call_new(puts->options.client);
        if (lane->call == NULL)
            return sl_fail(reterr, SL_RETRY, "out of memory for lanes");
        if (slp_outbox_init(&lane->outbox, reterr) != 0)
            return -1;
    }
    return 0;
}

int
slp_puts_new(const struct slp_puts_options *options, struct slp_puts **ret, struct sl_err *reterr)
{
    struct slp_puts *puts = calloc(1, sizeof *puts);
    if (puts == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for a stream");
    bool packs = options->pack != SLP_PACK_NONE;
    puts->options = *options;
    puts->style = (struct slp_put_style) { .form = options->form, .pack = options->pack };
    puts->pick = (struct slp_pick_limits) { .order = !options->form->keyed ? SLP_ORDER_NONE
                                                     : packs               ? SLP_ORDER_BUCKET
                                                                           : SLP_ORDER_KEY,
                                            .strict = options->strict,
                                            .call_bytes = options->call_bytes,
                                            .item_bytes = packs ? options->pack_bytes : 0,
                                            .item_records = ITEM_RECORDS };
    slp_aws_json_headers(options->form->target, puts->headers);
    sl_buf_init(&puts->target, TARGET_MAX_BYTES);
    sl_buf_init(&puts->scratch, BODY_MAX_BYTES);
    slp_put_target(&puts->target, options->member, options->name);
    puts->style.target = sl_buf_str(&puts->target);
    int result = init_lanes(puts, reterr);
    if (result == 0 && options->has_shards) {
        puts->stream = slp_kinesis_stream_new(options->client, puts->style.target);
        if (puts->stream == NULL)
            result = sl_fail(reterr, SL_RETRY, "out of memory for a stream");
    }
    if (result == 0 && sl_buf_failed(&puts->target))
        result = sl_fail(reterr, SL_CONFIG, "the name of a stream is too long");
    if (result == 0)
        *ret = puts;
    else
        slp_puts_free(puts);
    return result;
}

void
slp_puts_free(struct slp_puts *puts)
{
    if (puts == NULL)
        return;
    for (uint32_t at = 0; puts->lanes != NULL && at < puts->options.lanes; at++) {
        slp_aws_call_free(puts->lanes[at].call);
        slp_outbox_done(&puts->lanes[at].outbox);
        sl_buf_done(&puts->lanes[at].body);
    }
    slp_kinesis_stream_free(puts->stream);
    free(puts->lanes);
    free(puts->gates);
    sl_buf_done(&puts->target);
    sl_buf_done(&puts->scratch);
    free(puts);
}

/* ---- places -------------------------------------------------------------------------------- */

/* Where the service puts it: packed records go by their bucket. */
static uint64_t
sent_to(const struct slp_puts *puts, uint64_t place)
{
    return puts->pick.order == SLP_ORDER_BUCKET ? place >> 56 << 56 : place;
}

/* Lanes are equal parts of the hash space, fixed for good: a key never changes its lane. */
static uint32_t
lane_of(const struct slp_puts *puts, uint64_t place)
{
    return (uint32_t)((sent_to(puts, place) >> 32) * puts->options.lanes >> 32);
}

static uint32_t
shard_of(const struct slp_puts *puts, uint64_t place)
{
    if (puts->stream == NULL || !slp_partitioner_knows_shards(puts->options.partitioner))
        return SLP_NO_SHARD;
    return slp_shards_find(slp_kinesis_stream_shards(puts->stream), sent_to(puts, place));
}

static struct gate *
gate_of(const struct slp_puts *puts, uint64_t place)
{
    uint32_t shard = shard_of(puts, place);
    return &puts->gates[shard != SLP_NO_SHARD ? shard : lane_of(puts, place)];
}

/* New shards, new gates: all open. */
static int
change_gates(struct slp_puts *puts, struct sl_err *reterr)
{
    uint32_t count = slp_kinesis_stream_shards(puts->stream)->count;
    count = count > puts->options.lanes ? count : puts->options.lanes;
    struct gate *gates = calloc(count, sizeof *gates);
    if (gates == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for %u shards", count);
    free(puts->gates);
    puts->gates = gates;
    for (uint32_t at = 0; at < puts->options.lanes; at++)
        puts->lanes[at].blocked_count = 0;
    return 0;
}

/* ---- taking -------------------------------------------------------------------------------- */

static bool
is_ready(const struct slp_puts *puts)
{
    return puts->stream == NULL || slp_kinesis_stream_is_ready(puts->stream);
}

static size_t
record_limit(const struct slp_puts *puts)
{
    return puts->stream != NULL ? slp_kinesis_stream_record_bytes(puts->stream)
                                : puts->options.record_bytes;
}

/* Bytes of one record of ours as one of the service's. */
static size_t
size_of(const struct slp_puts *puts, size_t line_len, size_t key_len)
{
    enum { KPL_BYTES = 128 }; /* magic, sum, hash key, lengths */
    size_t bytes = line_len + (puts->options.form->keyed ? key_len : 0);
    return puts->options.pack == SLP_PACK_KPL ? bytes + key_len + KPL_BYTES : bytes;
}

static int
too_large(const struct slp_puts *puts, size_t bytes, struct sl_err *reterr)
{
    (void)sl_fail(reterr, SL_DATA, "a record of %zu bytes: the stream takes at most %zu", bytes,
                  record_limit(puts));
    if (puts->stream == NULL)
        return sl_remedy(reterr, "withhold or shorten the large field in the policy");
    return sl_remedy(reterr, "withhold or shorten the large field in the policy, or raise the data "
                             "stream's MaxRecordSizeInKiB (10240 at most) and start again");
}

/* A lane holds what goes now and what goes next. A record that is larger than that by itself waits
 * until it is alone: memory is bounded by the lanes, or by the largest record. */
static bool
has_room(const struct slp_puts *puts, const struct put_lane *lane, size_t bytes)
{
    size_t most = 2 * puts->options.call_bytes;
    if (bytes > most)
        return puts->held_bytes == 0;
    return slp_outbox_has_room(&lane->outbox) && lane->outbox.text.len + bytes <= most;
}

int
slp_puts_take(struct slp_puts *puts, const struct slp_batch_record *record, const char *stream,
              struct sl_err *reterr)
{
    char bytes[SLP_PARTITION_MAX_BYTES];
    if (!is_ready(puts))
        return 0;
    struct sl_str key = { .ptr = bytes, .len = slp_partition_key(record->key, stream, bytes) };
    struct sl_str line = { .ptr = record->json.ptr, .len = record->json.len + 1 };
    size_t size = size_of(puts, line.len, key.len);
    if (size > record_limit(puts))
        return too_large(puts, size, reterr);
    uint64_t place = slp_partition_place(puts->options.partitioner, key);
    struct put_lane *lane = &puts->lanes[lane_of(puts, place)];
    if (!has_room(puts, lane, line.len + key.len))
        return 0;
    if (slp_outbox_add(&lane->outbox, record->number, place, key, line, reterr) != 0)
        return -1;
    puts->held_bytes += line.len + key.len;
    return 1;
}

uint64_t
slp_puts_first(const struct slp_puts *puts)
{
    uint64_t first = 0;
    for (uint32_t at = 0; at < puts->options.lanes; at++) {
        uint64_t number = slp_outbox_first(&puts->lanes[at].outbox);
        if (number != 0 && (first == 0 || number < first))
            first = number;
    }
    return first;
}

/* ---- answers ------------------------------------------------------------------------------- */

static uint64_t
place_of_item(const struct put_lane *lane, uint32_t item)
{
    return slp_outbox_item_record(&lane->outbox, item, 0)->place;
}

/* A record that the stream did not take: its shard rests. -1: it never will take it. */
static int
rest_shard(struct slp_puts *puts, const struct put_lane *lane, uint32_t item, struct sl_str code,
           int64_t now_ms, struct sl_err *trouble, struct sl_err *reterr)
{
    struct gate *gate = gate_of(puts, place_of_item(lane, item));
    struct sl_err why;
    enum slp_aws_outcome outcome = SLP_AWS_GARBLED;
    if (code.len > 0)
        outcome = slp_aws_code_outcome(code, puts->options.form->action, &why);
    else
        (void)sl_fail(&why, SL_RETRY, "an answer to %s says nothing about a record",
                      puts->options.form->action);
    if (why.class != SL_RETRY) {
        *reterr = why;
        return -1;
    }
    *trouble = why;
    if (gate->until_ms <= now_ms)
        gate->until_ms = now_ms + slp_aws_pause_ms(outcome, gate->failures++);
    return 0;
}

/* A record that the stream took, in which shard. */
static void
note_shard(struct slp_puts *puts, const struct put_lane *lane, uint32_t item, uint64_t taken_by)
{
    uint64_t place = place_of_item(lane, item);
    uint32_t shard = shard_of(puts, place);
    gate_of(puts, place)->failures = 0;
    if (shard == SLP_NO_SHARD || taken_by == UINT64_MAX)
        return;
    if (slp_shards_id(slp_kinesis_stream_shards(puts->stream), shard) != taken_by)
        slp_kinesis_stream_doubt(puts->stream);
}

/* Delivery results for each item; -1 when a record can never go. */
static int
read_results(struct slp_puts *puts, const struct put_lane *lane,
             const struct slp_put_response *response, int64_t now_ms, bool *ret_taken,
             struct sl_err *trouble, struct sl_err *reterr)
{
    const struct slp_put_form *form = puts->options.form;
    for (uint32_t item = 0; item < lane->outbox.nitems; item++) {
        struct slp_put_result result = slp_put_result_of(form, response, item);
        ret_taken[item] = result.taken;
        if (result.taken)
            note_shard(puts, lane, item, result.shard);
    }
    for (uint32_t item = 0; item < lane->outbox.nitems; item++) {
        if (ret_taken[item])
            continue;
        struct sl_str code = slp_put_result_of(form, response, item).code;
        if (rest_shard(puts, lane, item, code, now_ms, trouble, reterr) != 0)
            return -1;
    }
    return 0;
}

static void
rest_lane(struct put_lane *lane, int64_t now_ms, int64_t pause_ms)
{
    lane->failures++;
    lane->until_ms = now_ms + pause_ms;
}

/* What came of a lane's call. */
static int
settle_lane(struct slp_puts *puts, struct put_lane *lane, const struct slp_aws_result *result,
            int64_t now_ms, struct sl_err *trouble, struct sl_err *reterr)
{
    const struct slp_put_form *form = puts->options.form;
    struct slp_put_response response;
    bool taken[SLP_PUT_ITEMS];
    lane->busy = false;
    if (result->outcome != SLP_AWS_OK) {
        if (result->err.class != SL_RETRY || result->outcome == SLP_AWS_START_AGAIN) {
            *reterr = result->err;
            return -1;
        }
        *trouble = result->err;
        rest_lane(lane, now_ms, result->pause_ms);
        slp_outbox_settle(&lane->outbox, puts->pick.order, NULL);
        return 0;
    }
    if (slp_put_read(form, result->body, lane->outbox.nitems, &response) != 0) {
        (void)sl_fail(trouble, SL_RETRY, "the answer to %s is none about these %u records",
                      form->action, lane->outbox.nitems);
        rest_lane(lane, now_ms, slp_aws_pause_ms(SLP_AWS_GARBLED, lane->failures));
        slp_outbox_settle(&lane->outbox, puts->pick.order, NULL);
        return 0;
    }
    lane->failures = 0;
    int read = read_results(puts, lane, &response, now_ms, taken, trouble, reterr);
    slp_put_response_done(&response);
    if (read != 0)
        return -1;
    slp_outbox_settle(&lane->outbox, puts->pick.order, taken);
    return 0;
}

int
slp_puts_settle(struct slp_puts *puts, int64_t now_ms, struct sl_err *trouble,
                struct sl_err *reterr)
{
    bool changed = false;
    if (puts->stream != NULL &&
        slp_kinesis_stream_step(puts->stream, now_ms, &changed, trouble, reterr) != 0)
        return -1;
    if (changed && change_gates(puts, reterr) != 0)
        return -1;
    size_t held = 0;
    for (uint32_t at = 0; at < puts->options.lanes; at++) {
        struct put_lane *lane = &puts->lanes[at];
        const struct slp_aws_result *result = lane->busy ? slp_aws_call_result(lane->call) : NULL;
        if (result != NULL && settle_lane(puts, lane, result, now_ms, trouble, reterr) != 0)
            return -1;
        held += lane->outbox.text.len;
    }
    puts->held_bytes = held;
    return 0;
}

/* ---- sending ------------------------------------------------------------------------------- */

/* For slp_outbox_pick(). */
struct picking {
    const struct slp_puts *puts;
    int64_t now_ms, gates_open_ms;
};

static bool
may_go(void *context, uint64_t place)
{
    struct picking *picking = context;
    const struct gate *gate = gate_of(picking->puts, place);
    if (gate->until_ms <= picking->now_ms)
        return true;
    if (gate->until_ms < picking->gates_open_ms)
        picking->gates_open_ms = gate->until_ms;
    return false;
}

static int
start_call(struct slp_puts *puts, struct put_lane *lane, struct sl_err *reterr)
{
    if (lane->body.capacity > 4 * puts->options.call_bytes)
        sl_buf_done(&lane->body);
    sl_buf_clear(&lane->body);
    slp_put_write(&lane->body, &puts->scratch, &puts->style, &lane->outbox);
    if (sl_buf_failed(&lane->body))
        return sl_fail(reterr, SL_RETRY, "out of memory for a call of %u records",
                       lane->outbox.nitems);
    struct slp_aws_request request = { .method = "POST",
                                       .path = SL_STR("/"),
                                       .headers = puts->headers,
                                       .nheaders = SLP_JSON_HEADERS,
                                       .body = sl_buf_str(&lane->body),
                                       .action = puts->options.form->action,
                                       .failures = lane->failures };
    slp_aws_call_start(lane->call, &request);
    lane->busy = true;
    lane->since_ms = 0;
    return 0;
}

/* Whether the lane has enough for a call, or has waited long enough for more. */
static bool
is_due(const struct slp_puts *puts, const struct put_lane *lane, int64_t now_ms, bool eager)
{
    const struct slp_outbox *outbox = &lane->outbox;
    bool full = outbox->text.len >= puts->options.call_bytes ||
                (puts->pick.item_bytes == 0 && outbox->count >= SLP_PUT_ITEMS) ||
                outbox->count >= SLP_OUTBOX_RECORDS;
    return full || eager || now_ms - lane->since_ms >= GATHER_MS;
}

static int
send_lane(struct slp_puts *puts, struct put_lane *lane, int64_t now_ms, bool eager,
          struct sl_err *reterr)
{
    if (lane->busy || lane->outbox.count == 0)
        return 0;
    if (lane->since_ms == 0)
        lane->since_ms = now_ms;
    if (now_ms < lane->until_ms || !is_due(puts, lane, now_ms, eager))
        return 0;
    if (lane->outbox.count == lane->blocked_count && now_ms < lane->gates_open_ms)
        return 0;
    struct picking picking = { .puts = puts, .now_ms = now_ms, .gates_open_ms = INT64_MAX };
    uint32_t items = slp_outbox_pick(&lane->outbox, &puts->pick, may_go, &picking);
    lane->gates_open_ms = picking.gates_open_ms;
    lane->blocked_count = items == 0 ? lane->outbox.count : 0;
    return items > 0 ? start_call(puts, lane, reterr) : 0;
}

int
slp_puts_send(struct slp_puts *puts, int64_t now_ms, bool eager, struct sl_err *reterr)
{
    for (uint32_t at = 0; at < puts->options.lanes; at++)
        if (send_lane(puts, &puts->lanes[at], now_ms, eager, reterr) != 0)
            return -1;
    return 0;
}

static int64_t
lane_wake_ms(const struct put_lane *lane)
{
    if (lane->busy || lane->outbox.count == 0)
        return INT64_MAX;
    if (lane->outbox.count == lane->blocked_count)
        return lane->gates_open_ms > lane->until_ms ? lane->gates_open_ms : lane->until_ms;
    int64_t gathered_ms = lane->since_ms + GATHER_MS;
    return lane->until_ms > gathered_ms ? lane->until_ms : gathered_ms;
}

int64_t
slp_puts_wake_ms(const struct slp_puts *puts)
{
    int64_t wake_ms = puts->stream != NULL ? slp_kinesis_stream_wake_ms(puts->stream) : INT64_MAX;
    for (uint32_t at = 0; at < puts->options.lanes; at++) {
        int64_t lane_ms = lane_wake_ms(&puts->lanes[at]);
        if (lane_ms < wake_ms)
            wake_ms = lane_ms;
    }
    return wake_ms;
}
