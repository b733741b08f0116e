#include "eval/run_row.h"

#include "eval/canary.h"
#include "eval/eval_value.h"
#include "maxima.h"

/* Where no test says otherwise: the moment of the change. */
static const int64_t default_commit_time_us = INT64_C(1767225600) * 1000000; /* 2026-01-01 */

/* ---- rows ------------------------------------------------------------------------------------ */

struct sl_str
slc_given_text(const struct slc_literal *literal)
{
    if (literal->kind == SLC_LITERAL_BOOLEAN)
        return literal->boolean ? SL_STR("yes") : SL_STR("no");
    return literal->text;
}

void
slc_report_given(const struct slc_test_run *run, const struct slc_given *given,
                 const struct slc_ir_type *type)
{
    slc_find(run->findings, SLC_E0520, given->at, "this is not a value of '%.*s', which is %.*s",
             SL_FMT(given->name.text), SL_FMT(type->spelling));
}

static struct sl_value
given_value(const struct slc_test_run *run, const struct slc_given *given,
            const struct slc_ir_type *type)
{
    enum sl_kind kind = slc_type_info(type->id)->kind;
    struct sl_value value = slc_missing_value(kind);
    if (given->kind == SLC_GIVEN_UNCHANGED)
        return slc_unchanged_value(kind);
    if (given->kind == SLC_GIVEN_LITERAL &&
        !slc_eval_read(run->arena, type, slc_given_text(given->literal), &value) && !run->again)
        slc_report_given(run, given, type);
    return value;
}

static void
apply_given(struct slc_test_run *run, struct sl_value *row, const struct slc_given *given)
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

void
slc_test_make_rows(struct slc_test_run *run, unsigned salt)
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

struct slc_evaluation
slc_test_evaluation(const struct slc_test_run *run, const struct slc_row *row)
{
    return (struct slc_evaluation) {
        .arena = run->arena, .release = run->release, .keys = run->keys, .row = row
    };
}

bool
slc_test_passes(const struct slc_test_run *run, const struct sl_value *columns)
{
    const struct slc_row row = { columns, run->commit_time_us };
    const struct slc_evaluation evaluation = slc_test_evaluation(run, &row);
    struct sl_value passed = slc_eval_filter(&evaluation);
    return passed.state == SL_VALUE && passed.boolean;
}

static struct sl_str
record_of(const struct slc_test_run *run, const struct sl_value *columns, bool key_only)
{
    const struct slc_row row = { columns, run->commit_time_us };
    const struct slc_evaluation evaluation = slc_test_evaluation(run, &row);
    struct sl_buf out;
    sl_buf_init(&out, SL_MAX_RECORD_BYTES);
    slc_eval_record(&evaluation, key_only, &out);
    struct sl_str record = sl_arena_copy(run->arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return record;
}

void
slc_test_work_out(struct slc_test_run *run)
{
    bool old_passes = run->before != NULL && slc_test_passes(run, run->before);
    run->output = (struct sl_str) { NULL, 0 };
    if (!slc_test_passes(run, run->now)) {
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
