#include "eval/coverage.h"

/* What tests have seen of one field, or of a release's filter (then `arms` is NULL). */
struct seen {
    bool value, missing;
    bool *arms; /* of `choose`: one more than conditions */
};

struct seen_release {
    struct seen *fields; /* as the release's */
    struct seen filter;  /* value: a row that passes; missing: one that does not */
};

struct slc_coverage {
    const struct slc_ir *ir;
    struct seen_release *releases; /* as the IR's */
};

static uint32_t
count_arms(const struct slc_ir_expr *expr)
{
    return expr->op == SLC_IR_CHOOSE ? expr->noperands / 2 + 1 : 0;
}

struct slc_coverage *
slc_coverage_new(struct sl_arena *arena, const struct slc_ir *ir)
{
    struct slc_coverage *coverage = SL_NEW(arena, struct slc_coverage);
    coverage->ir = ir;
    coverage->releases = SL_NEW_ARRAY(arena, struct seen_release, ir->nreleases + 1);
    for (uint32_t r = 0; r < ir->nreleases; r++) {
        const struct slc_ir_release *release = &ir->releases[r];
        struct seen *fields = SL_NEW_ARRAY(arena, struct seen, release->nfields + 1);
        for (uint32_t f = 0; f < release->nfields; f++)
            fields[f].arms = SL_NEW_ARRAY(arena, bool, count_arms(release->fields[f].expr) + 1);
        coverage->releases[r].fields = fields;
    }
    return coverage;
}

/* ---- what a test sees ------------------------------------------------------------------------ */

/* Whether a column that the field reads is missing. */
static bool
reads_missing(const struct slc_evaluation *evaluation, const struct slc_ir_field *field)
{
    const struct slc_ir_release *release = evaluation->release;
    for (uint32_t i = 0; i < field->ncells; i++)
        if (evaluation->row->columns[release->cells[field->cells[i]].column].state == SL_MISSING)
            return true;
    return false;
}

/* The arm that the row takes; the number of conditions for `otherwise`. */
static uint32_t
arm_taken(const struct slc_evaluation *evaluation, const struct slc_ir_expr *choose)
{
    for (uint32_t arm = 0; arm < choose->noperands / 2; arm++) {
        struct sl_value when = slc_eval(evaluation, choose->operands[2 * (size_t)arm]);
        if (when.state == SL_VALUE && when.boolean)
            return arm;
    }
    return choose->noperands / 2;
}

void
slc_coverage_field(struct slc_coverage *coverage, const struct slc_evaluation *evaluation,
                   const struct slc_ir_field *field)
{
    const struct slc_ir_release *release = evaluation->release;
    struct seen *seen =
        &coverage->releases[release - coverage->ir->releases].fields[field - release->fields];
    struct sl_value value = slc_eval(evaluation, field->expr);
    if (value.state == SL_UNCHANGED)
        return;
    bool missing = reads_missing(evaluation, field);
    seen->missing = seen->missing || missing;
    seen->value = seen->value || (!missing && value.state == SL_VALUE);
    if (field->expr->op == SLC_IR_CHOOSE)
        seen->arms[arm_taken(evaluation, field->expr)] = true;
}

void
slc_coverage_filter(struct slc_coverage *coverage, const struct slc_ir_release *release,
                    bool passes)
{
    struct seen *seen = &coverage->releases[release - coverage->ir->releases].filter;
    if (passes)
        seen->value = true;
    else
        seen->missing = true;
}

/* ---- what none has seen ---------------------------------------------------------------------- */

struct report {
    struct slc_findings *findings;
    struct slc_coverage_counts counts;
};

/* Counts a case, and tells when it was not seen. */
static void SL_PRINTF(4, 5)
    judge(struct report *report, bool seen, struct slc_span at, const char *format, ...)
{
    report->counts.cases++;
    report->counts.seen += seen;
    if (seen)
        return;
    va_list args;
    va_start(args, format);
    struct sl_str text = sl_arena_vformat(report->findings->arena, format, args);
    va_end(args);
    (void)slc_find(report->findings, SLC_W0526, at, "%.*s", SL_FMT(text));
}

/* Whether a condition of the filter is that the column holds a value. */
static bool
demands(const struct slc_ir_expr *filter, uint32_t cell)
{
    if (filter == NULL)
        return false;
    if (filter->op == SLC_IR_AND)
        return demands(filter->operands[0], cell) || demands(filter->operands[1], cell);
    return filter->op == SLC_IR_NOT_MISSING && filter->operands[0]->op == SLC_IR_COLUMN &&
           filter->operands[0]->cell == cell;
}

/* Whether some column that the field reads may be missing in a row that leaves. */
static bool
may_read_missing(const struct slc_ir_release *release, const struct slc_ir_field *field)
{
    for (uint32_t i = 0; i < field->ncells; i++)
        if (slc_ir_cell_column(release, field->cells[i])->type.nullable &&
            !demands(release->filter, field->cells[i]))
            return true;
    return false;
}

static void
report_arms(struct report *report, const struct slc_statement *statement, const struct seen *seen)
{
    uint32_t number = 0;
    for (const struct slc_arm *arm = statement->expr->arms; arm != NULL; arm = arm->next)
        judge(report, seen->arms[number++], arm->when->at, "no test of '%.*s' takes this arm",
              SL_FMT(statement->field.text));
    judge(report, seen->arms[number], statement->expr->otherwise->at,
          "no test of '%.*s' comes to 'otherwise'", SL_FMT(statement->field.text));
}

static void
report_field(struct report *report, const struct slc_ir_release *release,
             const struct slc_ir_field *field, const struct slc_statement *statement,
             const struct seen *seen)
{
    struct slc_span at = statement->field.at;
    if (field->expr->op == SLC_IR_CHOOSE)
        report_arms(report, statement, seen);
    else
        judge(report, seen->value, at, "no test expects '%.*s' where it has a value",
              SL_FMT(field->name));
    if (may_read_missing(release, field))
        judge(report, seen->missing, at,
              "no test expects '%.*s' where a column that it reads is missing",
              SL_FMT(field->name));
}

static void
report_release(struct report *report, const struct slc_release *written,
               const struct slc_ir_release *release, const struct seen_release *seen)
{
    for (const struct slc_statement *statement = written->statements; statement != NULL;
         statement = statement->next) {
        if (statement->kind == SLC_ONLY_ROWS) {
            judge(report, seen->filter.value, statement->at,
                  "no test has a row that is let through");
            judge(report, seen->filter.missing, statement->at,
                  "no test has a row that is rejected");
        }
        if ((statement->kind != SLC_DERIVE && statement->kind != SLC_DISCLOSE) ||
            statement->row_key)
            continue;
        for (uint32_t f = 0; f < release->nfields; f++)
            if (sl_str_equal(release->fields[f].name, statement->field.text))
                report_field(report, release, &release->fields[f], statement, &seen->fields[f]);
    }
}

struct slc_coverage_counts
slc_coverage_report(const struct slc_coverage *coverage, const struct slc_program *program)
{
    struct report report = { .findings = program->findings };
    for (const struct slc_release *written = program->releases; written != NULL;
         written = written->next) {
        const struct slc_ir_release *release =
            slc_ir_release_named(coverage->ir, slc_span_text(written->stream.at));
        if (release != NULL)
            report_release(&report, written, release,
                           &coverage->releases[release - coverage->ir->releases]);
    }
    return report.counts;
}
