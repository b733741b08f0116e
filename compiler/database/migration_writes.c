#include "database/migration_writes.h"

#include "database/catalogue_sql.h"
#include "emit/sql/table_sql.h"
#include "maxima.h"
#include "text/escape.h"

#include <stdio.h>
#include <string.h>

/* ---- back into the publication ------------------------------------------------------------------- */

const struct slc_ir_table *
slc_lowered_table_of(const struct slc_ir *ir, const struct slc_table *table)
{
    for (uint32_t i = 0; i < ir->ntables; i++) {
        if (sl_str_equal(ir->tables[i].schema, table->name.first.text) &&
            sl_str_equal(ir->tables[i].name, table->name.second.text))
            return &ir->tables[i];
    }
    return NULL;
}

/* Where it fails, the policies have something that the database lacks, which was told. */
static enum slc_tried
put_back(const struct slc_writes *writes, const struct slc_published *item, struct sl_err *reterr)
{
    const struct slc_ir_table *table = slc_lowered_table_of(writes->ir, item->table);
    struct slc_refusal refusal;
    struct sl_buf sql;
    if (table == NULL)
        return SLC_TRIED_REFUSED;
    sl_buf_init(&sql, SL_MIB);
    sl_buf_add_str(&sql, SL_STR("ALTER PUBLICATION "));
    slc_add_sql_name(&sql, item->publication);
    sl_buf_add_str(&sql, SL_STR(" ADD TABLE "));
    slc_add_published_table(&sql, table, true);
    const struct sl_str text = sl_arena_copy(writes->trial->arena, sl_buf_str(&sql));
    sl_buf_done(&sql);
    return slc_trial_statement(writes->trial, text, &refusal, reterr);
}

static int
put_all_back(const struct slc_writes *writes, struct sl_err *reterr)
{
    for (uint32_t i = 0; writes->ir != NULL && i < writes->published->count; i++) {
        const struct slc_published *item = &writes->published->items[i];
        if (item->taken_out && put_back(writes, item, reterr) == SLC_TRIED_LOST)
            return -1;
    }
    return 0;
}

/* ---- the plan of a DELETE --------------------------------------------------------------------------- */

/* invalid_column_reference and object_not_in_prerequisite_state (appendix A); NULL: it is about something else. */
static const char *
identity_fault(const struct slc_refusal *refusal)
{
    if (strcmp(refusal->sqlstate, "42P10") == 0)
        return "the publication's column list does not have every column of the replica identity";
    return strcmp(refusal->sqlstate, "55000") == 0 ? "the table has no replica identity" : NULL;
}

static void
report(const struct slc_writes *writes, const struct slc_published *item, const char *leaf,
       const char *why)
{
    struct slc_findings *findings = writes->program->findings;
    const struct sl_str name = slc_published_name(writes->trial, item);
    struct slc_finding *finding =
        slc_find(findings, SLC_E0615, item->table->name.at,
                 "after the migration PostgreSQL refuses every UPDATE and DELETE of %s", leaf);
    slc_note(findings, finding, "%s", why);
    slc_help(findings, finding,
             "write the new key or identity into the policy, and let the migration put the table "
             "back as sluice migrate PATH %.*s then prints it; or write `publish whole rows`",
             SL_FMT(name));
}

static int
try_leaf(const struct slc_writes *writes, const struct slc_published *item, const char *leaf,
         struct sl_err *reterr)
{
    struct slc_refusal refusal;
    const struct sl_str sql =
        sl_arena_format(writes->trial->arena, "EXPLAIN DELETE FROM ONLY %s", leaf);
    const enum slc_tried tried = slc_trial_statement(writes->trial, sql, &refusal, reterr);
    if (tried == SLC_TRIED_LOST)
        return -1;
    const char *why = tried == SLC_TRIED_REFUSED ? identity_fault(&refusal) : NULL;
    if (why != NULL)
        report(writes, item, leaf, why);
    return 0;
}

static int
try_table(const struct slc_writes *writes, const struct slc_published *item, struct sl_err *reterr)
{
    char oid[16];
    (void)snprintf(oid, sizeof oid, "%u", item->oid);
    PGresult *leaves = slc_session_query(writes->trial->session, SLC_LEAVES_SQL, oid, reterr);
    int result = leaves != NULL ? 0 : -1;
    for (int row = 0; result == 0 && row < PQntuples(leaves); row++)
        result = try_leaf(writes, item, PQgetvalue(leaves, row, SLC_LEAF_NAME), reterr);
    PQclear(leaves);
    return result;
}

int
slc_try_writes(const struct slc_writes *writes, struct sl_err *reterr)
{
    if (put_all_back(writes, reterr) != 0)
        return -1;
    for (uint32_t i = 0; i < writes->published->count; i++) {
        const struct slc_published *item = &writes->published->items[i];
        const bool again = i > 0 && item[-1].table == item->table;
        if (!again && try_table(writes, item, reterr) != 0)
            return -1;
    }
    return 0;
}
