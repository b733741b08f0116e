/* verdict.c - whether a row of an owner may lower a line. */
#include "measure/choose.h"

/* A free line, taken as if it rested on the row. */
static struct slc_measure_verdict
judge_as_resting(const struct slc_measures *measures, struct slc_measured *line,
                 const struct slc_downgrade *row)
{
    struct slc_scope *scope = line->subject->scope;
    struct slc_chooser *chooser = slc_chooser_of(line, row->category);
    struct slc_measure_verdict verdict = { .met = false };
    if (chooser == NULL)
        return verdict;
    size_t taken = chooser->taken;
    bool needs = line->needs, decided = line->decided;
    line->needs = true;
    line->decided = false;
    for (size_t at = 0; at < chooser->nrows && !verdict.met; at++) {
        if (chooser->rows[at] != row)
            continue;
        chooser->taken = at;
        slc_judge_combination(measures, scope);
        verdict = line->verdict;
    }
    chooser->taken = taken;
    line->needs = needs;
    line->decided = decided;
    slc_judge_combination(measures, scope);
    return verdict;
}

struct slc_measure_verdict
slc_measure_meets(const struct slc_measures *measures, const struct slc_expr *expr,
                  const struct slc_downgrade *row)
{
    for (struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr) {
        struct slc_measure_verdict verdict = { .met = false };
        slc_judge_scope(measures, line->subject->scope);
        if (!slc_line_has_category(line, row->category))
            continue; /* commit_time's */
        if (!line->needs || line->decided)
            verdict = judge_as_resting(measures, line, row);
        else if (slc_row_taken(line, row->category) == row)
            verdict = line->verdict;
        if (!verdict.met)
            return verdict;
    }
    return (struct slc_measure_verdict) { .met = true };
}

bool
slc_measure_is_unruled(const struct slc_measures *measures, const struct slc_expr *expr)
{
    for (const struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr) {
        if (!line->at_any_level || line->decided)
            continue;
        slc_judge_scope(measures, line->subject->scope);
        if (line->absent || !line->verdict.met)
            return true;
    }
    return false;
}
