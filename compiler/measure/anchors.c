/* anchors.c - cuts that are counted from different points, or in different measures.
 *
 * A span from a day that the receiver knows, a share of a number that he knows, an age at the commit: each
 * cuts the column at places that move with the other point. From two such points, or from one and by
 * itself, a value is narrowed down without end, so under a distance there is only one. Where he does not
 * know the other point, the span is a value of its own. */
#include "measure/calendar_cuts.h"
#include "measure/choose.h"
#include "measure/knowledge.h"

/* ---- bounds ---------------------------------------------------------------------------------- */

/* Rounded up to whole minutes, or months. A number that cannot be read is found where distances are judged. */
static bool
raise_to_bound(const void *context, const struct slc_downgrade *row)
{
    int64_t *const *greatest = context;
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_decimal number = { 0, 0 };
    enum slc_unit unit = bound != NULL ? slc_unit_named(bound->unit.text) : SLC_NUNITS;
    if (unit == SLC_NUNITS)
        return true;
    (void)slc_decimal_read(bound->number.text, &number);
    slc_wide size = (slc_wide)number.digits * (slc_units[unit].months + slc_units[unit].minutes);
    for (uint32_t scale = 0; scale < number.scale; scale++)
        size = (size + 9) / 10;
    int64_t wanted =
        slc_minutes_of(slc_units[unit].months > 0 ? SLC_SCALE_MONTHS : SLC_SCALE_MINUTES, size);
    if (wanted > **greatest)
        **greatest = wanted;
    return true;
}

int64_t
slc_minutes_wanted(const struct slc_measures *measures, const struct slc_measured *line)
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

bool
slc_point_is_known(const struct slc_measures *measures, const struct slc_measured *line,
                   const struct slc_measured *bounded)
{
    const struct slc_destination *destination = line->subject->scope->destination;
    int64_t wanted = slc_minutes_wanted(measures, bounded);
    if (line->anchor == NULL)
        return true; /* the commit, or the value itself */
    if (wanted > 0)
        return slc_minutes_told(measures, destination, line->anchor, false) < wanted;
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
    int64_t told = slc_minutes_between(measures, line->subject->scope->destination, line->anchor,
                                       bounded->anchor);
    return told < slc_minutes_wanted(measures, bounded);
}

/* ---- two lines ------------------------------------------------------------------------------- */

static bool
clashes(const struct slc_measures *measures, const struct slc_measured *bounded,
        const struct slc_measured *other)
{
    if (slc_counts_alike(bounded, other))
        return bounded->scale == SLC_SCALE_KILOMETRES && !slc_line_equal(bounded, other);
    if (bounded->anchor == other->anchor)
        return true;
    return (slc_point_is_known(measures, bounded, bounded) &&
            slc_point_is_known(measures, other, bounded)) ||
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
    else if (line->anchor != NULL && other->anchor != NULL && line->anchor != other->anchor)
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
            if (cuts && !other->absent && clashes(measures, line, other)) {
                refuse_clash(measures, line, other);
                break;
            }
        }
    }
}
