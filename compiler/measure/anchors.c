/* anchors.c - cuts that are counted from different points, or in different measures.
 *
 * A span from a day that the receiver knows, a share of a number that he knows, an age at the commit: each
 * cuts the column at places that move with the other point. From two such points, or from one and by
 * itself, a value is narrowed down without end, so under a distance there is only one. Where he does not
 * know the other point, the span is a value of its own. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"

/* Where nothing is told: longer than any span. */
static const int64_t no_width = INT64_MAX;

static int64_t
smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ---- how finely a date is told --------------------------------------------------------------- */

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

/* A number of the scale in minutes; a month is the longest, since a narrow cell is what matters. */
static int64_t
minutes_of(enum slc_scale scale, slc_wide number)
{
    const slc_wide month = 31 * (slc_wide)SLC_MINUTES_A_DAY,
                   year = 366 * (slc_wide)SLC_MINUTES_A_DAY;
    slc_wide size = scale == SLC_SCALE_MONTHS ? month : scale == SLC_SCALE_AGE ? year : 1;
    slc_wide minutes = number < no_width / size ? number * size : no_width;
    return (int64_t)minutes;
}

static bool
same_point(const struct slc_measured *a, const struct slc_measured *b)
{
    return a->anchor == b->anchor && a->clock == b->clock;
}

/* The distance from one edge to the nearest other of all lines that count alike. */
static slc_wide
nearest_edge(const struct slc_subject *subject, const struct slc_measured *line,
             const struct slc_cut *cut)
{
    const struct slc_axis whole = { 0 };
    slc_wide number, other, nearest = no_width;
    if (!slc_axis_number(&whole, cut->number, cut->times, &number))
        return nearest;
    for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next) {
        if (one->scale != line->scale || !same_point(one, line))
            continue;
        for (const struct slc_cut *edge = one->cuts; edge != NULL; edge = edge->next)
            if (edge->kind == SLC_CUT_AT && edge->behind == cut->behind &&
                slc_axis_number(&whole, edge->number, edge->times, &other) && other > number &&
                other - number < nearest)
                nearest = other - number;
    }
    return nearest / 2;
}

int64_t
slc_minutes_told_by(const struct slc_subject *subject, const struct slc_measured *line)
{
    const struct slc_axis whole = { 0 };
    int64_t least = no_width;
    slc_wide size;
    if (line->tells == SLC_TELLS_WHOLE)
        return 0;
    for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next) {
        if (cut->kind == SLC_CUT_CALENDAR)
            least = smaller(least, minutes_of_calendar(cut->calendar));
        else if (cut->kind == SLC_CUT_STEPS &&
                 slc_axis_number(&whole, cut->number, cut->times, &size))
            least = smaller(least, minutes_of(line->scale, size / 2));
        else if (cut->kind == SLC_CUT_AT)
            least = smaller(least, minutes_of(line->scale, nearest_edge(subject, line, cut)));
    }
    return least;
}

int64_t
slc_minutes_told(const struct slc_measures *measures, const struct slc_destination *destination,
                 const struct slc_column *column, const struct slc_column *anchor)
{
    int64_t least = no_width;
    const struct slc_subject *subject = slc_scope_of(measures, destination, column)->subjects;
    for (; subject != NULL; subject = subject->next)
        for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
            if (line->column == column && subject->path.len == 0 && line->anchor == anchor)
                least = smaller(least, slc_minutes_told_by(subject, line));
    return least;
}

/* ---- bounds ---------------------------------------------------------------------------------- */

static bool
raise_to_bound(const void *context, const struct slc_downgrade *row)
{
    int64_t *const *greatest = context;
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_decimal number;
    enum slc_unit unit = bound != NULL ? slc_unit_named(bound->unit.text) : SLC_NUNITS;
    if (unit == SLC_NUNITS || !slc_decimal_read(bound->number.text, &number))
        return true;
    int64_t whole = number.digits;
    for (uint32_t scale = 0; scale < number.scale; scale++)
        whole = (whole + 9) / 10;
    enum slc_scale scale = slc_units[unit].months > 0 ? SLC_SCALE_MONTHS : SLC_SCALE_MINUTES;
    slc_wide minutes = (slc_wide)whole * (slc_units[unit].months + slc_units[unit].minutes);
    int64_t wanted = minutes_of(scale, minutes);
    if (wanted > **greatest)
        **greatest = wanted;
    return true;
}

