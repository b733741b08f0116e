#include "eval/run_tests.h"

#include "eval/canary.h"
#include "eval/eval_functions.h"
#include "maxima.h"

/* Where no test says otherwise: the moment of the change. */
static const int64_t default_commit_time_us = INT64_C(1767225600) * 1000000; /* 2026-01-01 */

/* How often a test is repeated with other canaries before a piece of one counts as shown. */
enum { MOST_SALTS = 3 };

/* What a change does to the lake. */
enum outcome { OUTCOME_RECORD, OUTCOME_DELETED, OUTCOME_ABSENT };

struct run {
    struct slc_findings *findings;
    struct slc_test_watch watch;
    struct sl_arena *arena;
    const struct slc_test *test;
    const struct slc_ir_release *release;
    struct sl_value *now, *before; /* rows; before NULL: an insert */
    int64_t commit_time_us;
    struct slc_key_bytes *keys;
    bool again; /* a repetition: what is wrong with the test itself has been told */
    enum outcome outcome;
    struct sl_str output; /* the record's fields, or the key of a deleted row */
};

/* ---- rows ------------------------------------------------------------------------------------ */

static struct sl_str
literal_text(const struct slc_literal *literal)
{
    if (literal->kind == SLC_LITERAL_BOOLEAN)
        return literal->boolean ? SL_STR("yes") : SL_STR("no");
    return literal->text;
}

static void
report_value(const struct run *run, const struct slc_given *given, const struct slc_ir_type *type)
{
    slc_find(run->findings, SLC_E0520, given->at, "this is not a value of '%.*s', which is %.*s",
             SL_FMT(given->name.text), SL_FMT(type->spelling));
}

static struct sl_value
given_value(const struct run *run, const struct slc_given *given, const struct slc_ir_type *type)
{
    enum sl_kind kind = slc_type_info(type->id)->kind;
    struct sl_value value = slc_missing_value(kind);
    if (given->kind == SLC_GIVEN_UNCHANGED)
        return slc_unchanged_value(kind);
    if (given->kind == SLC_GIVEN_LITERAL &&
        !slc_eval_read(run->arena, type, literal_text(given->literal), &value) && !run->again)
        report_value(run, given, type);
    return value;
}

static void
apply_given(struct run *run, struct sl_value *row, const struct slc_given *given)
{
    const struct slc_ir_type moment = { .id = SLC_TYPE_TIMESTAMPTZ,
                                        .spelling = SL_STR("timestamptz") };
    for (; given != NULL; given = given->next) {
        if (given->commit_time)
            run->commit_time_us = given_value(run, given, &moment).integer;
        else if (given->column != NULL)
            row[given->column->number] =
                given_value(run, given, &run->release->table->columns[given->column->number].type);
    }
}

static void
make_rows(struct run *run, unsigned salt)
{
    const struct slc_ir_table *table = run->release->table;
    run->now = SL_NEW_ARRAY(run->arena, struct sl_value, table->ncolumns + 1);
    run->before = NULL;
    run->commit_time_us = default_commit_time_us;
    for (uint32_t at = 0; at < table->ncolumns; at++)
        run->now[at] = slc_canary(run->arena, &table->columns[at], salt);
    apply_given(run, run->now, run->test->given);
    if (run->test->before == NULL)
        return;
    run->before = SL_NEW_ARRAY(run->arena, struct sl_value, table->ncolumns + 1);
    memcpy(run->before, run->now, sizeof *run->now * table->ncolumns);
    apply_given(run, run->before, run->test->before);
}

/* ---- one run --------------------------------------------------------------------------------- */

static struct slc_evaluation
evaluation_of(const struct run *run, const struct slc_row *row)
{
    return (struct slc_evaluation) {
        .arena = run->arena, .release = run->release, .keys = run->keys, .row = row
    };
}

static bool
passes(const struct run *run, const struct sl_value *columns)
{
    const struct slc_row row = { columns, run->commit_time_us };
    const struct slc_evaluation evaluation = evaluation_of(run, &row);
    struct sl_value passed = slc_eval_filter(&evaluation);
    return passed.state == SL_VALUE && passed.boolean;
}

