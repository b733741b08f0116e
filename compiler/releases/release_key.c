/* The row key: every key column, once, as it is or as a pseudonym. */
#include "language/function.h"
#include "names/confusable.h"
#include "releases/releases.h"

bool
slc_release_has_row_key(const struct slc_release *release)
{
    const struct slc_statement *statement = release->statements;
    while (statement != NULL && !statement->row_key)
        statement = statement->next;
    return statement != NULL;
}

/* ---- the table's key ----------------------------------------------------------------------- */

static void
report_key_column(const struct slc_releasing *releasing, const struct slc_column *column,
                  const char *what, const char *why, const char *help)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0412, column->name.at, "a key column %s", what);
    slc_note(findings, finding, "%s", why);
    slc_help(findings, finding, "%s", help);
}

void
slc_check_table_key(const struct slc_releasing *releasing, const struct slc_table *table)
{
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next) {
        if (!column->key)
            continue;
        if (column->type.nullable)
            report_key_column(releasing, column, "cannot be missing",
                              "the key is the primary key or the replica identity index, whose "
                              "columns are not null",
                              "write its type without ?, or take 'key' off this line");
        if (column->encrypted)
            report_key_column(releasing, column, "cannot be encrypted",
                              "deletes and updates find their row by it",
                              "take 'key' off this line");
        if (column->generated)
            report_key_column(releasing, column, "cannot be generated",
                              "PostgreSQL does not send generated columns",
                              "take 'key' off this line");
    }
}

/* ---- the lines ----------------------------------------------------------------------------- */

/* The column that a row key line names: the column itself, or what a pseudonym is made of. */
static const struct slc_column *
named_column(const struct slc_expr *expr)
{
    if (expr->kind == SLC_EXPR_NAME)
        return expr->column;
    bool pseudonym = expr->kind == SLC_EXPR_CALL && expr->function != NULL &&
                     (expr->function->id == SLC_FUNCTION_pseudonym ||
                      expr->function->id == SLC_FUNCTION_pseudonym_uuid);
    if (!pseudonym || expr->args == NULL || expr->args->expr == NULL)
        return NULL;
    return expr->args->expr->column;
}

/* "customer_id, day" */
static struct sl_str
key_columns(const struct slc_releasing *releasing, const struct slc_table *table)
{
    struct sl_str list = { 0 };
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        if (column->key)
            list = sl_arena_format(
                releasing->program->arena, "%.*s%s%.*s", SL_FMT(list), list.len > 0 ? ", " : "",
                SL_FMT(slc_name_written(releasing->program->arena, &column->name)));
    return list;
}

static void
help_row_key(const struct slc_releasing *releasing, struct slc_finding *finding,
             const struct slc_column *column)
{
    struct slc_findings *findings = releasing->program->findings;
    struct sl_str name = slc_name_written(releasing->program->arena, &column->name);
    struct sl_str plain = slc_plain_name(releasing->program->arena, column->name.text);
    slc_type_set keyed = slc_functions[SLC_FUNCTION_pseudonym].parameters[0].types;
    if ((keyed & SLC_TYPE_BIT(column->type.id)) != 0)
        slc_help(findings, finding, "row key %.*s_ref = pseudonym(%.*s, using: …)", SL_FMT(plain),
                 SL_FMT(name));
    else
        slc_help(findings, finding, "row key %.*s = %.*s", SL_FMT(plain), SL_FMT(name));
}

/* Enters the column into `named`, by number. False when it is no key column, or named before, which
 * is reported. */
static bool
check_line(const struct slc_releasing *releasing, const struct slc_release *release,
           const struct slc_statement *statement, const struct slc_statement **named)
{
    struct slc_findings *findings = releasing->program->findings;
    if (statement->expr == NULL || statement->expr->type.id == SLC_TYPE_NONE)
        return false;
    const struct slc_column *column = named_column(statement->expr);
    if (column == NULL || !column->key) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0405, statement->expr->at,
                     "a row key is a key column of the table, or a pseudonym of one");
        if (column != NULL)
            slc_cause(findings, finding, column->name.at, "not declared as key");
        slc_note(findings, finding, "the key columns of %.*s are: %.*s",
                 SL_FMT(release->table->name.second.text),
                 SL_FMT(key_columns(releasing, release->table)));
        slc_help(findings, finding, "derive %.*s = %.*s", SL_FMT(statement->field.text),
                 SL_FMT(slc_span_text(statement->expr->at)));
        return false;
    }
    const struct slc_statement **slot = &named[column->number];
    if (*slot != NULL) {
        struct slc_finding *finding =
            slc_find(findings, SLC_E0405, statement->expr->at,
                     "key column '%.*s' is in the row key twice", SL_FMT(column->name.text));
        slc_cause(findings, finding, (*slot)->expr->at, "first here");
        slc_help(findings, finding, "derive %.*s = %.*s", SL_FMT(statement->field.text),
                 SL_FMT(slc_span_text(statement->expr->at)));
        return false;
    }
    *slot = statement;
    return true;
}

static void
report_unnamed(const struct slc_releasing *releasing, const struct slc_release *release,
               const struct slc_statement *const *named)
{
    struct slc_findings *findings = releasing->program->findings;
    for (const struct slc_column *column = release->table->columns; column != NULL;
         column = column->next) {
        if (!column->key || named[column->number] != NULL)
            continue;
        struct slc_finding *finding =
            slc_find(findings, SLC_E0405, release->stream.at,
                     "key column '%.*s' is not in the row key", SL_FMT(column->name.text));
        slc_cause(findings, finding, column->name.at, "a key column");
        slc_note(findings, finding, "rows that differ only there would overwrite each other");
        help_row_key(releasing, finding, column);
    }
}

static const struct slc_column *
first_key_column(const struct slc_table *table)
{
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        if (column->key)
            return column;
    return NULL;
}

static void
report_no_line(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0406, release->stream.at, "a release needs a 'row key' line");
    for (const struct slc_column *column = release->table->columns; column != NULL;
         column = column->next)
        if (column->key)
            help_row_key(releasing, finding, column);
}

void
slc_check_row_key(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct slc_findings *findings = releasing->program->findings;
    bool faulty = slc_release_is_faulty(releasing, release);
    if (first_key_column(release->table) == NULL) {
        if (faulty)
            return;
        struct slc_finding *finding = slc_find(findings, SLC_E0405, release->table_name.at,
                                               "a table without a key column cannot be released");
        slc_cause(findings, finding, release->table->name.at, "no column of it is a key");
        slc_help(findings, finding, "mark its primary key: column … bigint … key");
        return;
    }
    const struct slc_statement **named = SL_NEW_ARRAY(
        releasing->program->arena, const struct slc_statement *, (size_t)release->table->ncolumns);
    bool any = false;
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        if (!statement->row_key)
            continue;
        any = true;
        faulty = !check_line(releasing, release, statement, named) || faulty;
    }
    if (faulty)
        return;
    if (any)
        report_unnamed(releasing, release, named);
    else
        report_no_line(releasing, release);
}
