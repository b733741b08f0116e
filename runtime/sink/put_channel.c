#include "sink/put_channel.h"

#include "plural.h"

enum { GATHER_MS = 5 }; /* a call that could be fuller waits so long for more */

int
slp_put_channel_init(struct slp_put_channel *channel, struct slp_aws_client *client,
                     struct sl_err *reterr)
{
    sl_buf_init(&channel->body, SLP_PUT_BODY_MAX_BYTES);
    channel->gates_open_ms = INT64_MAX;
    channel->call = slp_aws_call_new(client);
    if (channel->call == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for lanes");
    return slp_outbox_init(&channel->outbox, reterr);
}

void
slp_put_channel_done(struct slp_put_channel *channel)
{
    slp_aws_call_free(channel->call);
    slp_outbox_done(&channel->outbox);
    sl_buf_done(&channel->body);
}

/* ---- responses ----------------------------------------------------------------------------- */

/* A call that has ended, and where what comes of it goes. */
struct settling {
    struct slp_put_channel *channel;
    struct slp_put_shared *shared;
    int64_t now_ms;
    struct sl_err *trouble;
};

static uint64_t
place_of_item(const struct slp_put_channel *channel, uint32_t item)
{
    return slp_outbox_item_record(&channel->outbox, item, 0)->place;
}

/* An item that the stream did not take: its shard rests. -1: it never will take it. */
static int
rest_shard(const struct settling *settling, uint32_t item, struct sl_str code,
           struct sl_err *reterr)
{
    const char *action = settling->shared->format.operation->action;
    struct sl_err why;
    enum slp_aws_outcome outcome = SLP_AWS_GARBLED;
    if (code.len > 0)
        outcome = slp_aws_code_outcome(code, action, &why);
    else
        (void)sl_fail(&why, SL_RETRY, "an answer to %s says nothing about a record", action);
    if (why.class != SL_RETRY) {
        *reterr = why;
        return -1;
    }
    *settling->trouble = why;
    slp_gates_close(&settling->shared->gates, place_of_item(settling->channel, item), outcome,
                    settling->now_ms);
    return 0;
}

/* Which items were taken; -1 when one can never go. */
static int
read_results(const struct settling *settling, const struct slp_put_response *response,
             bool *ret_taken, struct sl_err *reterr)
{
    const struct slp_put_operation *operation = settling->shared->format.operation;
    const struct slp_put_channel *channel = settling->channel;
    for (uint32_t item = 0; item < channel->outbox.nitems; item++) {
        struct slp_put_result result = slp_put_body_result(operation, response, item);
        ret_taken[item] = result.taken;
        if (result.taken)
            slp_gates_note_taken(&settling->shared->gates, place_of_item(channel, item),
                                 result.shard);
    }
    for (uint32_t item = 0; item < channel->outbox.nitems; item++) {
        if (ret_taken[item])
            continue;
        struct sl_str code = slp_put_body_result(operation, response, item).code;
        if (rest_shard(settling, item, code, reterr) != 0)
            return -1;
    }
    return 0;
}

/* The call failed as a whole: all of its records go again, after a pause. */
static void
rest(const struct settling *settling, int64_t pause_ms)
{
    settling->channel->failures++;
    settling->channel->until_ms = settling->now_ms + pause_ms;
    slp_outbox_settle(&settling->channel->outbox, settling->shared->pick.order, NULL);
}

static int
settle_failure(const struct settling *settling, const struct slp_aws_result *result,
               struct sl_err *reterr)
{
    if (result->err.class != SL_RETRY || result->outcome == SLP_AWS_START_AGAIN) {
        *reterr = result->err;
        return -1;
    }
    *settling->trouble = result->err;
    rest(settling, result->pause_ms);
    return 0;
}

static int
settle_response(const struct settling *settling, struct sl_str body, struct sl_err *reterr)
{
    const struct slp_put_operation *operation = settling->shared->format.operation;
    struct slp_put_channel *channel = settling->channel;
    struct slp_put_response response;
    bool taken[SLP_PUT_ITEMS];
    if (slp_put_body_read(operation, body, channel->outbox.nitems, &response) != 0) {
        (void)sl_fail(settling->trouble, SL_RETRY,
                      "the answer to %s is none about what was sent: %u record%s",
                      operation->action, channel->outbox.nitems, sl_plural(channel->outbox.nitems));
        rest(settling, slp_aws_pause_ms(SLP_AWS_GARBLED, channel->failures));
        return 0;
    }
    channel->failures = 0;
    int read = read_results(settling, &response, taken, reterr);
    slp_put_body_response_done(&response);
    if (read == 0)
        slp_outbox_settle(&channel->outbox, settling->shared->pick.order, taken);
    return read;
}

int
slp_put_channel_settle(struct slp_put_channel *channel, struct slp_put_shared *shared,
                       int64_t now_ms, struct sl_err *trouble, struct sl_err *reterr)
{
    const struct settling settling = {
        .channel = channel, .shared = shared, .now_ms = now_ms, .trouble = trouble
    };
    const struct slp_aws_result *result = channel->busy ? slp_aws_call_result(channel->call) : NULL;
    if (result == NULL)
        return 0;
    channel->busy = false;
    return result->outcome != SLP_AWS_OK ? settle_failure(&settling, result, reterr)
                                         : settle_response(&settling, result->body, reterr);
}

/* ---- sending ------------------------------------------------------------------------------- */

/* For slp_outbox_pick(). */
struct picking {
    const struct slp_gates *gates;
    int64_t now_ms, gates_open_ms;
};

static bool
may_go(void *context, uint64_t place)
{
    struct picking *picking = context;
    int64_t until_ms = slp_gates_closed_until_ms(picking->gates, place);
    if (until_ms <= picking->now_ms)
        return true;
    if (until_ms < picking->gates_open_ms)
        picking->gates_open_ms = until_ms;
    return false;
}

static int
start_call(struct slp_put_channel *channel, struct slp_put_shared *shared, struct sl_err *reterr)
{
    if (channel->body.capacity > 4 * shared->pick.call_bytes)
        sl_buf_done(&channel->body);
    sl_buf_clear(&channel->body);
    slp_put_body_write(&channel->body, &shared->scratch, &shared->format, &channel->outbox);
    if (sl_buf_failed(&channel->body))
        return sl_fail(reterr, SL_RETRY, "out of memory for a call of %u record%s",
                       channel->outbox.nitems, sl_plural(channel->outbox.nitems));
    struct slp_aws_request request = { .method = "POST",
                                       .path = SL_STR("/"),
                                       .headers = shared->headers,
                                       .nheaders = SLP_JSON_HEADERS,
                                       .body = sl_buf_str(&channel->body),
                                       .action = shared->format.operation->action,
                                       .failures = channel->failures };
    slp_aws_call_start(channel->call, &request);
    channel->busy = true;
    channel->since_ms = 0;
    return 0;
}

/* Whether the channel has enough for a call, or has waited long enough for more. */
static bool
is_due(const struct slp_put_channel *channel, const struct slp_pick_limits *pick, int64_t now_ms)
{
    const struct slp_outbox *outbox = &channel->outbox;
    bool full = outbox->text.len >= pick->call_bytes ||
                (pick->item_bytes == 0 && outbox->count >= SLP_PUT_ITEMS) ||
                outbox->count >= SLP_OUTBOX_RECORDS;
    return full || now_ms - channel->since_ms >= GATHER_MS;
}

int
slp_put_channel_send(struct slp_put_channel *channel, struct slp_put_shared *shared, int64_t now_ms,
                     bool eager, struct sl_err *reterr)
{
    if (channel->busy || channel->outbox.count == 0)
        return 0;
    if (channel->since_ms == 0)
        channel->since_ms = now_ms;
    if (now_ms < channel->until_ms || !(eager || is_due(channel, &shared->pick, now_ms)))
        return 0;
    if (channel->outbox.count == channel->blocked_count && now_ms < channel->gates_open_ms)
        return 0;
    struct picking picking = { .gates = &shared->gates,
                               .now_ms = now_ms,
                               .gates_open_ms = INT64_MAX };
    uint32_t items = slp_outbox_pick(&channel->outbox, &shared->pick, may_go, &picking);
    channel->gates_open_ms = picking.gates_open_ms;
    channel->blocked_count = items == 0 ? channel->outbox.count : 0;
    return items > 0 ? start_call(channel, shared, reterr) : 0;
}

int64_t
slp_put_channel_wake_ms(const struct slp_put_channel *channel)
{
    if (channel->busy || channel->outbox.count == 0)
        return INT64_MAX;
    int64_t ready_ms = channel->outbox.count == channel->blocked_count
                           ? channel->gates_open_ms
                           : channel->since_ms + GATHER_MS;
    return channel->until_ms > ready_ms ? channel->until_ms : ready_ms;
}