static struct sl_str
record_of(const struct run *run, const struct sl_value *columns, bool key_only)
{
    const struct slc_row row = { columns, run->commit_time_us };
    const struct slc_evaluation evaluation = evaluation_of(run, &row);
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_record(&evaluation, key_only, &out);
    struct sl_str record = sl_arena_copy(run->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return record;
}

/* As the pusher does: what leaves the filter is deleted; with `updates send changes` an update that
 * changes no released field sends nothing. */
static void
work_out(struct run *run)
{
    bool old_passes = run->before != NULL && passes(run, run->before);
    run->output = (struct sl_str) { NULL, 0 };
    if (!passes(run, run->now)) {
        bool announced = run->before != NULL && run->release->rejected_send_key;
        run->outcome = old_passes || announced ? OUTCOME_DELETED : OUTCOME_ABSENT;
        if (run->outcome == OUTCOME_DELETED)
            run->output = record_of(run, run->before, true);
        return;
    }
    run->outcome = OUTCOME_RECORD;
    run->output = record_of(run, run->now, false);
    if (old_passes && run->release->updates_changes &&
        sl_str_equal(run->output, record_of(run, run->before, false))) {
        run->outcome = OUTCOME_ABSENT;
        run->output = (struct sl_str) { NULL, 0 };
    }
}

/* ---- what is expected ------------------------------------------------------------------------ */

static const char *
outcome_text(enum outcome outcome)
{
    return outcome == OUTCOME_RECORD    ? "a record is sent"
           : outcome == OUTCOME_DELETED ? "the row is deleted"
                                        : "nothing is sent";
}

static void
check_outcome(const struct run *run)
{
    const struct slc_test *test = run->test;
    enum outcome expected = test->expect_row_absent    ? OUTCOME_ABSENT
                            : test->expect_row_deleted ? OUTCOME_DELETED
                                                       : OUTCOME_RECORD;
    if (run->outcome != expected)
        slc_find(run->findings, SLC_E0521, test->title.at, "expected that %s, but %s",
                 outcome_text(expected), outcome_text(run->outcome));
}

static const struct slc_ir_field *
field_named(const struct slc_ir_release *release, struct sl_str name)
{
    for (uint32_t at = 0; at < release->nfields; at++)
        if (sl_str_equal(release->fields[at].name, name))
            return &release->fields[at];
    return NULL;
}

static bool
is_expected(const struct run *run, const struct slc_given *expected,
            const struct slc_ir_field *field, struct sl_value value)
{
    struct sl_value wanted;
    switch (expected->kind) {
    case SLC_GIVEN_MISSING: return value.state == SL_MISSING;
    case SLC_GIVEN_PRESENT: return value.state == SL_VALUE;
    case SLC_GIVEN_UNCHANGED:
    case SLC_GIVEN_ABSENT: return value.state == SL_UNCHANGED;
    case SLC_GIVEN_LITERAL: break;
    }
    const struct slc_ir_type *type = &field->expr->type;
    struct slc_ir_type plain = *type;
    plain.precision = 0; /* 12.5 is expected of numeric(5,2) too */
    if (!slc_eval_read(run->arena, &plain, literal_text(expected->literal), &wanted)) {
        report_value(run, expected, type);
        return true;
    }
    return value.state == SL_VALUE && slc_eval_order(value, wanted) == 0;
}

static void
check_field(const struct run *run, const struct slc_given *expected)
{
    const struct slc_ir_field *field = field_named(run->release, expected->name.text);
    const struct slc_row row = { run->now, run->commit_time_us };
    const struct slc_evaluation evaluation = evaluation_of(run, &row);
    if (field == NULL)
        return;
    if (run->watch.coverage != NULL)
        slc_coverage_field(run->watch.coverage, &evaluation, field);
    struct sl_value value = slc_eval(&evaluation, field->expr);
    if (is_expected(run, expected, field, value))
        return;
    struct sl_buf json;
    sl_buf_init(&json, SL_MAX_RECORD_BYTES);
    if (value.state == SL_UNCHANGED)
        sl_buf_add_str(&json, SL_STR("unchanged"));
    else if (value.state == SL_MISSING)
        sl_buf_add_str(&json, SL_STR("missing"));
    else
        slc_eval_json(&json, value);
    slc_find(run->findings, SLC_E0522, expected->at, "'%.*s' is %.*s", SL_FMT(field->name),
             SL_FMT(sl_buf_str(&json)));
    sl_buf_done(&json);
}

static void
check_never(const struct run *run)
{
    for (const struct slc_string *never = run->test->never; never != NULL; never = never->next)
        if (slc_canary_shows(run->output, never->text, false))
            slc_find(run->findings, SLC_E0523, never->at, "this is in the record");
}

/* ---- canaries -------------------------------------------------------------------------------- */

/* Whether an expression can hand a column's value on as it is. */
static bool
hands_on(const struct slc_ir_expr *expr, uint32_t cell)
{
    bool passes_operands = expr->op == SLC_IR_IF_MISSING || expr->op == SLC_IR_CHOOSE;
    bool passes_first = expr->op == SLC_IR_CALL && (expr->function->effect != SLC_LOWERS ||
                                                    expr->function->result == SLC_TYPE_NONE);
    if (expr->op == SLC_IR_COLUMN)
        return expr->cell == cell;
    for (uint32_t at = 0; passes_operands && at < expr->noperands; at++)
        if (hands_on(expr->operands[at], cell))
            return true;
    return passes_first && hands_on(expr->args[0].expr, cell);
}

enum exposure { EXPOSED_WHOLE, EXPOSED_DERIVED, WITHHELD };

static enum exposure
exposure_of_column(const struct slc_ir_release *release, uint32_t column)
{
    for (uint32_t cell = 0; cell < release->ncells; cell++) {
        if (release->cells[cell].column != column)
            continue;
        for (uint32_t at = 0; at < release->nfields; at++)
            if (hands_on(release->fields[at].expr, cell))
                return EXPOSED_WHOLE;
        return EXPOSED_DERIVED;
    }
    return WITHHELD;
}

static bool
is_given(const struct slc_test *test, uint32_t column)
{
    for (const struct slc_given *given = test->given; given != NULL; given = given->next)
        if (given->column != NULL && given->column->number == (int)column)
            return true;
    return false;
}

/* The first column whose canary shows in the output; -1: none. */
static int
shown_column(const struct run *run, unsigned salt)
{
    const struct slc_ir_table *table = run->release->table;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        enum exposure exposure = exposure_of_column(run->release, at);
        if (exposure == EXPOSED_WHOLE || is_given(run->test, at) ||
            !slc_canary_fits(&table->columns[at].type))
            continue;
        struct sl_str text =
            slc_canary_text(run->arena, slc_canary(run->arena, &table->columns[at], salt));
        if (slc_canary_shows(run->output, text, exposure == WITHHELD))
            return (int)at;
    }
    return -1;
}

