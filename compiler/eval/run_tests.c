#include "eval/run_tests.h"

#include "eval/canary.h"
#include "eval/eval_functions.h"
#include "eval/run_canaries.h"
#include "eval/run_row.h"
#include "maxima.h"

/* ---- what is expected ------------------------------------------------------------------------ */

static const char *
outcome_text(enum slc_test_outcome outcome)
{
    return outcome == OUTCOME_RECORD    ? "a record is sent"
           : outcome == OUTCOME_DELETED ? "the row is deleted"
                                        : "nothing is sent";
}

static void
check_outcome(const struct slc_test_run *run)
{
    const struct slc_test *test = run->test;
    enum slc_test_outcome expected = test->expect_row_absent    ? OUTCOME_ABSENT
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
is_expected(const struct slc_test_run *run, const struct slc_given *expected,
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
    if (!slc_eval_read(run->arena, &plain, slc_given_text(expected->literal), &wanted)) {
        slc_report_given(run, expected, type);
        return true;
    }
    return value.state == SL_VALUE && slc_eval_order(value, wanted) == 0;
}

static void
check_field(const struct slc_test_run *run, const struct slc_given *expected)
{
    const struct slc_ir_field *field = field_named(run->release, expected->name.text);
    const struct slc_row row = { run->now, run->commit_time_us };
    const struct slc_evaluation evaluation = slc_test_evaluation(run, &row);
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
check_never(const struct slc_test_run *run)
{
    for (const struct slc_string *never = run->test->never; never != NULL; never = never->next)
        if (slc_canary_shows(run->output, never->text, false))
            slc_find(run->findings, SLC_E0523, never->at, "this is in the record");
}

/* For compiled C: the row, and the old one of an update. */
static void
keep_rows(const struct slc_test_run *run)
{
    const struct sl_value *rows[] = { run->now, run->before };
    for (int at = 0; at < 2 && run->watch.replay != NULL; at++) {
        struct slc_row *row = SL_NEW(run->arena, struct slc_row);
        *row = (struct slc_row) { rows[at], run->commit_time_us };
        const struct slc_evaluation evaluation = slc_test_evaluation(run, row);
        if (rows[at] != NULL)
            slc_replay_add(run->watch.replay, run->test, &evaluation);
    }
}

/* ---- all tests ------------------------------------------------------------------------------- */

static void
run_test(struct slc_program *program, const struct slc_ir *ir, struct slc_test_watch watch,
         const struct slc_test *test)
{
    struct slc_test_run run = {
        .findings = program->findings, .watch = watch, .arena = program->arena, .test = test
    };
    run.release = slc_ir_release_named(ir, slc_span_text(test->stream.at));
    if (run.release == NULL)
        return;
    run.keys = slc_test_keys(run.arena, run.release);
    slc_test_make_rows(&run, 0);
    slc_test_work_out(&run);
    keep_rows(&run);
    check_outcome(&run);
    if (run.watch.coverage != NULL)
        slc_coverage_filter(run.watch.coverage, run.release, slc_test_passes(&run, run.now));
    for (const struct slc_given *expected = test->expect; expected != NULL;
         expected = expected->next)
        if (run.outcome == OUTCOME_RECORD)
            check_field(&run, expected);
    check_never(&run);
    run.again = true;
    slc_check_canaries(&run);
    slc_test_make_rows(&run, 0);
    slc_test_work_out(&run);
    slc_check_without_room(&run);
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
