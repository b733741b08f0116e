/* status_json.c - the status as one JSON object; docs/status.schema.json describes it. */
#include "process/status.h"

#include "json_out.h"
#include "postgres/lsn.h"

/* A member that is not the first of its object. */
static void
put_text(struct sl_buf *out, const char *name, const char *text)
{
    sl_buf_printf(out, ", \"%s\": ", name);
    sl_json_string(out, sl_str_of(text));
}

static void
put_number(struct sl_buf *out, const char *name, uint64_t number)
{
    sl_buf_printf(out, ", \"%s\": %llu", name, (unsigned long long)number);
}

static void
put_time(struct sl_buf *out, const char *name, int64_t seconds)
{
    char time[SLP_STATUS_TIME_BYTES];
    slp_status_time(seconds, time);
    if (seconds != 0)
        put_text(out, name, time);
}

static void
put_fill(struct sl_buf *out, const struct slp_pusher_status *status,
         const struct slp_coverage *coverage)
{
    const struct slp_fill_progress progress = slp_status_progress(status, coverage);
    sl_buf_printf(out, ", \"fill\": {\"rows\": %llu", (unsigned long long)coverage->rows);
    put_number(out, "bytes", coverage->bytes);
    put_number(out, "blocks_read", progress.blocks_read);
    put_number(out, "blocks", progress.blocks);
    put_time(out, "started", coverage->started_s);
    if (progress.seconds_left >= 0)
        put_number(out, "seconds_left", (uint64_t)progress.seconds_left);
    sl_buf_add_byte(out, '}');
}

static void
put_coverage(struct sl_buf *out, const struct slp_pusher_status *status,
             const struct slp_coverage *coverage)
{
    put_text(out, "status", slp_status_word(coverage));
    put_time(out, "since", coverage->since_s);
    put_number(out, "gen", coverage->gen);
    if (coverage->status == SLP_FILLING)
        put_fill(out, status, coverage);
    if (slp_status_has_cause(coverage)) {
        put_text(out, "cause", coverage->cause);
        put_text(out, "detail", coverage->detail);
    }
    if (coverage->waits_for[0] != '\0') {
        put_text(out, "waits_for", coverage->waits_for);
        put_time(out, "waits_since", coverage->waits_since_s);
    }
}

static void
put_release(struct sl_buf *out, const struct slp_pusher_status *status,
            const struct slp_release_status *release)
{
    sl_buf_add_str(out, SL_STR("    {\"release\": "));
    sl_json_string(out, sl_str_of(release->name));
    sl_buf_printf(out, ", \"released\": %s", release->released ? "true" : "false");
    if (release->known)
        put_coverage(out, status, &release->coverage);
    else
        put_text(out, "status", slp_coverage_word(SLP_UNCOVERED));
    sl_buf_add_byte(out, '}');
}

void
slp_status_json(struct sl_buf *out, const struct slp_pusher_status *status)
{
    const struct slp_position *position = &status->position;
    sl_buf_printf(out, "{\n  \"format\": 1,\n  \"runs\": %s,\n  \"requests\": %u,\n",
                  status->runs ? "true" : "false", status->requests);
    if (position->phase != SLP_PHASE_NONE) {
        sl_buf_add_str(out, SL_STR("  \"slot\": {\"name\": "));
        sl_json_string(out, sl_str_of(position->slot));
        put_text(out, "database", position->database);
        sl_buf_printf(out, ", \"delivered_lsn\": \"%X/%X\"},\n", SLP_LSN_FMT(position->flush_lsn));
    }
    sl_buf_printf(out, "  \"not_whole\": %u,\n  \"releases\": [\n",
                  slp_status_count_not_whole(status));
    for (uint32_t at = 0; at < status->count; at++) {
        put_release(out, status, &status->releases[at]);
        sl_buf_add_str(out, at + 1 < status->count ? SL_STR(",\n") : SL_STR("\n"));
    }
    sl_buf_add_str(out, SL_STR("  ]\n}\n"));
}