static void
report_shown(const struct run *run, const struct slc_ir_column *column)
{
    struct slc_finding *finding =
        slc_find(run->findings, SLC_E0524, run->test->title.at,
                 "the canary of column '%.*s', which this test does not give, is in the record",
                 SL_FMT(column->name));
    slc_note(run->findings, finding, "whatever is in that column would leave");
}

/* A leak shows with every salt; a chance likeness does not. */
static void
check_canaries(struct run *run)
{
    int column = shown_column(run, 0);
    for (unsigned salt = 2; column >= 0 && salt < 2 * MOST_SALTS; salt += 2) {
        make_rows(run, salt);
        work_out(run);
        column = shown_column(run, salt);
    }
    if (column >= 0)
        report_shown(run, &run->release->table->columns[column]);
}

/* Withheld columns without room for a canary: another value of theirs must change nothing. */
static void
check_without_room(struct run *run)
{
    const struct slc_ir_table *table = run->release->table;
    struct sl_str first = run->output;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const struct slc_ir_column *column = &table->columns[at];
        if (slc_canary_fits(&column->type) || is_given(run->test, at) ||
            exposure_of_column(run->release, at) != WITHHELD)
            continue;
        make_rows(run, 0);
        run->now[at] = slc_canary(run->arena, column, 1);
        work_out(run);
        if (!sl_str_equal(first, run->output))
            report_shown(run, column);
    }
}

/* For compiled C: the row, and the old one of an update. */
static void
keep_rows(const struct run *run)
{
    const struct sl_value *rows[] = { run->now, run->before };
    for (int at = 0; at < 2 && run->watch.trials != NULL; at++) {
        struct slc_row *row = SL_NEW(run->arena, struct slc_row);
        *row = (struct slc_row) { rows[at], run->commit_time_us };
        const struct slc_evaluation evaluation = evaluation_of(run, row);
        if (rows[at] != NULL)
            slc_trials_add(run->watch.trials, run->test, &evaluation);
    }
}

/* ---- all tests ------------------------------------------------------------------------------- */

static struct slc_key_bytes *
test_keys(struct sl_arena *arena, const struct slc_ir_release *release)
{
    struct slc_key_bytes *keys = SL_NEW_ARRAY(arena, struct slc_key_bytes, release->nkeys + 1);
    for (uint32_t at = 0; at < release->nkeys; at++)
        keys[at] = slc_test_key(arena, release->keys[at]->name);
    return keys;
}

static void
run_test(struct slc_program *program, const struct slc_ir *ir, struct slc_test_watch watch,
         const struct slc_test *test)
{
    struct run run = {
        .findings = program->findings, .watch = watch, .arena = program->arena, .test = test
    };
    run.release = slc_ir_release_named(ir, slc_span_text(test->stream.at));
    if (run.release == NULL)
        return;
    run.keys = test_keys(run.arena, run.release);
    make_rows(&run, 0);
    work_out(&run);
    keep_rows(&run);
    check_outcome(&run);
    if (run.watch.coverage != NULL)
        slc_coverage_filter(run.watch.coverage, run.release, passes(&run, run.now));
    for (const struct slc_given *expected = test->expect; expected != NULL;
         expected = expected->next)
        if (run.outcome == OUTCOME_RECORD)
            check_field(&run, expected);
    check_never(&run);
    run.again = true;
    check_canaries(&run);
    make_rows(&run, 0);
    work_out(&run);
    check_without_room(&run);
}

struct slc_test_counts
slc_run_tests(struct slc_program *program, const struct slc_ir *ir, struct slc_test_watch watch)
{
    struct slc_test_counts counts = { 0, 0 };
    for (const struct slc_test *test = program->tests; test != NULL; test = test->next) {
        unsigned before = program->findings->errors;
        run_test(program, ir, watch, test);
        counts.run++;
        counts.failed += program->findings->errors > before;
    }
    return counts;
}
