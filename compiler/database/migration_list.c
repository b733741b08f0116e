#include "database/migration_list.h"

#include "maxima.h"
#include "text/escape.h"

#include <string.h>

/* feature_not_supported: ALTER COLUMN … TYPE; dependent_objects_still_exist: DROP COLUMN (appendix A). */
bool
slc_refusal_may_be_a_list(const struct slc_refusal *refusal)
{
    return strcmp(refusal->sqlstate, "0A000") == 0 || strcmp(refusal->sqlstate, "2BP01") == 0;
}

static struct sl_str
drop_table(const struct slc_listed *listed, const struct slc_published *item)
{
    struct sl_buf sql;
    sl_buf_init(&sql, SL_MIB);
    sl_buf_add_str(&sql, SL_STR("ALTER PUBLICATION "));
    slc_add_sql_name(&sql, item->publication);
    sl_buf_add_str(&sql, SL_STR(" DROP TABLE ONLY "));
    slc_add_sql_name(&sql, item->table->name.first.text);
    sl_buf_add_byte(&sql, '.');
    slc_add_sql_name(&sql, item->table->name.second.text);
    const struct sl_str text = sl_arena_copy(listed->trial->arena, sl_buf_str(&sql));
    sl_buf_done(&sql);
    return text;
}

/* Of all publications that list columns of it. */
static enum slc_tried
take_out(const struct slc_listed *listed, const struct slc_table *table, struct sl_err *reterr)
{
    struct slc_refusal refusal;
    for (uint32_t i = 0; i < listed->published->count; i++) {
        const struct slc_published *item = &listed->published->items[i];
        if (item->table != table || !item->has_list || item->gone)
            continue;
        const enum slc_tried tried =
            slc_trial_statement(listed->trial, drop_table(listed, item), &refusal, reterr);
        if (tried != SLC_TRIED_DONE)
            return tried;
    }
    return slc_trial_statement(listed->trial, listed->statement, &refusal, reterr);
}

static void
note_taken_out(const struct slc_listed *listed, const struct slc_table *table)
{
    for (uint32_t i = 0; i < listed->published->count; i++) {
        struct slc_published *item = &listed->published->items[i];
        if (item->table == table && item->has_list)
            item->gone = item->taken_out = true;
    }
}

static void
report(const struct slc_listed *listed, const struct slc_published *item)
{
    struct slc_findings *findings = listed->program->findings;
    const struct sl_str name = slc_published_name(listed->trial, item);
    struct slc_finding *finding =
        slc_find(findings, SLC_E0613, listed->at,
                 "PostgreSQL refuses this while the publication %.*s lists columns of %.*s",
                 SL_FMT(item->publication), SL_FMT(name));
    slc_note(findings, finding,
             "its own message may speak of a WHERE clause, or ask for CASCADE: it "
             "is the column list that has to go meanwhile");
    slc_help(findings, finding, "sluice migrate PATH %.*s prints the transaction for it",
             SL_FMT(name));
}

int
slc_try_without_list(const struct slc_listed *listed, bool *ret_is_list, struct sl_err *reterr)
{
    *ret_is_list = false;
    for (uint32_t i = 0; i < listed->published->count && !*ret_is_list; i++) {
        const struct slc_published *item = &listed->published->items[i];
        if (!item->has_list || item->gone)
            continue;
        if (slc_trial_mark(listed->trial, reterr) != 0)
            return -1;
        const enum slc_tried tried = take_out(listed, item->table, reterr);
        if (tried == SLC_TRIED_LOST)
            return -1;
        *ret_is_list = tried == SLC_TRIED_DONE;
        if (!*ret_is_list && slc_trial_go_back(listed->trial, reterr) != 0)
            return -1;
        if (*ret_is_list) {
            report(listed, item);
            note_taken_out(listed, item->table);
        }
    }
    return 0;
}
