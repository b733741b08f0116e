#include "attack/history.h"

#include "attack/sample.h"
#include "maxima.h"

/* ---- histories ------------------------------------------------------------------------------- */

static void
add_event(struct slc_history *history, const struct slc_event *event)
{
    if (history->count < SLC_MOST_EVENTS)
        history->events[history->count++] = *event;
}

void
slc_history_insert(struct slc_history *history, const struct slc_ir_table *table,
                   const struct sl_value *row, uint32_t transaction)
{
    const struct slc_event event = { SLC_EVENT_INSERT, table, NULL, row, transaction };
    add_event(history, &event);
}

void
slc_history_update(struct slc_history *history, const struct slc_ir_table *table,
                   const struct sl_value *const rows[2], uint32_t transaction)
{
    const struct slc_event event = { SLC_EVENT_UPDATE, table, rows[0], rows[1], transaction };
    add_event(history, &event);
}

void
slc_history_delete(struct slc_history *history, const struct slc_ir_table *table,
                   const struct sl_value *row, uint32_t transaction)
{
    const struct slc_event event = { SLC_EVENT_DELETE, table, row, NULL, transaction };
    add_event(history, &event);
}

/* 2026-01-15 12:00 UTC, and 400 days for each: whoever has an age has another one. */
int64_t
slc_commit_time_us(uint32_t transaction)
{
    return (INT64_C(1768478400) + INT64_C(400) * 86400 * ((int64_t)transaction - 1)) * SLC_MILLION;
}

/* ---- places ---------------------------------------------------------------------------------- */

/* Which of the transactions of which something leaves. */
static uint32_t
place_of(const struct slc_departures *all, const struct slc_history *history, uint32_t transaction)
{
    bool leaves[SLC_MOST_EVENTS + 1] = { false };
    uint32_t place = 0;
    for (uint32_t at = 0; at < all->count; at++)
        leaves[history->events[all->each[at].event].transaction] = true;
    for (uint32_t at = 0; at <= transaction; at++)
        place += leaves[at];
    return place;
}

/* How many records its stream has before it, of its transaction or of all. */
static uint32_t
ordinal_of(const struct slc_departures *all, const struct slc_history *history, uint32_t number)
{
    const struct slc_departure *one = &all->each[number];
    uint32_t ordinal = 0;
    for (uint32_t at = 0; at < number; at++)
        ordinal += all->each[at].release == one->release &&
                   (one->release->destination->positions_apart ||
                    history->events[all->each[at].event].transaction ==
                        history->events[one->event].transaction);
    return ordinal;
}

static struct sl_str
whole_text(struct sl_arena *arena, const struct slc_departures *all,
           const struct slc_history *history, uint32_t number)
{
    const struct slc_departure *one = &all->each[number];
    const uint32_t transaction = history->events[one->event].transaction;
    const struct sl_value moment = { .state = SL_VALUE,
                                     .kind = SL_TIMESTAMPTZ,
                                     .integer = slc_commit_time_us(transaction) };
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    sl_buf_printf(&out, "{\"_op\":\"%s\",", one->op);
    if (one->release->destination->positions_apart)
        sl_buf_printf(&out, "\"_pos\":%u", ordinal_of(all, history, number));
    else
        sl_buf_printf(&out, "\"_lsn\":%u,\"_seq\":%u", place_of(all, history, transaction),
                      ordinal_of(all, history, number));
    if (one->release->commit_time) {
        sl_buf_add_str(&out, SL_STR(",\"_commit_time\":"));
        slc_eval_json(&out, moment);
    }
    sl_buf_printf(&out, ",%.*s}", SL_FMT(one->text));
    const struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

/* ---- all ------------------------------------------------------------------------------------- */

struct slc_departures
slc_departures_of(struct sl_arena *arena, const struct slc_flow *const *flows, uint32_t nflows,
                  const struct slc_history *history)
{
    struct slc_departures all = { 0 };
    for (uint32_t at = 0; at < nflows; at++)
        slc_departures_add(&all, arena, flows[at], history);
    struct sl_str *texts = SL_NEW_ARRAY(arena, struct sl_str, all.count + 1);
    for (uint32_t at = 0; at < all.count; at++)
        texts[at] = whole_text(arena, &all, history, at);
    for (uint32_t at = 0; at < all.count; at++)
        all.each[at].text = texts[at];
    return all;
}

bool
slc_departures_equal(const struct slc_departures *a, const struct slc_departures *b)
{
    bool equal = a->count == b->count;
    for (uint32_t at = 0; equal && at < a->count; at++)
        equal = a->each[at].release == b->each[at].release &&
                sl_str_equal(a->each[at].text, b->each[at].text);
    return equal;
}
