/* Names in a release: its table and destination, its fields, and what its statements name. */
#include "names/names.h"
#include "syntax/walk.h"

/* ---- fields -------------------------------------------------------------------------------- */

struct search {
    const struct slc_column *column;
    bool found;
};

static void
look(void *context, struct slc_expr *expr)
{
    struct search *search = context;
    search->found = search->found || expr->column == search->column;
}

static bool
reads(struct slc_expr *expr, const struct slc_column *column)
{
    struct search search = { .column = column };
    slc_walk(expr, look, &search);
    return search.found;
}

/* A field named like a column that it does not read would be taken for that column. */
static void
check_column_clash(const struct slc_names *names, const struct slc_table *table,
                   const struct slc_statement *statement)
{
    struct slc_findings *findings = names->program->findings;
    const struct slc_symbol *symbol =
        slc_symbols_find(table->columns_by_name, statement->field.text);
    if (symbol == NULL || reads(statement->expr, symbol->object))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0104, statement->field.at,
                 "a field named '%.*s' would be taken for the column of that name, which it does "
                 "not read",
                 SL_FMT(statement->field.text));
    slc_cause(findings, finding, symbol->at, "the column");
    slc_help(findings, finding, "write: %.*s_field", SL_FMT(statement->field.text));
}

static void
declare_field(const struct slc_names *names, const struct slc_table *table,
              struct slc_symbols *fields, struct slc_statement *statement)
{
    const struct slc_name *field = &statement->field;
    if (field->text.len == 0)
        return;
    const struct slc_symbol *earlier = slc_symbols_add(fields, field->text, field->at, statement);
    const struct slc_name *kept = statement->kind == SLC_KEEP ? &statement->column_name : NULL;
    if (earlier != NULL)
        slc_names_report_twice(names, field, "field", earlier->at);
    if (!slc_names_check_form(names, field, "field", kept))
        return;
    slc_names_check_clash(names, field, "field");
    if (table != NULL)
        check_column_clash(names, table, statement);
}

/* ---- statements ---------------------------------------------------------------------------- */

/* `keep email as address`: the expression is the column itself. */
static void
make_kept(const struct slc_names *names, struct slc_statement *statement)
{
    if (statement->expr != NULL || statement->column_name.text.len == 0)
        return;
    statement->expr = SL_NEW(names->program->arena, struct slc_expr);
    statement->expr->kind = SLC_EXPR_NAME;
    statement->expr->name = statement->column_name;
    statement->expr->at = statement->column_name.at;
}

/* Two approvers are two: a role that stands there twice has approved once. */
void
slc_names_bind_decision(const struct slc_names *names, const struct slc_decision *decision)
{
    struct slc_symbols approvers;
    slc_symbols_init(&approvers, names->program->arena);
    for (struct slc_name *role = decision->approved_by; role != NULL; role = role->next) {
        const struct slc_symbol *earlier = slc_symbols_add(&approvers, role->text, role->at, role);
        if (earlier != NULL)
            slc_names_report_twice(names, role, "approver", earlier->at);
        else
            (void)slc_names_find(names, SLC_NAME_ROLE, role);
    }
}

static void
bind_withheld(const struct slc_names *names, const struct slc_table *table,
              const struct slc_statement *statement)
{
    struct sl_str owner = slc_qname_text(names, &table->name);
    for (const struct slc_name *name = statement->names; name != NULL; name = name->next)
        (void)slc_names_find_in(names, SLC_NAME_COLUMN, table->columns_by_name, name, owner);
}

static void
bind_statement(const struct slc_names *names, const struct slc_table *table,
               struct slc_statement *statement)
{
    if (statement->kind == SLC_KEEP)
        make_kept(names, statement);
    slc_names_bind_expr(names, table, statement->expr);
    statement->as_rank = slc_names_bind_level(names, &statement->as_level);
    slc_names_bind_decision(names, &statement->decision);
    if (statement->kind == SLC_DISCLOSE)
        slc_names_bind_label(names, &statement->from);
    if (statement->kind == SLC_WITHHOLD && table != NULL)
        bind_withheld(names, table, statement);
}

void
slc_names_bind_release(const struct slc_names *names, struct slc_release *release)
{
    struct slc_symbols *fields = SL_NEW(names->program->arena, struct slc_symbols);
    slc_symbols_init(fields, names->program->arena);
    release->fields_by_name = fields;
    release->table =
        slc_symbol_object(slc_names_find_pair(names, SLC_NAME_TABLE, &release->table_name));
    if (release->table != NULL)
        release->table->released = true;
    release->destination =
        slc_symbol_object(slc_names_find(names, SLC_NAME_DESTINATION, &release->stream.first));
    (void)slc_names_find(names, SLC_NAME_ROLE, &release->owner);
    for (struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        bind_statement(names, release->table, statement);
        if (slc_makes_a_field(statement))
            declare_field(names, release->table, fields, statement);
    }
}
