#include "database/migration_writes.h"

#include "database/catalogue_sql.h"
#include "emit/sql/table_sql.h"
#include "maxima.h"
#include "refusal.h"
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

/* ---- what PostgreSQL would refuse -------------------------------------------------------------------- */

struct leaf {
    const struct slc_published *item;
    const char *name, *plain_name; /* for SQL, and as the catalogue has it */
};

static struct slc_finding *
report(const struct slc_writes *writes, const struct leaf *leaf)
{
    return slc_find(writes->program->findings, SLC_E0615, leaf->item->table->name.at,
                    "after the migration PostgreSQL refuses every UPDATE and DELETE of %s",
                    leaf->name);
}

static void
report_known(const struct slc_writes *writes, const struct leaf *leaf, const struct sl_refusal *why,
             const char *lacks)
{
    struct slc_findings *findings = writes->program->findings;
    const struct sl_str name = slc_published_name(writes->trial, leaf->item);
    struct slc_finding *finding = report(writes, leaf);
    slc_note(findings, finding, "it would have %s%s%s", why->found, *lacks != '\0' ? ": " : "",
             lacks);
    slc_help(findings, finding, "in the migration, or before it: %s", why->cure);
    slc_help(
        findings, finding,
        "where that changes the policy, let the migration put the table back as sluice migrate "
        "PATH %.*s then prints it",
        SL_FMT(name));
}

/* invalid_column_reference (appendix A), where the catalogue's comparison knows no reason: the filter of another
 * publication. */
static void
report_unknown(const struct slc_writes *writes, const struct leaf *leaf)
{
    struct slc_findings *findings = writes->program->findings;
    struct slc_finding *finding = report(writes, leaf);
    slc_note(findings, finding,
             "a publication's list or WHERE has columns that do not fit the replica identity");
    slc_help(findings, finding,
             "give the table a replica identity that has every column of the WHERE, or take the "
             "table out of that publication");
}

/* From the catalogue, which a role may read that may not delete rows. */
static bool
is_known(const struct slc_writes *writes, const struct leaf *leaf, const PGresult *refused)
{
    for (int row = 0; row < PQntuples(refused); row++) {
        const struct sl_refusal *why = sl_refusal_of(PQgetvalue(refused, row, SLC_REFUSED_WHY)[0]);
        if (why == NULL ||
            strcmp(PQgetvalue(refused, row, SLC_REFUSED_NAME), leaf->plain_name) != 0)
            continue;
        report_known(writes, leaf, why, PQgetvalue(refused, row, SLC_REFUSED_COLUMNS));
        return true;
    }
    return false;
}

/* The plan of a DELETE: the catalogue's comparison looks at tables that a publication names. Else 55000,
 * object_not_in_prerequisite_state, is about a table without a replica identity. */
static int
try_leaf(const struct slc_writes *writes, const struct leaf *leaf, struct sl_err *reterr)
{
    struct slc_refusal refusal;
    const struct sl_str sql =
        sl_arena_format(writes->trial->arena, "EXPLAIN DELETE FROM ONLY %s", leaf->name);
    const enum slc_tried tried = slc_trial_statement(writes->trial, sql, &refusal, reterr);
    if (tried == SLC_TRIED_LOST)
        return -1;
    if (tried == SLC_TRIED_REFUSED && strcmp(refusal.sqlstate, "42P10") == 0)
        report_unknown(writes, leaf);
    if (tried == SLC_TRIED_REFUSED && strcmp(refusal.sqlstate, "55000") == 0)
        report_known(writes, leaf, sl_refusal_of('n'), "");
    return 0;
}

static int
try_table(const struct slc_writes *writes, const struct slc_published *item,
          const PGresult *refused, struct sl_err *reterr)
{
    char oid[16];
    (void)snprintf(oid, sizeof oid, "%u", item->oid);
    PGresult *leaves = slc_session_query(writes->trial->session, SLC_LEAVES_SQL, oid, reterr);
    int result = leaves != NULL ? 0 : -1;
    for (int row = 0; result == 0 && row < PQntuples(leaves); row++) {
        const struct leaf leaf = { .item = item,
                                   .name = PQgetvalue(leaves, row, SLC_LEAF_NAME),
                                   .plain_name = PQgetvalue(leaves, row, SLC_LEAF_PLAIN_NAME) };
        if (!is_known(writes, &leaf, refused))
            result = try_leaf(writes, &leaf, reterr);
    }
    PQclear(leaves);
    return result;
}

int
slc_try_writes(const struct slc_writes *writes, struct sl_err *reterr)
{
    if (put_all_back(writes, reterr) != 0)
        return -1;
    PGresult *refused = slc_session_query(writes->trial->session, SLC_REFUSED_SQL, NULL, reterr);
    int result = refused != NULL ? 0 : -1;
    for (uint32_t i = 0; result == 0 && i < writes->published->count; i++) {
        const struct slc_published *item = &writes->published->items[i];
        const bool again = i > 0 && item[-1].table == item->table;
        if (!again)
            result = try_table(writes, item, refused, reterr);
    }
    PQclear(refused);
    return result;
}
