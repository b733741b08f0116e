#include "attack/find_event.h"

#include "attack/find.h"
#include "attack/trial.h"
#include "buf.h"
#include "maxima.h"

static const struct slc_flow *
flow_of(const struct slc_event_shown *shown, const struct slc_ir_table *table)
{
    for (uint32_t at = 0; at < shown->nflows; at++)
        if (shown->flows[at]->table == table)
            return shown->flows[at];
    return NULL;
}

/* What the releases read of the row. */
static struct sl_str
row_text(const struct slc_event_shown *shown, const struct slc_event *event,
         const struct sl_value *columns)
{
    const struct slc_flow *flow = flow_of(shown, event->table);
    bool *shows = SL_NEW_ARRAY(flow->ir->arena, bool, event->table->ncolumns + 1);
    for (uint32_t at = 0; at < flow->nreleases; at++)
        for (uint32_t cell = 0; cell < flow->releases[at]->ncells; cell++)
            shows[flow->releases[at]->cells[cell].column] = true;
    if (shown->also != NULL && flow == shown->flows[0])
        shows[*shown->also] = true;
    const struct slc_row_shown row = { .table = event->table,
                                       .columns = columns,
                                       .shows = shows,
                                       .shows_time =
                                           slc_reads_time(flow->releases, flow->nreleases),
                                       .commit_time_us = slc_commit_time_us(event->transaction) };
    return slc_row_text(flow->ir->arena, &row);
}

/* ---- notes ----------------------------------------------------------------------------------- */

static void
note_event(const struct slc_course *course, struct slc_finding *finding,
           const struct slc_event_shown *shown, const struct slc_event *event)
{
    const struct slc_ir_table *table = event->table;
    const struct sl_str before =
        event->was != NULL ? row_text(shown, event, event->was) : SL_STR("");
    const struct sl_str after = event->is != NULL ? row_text(shown, event, event->is) : SL_STR("");
    switch (event->op) {
    case SLC_EVENT_INSERT:
        slc_note(course->findings, finding, "transaction %u inserts into %.*s.%.*s %.*s",
                 event->transaction, SL_FMT(table->schema), SL_FMT(table->name), SL_FMT(after));
        return;
    case SLC_EVENT_UPDATE:
        slc_note(course->findings, finding, "transaction %u updates in %.*s.%.*s %.*s to %.*s",
                 event->transaction, SL_FMT(table->schema), SL_FMT(table->name), SL_FMT(before),
                 SL_FMT(after));
        return;
    case SLC_EVENT_DELETE:
        slc_note(course->findings, finding, "transaction %u deletes from %.*s.%.*s %.*s",
                 event->transaction, SL_FMT(table->schema), SL_FMT(table->name), SL_FMT(before));
        return;
    }
}

static void
note_departures(const struct slc_course *course, struct slc_finding *finding,
                const struct slc_departures *departures, uint32_t event)
{
    for (uint32_t at = 0; at < departures->count; at++)
        if (departures->each[at].event == event)
            slc_note(course->findings, finding, "%.*s receives %.*s",
                     SL_FMT(departures->each[at].release->name), SL_FMT(departures->each[at].text));
}

static void
note_history(const struct slc_course *course, struct slc_finding *finding,
             const struct slc_event_shown *shown)
{
    const struct slc_departures departures =
        slc_departures_of(course->arena, shown->flows, shown->nflows, shown->history);
    for (uint32_t at = 0; at < shown->history->count; at++) {
        note_event(course, finding, shown, &shown->history->events[at]);
        note_departures(course, finding, &departures, at);
    }
    if (shown->otherwise != NULL)
        slc_note(course->findings, finding, "%s", shown->otherwise);
}

/* ---- how to have it again -------------------------------------------------------------------- */

static void
add_row(struct sl_buf *out, struct sl_str *last, struct sl_str row)
{
    if (!sl_str_equal(*last, row))
        slc_quote_word(out, row);
    *last = row;
}

static void
help_repeat_flow(const struct slc_course *course, struct slc_finding *finding,
                 const struct slc_event_shown *shown, const struct slc_flow *flow)
{
    struct sl_str last = { NULL, 0 };
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    for (uint32_t at = 0; at < shown->history->count; at++) {
        const struct slc_event *event = &shown->history->events[at];
        if (event->table == flow->table && event->was != NULL)
            add_row(&out, &last, row_text(shown, event, event->was));
        if (event->table == flow->table && event->is != NULL)
            add_row(&out, &last, row_text(shown, event, event->is));
    }
    for (uint32_t at = 0; at < flow->nreleases; at++)
        slc_help(course->findings, finding, "printf '%%s\\n'%.*s | sluice eval PATH --release %.*s",
                 SL_FMT(sl_buf_str(&out)), SL_FMT(flow->releases[at]->name));
    sl_buf_done(&out);
}

void
slc_report_event(const struct slc_course *course, const struct slc_event_shown *shown,
                 const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const struct sl_str text = sl_arena_vformat(course->flow->ir->arena, format, args);
    va_end(args);
    struct slc_finding *finding = slc_find(course->findings, shown->code, shown->at, "'%.*s' %.*s",
                                           SL_FMT(course->flow->destination->name), SL_FMT(text));
    slc_cause(course->findings, finding, shown->cause, "%s", shown->why);
    note_history(course, finding, shown);
    for (uint32_t at = 0; at < shown->nflows; at++)
        help_repeat_flow(course, finding, shown, shown->flows[at]);
}
