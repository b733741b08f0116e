#include "measure/knowledge.h"

#include "measure/calendar_cuts.h"

/* Through how many other columns a date is followed. */
enum { MOST_STEPS = 3, DAYS_A_WEEK = 7 };

static int64_t
smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t
larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* ---- one line -------------------------------------------------------------------------------- */

static int64_t
minutes_of_calendar(enum slc_calendar_unit unit)
{
    static const int days[] = { [SLC_CALENDAR_DAY] = 1,
                                [SLC_CALENDAR_WEEK] = 7,
                                [SLC_CALENDAR_MONTH] = 31,
                                [SLC_CALENDAR_QUARTER] = 92,
                                [SLC_CALENDAR_YEAR] = 366 };
    return (int64_t)days[unit] * SLC_MINUTES_A_DAY;
}

int64_t
slc_minutes_of(enum slc_scale scale, slc_wide number)
{
    const slc_wide month = 31 * (slc_wide)SLC_MINUTES_A_DAY,
                   year = 366 * (slc_wide)SLC_MINUTES_A_DAY;
    slc_wide size = scale == SLC_SCALE_MONTHS ? month : scale == SLC_SCALE_AGE ? year : 1;
    return number < slc_untold / size ? (int64_t)(number * size) : slc_untold;
}

/* From one cut to the next: 0 where both sides of one number are cut. */
static slc_wide
between_cuts(const struct slc_cut *a, const struct slc_cut *b)
{
    const struct slc_axis whole = { 0 };
    slc_wide x, y;
    if (b->kind == SLC_CUT_CALENDAR && a->behind && slc_axis_number(&whole, a->number, 1, &x)) {
        slc_wide next = slc_calendar_above(b->calendar, x * 2 - 1);
        return next == x * 2 ? 0 : slc_untold;
    }
    if (a->kind != SLC_CUT_AT || b->kind != SLC_CUT_AT ||
        !slc_axis_number(&whole, a->number, a->times, &x) ||
        !slc_axis_number(&whole, b->number, b->times, &y) || (x == y && a->behind == b->behind))
        return slc_untold;
    return (y > x ? y - x : x - y) / 2;
}

static slc_wide
nearest_cut(const struct slc_subject *subject, const struct slc_measured *line,
            const struct slc_cut *cut, bool decided)
{
    slc_wide nearest = slc_untold;
    for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next) {
        bool alike = one->scale == line->scale && one->anchor == line->anchor &&
                     one->clock == line->clock && (one->decided || !decided);
        for (const struct slc_cut *other = alike ? one->cuts : NULL; other != NULL;
             other = other->next) {
            slc_wide distance = between_cuts(cut, other);
            if (distance < nearest)
                nearest = distance;
        }
    }
    return nearest;
}

int64_t
slc_minutes_told_by(const struct slc_measured *line, bool decided)
{
    const struct slc_axis whole = { 0 };
    int64_t least = slc_untold;
    slc_wide size;
    if (line->tells == SLC_TELLS_WHOLE)
        return 0;
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        if (cut->kind == SLC_CUT_CALENDAR)
            least = smaller(least, minutes_of_calendar(cut->calendar));
        else if ((cut->kind == SLC_CUT_STEPS || cut->kind == SLC_CUT_WHOLES) &&
                 slc_axis_number(&whole, cut->number, cut->times, &size))
            least = smaller(least, slc_minutes_of(line->scale, size / 2));
        else if (cut->kind == SLC_CUT_AT)
            least = smaller(
                least, slc_minutes_of(line->scale, nearest_cut(line->subject, line, cut, decided)));
    }
    return least;
}

/* ---- a column -------------------------------------------------------------------------------- */

struct search {
    const struct slc_measures *measures;
    const struct slc_destination *destination;
    bool decided;
    int steps; /* that are left */
};

/* The other column of `same`; NULL: another line. */
static const struct slc_column *
equal_column(const struct slc_measured *line)
{
    if (line->function == NULL || line->function->measure != SLC_MEASURES_SAME)
        return NULL;
    for (const struct slc_measured *one = line->expr->lines; one != NULL; one = one->next_of_expr)
        if (one->column != line->column)
            return one->column;
    return NULL;
}

static int64_t told(const struct search *search, const struct slc_column *column);

/* What a line adds that counts from another column: as much as is known of that one. */
static int64_t
told_from(const struct search *search, const struct slc_measured *line,
          const struct slc_column *other, int64_t width)
{
    struct search further = *search;
    if (further.steps-- == 0 || other == line->column)
        return slc_untold;
    return larger(width, told(&further, other));
}

static int64_t
told_by(const struct search *search, const struct slc_measured *line)
{
    const struct slc_column *equal = equal_column(line);
    if (equal != NULL)
        return told_from(search, line, equal, 0);
    if (line->tells == SLC_TELLS_LISTED)
        return 0;
    int64_t width = slc_minutes_told_by(line, search->decided);
    return line->anchor == NULL ? width : told_from(search, line, line->anchor, width);
}

/* Depth is bounded by MOST_STEPS. */
static int64_t
told(const struct search *search, const struct slc_column *column)
{
    int64_t least = slc_untold, day = SLC_MINUTES_A_DAY;
    bool weekday = false;
    const struct slc_scope *scope = slc_scope_of(search->measures, search->destination, column);
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
            if (line->column != column || subject->path.len > 0 || line->absent ||
                (search->decided && !line->decided))
                continue;
            weekday = weekday || (line->tells == SLC_TELLS_RECURRING &&
                                  line->function->id == SLC_FUNCTION_weekday);
            least = smaller(least, told_by(search, line));
        }
    return weekday && least <= DAYS_A_WEEK * day ? smaller(least, day) : least;
}

int64_t
slc_minutes_told(const struct slc_measures *measures, const struct slc_destination *destination,
                 const struct slc_column *column, bool decided)
{
    const struct search search = { measures, destination, decided, MOST_STEPS };
    return told(&search, column);
}

/* ---- a span ---------------------------------------------------------------------------------- */

static int64_t
span_told(const struct search *search, const struct slc_column *a, const struct slc_column *b)
{
    int64_t least = slc_untold;
    struct search further = *search;
    bool more = further.steps-- > 0;
    const struct slc_scope *scope = slc_scope_of(search->measures, search->destination, a);
    for (const struct slc_subject *subject = scope->subjects; subject != NULL;
         subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
            const struct slc_column *equal = equal_column(line);
            const struct slc_column *other = equal != NULL ? equal : line->anchor;
            if (line->column != a || line->absent || other == NULL || other == a)
                continue;
            int64_t width = equal != NULL ? 0 : slc_minutes_told_by(line, false);
            if (other == b)
                least = smaller(least, width);
            else if (more)
                least = smaller(least, larger(width, span_told(&further, other, b)));
        }
    return least;
}

int64_t
slc_minutes_between(const struct slc_measures *measures, const struct slc_destination *destination,
                    const struct slc_column *a, const struct slc_column *b)
{
    const struct search search = { measures, destination, false, MOST_STEPS - 1 };
    return span_told(&search, a, b);
}
