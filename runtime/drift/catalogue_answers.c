#include "drift/catalogue_answers.h"

#include "drift/catalogue_sql.h"
#include "postgres/lsn.h"
#include "postgres/result.h"

#include <stdlib.h>

/* ---- cells of an answer --------------------------------------------------------------------- */

static struct sl_str
text_at(const struct slp_look *look, const PGresult *result, int row, int column)
{
    return sl_arena_copy(look->catalogue->arena, sl_str_of(PQgetvalue(result, row, column)));
}

static const char *
cstr_at(const struct slp_look *look, const PGresult *result, int row, int column)
{
    return sl_arena_cstr(look->catalogue->arena, sl_str_of(PQgetvalue(result, row, column)));
}

static char
letter_at(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0];
}

/* A modifier or a column's number, which may be negative. */
static int32_t
signed_at(const PGresult *result, int row, int column)
{
    return (int32_t)strtol(PQgetvalue(result, row, column), NULL, 10);
}

static struct slp_found_table *
table_at(const struct slp_look *look, const PGresult *result, int row)
{
    return &look->catalogue->tables[slp_result_u32(result, row, 0)];
}

static struct slp_found_column *
column_at(const struct slp_look *look, const PGresult *result, int row, int column)
{
    struct slp_found_table *table = table_at(look, result, row);
    struct sl_str name = sl_str_of(PQgetvalue(result, row, column));
    for (uint32_t i = 0; i < table->ncolumns; i++) {
        if (sl_str_equal(table->columns[i].name, name))
            return &table->columns[i];
    }
    return NULL;
}

/* How many rows from this one on are about the same table: answers are in the tables' order. */
static uint32_t
same_table_rows(const PGresult *result, int row)
{
    uint32_t count = 0;
    uint32_t place = slp_result_u32(result, row, 0);
    while (row < PQntuples(result) && slp_result_u32(result, row, 0) == place) {
        row++;
        count++;
    }
    return count;
}

/* ---- what each answer means ----------------------------------------------------------------- */

void
slp_take_table(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    table->exists = true;
    table->oid = slp_result_u32(result, row, SLP_TABLE_OID);
    table->kind = letter_at(result, row, SLP_TABLE_KIND);
    table->identity = letter_at(result, row, SLP_TABLE_IDENTITY);
    table->row_security = slp_result_is_true(result, row, SLP_TABLE_SECURITY);
    table->schema_usable = slp_result_is_true(result, row, SLP_TABLE_USABLE);
    table->identity_index = text_at(look, result, row, SLP_TABLE_INDEX);
    table->filenode = slp_result_u32(result, row, SLP_TABLE_FILENODE);
    table->positions_readable = slp_result_is_true(result, row, SLP_TABLE_POSITIONS);
    table->published = slp_result_is_true(result, row, SLP_TABLE_PUBLISHED);
    table->has_column_list = slp_result_is_true(result, row, SLP_TABLE_LIST);
    table->has_row_filter = slp_result_is_true(result, row, SLP_TABLE_FILTER);
    table->entry_oid = slp_result_u32(result, row, SLP_TABLE_ENTRY);
    table->entry_xmin = slp_result_u32(result, row, SLP_TABLE_ENTRY_XMIN);
}

void
slp_take_column(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->columns == NULL)
        table->columns = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_column,
                                      same_table_rows(result, row));
    table->columns[table->ncolumns++] = (struct slp_found_column) {
        .name = text_at(look, result, row, SLP_COLUMN_NAME),
        .type = { .oid = slp_result_u32(result, row, SLP_COLUMN_TYPE_OID),
                  .schema = text_at(look, result, row, SLP_COLUMN_TYPE_SCHEMA),
                  .name = text_at(look, result, row, SLP_COLUMN_TYPE_NAME),
                  .modifier = signed_at(result, row, SLP_COLUMN_MODIFIER),
                  .modifier_known = true },
        .type_sql = text_at(look, result, row, SLP_COLUMN_TYPE_SQL),
        .nullable = slp_result_is_true(result, row, SLP_COLUMN_NULLS),
        .generated = slp_result_is_true(result, row, SLP_COLUMN_GENERATES),
        .is_enum = slp_result_is_true(result, row, SLP_COLUMN_ENUM),
        .readable = slp_result_is_true(result, row, SLP_COLUMN_READABLE),
        .attnum = (int16_t)signed_at(result, row, SLP_COLUMN_ATTNUM),
        .type_oid = slp_result_u32(result, row, SLP_COLUMN_OWN_TYPE_OID),
        .type_modifier = signed_at(result, row, SLP_COLUMN_OWN_MODIFIER),
        .xmin = slp_result_u32(result, row, SLP_COLUMN_XMIN),
    };
}

void
slp_take_key(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->keys == NULL)
        table->keys = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_key,
                                   same_table_rows(result, row));
    table->keys[table->nkeys++] = (struct slp_found_key) {
        .column = text_at(look, result, row, SLP_KEY_COLUMN),
        .operator_schema = cstr_at(look, result, row, SLP_KEY_OPERATOR_SCHEMA),
        .operator_name = cstr_at(look, result, row, SLP_KEY_OPERATOR_NAME),
    };
}

/* NULL, which makes it 0, is a constraint that is not there. */
void
slp_take_guard(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->guards == NULL)
        table->guards = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_guard,
                                     same_table_rows(result, row));
    table->guards[table->nguards++] = (struct slp_found_guard) {
        .index_oid = slp_result_u32(result, row, SLP_GUARD_INDEX),
        .constraint_oid = slp_result_u32(result, row, SLP_GUARD_CONSTRAINT),
    };
}

