#include "emit/report/report_parts.h"
#include "ir/ir_text.h"

/* What was explained so far: functions, and operators' sentences, which some share. */
struct explained {
    bool functions[SLC_NFUNCTIONS];
    const char *sentences[4];
};

/* Whether it is the first time, which it then no longer is. */
static bool
is_new(struct explained *done, const char *sentence)
{
    size_t at = 0;
    while (done->sentences[at] != NULL && done->sentences[at] != sentence)
        at++;
    bool new = done->sentences[at] == NULL;
    done->sentences[at] = sentence;
    return new;
}

static void
explain(const struct slc_report *report, struct explained *done, const struct slc_ir_expr *expr)
{
    const char *sentence = slc_operator_learns(expr->op);
    if (expr->op == SLC_IR_CALL && !done->functions[expr->function->id]) {
        done->functions[expr->function->id] = true;
        sl_buf_printf(report->out, " `%s`: %s The receiver learns: %s", expr->function->name,
                      expr->function->does, expr->function->learns);
    }
    if (sentence != NULL && is_new(done, sentence))
        sl_buf_printf(report->out, " %s", sentence);
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].expr != NULL)
            explain(report, done, expr->args[i].expr);
    for (uint32_t i = 0; i < expr->noperands; i++)
        explain(report, done, expr->operands[i]);
}

void
slc_report_learns(const struct slc_report *report, const struct slc_ir_expr *expr)
{
    struct explained done = { .sentences = { NULL } };
    explain(report, &done, expr);
}
