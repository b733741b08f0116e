/* times.c - `positions apart`: no time is told within less than a day without a decision.
 *
 * Whoever knows a time to the minute looks for what happened then in another stream, and has joined what
 * the positions keep apart. All lines of a column count together: the day and the hour do it, the hour alone
 * lies in every day. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"
#include "syntax/walk.h"

enum { DAYS_A_WEEK = 7 };

static bool
is_time(const struct slc_type *type)
{
    return type->id == SLC_TYPE_TIMESTAMP || type->id == SLC_TYPE_TIMESTAMPTZ ||
           type->id == SLC_TYPE_TIME;
}

/* What is told of the moment: within how many minutes by what stands still, and by what recurs. */
struct placed {
    int64_t within; /* minutes; INT64_MAX: not */
    bool weekday, part_of_day;
};

/* Cuts on both sides of one midnight show that very instant. */
static bool
shows_an_instant(const struct slc_subject *subject, bool decided)
{
    for (const struct slc_measured *a = subject->lines; a != NULL; a = a->next)
        for (const struct slc_measured *b = subject->lines; b != NULL; b = b->next)
            if (a->cuts != NULL && b->cuts != NULL && a->unit == SLC_BOUND_THRESHOLDS &&
                b->unit == SLC_BOUND_THRESHOLDS && a->anchor == NULL && b->anchor == NULL &&
                !a->clock && !b->clock && a->cuts->behind != b->cuts->behind &&
                slc_decimal_compare(a->cuts->number, b->cuts->number) == 0 &&
                (!decided || (a->decided && b->decided)))
                return true;
    return false;
}

static struct placed
placed_by(const struct slc_subject *subject, bool decided)
{
    struct placed placed = { .within = INT64_MAX };
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (line->absent || (decided && !line->decided))
            continue;
        bool recurs = line->tells == SLC_TELLS_RECURRING;
        bool weekday = recurs && line->function->id == SLC_FUNCTION_weekday;
        placed.weekday = placed.weekday || weekday;
        placed.part_of_day = placed.part_of_day || (recurs && !weekday);
        int64_t within = slc_minutes_told_by(subject, line);
        if (line->anchor == NULL && !line->clock && within < placed.within)
            placed.within = within;
    }
    if (shows_an_instant(subject, decided))
        placed.within = 0;
    return placed;
}

static bool
is_within_a_day(const struct placed *placed)
{
    int64_t day = SLC_MINUTES_A_DAY;
    bool one_day =
        placed->within <= day || (placed->weekday && placed->within <= DAYS_A_WEEK * day);
    return placed->within < day || (one_day && placed->part_of_day);
}

/* ---- one line -------------------------------------------------------------------------------- */

static bool
tells_a_moment(const struct slc_measured *line)
{
    if (!is_time(&line->subject->type))
        return false;
    if (line->tells == SLC_TELLS_WHOLE || line->tells == SLC_TELLS_OPAQUE)
        return true;
    bool stands = line->tells == SLC_TELLS_RECURRING ||
                  (line->tells == SLC_TELLS_CUTS && line->anchor == NULL && !line->clock);
    struct placed all = placed_by(line->subject, false), decided = placed_by(line->subject, true);
    return stands && is_within_a_day(&all) && !is_within_a_day(&decided);
}

/* A span in minutes or hours, from a day or time that the receiver knows. */
static bool
tells_a_span(const struct slc_measures *measures, const struct slc_measured *line)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    int64_t day = SLC_MINUTES_A_DAY;
    bool anchored = line->anchor != NULL || line->clock;
    if (line->scale != SLC_SCALE_MINUTES || !anchored ||
        slc_minutes_told_by(line->subject, line) >= day)
        return false;
    if (slc_minutes_told(measures, destination, line->column, NULL) <= day)
        return true;
    return line->anchor != NULL &&
           slc_minutes_told(measures, destination, line->anchor, NULL) <= day;
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
        if (search->found == NULL && (tells_a_moment(line) || tells_a_span(search->measures, line)))
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