void
slp_take_member(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_table *table = table_at(look, result, row);
    if (table->members == NULL)
        table->members = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_member,
                                      same_table_rows(result, row));
    struct slp_found_member *member = &table->members[table->nmembers++];
    *member = (struct slp_found_member) {
        .oid = slp_result_u32(result, row, SLP_MEMBER_OID),
        .schema = text_at(look, result, row, SLP_MEMBER_SCHEMA),
        .name = text_at(look, result, row, SLP_MEMBER_NAME),
        .is_leaf = slp_result_is_true(result, row, SLP_MEMBER_IS_LEAF),
        .inherits_xmin = slp_result_u32(result, row, SLP_MEMBER_INHERITS),
        .filenode = slp_result_u32(result, row, SLP_MEMBER_FILENODE),
        .identity = letter_at(result, row, SLP_MEMBER_IDENTITY),
        .covers_identity = slp_result_is_true(result, row, SLP_MEMBER_COVERS),
        .logged = slp_result_is_true(result, row, SLP_MEMBER_LOGGED),
    };
    table->nleaves += member->is_leaf;
}

void
slp_take_published(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_column *column = column_at(look, result, row, SLP_PUBLISHED_COLUMN);
    if (column != NULL)
        column->published = true;
}

void
slp_take_refused(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_refusal *refused = &table_at(look, result, row)->refused;
    if (refused->why != 0)
        return;
    *refused = (struct slp_found_refusal) {
        .schema = text_at(look, result, row, SLP_REFUSED_SCHEMA),
        .name = text_at(look, result, row, SLP_REFUSED_NAME),
        .why = letter_at(result, row, SLP_REFUSED_WHY),
        .lacks = text_at(look, result, row, SLP_REFUSED_COLUMNS),
        .healed = text_at(look, result, row, SLP_REFUSED_HEAL),
    };
}

void
slp_take_key_fault(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_key_fault *fault = &table_at(look, result, row)->key_fault;
    if (fault->letter != 0)
        return;
    *fault = (struct slp_found_key_fault) {
        .schema = text_at(look, result, row, SLP_KEY_FAULT_SCHEMA),
        .name = text_at(look, result, row, SLP_KEY_FAULT_NAME),
        .letter = letter_at(result, row, SLP_KEY_FAULT_LETTER),
        .index = text_at(look, result, row, SLP_KEY_FAULT_INDEX),
        .heal = text_at(look, result, row, SLP_KEY_FAULT_HEAL),
    };
}

void
slp_take_publication(struct slp_look *look, const PGresult *result, int row)
{
    look->catalogue->publication = (struct slp_found_publication) {
        .name = look->catalogue->publication.name,
        .exists = true,
        .oid = slp_result_u32(result, row, SLP_PUBLICATION_OID),
        .xmin = slp_result_u32(result, row, SLP_PUBLICATION_XMIN),
        .inserts = slp_result_is_true(result, row, SLP_PUBLICATION_INSERTS),
        .updates = slp_result_is_true(result, row, SLP_PUBLICATION_UPDATES),
        .deletes = slp_result_is_true(result, row, SLP_PUBLICATION_DELETES),
        .truncates = slp_result_is_true(result, row, SLP_PUBLICATION_TRUNCATES),
        .via_root = slp_result_is_true(result, row, SLP_PUBLICATION_VIA_ROOT),
    };
}

void
slp_take_surplus(struct slp_look *look, const PGresult *result, int row)
{
    look->catalogue->publication.nsurplus = slp_result_u32(result, row, SLP_SURPLUS_COUNT);
    look->catalogue->publication.surplus_name = text_at(look, result, row, SLP_SURPLUS_NAME);
}

static uint32_t
same_column_rows(const PGresult *result, int row)
{
    uint32_t most = same_table_rows(result, row);
    const char *name = PQgetvalue(result, row, SLP_LABEL_COLUMN);
    uint32_t count = 0;
    while (count < most &&
           strcmp(PQgetvalue(result, row + (int)count, SLP_LABEL_COLUMN), name) == 0)
        count++;
    return count;
}

void
slp_take_label(struct slp_look *look, const PGresult *result, int row)
{
    struct slp_found_column *column = column_at(look, result, row, SLP_LABEL_COLUMN);
    if (column == NULL)
        return;
    if (column->labels == NULL)
        column->labels = SL_NEW_ARRAY(look->catalogue->arena, struct slp_found_label,
                                      same_column_rows(result, row));
    column->labels[column->nlabels++] = (struct slp_found_label) {
        .text = text_at(look, result, row, SLP_LABEL_TEXT),
        .oid = slp_result_u32(result, row, SLP_LABEL_OID),
        .xmin = slp_result_u32(result, row, SLP_LABEL_XMIN),
    };
}

void
slp_take_seen(struct slp_look *look, const PGresult *result, int row)
{
    look->catalogue->saw_transaction = slp_result_is_true(result, row, SLP_SEEN_XID);
    look->catalogue->oldest_xid = strtoull(PQgetvalue(result, row, SLP_SEEN_OLDEST), NULL, 10);
}

void
slp_take_wal_lsn(struct slp_look *look, const PGresult *result, int row)
{
    if (!slp_lsn_parse(PQgetvalue(result, row, 0), &look->catalogue->wal_lsn))
        look->catalogue->wal_lsn = 0;
}