static int64_t
minutes_wanted(const struct slc_measures *measures, const struct slc_measured *line)
{
    int64_t wanted = 0, *const greatest = &wanted;
    (void)slc_every_row(measures, line, raise_to_bound, &greatest);
    return wanted;
}

/* ---- points that are known ------------------------------------------------------------------- */

static bool
cuts_by_itself(const struct slc_measured *line)
{
    return line->tells == SLC_TELLS_WHOLE ||
           (line->tells == SLC_TELLS_CUTS && line->anchor == NULL);
}

/* Whether the receiver knows where the line is counted from, as finely as `bounded` asks or finer. */
static bool
is_known(const struct slc_measures *measures, const struct slc_measured *line,
         const struct slc_measured *bounded)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    int64_t wanted = minutes_wanted(measures, bounded);
    if (line->anchor == NULL)
        return true; /* the commit, or the value itself */
    if (wanted > 0)
        return slc_minutes_told(measures, destination, line->anchor, NULL) < wanted;
    const struct slc_subject *subject = slc_scope_of(measures, destination, line->anchor)->subjects;
    for (; subject != NULL; subject = subject->next)
        for (const struct slc_measured *one = subject->lines; one != NULL; one = one->next)
            if (cuts_by_itself(one))
                return true;
    return false;
}

/* Two unknown points whose own distance is told finer than the bound are as good as known. */
static bool
is_tied(const struct slc_measures *measures, const struct slc_measured *line,
        const struct slc_measured *bounded)
{
    if (line->anchor == NULL || bounded->anchor == NULL)
        return false;
    int64_t told = slc_minutes_told(measures, line->subject->scope->destination, line->anchor,
                                    bounded->anchor);
    return told < minutes_wanted(measures, bounded);
}

/* ---- two lines ------------------------------------------------------------------------------- */

static bool
counts_alike(const struct slc_measured *a, const struct slc_measured *b)
{
    if (b->tells == SLC_TELLS_RECURRING)
        return a->scale == SLC_SCALE_VALUE && a->anchor == NULL && !a->clock;
    return a->scale == b->scale && same_point(a, b);
}

static bool
clashes(const struct slc_measures *measures, const struct slc_measured *bounded,
        const struct slc_measured *other)
{
    if (counts_alike(bounded, other))
        return bounded->scale == SLC_SCALE_KILOMETRES && !slc_line_equal(bounded, other);
    if (other->tells == SLC_TELLS_CUTS && same_point(bounded, other))
        return true;
    return (is_known(measures, bounded, bounded) && is_known(measures, other, bounded)) ||
           is_tied(measures, other, bounded);
}

static void
refuse_clash(const struct slc_measures *measures, struct slc_measured *line,
             const struct slc_measured *other)
{
    struct sl_arena *arena = measures->program->arena;
    struct sl_str text = slc_line_text(other), reason;
    if (line->scale == SLC_SCALE_KILOMETRES && other->scale == SLC_SCALE_KILOMETRES)
        reason =
            sl_arena_format(arena, "'%.*s' lays another grid over the same places", SL_FMT(text));
    else if (line->anchor != NULL && other->anchor != NULL)
        reason = sl_arena_format(arena,
                                 "'%.*s' counts the same column from another point that the "
                                 "receiver knows: together they place it more closely",
                                 SL_FMT(text));
    else if (line->clock != other->clock || line->anchor != other->anchor)
        reason = sl_arena_format(arena,
                                 "'%.*s' cuts the same column, too, and where this line cuts moves "
                                 "against it",
                                 SL_FMT(text));
    else
        reason = sl_arena_format(arena,
                                 "'%.*s' cuts the same column, too, by something else than its "
                                 "size, and the two cannot be compared",
                                 SL_FMT(text));
    slc_refuse(line, reason, sl_arena_format(arena, "leave out this line or '%.*s'", SL_FMT(text)),
               other);
}

void
slc_judge_anchors(const struct slc_measures *measures, struct slc_subject *subject)
{
    if (slc_free_whole_line(subject) != NULL)
        return;
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        if (!slc_has_distance(measures, line))
            continue;
        for (const struct slc_measured *other = subject->lines; other != NULL;
             other = other->next) {
            bool cuts = other->tells == SLC_TELLS_CUTS || other->tells == SLC_TELLS_RECURRING;
            if (other != line && cuts && !other->absent && clashes(measures, line, other)) {
                refuse_clash(measures, line, other);
                break;
            }
        }
    }
}
