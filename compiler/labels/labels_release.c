#include "labels/labels.h"

static struct slc_statement *
statement_of(const struct slc_release *release, enum slc_statement_kind kind)
{
    struct slc_statement *statement = release->statements;
    while (statement != NULL && statement->kind != kind)
        statement = statement->next;
    return statement;
}

/* ---- the row --------------------------------------------------------------------------------- */

static struct slc_label
presence_of_rows(const struct slc_labels *labels, const struct slc_release *release)
{
    const struct slc_statement *disclosed = statement_of(release, SLC_DISCLOSE_ROWS);
    struct slc_label label = release->table->presence.label;
    if (disclosed == NULL)
        return label;
    const struct slc_decided decided = {
        .from = label,
        .as = &disclosed->as_level,
        .as_rank = disclosed->as_rank,
        .decision = &disclosed->decision,
        .what = "that a row exists",
    };
    return slc_decide(labels, &decided);
}

static struct slc_label
label_of_filter(struct slc_label_context *context)
{
    struct slc_statement *filter = statement_of(context->release, SLC_ONLY_ROWS);
    if (filter == NULL)
        return slc_label_none();
    struct slc_label label = slc_label_expr(context, filter->expr);
    if (filter->as_level.text.len > 0) {
        const struct slc_decided decided = {
            .from = label,
            .as = &filter->as_level,
            .as_rank = filter->as_rank,
            .decision = &filter->decision,
            .what = "what the filter tells",
        };
        label = slc_decide(context->labels, &decided);
    }
    filter->label = label;
    return label;
}

static void
report_rows(const struct slc_label_context *context, struct slc_label label,
            const struct slc_statement *filter)
{
    const struct slc_program *program = context->labels->program;
    const struct slc_release *release = context->release;
    const struct slc_destination *destination = release->destination;
    bool level = label.level > destination->clearance_rank;
    struct slc_finding *finding = slc_find(
        program->findings, level ? SLC_E0309 : SLC_E0310,
        filter != NULL ? filter->at : release->stream.at, "%s tells %.*s data to '%.*s', which %s",
        filter != NULL ? "which rows pass this filter" : "that a row exists",
        SL_FMT(slc_label_text(program, label)), SL_FMT(destination->name.text),
        level ? "is not cleared for it" : "does not accept it");
    if (filter == NULL)
        slc_cause(program->findings, finding, release->table->presence.at, "the table's presence");
    if (!level)
        slc_note_accepts(
            program, finding, destination,
            slc_number_set_minus(program->arena, label.categories, destination->accepted));
    if (level && filter != NULL) {
        slc_note_presence_kept(context, finding);
        slc_help(
            program->findings, finding,
            "record a decision:   only rows where … as %.*s because \"…\" approved by … until …",
            SL_FMT(destination->clearance.text));
    } else if (level)
        slc_help(program->findings, finding,
                 "record a decision:   disclose rows as %.*s because \"…\" approved by … until …",
                 SL_FMT(destination->clearance.text));
}

/* Either half alone can be too high, and each has a decision of its own. */
static void
label_row(const struct slc_labels *labels, struct slc_release *release)
{
    struct slc_label presence = presence_of_rows(labels, release);
    struct slc_label_context context = { .labels = labels, .release = release };
    struct slc_label filter = label_of_filter(&context);
    const struct slc_statement *rejected = statement_of(release, SLC_REJECTED_ROWS);
    bool presence_fits = slc_label_fits(presence, release->destination);
    if (!presence_fits)
        report_rows(&context, presence, NULL);
    if (!slc_label_fits(filter, release->destination))
        report_rows(&context, filter, statement_of(release, SLC_ONLY_ROWS));
    if (rejected != NULL && !presence_fits)
        slc_find(labels->program->findings, SLC_E0311, rejected->at,
                 "rows that the filter rejects may not be announced: that they exist is %.*s",
                 SL_FMT(slc_label_text(labels->program, presence)));
    release->row_label = slc_label_join(labels->program->arena, presence, filter);
}

/* ---- fields ---------------------------------------------------------------------------------- */

static void
check_from(const struct slc_labels *labels, const struct slc_statement *statement,
           struct slc_label computed)
{
    const struct slc_program *program = labels->program;
    if (!slc_label_known(statement->from.label) || slc_label_equal(statement->from.label, computed))
        return;
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0314, statement->from.at,
                 "this decision starts from %.*s, but the expression carries %.*s",
                 SL_FMT(slc_label_text(program, statement->from.label)),
                 SL_FMT(slc_label_text(program, computed)));
    slc_cause(program->findings, finding, statement->expr->at, "%.*s",
              SL_FMT(slc_label_text(program, computed)));
    slc_help(program->findings, finding, "look at the decision again, and then write:   from %.*s",
             SL_FMT(slc_label_text(program, computed)));
}

/* Of all columns of the table, and of its presence. */
static struct slc_number_set
categories_of_rows(struct sl_arena *arena, const struct slc_table *table)
{
    struct slc_number_set categories = table->presence.label.categories;
    for (const struct slc_column *column = table->columns; column != NULL; column = column->next)
        categories =
            slc_number_set_union(arena, categories, slc_whole_label(arena, column).categories);
    return categories;
}

static struct slc_label
label_disclosed(const struct slc_label_context *context, const struct slc_statement *statement,
                struct slc_label computed)
{
    const struct slc_decided decided = {
        .from = computed,
        .as = &statement->as_level,
        .as_rank = statement->as_rank,
        .decision = &statement->decision,
        .what = "this field",
        .never_needless =
            !slc_measure_time(context->labels->measures, context->release, statement).met,
        .otherwise = categories_of_rows(context->labels->program->arena, context->release->table),
    };
    if (slc_label_known(computed))
        check_from(context->labels, statement, computed);
    return slc_decide(context->labels, &decided);
}

