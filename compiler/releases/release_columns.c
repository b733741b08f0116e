/* Every column is accounted for: read by some line, or withheld. */
#include "buf.h"
#include "maxima.h"
#include "releases/releases.h"
#include "syntax/walk.h"

/* By column number: where it is first read, and where it is withheld. */
struct use {
    struct slc_span read, withheld;
};

static void
note_read(void *context, struct slc_expr *expr)
{
    struct use *uses = context;
    if (expr->kind == SLC_EXPR_NAME && expr->column != NULL &&
        uses[expr->column->number].read.source == NULL)
        uses[expr->column->number].read = expr->at;
}

/* ---- withheld ------------------------------------------------------------------------------ */

static void
report_twice(const struct slc_releasing *releasing, const struct slc_name *name,
             struct slc_span earlier)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_finding *finding = slc_find(findings, SLC_E0403, name->at,
                                           "column '%.*s' is withheld twice", SL_FMT(name->text));
    slc_cause(findings, finding, earlier, "withheld here");
    slc_help(findings, finding, "delete '%.*s' from this line", SL_FMT(name->text));
}

/* Enters a list of withheld names into `uses`, reporting those that stand there already. */
static void
note_withheld(const struct slc_releasing *releasing, const struct slc_table *table,
              const struct slc_name *names, struct use *uses)
{
    for (const struct slc_name *name = names; name != NULL; name = name->next) {
        const struct slc_symbol *symbol = slc_symbols_find(table->columns_by_name, name->text);
        if (symbol == NULL)
            continue;
        struct use *use = &uses[((const struct slc_column *)symbol->object)->number];
        if (use->withheld.source != NULL)
            report_twice(releasing, name, use->withheld);
        else
            use->withheld = name->at;
    }
}

static struct use *
new_uses(const struct slc_releasing *releasing, const struct slc_table *table)
{
    return SL_NEW_ARRAY(releasing->program->arena, struct use, (size_t)table->ncolumns + 1);
}

void
slc_check_table_withheld(const struct slc_releasing *releasing, const struct slc_table *table)
{
    if (table->withheld == NULL)
        return;
    struct use *uses = new_uses(releasing, table);
    for (const struct slc_withheld *withheld = table->withheld; withheld != NULL;
         withheld = withheld->next)
        note_withheld(releasing, table, withheld->names, uses);
}

/* The table's own withheld names, without a second report of repeated ones. */
static void
note_table_withheld(const struct slc_table *table, struct use *uses)
{
    for (const struct slc_withheld *withheld = table->withheld; withheld != NULL;
         withheld = withheld->next)
        for (const struct slc_name *name = withheld->names; name != NULL; name = name->next) {
            const struct slc_symbol *symbol = slc_symbols_find(table->columns_by_name, name->text);
            if (symbol != NULL)
                uses[((const struct slc_column *)symbol->object)->number].withheld = name->at;
        }
}

/* ---- accounting ---------------------------------------------------------------------------- */

static void
report_both(const struct slc_releasing *releasing, const struct slc_column *column,
            const struct use *use)
{
    struct slc_findings *findings = releasing->program->findings;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0402, use->read, "column '%.*s' is withheld, and read here",
                 SL_FMT(column->name.text));
    slc_cause(findings, finding, use->withheld, "withheld here");
    slc_help(findings, finding, "delete this line, or '%.*s' from the 'withhold' line",
             SL_FMT(column->name.text));
}

/* One finding for all of them, with the line to paste. */
static void
report_forgotten(const struct slc_releasing *releasing, const struct slc_release *release,
                 const struct use *uses)
{
    struct slc_findings *findings = releasing->program->findings;
    struct sl_buf list;
    const struct slc_column *first = NULL;
    unsigned count = 0;
    sl_buf_init(&list, SLC_MAX_FILE_BYTES);
    for (const struct slc_column *column = release->table->columns; column != NULL;
         column = column->next) {
        const struct use *use = &uses[column->number];
        bool second = /* of its name, which was reported */
            slc_symbols_find(release->table->columns_by_name, column->name.text)->object != column;
        bool for_row_key = /* which is missing as a whole, and reported */
            column->key && !slc_release_has_row_key(release);
        if (use->read.source != NULL || use->withheld.source != NULL || second || for_row_key)
            continue;
        first = first != NULL ? first : column;
        sl_buf_add_str(&list, count++ > 0 ? SL_STR(", ") : SL_STR(""));
        sl_buf_add_str(&list, slc_name_written(releasing->program->arena, &column->name));
    }
    if (count > 0) {
        struct slc_finding *finding = slc_find(findings, SLC_E0401, release->table_name.at,
                                               count == 1 ? "%u column is not accounted for"
                                                          : "%u columns are not accounted for",
                                               count);
        slc_cause(findings, finding, first->name.at, "%s", count == 1 ? "this one" : "the first");
        slc_note(findings, finding,
                 "a release names every column of its table, so that nobody "
                 "has to guess about one");
        slc_help(findings, finding, "withhold %.*s because \"…\"", SL_FMT(sl_buf_str(&list)));
    }
    sl_buf_done(&list);
}

void
slc_check_columns(const struct slc_releasing *releasing, const struct slc_release *release)
{
    struct use *uses = new_uses(releasing, release->table);
    note_table_withheld(release->table, uses);
    for (const struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next) {
        slc_walk(statement->expr, note_read, uses);
        if (statement->kind == SLC_WITHHOLD)
            note_withheld(releasing, release->table, statement->names, uses);
    }
    for (const struct slc_column *column = release->table->columns; column != NULL;
         column = column->next) {
        const struct use *use = &uses[column->number];
        bool both = use->read.source != NULL && use->withheld.source != NULL;
        if (both && !column->generated) /* that one may not be read at all: release_reads.c */
            report_both(releasing, column, use);
    }
    if (!slc_release_is_faulty(releasing, release))
        report_forgotten(releasing, release, uses);
}
