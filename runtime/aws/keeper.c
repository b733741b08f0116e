#include "aws/keeper.h"

#include "clock.h"
#include "log.h"

#include <stdlib.h>

enum {
    MOST_AHEAD_S = 15 * 60,
    FIRST_PAUSE_MS = 500,
    LONGEST_PAUSE_MS = 30000,
    STALE_AGAIN_S = 15 * 60, /* the instance gave expired ones: when to ask again */
    STALE_CHANCE_S = 8 * 60,
};

struct slp_aws_keeper {
    struct slp_aws_inquiry *inquiry;
    const struct slp_aws_source_type *last;
    struct slp_aws_credentials current;
    uint64_t generation, failures;
    bool refused;       /* by a service, since they came */
    int64_t ends_ms;    /* monotonic: not to be signed with any more */
    int64_t refresh_ms; /* monotonic: fetch new ones from then on */
    unsigned row;       /* failures in a row */
    struct sl_err why;
    bool start_again;
};

struct slp_aws_keeper *
slp_aws_keeper_new(struct slp_http *http, const struct slp_aws_context *context,
                   struct slp_aws_chain *chain)
{
    struct slp_aws_keeper *keeper = calloc(1, sizeof *keeper);
    if (keeper == NULL)
        return NULL;
    slp_aws_credentials_init(&keeper->current);
    keeper->last = slp_aws_chain_last(chain)->type;
    keeper->inquiry = slp_aws_inquiry_new(http, context, chain->sources, chain->count);
    if (keeper->inquiry != NULL)
        return keeper;
    slp_aws_keeper_free(keeper);
    return NULL;
}

void
slp_aws_keeper_free(struct slp_aws_keeper *keeper)
{
    if (keeper == NULL)
        return;
    slp_aws_inquiry_free(keeper->inquiry);
    slp_aws_credentials_done(&keeper->current);
    free(keeper);
}

/* A random part of it. */
static int64_t
some_of(int64_t span)
{
    return span > 0 ? arc4random_uniform((uint32_t)span + 1) : 0;
}

/* Sets when they end and when the next ones are fetched. */
static void
plan(struct slp_aws_keeper *keeper, int64_t now_ms)
{
    int64_t now_s = slp_wall_us() / 1000000, expires_s = keeper->current.expires_s;
    int64_t left_s = expires_s - now_s;
    keeper->ends_ms = keeper->refresh_ms = INT64_MAX;
    if (expires_s == 0)
        return;
    if (left_s <= 0 && keeper->last->expired_serves) {
        keeper->refresh_ms = now_ms + (STALE_AGAIN_S + some_of(STALE_CHANCE_S)) * 1000;
        return;
    }
    int64_t ahead_ms = left_s * 1000 / 4;
    if (ahead_ms > MOST_AHEAD_S * 1000)
        ahead_ms = MOST_AHEAD_S * 1000;
    keeper->ends_ms = now_ms + left_s * 1000;
    keeper->refresh_ms = keeper->ends_ms - ahead_ms + some_of(ahead_ms / 4);
}

static void
take(struct slp_aws_keeper *keeper, int64_t now_ms)
{
    struct slp_aws_credentials *fetched = slp_aws_inquiry_credentials(keeper->inquiry);
    struct slp_aws_credentials old = keeper->current;
    keeper->current = *fetched;
    *fetched = old;
    sl_buf_wipe(&fetched->text);
    keeper->generation++;
    keeper->refused = keeper->start_again = false;
    keeper->row = 0;
    plan(keeper, now_ms);
    sl_log(SL_LOG_DEBUG, "credentials_renewed", SL_FIELDS(SL_COUNT("times", keeper->generation)));
}

/* 0 where expired ones have to serve. */
static int64_t
seconds_left(const struct slp_aws_keeper *keeper, int64_t now_ms)
{
    return keeper->ends_ms != INT64_MAX ? (keeper->ends_ms - now_ms) / 1000 : 0;
}

