/* stream.c - what becomes of events in one stream. */
#include "attack/history.h"

#include "attack/trial.h"
#include "eval/eval_value.h"
#include "maxima.h"

/* What was sent last of a row. */
struct last_sent {
    struct sl_str key, fields;
    int64_t made_us;
    bool gone;
};

struct stream {
    struct sl_arena *arena;
    const struct slc_flow *flow;
    uint32_t number; /* of the release in its flow */
    struct last_sent sent[SLC_MOST_EVENTS * 2];
    uint32_t nsent;
    struct slc_departures *out;
    uint32_t event;
    int64_t now_us;
};

enum verdict { PASSES, FAILS, UNDECIDED };

static const struct slc_ir_release *
release_of(const struct stream *stream)
{
    return stream->flow->releases[stream->number];
}

static struct slc_evaluation
evaluation_of(const struct stream *stream, const struct slc_row *row)
{
    return (struct slc_evaluation) { .arena = stream->arena,
                                     .release = release_of(stream),
                                     .keys = stream->flow->keys[stream->number],
                                     .row = row };
}

static enum verdict
verdict_on(const struct stream *stream, const struct sl_value *columns)
{
    const struct slc_row row = { columns, stream->now_us };
    const struct slc_evaluation evaluation = evaluation_of(stream, &row);
    const struct sl_value passed = slc_eval_filter(&evaluation);
    if (passed.state == SL_UNCHANGED)
        return UNDECIDED;
    return passed.state == SL_VALUE && passed.boolean ? PASSES : FAILS;
}

static struct sl_str
fields_at(const struct stream *stream, const struct sl_value *columns, int64_t commit_time_us,
          bool key_only)
{
    const struct slc_row row = { columns, commit_time_us };
    const struct slc_evaluation evaluation = evaluation_of(stream, &row);
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_record(&evaluation, key_only, &out);
    const struct sl_str text = sl_arena_copy(stream->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

static struct last_sent *
sent_of(struct stream *stream, struct sl_str key)
{
    for (uint32_t at = 0; at < stream->nsent; at++)
        if (sl_str_equal(stream->sent[at].key, key))
            return &stream->sent[at];
    stream->sent[stream->nsent] = (struct last_sent) { .key = key, .gone = true };
    return &stream->sent[stream->nsent++];
}

static void
depart(struct stream *stream, const char *op, struct sl_str fields)
{
    struct slc_departures *out = stream->out;
    if (out->count == out->room) {
        out->room = out->room * 2 + 8;
        struct slc_departure *more = SL_NEW_ARRAY(stream->arena, struct slc_departure, out->room);
        if (out->count > 0)
            memcpy(more, out->each, out->count * sizeof *more);
        out->each = more;
    }
    out->each[out->count++] = (struct slc_departure) {
        .release = release_of(stream), .event = stream->event, .op = op, .text = fields
    };
}

static void
upsert(struct stream *stream, const char *op, const struct sl_value *columns)
{
    struct last_sent *sent = sent_of(stream, fields_at(stream, columns, stream->now_us, true));
    sent->fields = fields_at(stream, columns, stream->now_us, false);
    sent->made_us = stream->now_us;
    sent->gone = false;
    depart(stream, op, sent->fields);
}

/* With `send` false nothing is told: the row is forgotten. */
static void
erase(struct stream *stream, const struct sl_value *columns, bool send)
{
    const struct sl_str key = fields_at(stream, columns, stream->now_us, true);
    sent_of(stream, key)->gone = true;
    if (send)
        depart(stream, "d", key);
}

/* ---- what an event does ---------------------------------------------------------------------- */

/* What PostgreSQL tells of an old row. An index of the replica identity holds no column that may be missing. */
static const struct sl_value *
old_row(const struct stream *stream, const struct sl_value *columns)
{
    const struct slc_ir_table *table = stream->flow->table;
    if (table->identity == SLC_IR_IDENTITY_FULL)
        return columns;
    struct sl_value *told = SL_NEW_ARRAY(stream->arena, struct sl_value, table->ncolumns + 1);
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const struct slc_ir_column *column = &table->columns[at];
        const bool belongs =
            column->key || (table->identity == SLC_IR_IDENTITY_INDEX && !column->type.nullable);
        told[at] =
            belongs ? columns[at] : slc_unchanged_value(slc_type_info(column->type.id)->kind);
    }
    return told;
}

bool
slc_is_one_row(struct sl_arena *arena, const struct slc_ir_table *table, const struct sl_value *a,
               const struct sl_value *b)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (table->columns[at].key &&
            !sl_str_equal(slc_value_text(arena, a[at]), slc_value_text(arena, b[at])))
            return false;
    return true;
}

/* Time alone is no difference. */
static bool
tells_nothing_new(struct stream *stream, const struct slc_event *event)
{
    const struct sl_str now = fields_at(stream, event->is, stream->now_us, false);
    if (stream->flow->table->identity == SLC_IR_IDENTITY_FULL)
        return sl_str_equal(now, fields_at(stream, event->was, stream->now_us, false));
    const struct last_sent *sent =
        sent_of(stream, fields_at(stream, event->is, stream->now_us, true));
    return !sent->gone &&
           (sl_str_equal(sent->fields, now) ||
            sl_str_equal(sent->fields, fields_at(stream, event->is, sent->made_us, false)));
}

static void
update(struct stream *stream, const struct slc_event *event)
{
    const struct slc_ir_release *release = release_of(stream);
    const struct sl_value *old = old_row(stream, event->was);
    const enum verdict before = verdict_on(stream, old), after = verdict_on(stream, event->is);
    if (after != PASSES) {
        if (before != FAILS)
            erase(stream, old, before == PASSES || release->rejected_send_key);
        return;
    }
    const bool same = slc_is_one_row(stream->arena, event->table, event->was, event->is);
    if (!same && before != FAILS)
        erase(stream, old, true);
    if (!release->updates_changes || !same || before == FAILS || !tells_nothing_new(stream, event))
        upsert(stream, "u", event->is);
}

static void
happen(struct stream *stream, const struct slc_event *event)
{
    switch (event->op) {
    case SLC_EVENT_INSERT:
        if (verdict_on(stream, event->is) == PASSES)
            upsert(stream, "c", event->is);
        return;
    case SLC_EVENT_UPDATE: update(stream, event); return;
    case SLC_EVENT_DELETE:
        if (verdict_on(stream, old_row(stream, event->was)) != FAILS)
            erase(stream, old_row(stream, event->was), !release_of(stream)->deletes_stay);
        return;
    }
}

/* ---- all of them ----------------------------------------------------------------------------- */

void
slc_departures_add(struct slc_departures *out, struct sl_arena *arena, const struct slc_flow *flow,
                   const struct slc_history *history)
{
    for (uint32_t number = 0; number < flow->nreleases; number++) {
        struct stream *stream = SL_NEW(arena, struct stream);
        *stream = (struct stream) { .arena = arena, .flow = flow, .number = number, .out = out };
        for (uint32_t at = 0; at < history->count; at++) {
            stream->event = at;
            stream->now_us = slc_commit_time_us(history->events[at].transaction);
            if (history->events[at].table == flow->table)
                happen(stream, &history->events[at]);
        }
    }
}
