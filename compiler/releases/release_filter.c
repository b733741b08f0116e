/* A filter needs the old values of what it reads: PostgreSQL sends of the old row what belongs to
 * the replica identity, and by default that is the primary key. Without them a row that the filter
 * rejects may have been released before, so each of its updates has to be announced as a delete. */
#include "releases/releases.h"
#include "syntax/walk.h"

struct filter {
    const struct slc_releasing *releasing;
    const struct slc_release *release;
    bool reported; /* one finding is enough */
};

static void
add_rejected_help(const struct filter *filter, struct slc_finding *finding)
{
    slc_help(filter->releasing->program->findings, finding,
             "or announce rejected rows by their key: rejected rows send key");
}

static void
report_default(const struct filter *filter, const struct slc_expr *expr)
{
    struct slc_findings *findings = filter->releasing->program->findings;
    const struct slc_table *table = filter->release->table;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0409, expr->at,
                 "PostgreSQL does not send the old value of '%.*s', so the filter cannot tell "
                 "which rows leave it",
                 SL_FMT(expr->name.text));
    slc_cause(findings, finding, table->name.at, "its replica identity is the default");
    slc_help(findings, finding, "%s: table %.*s replica identity %s",
             expr->column->type.nullable ? "send old rows whole"
                                         : "let an index over the key and this column carry it",
             SL_FMT(slc_span_text(table->name.at)),
             expr->column->type.nullable ? "full" : "index …");
    add_rejected_help(filter, finding);
}

static void
report_nullable(const struct filter *filter, const struct slc_expr *expr)
{
    struct slc_findings *findings = filter->releasing->program->findings;
    const struct slc_table *table = filter->release->table;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0409, expr->at,
                 "'%.*s' may be missing, and a replica identity index holds no such column",
                 SL_FMT(expr->name.text));
    slc_cause(findings, finding, table->name.at, "its replica identity is an index");
    slc_help(findings, finding, "send old rows whole: table %.*s replica identity full",
             SL_FMT(slc_span_text(table->name.at)));
    add_rejected_help(filter, finding);
}

static void
visit(void *context, struct slc_expr *expr)
{
    struct filter *filter = context;
    if (filter->reported || expr->kind != SLC_EXPR_NAME || expr->column == NULL ||
        expr->column->key)
        return;
    bool by_index = filter->release->table->identity == SLC_IDENTITY_INDEX;
    if (by_index && !expr->column->type.nullable)
        return;
    filter->reported = true;
    if (by_index)
        report_nullable(filter, expr);
    else
        report_default(filter, expr);
}

void
slc_check_filter(const struct slc_releasing *releasing, const struct slc_release *release)
{
    const struct slc_statement *filter = slc_release_line(release, SLC_ONLY_ROWS);
    bool old_values = release->table->identity == SLC_IDENTITY_FULL;
    if (filter == NULL || old_values || slc_release_line(release, SLC_REJECTED_ROWS) != NULL)
        return;
    struct filter context = { .releasing = releasing, .release = release };
    slc_walk(filter->expr, visit, &context);
}
