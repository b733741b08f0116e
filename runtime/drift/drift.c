#include "drift/drift.h"

#include "log.h"

#include <stdio.h>
#include <string.h>

const char *
slp_drift_name(enum slp_drift_kind kind)
{
    static const char *const names[] = {
#define SLP_DRIFT_TEXT(id, name) [SLP_DRIFT_##id] = name,
        SLP_DRIFT_KINDS(SLP_DRIFT_TEXT)
#undef SLP_DRIFT_TEXT
    };
    return names[kind];
}

void
slp_drift_init(struct slp_drift *drift, struct sl_arena *arena)
{
    *drift = (struct slp_drift) { .arena = arena };
}

static void
make_room(struct slp_drift *drift)
{
    enum { FIRST_ROOM = 16 };
    if (drift->count < drift->room)
        return;
    const uint32_t room = drift->room > 0 ? 2 * drift->room : FIRST_ROOM;
    struct slp_difference *items = SL_NEW_ARRAY(drift->arena, struct slp_difference, room);
    if (drift->count > 0)
        memcpy(items, drift->items, drift->count * sizeof *items);
    drift->items = items;
    drift->room = room;
}

void
slp_drift_add(struct slp_drift *drift, enum slp_drift_kind kind, const struct sl_table *table,
              struct sl_str column, struct slp_difference_text text)
{
    make_room(drift);
    drift->items[drift->count++] = (struct slp_difference) {
        .kind = kind,
        .table = table,
        .column = sl_arena_copy(drift->arena, column),
        .text = text,
    };
}

const struct slp_difference *
slp_drift_of(const struct slp_drift *drift, const struct sl_table *table)
{
    for (uint32_t i = 0; i < drift->count; i++)
        if (drift->items[i].table == table)
            return &drift->items[i];
    return NULL;
}

bool
slp_drift_has(const struct slp_drift *drift, const struct slp_difference *difference)
{
    for (uint32_t i = 0; i < drift->count; i++) {
        const struct slp_difference *item = &drift->items[i];
        if (item->kind == difference->kind && item->table == difference->table &&
            sl_str_equal(item->column, difference->column))
            return true;
    }
    return false;
}

/* ---- what they stop ------------------------------------------------------------------------- */

static bool
names(const struct slp_difference *difference, const struct sl_projection *release, uint32_t cell)
{
    return sl_str_is(difference->column, release->table->columns[release->columns[cell]].name);
}

static bool
reads(const struct slp_difference *difference, const struct sl_projection *release)
{
    for (uint32_t cell = 0; cell < release->ncolumns; cell++) {
        if (names(difference, release, cell))
            return true;
    }
    return false;
}

static bool
needs_labels(const struct slp_difference *difference, const struct sl_projection *release)
{
    for (uint32_t i = 0; i < release->nlabelled; i++) {
        if (names(difference, release, release->labelled[i]))
            return true;
    }
    return false;
}

bool
slp_difference_stops(const struct slp_difference *difference, const struct sl_projection *release)
{
    if (difference->table == NULL)
        return true;
    if (difference->table != release->table)
        return false;
    if (difference->kind == SLP_DRIFT_ENUM_LABELS)
        return needs_labels(difference, release);
    return difference->kind != SLP_DRIFT_COLUMN_NULLABLE || reads(difference, release);
}

const struct slp_difference *
slp_drift_stopping(const struct slp_drift *drift, const struct sl_projection *release)
{
    for (uint32_t i = 0; i < drift->count; i++) {
        if (slp_difference_stops(&drift->items[i], release))
            return &drift->items[i];
    }
    return NULL;
}

/* ---- telling them --------------------------------------------------------------------------- */

int
slp_drift_describe(const struct slp_difference *difference, struct sl_err *reterr)
{
    const struct sl_table *table = difference->table;
    const struct slp_difference_text *text = &difference->text;
    if (table == NULL)
        (void)sl_fail(reterr, SL_DRIFT, "the policy asks for %.*s; the database has %.*s",
                      SL_FMT(text->policy), SL_FMT(text->database));
    else
        (void)sl_fail(reterr, SL_DRIFT, "%s.%s%s%.*s: the policy has %.*s; the database has %.*s",
                      table->schema, table->name, difference->column.len > 0 ? "." : "",
                      SL_FMT(difference->column), SL_FMT(text->policy), SL_FMT(text->database));
    return sl_remedy(reterr, "%.*s", SL_FMT(text->remedy));
}

/* "depot.crates.n" */
static void
add_place(struct sl_err *err, const char *before, const struct slp_difference *difference)
{
    const struct sl_table *table = difference->table;
    const size_t used = strlen(err->text);
    if (table == NULL)
        (void)snprintf(err->text + used, sizeof err->text - used, "%sthe publication", before);
    else
        (void)snprintf(err->text + used, sizeof err->text - used, "%s%s.%s%s%.*s", before,
                       table->schema, table->name, difference->column.len > 0 ? "." : "",
                       SL_FMT(difference->column));
}

/* As many places as there is room for, each once: of a column several things may differ. */
int
slp_drift_fail(const struct slp_drift *drift, struct sl_err *reterr)
{
    enum { LONGEST_PLACE = 200 };
    (void)slp_drift_describe(&drift->items[0], reterr);
    const char *before = "; also differing: ";
    for (uint32_t i = 1; i < drift->count; i++) {
        const struct slp_difference *last = &drift->items[i - 1], *item = &drift->items[i];
        const size_t used = strlen(reterr->text);
        if (item->table == last->table && sl_str_equal(item->column, last->column))
            continue;
        if (used + LONGEST_PLACE > sizeof reterr->text) {
            (void)snprintf(reterr->text + used, sizeof reterr->text - used, ", and %u more",
                           drift->count - i);
            break;
        }
        add_place(reterr, before, item);
        before = ", ";
    }
    return -1;
}

void
slp_drift_log(const struct slp_difference *difference)
{
    const struct sl_table *table = difference->table;
    const struct slp_difference_text *text = &difference->text;
    sl_log(SL_LOG_WARNING, "drift",
           SL_FIELDS(SL_NAME("kind", sl_str_of(slp_drift_name(difference->kind))),
                     SL_NAME("schema", sl_str_of(table != NULL ? table->schema : "")),
                     SL_NAME("table", sl_str_of(table != NULL ? table->name : "")),
                     SL_NAME("column", difference->column), SL_NAME("policy", text->policy),
                     SL_NAME("database", text->database), SL_NAME("remedy", text->remedy)));
}
