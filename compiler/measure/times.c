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

/* Whether the cut of a date lies at a midnight and before it. What a span counts grows toward earlier moments: behind
 * its number is before the midnight. */
static bool
is_before_midnight(const struct slc_cut *cut, bool spans)
{
    const slc_wide minutes = (slc_wide)cut->number.digits * cut->times;
    return minutes % SLC_MINUTES_A_DAY == 0 && cut->behind == spans;
}

/* A comparison or span that is cut elsewhere than between the days of a date. A moment lies anywhere in its day, and so
 * does what is whole days from it. */
static bool
cuts_days(const struct slc_measured *line)
{
    const bool compares = line->expr->kind == SLC_EXPR_COMPARE && line->anchor != NULL;
    const bool spans = line->scale == SLC_SCALE_MINUTES && !line->whole_days;
    if (!compares && !spans)
        return false;
    if (line->anchor == NULL || line->anchor->type.id != SLC_TYPE_DATE)
        return true;
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next)
        if (!is_before_midnight(cut, spans))
            return true;
    return false;
}

/* The same, from a day or time that is known. */
static bool
cuts_within_days(const struct slc_measures *measures, const struct slc_measured *line, bool decided)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    return cuts_days(line) &&
           (line->anchor == NULL ||
            slc_minutes_told(measures, destination, line->anchor, decided) <= SLC_MINUTES_A_DAY);
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

static void
take_as_decided(void *context, struct slc_expr *expr)
{
    const bool *decided = context;
    for (struct slc_measured *line = expr->lines; line != NULL; line = line->next_of_expr)
        line->decided = *decided;
}

/* A decision is needed where the line would place a moment without it. */
static const struct slc_measured *
placing_line(const struct slc_measures *measures, const struct slc_statement *statement)
{
    struct time_search search = { .measures = measures };
    bool decided = false;
    if (statement->kind == SLC_DISCLOSE)
        slc_walk(statement->expr, take_as_decided, &decided);
    slc_walk(statement->expr, find_time, &search);
    decided = true;
    if (statement->kind == SLC_DISCLOSE)
        slc_walk(statement->expr, take_as_decided, &decided);
    return search.found;
}

struct slc_measure_verdict
slc_measure_time(const struct slc_measures *measures, const struct slc_release *release,
                 const struct slc_statement *statement)
{
    struct slc_measure_verdict verdict = { .met = true };
    if (!release->destination->positions_apart)
        return verdict;
    const struct slc_measured *found = placing_line(measures, statement);
    verdict.met = found == NULL && !is_time(&statement->expr->type);
    if (found == NULL)
        return verdict;
    const struct slc_measured *other = line_beside(found);
    if (other != NULL && found->tells != SLC_TELLS_WHOLE)
        verdict.elsewhere = other->expr->at;
    return verdict;
}
