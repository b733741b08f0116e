/* times.c - `positions apart`: no time is told within less than a day without a decision.
 *
 * Whoever knows a time to the minute looks for what happened then in another stream, and has joined what
 * the positions keep apart. All lines of a column count together: the day and the hour do it, the hour alone
 * lies in every day. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"
#include "measure/knowledge.h"
#include "syntax/walk.h"

static bool
is_time(const struct slc_type *type)
{
    return type->id == SLC_TYPE_TIMESTAMP || type->id == SLC_TYPE_TIMESTAMPTZ ||
           type->id == SLC_TYPE_TIME;
}

/* What is told of the moment: within how many minutes, and whether something tells parts of a day. */
struct placed {
    int64_t within; /* slc_untold: not */
    bool part_of_day;
};

/* A comparison with a time, or one that cuts behind the midnight of a day. */
static bool
compares_within_days(const struct slc_measured *line)
{
    return line->expr->kind == SLC_EXPR_COMPARE && line->anchor != NULL && line->cuts != NULL &&
           (line->anchor->type.id != SLC_TYPE_DATE || line->cuts->behind);
}

static bool
spans_within_days(const struct slc_measured *line)
{
    const struct slc_axis whole = { 0 };
    const slc_wide day = 2 * SLC_MINUTES_A_DAY;
    if (line->scale != SLC_SCALE_MINUTES)
        return false;
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        slc_wide number;
        if (slc_axis_number(&whole, cut->number, cut->times, &number) && number % day != 0)
            return true;
    }
    return false;
}

/* A span or comparison that is cut elsewhere than at whole days, from a day or time that is known. */
static bool
cuts_within_days(const struct slc_measures *measures, const struct slc_measured *line, bool decided)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    if (!compares_within_days(line) && !spans_within_days(line))
        return false;
    return line->anchor == NULL ||
           slc_minutes_told(measures, destination, line->anchor, decided) <= SLC_MINUTES_A_DAY;
}

static struct placed
placed_by(const struct slc_measures *measures, const struct slc_measured *of, bool decided)
{
    struct placed placed = {
        .within = slc_minutes_told(measures, of->subject->scope->destination, of->column, decided),
    };
    for (const struct slc_measured *line = of->subject->lines; line != NULL; line = line->next) {
        if (line->absent || (decided && !line->decided))
            continue;
        bool recurs =
            line->tells == SLC_TELLS_RECURRING && line->function->id != SLC_FUNCTION_weekday;
        placed.part_of_day =
            placed.part_of_day || recurs || cuts_within_days(measures, line, decided);
    }
    return placed;
}

static bool
is_within_a_day(const struct placed *placed)
{
    return placed->within < SLC_MINUTES_A_DAY ||
           (placed->within == SLC_MINUTES_A_DAY && placed->part_of_day);
}

/* ---- one line -------------------------------------------------------------------------------- */

static bool
tells_a_moment(const struct slc_measures *measures, const struct slc_measured *line)
{
    if (!is_time(&line->subject->type))
        return false;
    if (line->tells == SLC_TELLS_WHOLE || line->tells == SLC_TELLS_OPAQUE)
        return true;
    if (line->tells != SLC_TELLS_RECURRING && line->tells != SLC_TELLS_CUTS)
        return false;
    struct placed all = placed_by(measures, line, false);
    struct placed decided = placed_by(measures, line, true);
    return is_within_a_day(&all) && !is_within_a_day(&decided);
}

/* A span in minutes or hours, from a day or time that the receiver knows. */
static bool
tells_a_span(const struct slc_measures *measures, const struct slc_measured *line)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    int64_t day = SLC_MINUTES_A_DAY;
    bool anchored = line->anchor != NULL || line->clock;
    if (line->scale != SLC_SCALE_MINUTES || !anchored || slc_minutes_told_by(line, false) >= day)
        return false;
    if (slc_minutes_told(measures, destination, line->column, false) <= day)
        return true;
    return line->anchor != NULL &&
           slc_minutes_told(measures, destination, line->anchor, false) <= day;
}

struct time_search {
    const struct slc_measures *measures;
    const struct slc_measured *found;
};

static void
find_time(void *context, struct slc_expr *expr)
{
    struct time_search *search = context;
    for (const struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr)
        if (search->found == NULL &&
            (tells_a_moment(search->measures, line) || tells_a_span(search->measures, line)))
            search->found = line;
}

/* Another line of the same column, for the finding. */
static const struct slc_measured *
line_beside(const struct slc_measured *line)
{
    for (const struct slc_measured *one = line->subject->lines; one != NULL; one = one->next)
        if (one->statement != line->statement && !one->absent && one->tells != SLC_TELLS_LITTLE)
            return one;
    return NULL;
}

struct slc_measure_verdict
slc_measure_time(const struct slc_measures *measures, const struct slc_release *release,
                 const struct slc_statement *statement)
{
    struct slc_measure_verdict verdict = { .met = true };
    struct time_search search = { .measures = measures };
    if (!release->destination->positions_apart)
        return verdict;
    slc_walk(statement->expr, find_time, &search);
    verdict.met = search.found == NULL && !is_time(&statement->expr->type);
    if (search.found == NULL)
        return verdict;
    const struct slc_measured *other = line_beside(search.found);
    if (other != NULL && search.found->tells != SLC_TELLS_WHOLE)
        verdict.elsewhere = other->expr->at;
    return verdict;
}
