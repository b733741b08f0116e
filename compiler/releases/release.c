#include "releases/releases.h"
#include "stages.h"
#include "syntax/walk.h"

/* ---- what the stage's files share ---------------------------------------------------------- */

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

struct sl_str
slc_name_written(const struct slc_releasing *releasing, const struct slc_name *name)
{
    const char *quote = name->quoted ? "`" : "";
    return sl_arena_format(releasing->program->arena, "%s%.*s%s", quote, SL_FMT(name->text), quote);
}

/* ---- the stage ----------------------------------------------------------------------------- */

static void
check_release(struct slc_releasing *releasing, const struct slc_release *release)
{
    slc_check_lines(releasing, release);
    if (release->table == NULL)
        return;
    slc_check_columns(releasing, release);
    slc_check_reads(releasing, release);
    slc_check_row_key(releasing, release);
    slc_check_filter(releasing, release);
    slc_check_pseudonyms(releasing, release);
}

void
slc_check_releases(struct slc_program *program)
{
    struct slc_releasing releasing = { .program = program };
    slc_symbols_init(&releasing.linked, program->arena);
    slc_symbols_init(&releasing.pseudonyms, program->arena);
    slc_collect_links(&releasing);
    slc_collect_few(program);
    for (const struct slc_table *table = program->tables; table != NULL; table = table->next) {
        slc_check_table_withheld(&releasing, table);
        slc_check_table_key(&releasing, table);
    }
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next)
        check_release(&releasing, release);
    for (const struct slc_risk *risk = program->risks; risk != NULL; risk = risk->next)
        slc_check_risk(&releasing, risk);
    for (const struct slc_test *test = program->tests; test != NULL; test = test->next)
        slc_check_test(&releasing, test);
}
