#include "database/migration_list.h"

#include "database/catalogue_sql.h"
#include "maxima.h"
#include "text/escape.h"

#include <stdlib.h>
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

/* ---- tables that are taken out ------------------------------------------------------------------- */

static bool
stands_against(const struct slc_published *item)
{
    return item->has_list && !item->gone;
}

/* The table's entries in all publications that list columns of it; NULL: of all tables. */
static void
choose(const struct slc_listed *listed, const struct slc_table *table, bool chosen, bool *out)
{
    for (uint32_t i = 0; i < listed->published->count; i++) {
        const struct slc_published *item = &listed->published->items[i];
        if (stands_against(item) && (table == NULL || item->table == table))
            out[i] = chosen;
    }
}

static enum slc_tried
take_out(const struct slc_listed *listed, const bool *out, struct sl_err *reterr)
{
    struct slc_refusal refusal;
    for (uint32_t i = 0; i < listed->published->count; i++) {
        if (!out[i])
            continue;
        struct slc_published *item = &listed->published->items[i];
        const enum slc_tried tried =
            slc_trial_statement(listed->trial, drop_table(listed, item), &refusal, reterr);
        item->kept = tried == SLC_TRIED_REFUSED && strcmp(refusal.sqlstate, "42501") == 0;
        if (tried != SLC_TRIED_DONE)
            return tried;
    }
    return slc_trial_statement(listed->trial, listed->statement, &refusal, reterr);
}

/* Where it is refused, all is as before. */
static enum slc_tried
try_without(const struct slc_listed *listed, const bool *out, struct sl_err *reterr)
{
    if (slc_trial_mark(listed->trial, reterr) != 0)
        return SLC_TRIED_LOST;
    const enum slc_tried tried = take_out(listed, out, reterr);
    if (tried == SLC_TRIED_REFUSED && slc_trial_go_back(listed->trial, reterr) != 0)
        return SLC_TRIED_LOST;
    return tried;
}

/* ---- which tables these are ---------------------------------------------------------------------- */

static enum slc_tried
try_one_table(const struct slc_listed *listed, bool *out, struct sl_err *reterr)
{
    enum slc_tried tried = SLC_TRIED_REFUSED;
    for (uint32_t i = 0; i < listed->published->count && tried == SLC_TRIED_REFUSED; i++) {
        const struct slc_published *item = &listed->published->items[i];
        if (!stands_against(item))
            continue;
        choose(listed, NULL, false, out);
        choose(listed, item->table, true, out);
        tried = try_without(listed, out, reterr);
    }
    return tried;
}

/* All at once; then those stay out without which the statement is refused. */
static enum slc_tried
try_several_tables(const struct slc_listed *listed, bool *out, struct sl_err *reterr)
{
    choose(listed, NULL, true, out);
    enum slc_tried tried = try_without(listed, out, reterr);
    for (uint32_t i = 0; i < listed->published->count && tried == SLC_TRIED_DONE; i++) {
        if (!out[i])
            continue;
        if (slc_trial_go_back(listed->trial, reterr) != 0)
            return SLC_TRIED_LOST;
        choose(listed, listed->published->items[i].table, false, out);
        tried = try_without(listed, out, reterr);
        if (tried != SLC_TRIED_REFUSED)
            continue;
        choose(listed, listed->published->items[i].table, true, out);
        tried = try_without(listed, out, reterr);
    }
    return tried;
}

/* ---- a publication that the role does not own ------------------------------------------------------ */

static bool
is_named(const PGresult *named, const struct slc_published *item)
{
    for (int row = 0; row < PQntuples(named); row++) {
        if (strtoul(PQgetvalue(named, row, SLC_NAMED_ENTRY_OID), NULL, 10) == item->oid &&
            sl_str_is(item->publication, PQgetvalue(named, row, SLC_NAMED_ENTRY_PUBLICATION)))
            return true;
    }
    return false;
}

/* Those of the entries that the role could not take out which PostgreSQL named. */
static int
find_kept(const struct slc_listed *listed, bool *kept, struct sl_err *reterr)
{
    PGresult *named =
        slc_session_query(listed->trial->session, SLC_NAMED_ENTRIES_SQL,
                          sl_arena_cstr(listed->trial->arena, listed->refusal->detail), reterr);
    if (named == NULL)
        return -1;
    int count = 0;
    for (uint32_t i = 0; i < listed->published->count; i++) {
        const struct slc_published *item = &listed->published->items[i];
        kept[i] = item->kept && !item->gone && is_named(named, item);
        count += kept[i];
    }
    PQclear(named);
    return count;
}

/* PostgreSQL gives each object that stands against a statement a line. */
static int
named_count(struct sl_str detail)
{
    int count = 1;
    for (size_t i = 0; i < detail.len; i++)
        count += detail.ptr[i] == '\n';
    return count;
}

/* ---- all ---------------------------------------------------------------------------------------------- */

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
    if (item->kept)
        slc_help(findings, finding,
                 "this role does not own the publication %.*s and may not run all of it: what is "
                 "printed says who runs which part",
                 SL_FMT(item->publication));
}

static void
report_all(const struct slc_listed *listed, const bool *entries)
{
    for (uint32_t i = 0; i < listed->published->count; i++) {
        const struct slc_published *item = &listed->published->items[i];
        if (entries[i] && (i == 0 || !entries[i - 1] || item[-1].table != item->table))
            report(listed, item);
    }
}

static void
keep_out(const struct slc_listed *listed, const bool *out)
{
    for (uint32_t i = 0; i < listed->published->count; i++) {
        struct slc_published *item = &listed->published->items[i];
        if (out[i])
            item->gone = item->taken_out = true;
    }
}

enum slc_list_answer
slc_try_without_list(const struct slc_listed *listed, struct sl_err *reterr)
{
    bool *entries = SL_NEW_ARRAY(listed->trial->arena, bool, listed->published->count + 1);
    enum slc_tried tried = try_one_table(listed, entries, reterr);
    if (tried == SLC_TRIED_REFUSED)
        tried = try_several_tables(listed, entries, reterr);
    if (tried == SLC_TRIED_LOST)
        return SLC_LIST_UNASKED;
    const int nkept = tried == SLC_TRIED_REFUSED ? find_kept(listed, entries, reterr) : 0;
    if (nkept < 0)
        return SLC_LIST_UNASKED;
    if (tried == SLC_TRIED_REFUSED && nkept == 0)
        return SLC_LIST_NO;
    report_all(listed, entries);
    if (tried == SLC_TRIED_REFUSED)
        return named_count(listed->refusal->detail) > nkept ? SLC_LIST_NO : SLC_LIST_STAYS;
    keep_out(listed, entries);
    return SLC_LIST_LEFT;
}