/* Under `positions apart` a time that is told within a day would join streams again. */
static void
check_time(const struct slc_labels *labels, const struct slc_release *release,
           const struct slc_statement *statement)
{
    const struct slc_program *program = labels->program;
    struct slc_measure_verdict verdict = slc_measure_time(labels->measures, release, statement);
    if (verdict.met)
        return;
    struct slc_finding *finding =
        slc_find(program->findings, SLC_E0322, statement->field.at,
                 "'%.*s' has its positions apart, and this tells a time within less than a day",
                 SL_FMT(release->destination->name.text));
    slc_cause(program->findings, finding, verdict.elsewhere, "together with this line");
    if (statement->expr->commit_time) {
        slc_help(program->findings, finding,
                 "take the line out: where positions are apart no commit time leaves");
        return;
    }
    slc_help(program->findings, finding,
             "release the day, or record a decision:   disclose %.*s = %.*s from %.*s as %.*s "
             "because \"…\" approved by … until …",
             SL_FMT(statement->field.text), SL_FMT(slc_span_text(statement->expr->at)),
             SL_FMT(slc_label_text(program, statement->label)),
             SL_FMT(slc_level_name(program, statement->label.level)));
}

static void
check_field(const struct slc_labels *labels, const struct slc_release *release,
            struct slc_statement *statement)
{
    struct slc_label_context context = { .labels = labels, .release = release };
    struct slc_label label = slc_label_expr(&context, statement->expr);
    if (statement->expr->type.id == SLC_TYPE_NONE)
        label.level = -1; /* an expression that the types stage reported: nothing follows */
    if (release->told && statement->kind == SLC_DISCLOSE)
        return; /* whoever decided about it did so then */
    if (statement->kind == SLC_DISCLOSE)
        label = label_disclosed(&context, statement, label);
    statement->label = label;
    if (!slc_label_known(label))
        return;
    if (!slc_label_fits(label, release->destination)) {
        slc_report_field(&context, statement);
        return;
    }
    if (statement->kind == SLC_DISCLOSE)
        return;
    check_time(labels, release, statement);
    if (context.unruled != NULL)
        slc_report_unruled(&context);
}

/* ---- updates and metadata -------------------------------------------------------------------- */

/* Of all columns and declared leaves; *ret_heaviest: one of the highest level, NULL where there is none. */
static struct slc_label
join_of_columns(struct sl_arena *arena, const struct slc_table *table,
                const struct slc_column **ret_heaviest)
{
    struct slc_label label = slc_label_none();
    const struct slc_column *const lists[] = { table->columns, table->leaves };
    *ret_heaviest = NULL;
    for (size_t i = 0; i < 2; i++)
        for (const struct slc_column *column = lists[i]; column != NULL; column = column->next) {
            struct slc_label own = slc_column_label(column);
            if (*ret_heaviest == NULL || own.level > (*ret_heaviest)->label.label.level)
                *ret_heaviest = column;
            label = slc_label_join(arena, label, own);
        }
    return label;
}

static void
report_updates(const struct slc_labels *labels, const struct slc_release *release,
               const struct slc_statement *updates, struct slc_label label,
               const struct slc_column *heaviest)
{
    struct slc_findings *findings = labels->program->findings;
    struct slc_finding *finding =
        slc_find(findings, updates == NULL ? SLC_E0312 : SLC_E0313,
                 updates == NULL ? release->stream.at : updates->at,
                 "an update in which no released field changed tells that a withheld column did: "
                 "that is %.*s",
                 SL_FMT(slc_label_text(labels->program, label)));
    if (heaviest != NULL)
        slc_cause(findings, finding, heaviest->at, "this %s, for example",
                  heaviest->leaf_of != NULL ? "leaf" : "column");
    slc_help(findings, finding, "updates send changes");
}

static void
check_updates(const struct slc_labels *labels, const struct slc_release *release)
{
    struct slc_statement *updates = statement_of(release, SLC_UPDATES);
    const struct slc_column *heaviest;
    if (updates != NULL && updates->changes)
        return;
    struct slc_label label = join_of_columns(labels->program->arena, release->table, &heaviest);
    if (updates != NULL && updates->as_level.text.len > 0) {
        const struct slc_decided decided = {
            .from = label,
            .as = &updates->as_level,
            .as_rank = updates->as_rank,
            .decision = &updates->decision,
            .what = "that any column changed",
        };
        label = slc_decide(labels, &decided);
    }
    if (!slc_label_fits(label, release->destination))
        report_updates(labels, release, updates, label, heaviest);
}

static void
check_metadata(const struct slc_labels *labels, const struct slc_release *release)
{
    const struct slc_statement *metadata = statement_of(release, SLC_METADATA);
    if (metadata == NULL || !release->destination->positions_apart)
        return;
    struct slc_finding *finding =
        slc_find(labels->program->findings, SLC_E0326, metadata->at,
                 "'%.*s' has its positions apart, and commit times would join its streams again",
                 SL_FMT(release->destination->name.text));
    slc_help(labels->program->findings, finding,
             "take the line out; 'at: commit_time' does not need it");
}

void
slc_check_release_labels(const struct slc_labels *labels, struct slc_release *release)
{
    if (release->table == NULL || release->destination == NULL ||
        release->destination->clearance_rank < 0)
        return;
    label_row(labels, release);
    for (struct slc_statement *statement = release->statements; statement != NULL;
         statement = statement->next)
        if (statement->expr != NULL && statement->kind != SLC_ONLY_ROWS)
            check_field(labels, release, statement);
    check_updates(labels, release);
    check_metadata(labels, release);
}
