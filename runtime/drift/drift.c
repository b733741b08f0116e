#include "drift/drift.h"

#include "log.h"

#include <stdio.h>

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

void
slp_drift_add(struct slp_drift *drift, enum slp_drift_kind kind, const struct sl_table *table,
              struct sl_str column, struct slp_difference_text text)
{
    if (drift->count < SLP_MAX_DIFFERENCES) {
        drift->items[drift->count] = (struct slp_difference) {
            .kind = kind,
            .table = table,
            .column = sl_arena_copy(drift->arena, column),
            .text = text,
        };
    }
    drift->count++;
}

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

int
slp_drift_fail(const struct slp_drift *drift, struct sl_err *reterr)
{
    (void)slp_drift_describe(&drift->items[0], reterr);
    size_t used = strlen(reterr->text);
    if (drift->count > 1)
        (void)snprintf(reterr->text + used, sizeof reterr->text - used, " (and %u more)",
                       drift->count - 1);
    return -1;
}

void
slp_drift_log(const struct slp_drift *drift)
{
    for (uint32_t i = 0; i < drift->count && i < SLP_MAX_DIFFERENCES; i++) {
        const struct slp_difference *item = &drift->items[i];
        const struct sl_table *table = item->table;
        sl_log(SL_LOG_WARNING, "drift",
               SL_FIELDS(SL_NAME("kind", sl_str_of(slp_drift_name(item->kind))),
                         SL_NAME("schema", sl_str_of(table != NULL ? table->schema : "")),
                         SL_NAME("table", sl_str_of(table != NULL ? table->name : "")),
                         SL_NAME("column", item->column), SL_NAME("policy", item->text.policy),
                         SL_NAME("database", item->text.database),
                         SL_NAME("remedy", item->text.remedy)));
    }
}
