/* status_text.c - the status as lines for people. */
#include "process/status.h"

#include "coverage/cause.h"
#include "plural.h"
#include "postgres/lsn.h"

static void
put_since(struct sl_buf *out, int64_t since_s)
{
    char time[SLP_STATUS_TIME_BYTES];
    slp_status_time(since_s, time);
    if (since_s != 0)
        sl_buf_printf(out, " since %s", time);
}

static void
put_duration(struct sl_buf *out, int64_t seconds)
{
    enum { MINUTE = 60, HOUR = 3600 };
    if (seconds < 2 * MINUTE)
        sl_buf_printf(out, "%lld s", (long long)seconds);
    else if (seconds < 2 * HOUR)
        sl_buf_printf(out, "%lld min", (long long)(seconds / MINUTE));
    else
        sl_buf_printf(out, "%lld h", (long long)(seconds / HOUR));
}

static void
put_cause(struct sl_buf *out, const struct slp_coverage *coverage)
{
    const enum slp_cause cause = slp_cause_of(coverage->cause);
    sl_buf_printf(out, ": %s",
                  cause != SLP_CAUSE_NONE ? slp_cause_sentence(cause) : coverage->cause);
    if (coverage->detail[0] != '\0')
        sl_buf_printf(out, " (%s)", coverage->detail);
}

static void
put_progress(struct sl_buf *out, const struct slp_pusher_status *status,
             const struct slp_coverage *coverage)
{
    enum { TENTH = 100 * 1000 };
    const struct slp_fill_progress progress = slp_status_progress(status, coverage);
    const uint64_t tenths = coverage->bytes / TENTH;
    sl_buf_printf(out, ": %llu row%s, %llu.%llu MB, %u of %u block%s read",
                  (unsigned long long)coverage->rows, sl_plural(coverage->rows),
                  (unsigned long long)(tenths / 10), (unsigned long long)(tenths % 10),
                  progress.blocks_read, progress.blocks, sl_plural(progress.blocks));
    if (progress.seconds_left < 0)
        return;
    sl_buf_add_str(out, SL_STR(", about "));
    put_duration(out, progress.seconds_left);
    sl_buf_add_str(out, SL_STR(" left"));
}

static void
put_release(struct sl_buf *out, const struct slp_pusher_status *status,
            const struct slp_release_status *release)
{
    const struct slp_coverage *coverage = &release->coverage;
    sl_buf_printf(out, "%s: ", release->name);
    if (!release->known) {
        sl_buf_add_str(out, SL_STR("uncovered: the state does not have it yet\n"));
        return;
    }
    sl_buf_printf(out, "%s", slp_status_word(coverage));
    put_since(out, coverage->since_s);
    if (coverage->status == SLP_FILLING)
        put_progress(out, status, coverage);
    if (slp_status_has_cause(coverage))
        put_cause(out, coverage);
    if (coverage->waits_for[0] != '\0') {
        sl_buf_printf(out, "; waits for %s", coverage->waits_for);
        put_since(out, coverage->waits_since_s);
    }
    if (!release->released)
        sl_buf_add_str(out, SL_STR("; this program does not release it"));
    sl_buf_add_byte(out, '\n');
}

/* The slot goes on while releases are being filled: of those its position says little. */
static void
put_slot(struct sl_buf *out, const struct slp_pusher_status *status)
{
    const uint32_t not_whole = slp_status_count_not_whole(status);
    sl_buf_printf(out, "slot: %s, everything up to %X/%X is delivered", status->position.slot,
                  SLP_LSN_FMT(status->position.flush_lsn));
    if (not_whole > 0)
        sl_buf_printf(out, ", but for %u %s that the lake does not have whole", not_whole,
                      not_whole == 1 ? "release" : "releases");
    sl_buf_add_byte(out, '\n');
}

void
slp_status_text(struct sl_buf *out, const struct slp_pusher_status *status)
{
    sl_buf_printf(out, "pusher: %s\n", status->runs ? "runs" : "does not run");
    if (status->position.phase != SLP_PHASE_NONE)
        put_slot(out, status);
    if (status->requests > 0)
        sl_buf_printf(out, "requests: %u not acknowledged yet\n", status->requests);
    for (uint32_t at = 0; at < status->count; at++)
        put_release(out, status, &status->releases[at]);
}
