/* put_channel.h - one channel of a stream: a fixed part of the hash space with an outbox, and at
 * most one call under way.
 *
 *   outbox ─▶ send: a call of up to 500 items ─▶ settle: delivery results ─▶ gone, or again
 *
 * A call that fails as a whole makes its channel rest; of one that was taken in part, the items
 * that were not taken close the gates of their shards. Pauses grow with failures in a row
 * (slp_aws_pause_ms) and have no end. */
#ifndef SLP_PUT_CHANNEL_H
#define SLP_PUT_CHANNEL_H

#include "aws/client.h"
#include "sink/aws_access.h"
#include "sink/gates.h"
#include "sink/put_body.h"

/* What the channels of a stream have in common. */
struct slp_put_shared {
    struct slp_put_body_format format;
    struct slp_pick_limits pick;
    struct slp_aws_pair headers[SLP_JSON_HEADERS];
    struct sl_buf scratch; /* packed records, while a body is written */
    struct slp_gates gates;
};

struct slp_put_channel {
    struct slp_outbox outbox;
    struct slp_aws_call *call;
    struct sl_buf body;
    bool busy;              /* the call is under way */
    unsigned failures;      /* of whole calls, in a row */
    int64_t until_ms;       /* rests until then */
    int64_t since_ms;       /* the first record came then, where none waited; 0: none waits */
    int64_t gates_open_ms;  /* the first gate to open that was found closed; INT64_MAX: none was */
    uint32_t blocked_count; /* records that all stand before closed gates; 0: not known */
};

/* Bytes of a body at most: base64 is a third longer than its bytes. */
#define SLP_PUT_BODY_MAX_BYTES (4 * SL_MAX_RECORD_BYTES)

SL_MUST_USE int slp_put_channel_init(struct slp_put_channel *channel, struct slp_aws_client *client,
                                     struct sl_err *reterr);
void slp_put_channel_done(struct slp_put_channel *channel);

/* Looks at the call if it has ended. *trouble is set by what may heal. -1: cannot go on. */
SL_MUST_USE int slp_put_channel_settle(struct slp_put_channel *channel,
                                       struct slp_put_shared *shared, int64_t now_ms,
                                       struct sl_err *trouble, struct sl_err *reterr);

/* Starts a call if the channel is free and has enough for one. `eager`: nothing more is to come for
 * now, so that waiting for a fuller call would be waste. -1: memory is short (RETRY). */
SL_MUST_USE int slp_put_channel_send(struct slp_put_channel *channel, struct slp_put_shared *shared,
                                     int64_t now_ms, bool eager, struct sl_err *reterr);

/* When to go on though no descriptor is ready; INT64_MAX: never. */
int64_t slp_put_channel_wake_ms(const struct slp_put_channel *channel);

#endif
