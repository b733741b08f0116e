/* Whether a release has a fault from which others may follow. */
#include "releases/releases.h"

static void
look_for_fault(void *context, struct slc_expr *expr)
{
    bool *faulty = context;
    bool unbound = expr->kind == SLC_EXPR_NAME && expr->column == NULL && !expr->commit_time;
    *faulty = *faulty || unbound || (expr->kind == SLC_EXPR_CALL && expr->function == NULL);
}

static bool
names_unknown_column(const struct slc_table *table, const struct slc_statement *statement)
{
    if (statement->kind != SLC_WITHHOLD)
        return false;
    for (const struct slc_name *name = statement->names; name != NULL; name = name->next)
        if (slc_symbols_find(table->columns_by_name, name->text) == NULL)
            return true;
    return false;
}

/* Codes stand in the order of stages: those of text and syntax come before the names'. */
static bool
has_syntax_fault(const struct slc_findings *findings, const struct slc_source *source)
{
    for (const struct slc_finding *finding = findings->first; finding != NULL;
         finding = finding->next)
        if (finding->at.source == source && finding->code < SLC_E0101)
            return true;
    return false;
}

bool
slc_release_is_faulty(const struct slc_releasing *releasing, const struct slc_release *release)
{
    if (release->table == NULL ||
        has_syntax_fault(releasing->program->findings, release->at.source))
        return true;
    bool faulty = false;
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        faulty = faulty || names_unknown_column(release->table, statement);
        slc_walk(statement->expr, look_for_fault, &faulty);
    }
    return faulty;
}
