#include "drift/compare.h"

#include "change/table.h"
#include "drift/column_type.h"

/* ---- one column ----------------------------------------------------------------------------- */

static void
column_added(struct slp_drift *drift, const struct sl_table *table, struct sl_str column)
{
    slp_drift_add(drift, SLP_DRIFT_COLUMN_ADDED, table, column,
                  (struct slp_difference_text) {
                      .policy = SL_STR("no such column"),
                      .database = SL_STR("a column of this name"),
                      .remedy = SL_STR("add the column to the table's block in the policy, decide "
                                       "in each release what becomes of it, and build the pusher "
                                       "again; if it was renamed, rename it there; a table with "
                                       "`withhold new columns because …` goes on without"),
                  });
}

void
slp_compare_type(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                 const struct slp_type_name *type)
{
    const struct sl_column *declared = &table->columns[column];
    if ((declared->flags & SL_COLUMN_PUBLISHED) == 0 || slp_column_type_agrees(declared, type))
        return;
    slp_drift_add(drift, SLP_DRIFT_COLUMN_TYPE, table, sl_str_of(declared->name),
                  (struct slp_difference_text) {
                      .policy = (declared->flags & SL_COLUMN_ENCRYPTED) != 0
                                    ? SL_STR("an encrypted column, text or bytea")
                                    : sl_arena_copy(drift->arena, sl_str_of(declared->type)),
                      .database = slp_column_type_text(drift->arena, type),
                      .remedy = SL_STR("change the column's type in the policy, review the lines "
                                       "that read it, and build the pusher again"),
                  });
}

int
slp_compare_name(struct slp_drift *drift, const struct sl_table *table, struct sl_str name)
{
    int column = slp_table_column(table, name);
    if (column < 0)
        column_added(drift, table, name);
    return column;
}

/* ---- the replica identity -------------------------------------------------------------------- */

static char
identity_letter(enum sl_identity identity)
{
    switch (identity) {
    case SL_IDENTITY_DEFAULT: return 'd';
    case SL_IDENTITY_INDEX: return 'i';
    case SL_IDENTITY_FULL: return 'f';
    }
    return 'd';
}

static const char *
identity_name(char letter)
{
    switch (letter) {
    case 'd': return "replica identity default";
    case 'i': return "replica identity using index";
    case 'f': return "replica identity full";
    default: return "replica identity nothing";
    }
}

bool
slp_compare_identity(struct slp_drift *drift, const struct sl_table *table, char letter)
{
    char wanted = identity_letter(table->identity);
    if (letter == wanted || (letter == 'f' && table->publishes_whole_rows))
        return true;
    slp_drift_add(
        drift, SLP_DRIFT_IDENTITY, table, SL_STR(""),
        (struct slp_difference_text) {
            .policy = sl_str_of(identity_name(wanted)),
            .database = sl_str_of(identity_name(letter)),
            .remedy = letter == 'f'
                          ? SL_STR("write `publish whole rows` into the table's block in the "
                                   "policy; or, where nobody needs whole old rows, ALTER TABLE "
                                   "… REPLICA IDENTITY DEFAULT or USING INDEX")
                          : SL_STR("ALTER TABLE … REPLICA IDENTITY as setup.sql has it, or "
                                   "change the table's block in the policy"),
        });
    return false;
}

void
slp_compare_key(struct slp_drift *drift, const struct sl_table *table, uint32_t column,
                bool in_identity)
{
    const struct sl_column *declared = &table->columns[column];
    if (in_identity || (declared->flags & SL_COLUMN_KEY) == 0)
        return;
    slp_drift_add(drift, SLP_DRIFT_KEY, table, sl_str_of(declared->name),
                  (struct slp_difference_text) {
                      .policy = SL_STR("a key column"),
                      .database = SL_STR("a replica identity without it"),
                      .remedy = SL_STR("give the table a primary key or replica identity index "
                                       "over the policy's key columns, or change the policy"),
                  });
}
