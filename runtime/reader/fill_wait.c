/* fill_wait.c - whom a fill waits for is told, and asked again later. */
#include "clock.h"
#include "log.h"
#include "reader/fill_steps.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    TELL_EVERY_MS = 60000,
    SAVE_EVERY_MS = 1000,
    ASK_EVERY_MS = 100, /* who still writes, or runs, */
    SHORT_WAIT_S = 5,   /* for so long, */
    ASK_RARELY_MS = 1000,
};

static void
log_wait(const struct slp_fills *fills, const struct slp_fill *fill)
{
    const struct sl_projection *declared = slp_fill_release(fills, fill)->projection;
    const struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    sl_log(SL_LOG_INFO, "fill_waits",
           SL_FIELDS(SL_NAME("destination", sl_str_of(declared->destination)),
                     SL_NAME("stream", sl_str_of(declared->stream)),
                     SL_NAME("waits_for", sl_str_of(coverage->waits_for)),
                     SL_COUNT("seconds", time(NULL) - coverage->waits_since_s)));
}

/* While it waits, little else is saved: whoever asks for the status reads the state. On a busy table it is
 * another writer every moment: that is neither saved nor told as often. */
int
slp_fills_tell_wait(struct slp_fills *fills, struct slp_fill *fill, const char *whom,
                    struct sl_err *reterr)
{
    struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    const int64_t now_ms = slp_now_ms();
    const bool begins = coverage->waits_for[0] == '\0' && whom[0] != '\0';
    const bool ends = coverage->waits_for[0] != '\0' && whom[0] == '\0';
    if (strcmp(coverage->waits_for, whom) != 0)
        fill->wait_unsaved = true;
    if (whom[0] == '\0' || fill->waits_ms == 0)
        fill->waits_ms = whom[0] != '\0' ? now_ms : 0;
    (void)snprintf(coverage->waits_for, sizeof coverage->waits_for, "%s", whom);
    slp_patience_names(&fills->config.pump->patience, whom);
    if (begins)
        coverage->waits_since_s = (int64_t)time(NULL);
    if (begins || (whom[0] != '\0' && now_ms >= fill->told_ms + TELL_EVERY_MS)) {
        fill->told_ms = now_ms;
        log_wait(fills, fill);
    }
    if (!fill->wait_unsaved || (!begins && !ends && now_ms < fill->wait_saved_ms + SAVE_EVERY_MS))
        return 0;
    fill->wait_unsaved = false;
    fill->wait_saved_ms = now_ms;
    return slp_state_save_coverage(fills->state, fill->projection, reterr);
}

/* Whether it waits for nobody: it is under way, or its turn has come. */
static bool
goes_on(const struct slp_fills *fills, uint32_t projection)
{
    const struct slp_fill *fill = &fills->each[projection];
    return fill->waits_ms == 0 &&
           (fill->phase != SLP_FILL_NONE ||
            (slp_fills_is_pending(fills, projection) && !slp_fills_one_is_reading(fills)));
}

int
slp_fills_check_patience(const struct slp_fills *fills, struct sl_err *reterr)
{
    const struct slp_patience *patience = &fills->config.pump->patience;
    const struct slp_fill *longest = NULL;
    char whom[2 * SLP_DETAIL_BYTES];
    for (uint32_t at = 0; at < fills->nprojections; at++) {
        const struct slp_fill *fill = &fills->each[at];
        if (goes_on(fills, at))
            return 0;
        if (fill->waits_ms != 0 && (longest == NULL || fill->waits_ms < longest->waits_ms))
            longest = fill;
    }
    if (longest == NULL)
        return 0;
    (void)snprintf(whom, sizeof whom, "%s (the fill of %s.%s)",
                   slp_fill_coverage(fills, longest)->waits_for,
                   slp_fill_release(fills, longest)->projection->destination,
                   slp_fill_release(fills, longest)->projection->stream);
    return slp_patience_check_since(patience, longest->waits_ms, whom, reterr);
}

int
slp_fills_wait_for_lock(struct slp_fills *fills, struct slp_fill *fill, bool *ret_waits,
                        struct sl_err *reterr)
{
    struct slp_waited waited;
    if (slp_barrier_ask_lock(fills->config.sql, slp_fill_oid(fills, fill), &waited, reterr) != 0)
        return -1;
    *ret_waits = !waited.ended;
    if (*ret_waits)
        slp_fills_ask_later(fills, fill);
    return slp_fills_tell_wait(fills, fill, waited.whom, reterr);
}

void
slp_fills_ask_later(const struct slp_fills *fills, struct slp_fill *fill)
{
    const struct slp_coverage *coverage = slp_fill_coverage(fills, fill);
    const bool is_short = (int64_t)time(NULL) - coverage->waits_since_s < SHORT_WAIT_S;
    fill->wait_until_ms = slp_now_ms() + (is_short ? ASK_EVERY_MS : ASK_RARELY_MS);
}
