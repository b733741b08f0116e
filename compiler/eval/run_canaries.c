#include "eval/run_canaries.h"

#include "eval/canary.h"

/* How often a test is repeated with other canaries before a piece of one counts as shown. */
enum { MOST_SALTS = 3 };

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

enum disclosure { DISCLOSED_WHOLE, DISCLOSED_DERIVED, WITHHELD };

static enum disclosure
disclosure_of(const struct slc_ir_release *release, uint32_t column)
{
    for (uint32_t cell = 0; cell < release->ncells; cell++) {
        if (release->cells[cell].column != column)
            continue;
        for (uint32_t at = 0; at < release->nfields; at++)
            if (hands_on(release->fields[at].expr, cell))
                return DISCLOSED_WHOLE;
        return DISCLOSED_DERIVED;
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
shown_column(const struct slc_test_run *run, unsigned salt)
{
    const struct slc_ir_table *table = run->release->table;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        enum disclosure disclosure = disclosure_of(run->release, at);
        if (disclosure == DISCLOSED_WHOLE || is_given(run->test, at) ||
            !slc_canary_fits(&table->columns[at].type))
            continue;
        struct sl_str text =
            slc_canary_text(run->arena, slc_canary(run->arena, &table->columns[at], salt));
        if (slc_canary_shows(run->output, text, disclosure == WITHHELD))
            return (int)at;
    }
    return -1;
}

static void
report_shown(const struct slc_test_run *run, const struct slc_ir_column *column)
{
    struct slc_finding *finding =
        slc_find(run->findings, SLC_E0524, run->test->title.at,
                 "the canary of column '%.*s', which this test does not give, is in the record",
                 SL_FMT(column->name));
    slc_note(run->findings, finding, "whatever is in that column would leave");
}

void
slc_check_canaries(struct slc_test_run *run)
{
    int column = shown_column(run, 0);
    for (unsigned salt = 2; column >= 0 && salt < 2 * MOST_SALTS; salt += 2) {
        slc_test_make_rows(run, salt);
        slc_test_work_out(run);
        column = shown_column(run, salt);
    }
    if (column >= 0)
        report_shown(run, &run->release->table->columns[column]);
}

void
slc_check_without_room(struct slc_test_run *run)
{
    const struct slc_ir_table *table = run->release->table;
    struct sl_str first = run->output;
    for (uint32_t at = 0; at < table->ncolumns; at++) {
        const struct slc_ir_column *column = &table->columns[at];
        if (slc_canary_fits(&column->type) || is_given(run->test, at) ||
            disclosure_of(run->release, at) != WITHHELD)
            continue;
        slc_test_make_rows(run, 0);
        run->now[at] = slc_canary(run->arena, column, 1);
        slc_test_work_out(run);
        if (!sl_str_equal(first, run->output))
            report_shown(run, column);
    }
}