static void
note_failure(struct slp_aws_keeper *keeper, int64_t now_ms, const struct sl_err *why)
{
    int64_t pause_ms = keeper->row < 7 ? (int64_t)FIRST_PAUSE_MS << keeper->row : LONGEST_PAUSE_MS;
    keeper->row++;
    keeper->failures++;
    keeper->why = *why;
    if (keeper->generation > 0 && slp_aws_keeper_renews(keeper))
        keeper->why.class = SL_RETRY;
    keeper->start_again = slp_aws_inquiry_start_again(keeper->inquiry);
    if (slp_aws_keeper_current(keeper) != NULL) /* else those who wait for them tell it */
        sl_log(SL_LOG_WARNING, "credentials_not_renewed",
               SL_FIELDS(SL_NAME("error", sl_str_of(why->text)),
                         SL_NAME("remedy", sl_str_of(why->remedy)),
                         SL_SECONDS("seconds_left", seconds_left(keeper, now_ms))));
    keeper->refresh_ms = now_ms + pause_ms / 2 + some_of(pause_ms / 2);
}

/* What was fetched, unless there is nothing better. */
static bool
has_expired(const struct slp_aws_keeper *keeper)
{
    int64_t expires_s = slp_aws_inquiry_credentials(keeper->inquiry)->expires_s;
    return expires_s != 0 && expires_s <= slp_wall_us() / 1000000 && !keeper->last->expired_serves;
}

void
slp_aws_keeper_poll(struct slp_aws_keeper *keeper, int64_t now_ms, bool wanted)
{
    struct sl_err why;
    if (!slp_aws_inquiry_under_way(keeper->inquiry)) {
        bool first = keeper->generation == 0;
        if (now_ms < keeper->refresh_ms || (first && !wanted))
            return;
        slp_aws_inquiry_start(keeper->inquiry);
    }
    int got = slp_aws_inquiry_poll(keeper->inquiry, &why);
    if (got > 0 && has_expired(keeper)) {
        got = sl_fail(&why, SL_CONFIG, "the credentials that come have expired already");
        (void)sl_remedy(&why, "look at what renews them, and at this machine's clock");
    }
    if (got > 0)
        take(keeper, now_ms);
    else if (got < 0)
        note_failure(keeper, now_ms, &why);
}

const struct slp_aws_credentials *
slp_aws_keeper_current(const struct slp_aws_keeper *keeper)
{
    bool good = keeper->generation > 0 && !keeper->refused && slp_now_ms() < keeper->ends_ms;
    return good ? &keeper->current : NULL;
}

uint64_t
slp_aws_keeper_generation(const struct slp_aws_keeper *keeper)
{
    return keeper->generation;
}

void
slp_aws_keeper_expire(struct slp_aws_keeper *keeper, uint64_t generation)
{
    if (generation != keeper->generation || keeper->refused)
        return; /* others have come since */
    keeper->refused = true;
    keeper->refresh_ms = 0;
}

bool
slp_aws_keeper_renews(const struct slp_aws_keeper *keeper)
{
    return !keeper->last->fixed;
}

uint64_t
slp_aws_keeper_failures(const struct slp_aws_keeper *keeper)
{
    return keeper->failures;
}

const struct sl_err *
slp_aws_keeper_why(const struct slp_aws_keeper *keeper)
{
    return &keeper->why;
}

bool
slp_aws_keeper_start_again(const struct slp_aws_keeper *keeper)
{
    return keeper->start_again;
}

int64_t
slp_aws_keeper_wake_ms(const struct slp_aws_keeper *keeper, bool wanted)
{
    if (slp_aws_inquiry_under_way(keeper->inquiry) || (keeper->generation == 0 && !wanted))
        return INT64_MAX; /* its connection or the runner wakes us */
    return keeper->refresh_ms;
}

int
slp_aws_keeper_fd(const struct slp_aws_keeper *keeper)
{
    return slp_aws_inquiry_fd(keeper->inquiry);
}
