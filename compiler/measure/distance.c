/* distance.c - `at least N`: no cell is narrower than N, but for those that other lines give.
 *
 * Cells are looked at beside every cut that stands alone, and about every listed value. Steps repeat with
 * their common period: one period far out on either side stands for all, with one from 0 on. */
#include "measure/view.h"
#include "measure/words.h"

enum { MOST_CUTS_A_PERIOD = 4096 };

/* Whether lines that may be so narrow cut here. */
static bool
is_cut(const struct slc_view *view, const struct slc_cell *cell, slc_wide position)
{
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (slc_entry_cuts_at(view, entry, position) && slc_entry_allows(view, entry, cell) &&
            (!entry->mirrored || slc_is_kept_apart(view, cell)))
            return true;
    }
    return false;
}

/* Whether they give an end of a cell: they cut there, or behind values that lists tell anyway. */
static bool
is_given(const struct slc_view *view, const struct slc_cell *cell, slc_wide end)
{
    bool above = end == cell->high;
    slc_wide next;
    while (!is_cut(view, cell, end)) {
        if (!slc_view_next(view, end, above, &next) ||
            !slc_cell_between(view, above ? end : next, above ? next : end).empty)
            return false;
        end = next;
    }
    return true;
}

/* ---- the finding ----------------------------------------------------------------------------- */

/* What a cell shows, seen from an entry that cuts it at one end, or tells it from its mirror image. */
static void
refuse_entry(const struct slc_view *view, const struct slc_entry *entry,
             const struct slc_cell *cell, slc_wide end)
{
    struct sl_arena *arena = view->measures->program->arena;
    slc_wide other_end = end == cell->low ? cell->high : cell->low;
    slc_wide missing = slc_entry_cuts_at(view, entry, end) ? other_end : end;
    const struct slc_measured *other =
        slc_entry_cuts_at(view, entry, missing) ? NULL : slc_line_at(view, missing);
    struct slc_shown shown = {
        .axis = view->axis,
        .scale = view->scale,
        .low = slc_view_written(view, cell->lowest, false),
        .high = slc_view_written(view, cell->highest, true),
        .first = cell->value,
        .single = cell->single,
    };
    shown.other = end == cell->low ? shown.high : shown.low;
    shown.last = cell->single ? cell->value : slc_wide_floor(cell->highest, 2) - view->axis.step;
    slc_refuse(entry->line, slc_shown_text(arena, &shown, entry->line, other),
               slc_shown_help(arena, &shown, entry->line, other), other);
}

/* Lines that cut where none cuts that may; where magnitude does, those that tell the cell from its image. */
static void
refuse_cell(const struct slc_view *view, const struct slc_cell *cell, slc_wide end)
{
    bool mirrored = slc_is_mirrored_at(view, end);
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        bool takes_part = mirrored ? slc_tells_from_image(view, entry, cell)
                                   : slc_entry_cuts_at(view, entry, end);
        if (takes_part)
            refuse_entry(view, entry, cell, end);
    }
}

static void
judge_cell(const struct slc_view *view, slc_wide low, slc_wide high)
{
    struct slc_cell cell = slc_cell_between(view, low, high);
    if (cell.empty || !slc_take_image(view, &cell))
        return;
    if (!is_given(view, &cell, low))
        refuse_cell(view, &cell, low);
    if (!is_given(view, &cell, high))
        refuse_cell(view, &cell, high);
}

/* The cells on both sides of a cut. A cell that reaches an end of the order is not measured. */
static void
judge_beside(const struct slc_view *view, slc_wide position)
{
    slc_wide other;
    if (slc_view_next(view, position, true, &other))
        judge_cell(view, position, other);
    if (slc_view_next(view, position, false, &other))
        judge_cell(view, other, position);
}

void
slc_judge_cell_of(const struct slc_view *view, slc_wide value)
{
    slc_wide position = slc_position(&view->axis, value, false), low, high;
    if (slc_view_next(view, position + 1, false, &low) &&
        slc_view_next(view, position, true, &high))
        judge_cell(view, low, high);
}

/* ---- where to look --------------------------------------------------------------------------- */

static slc_wide
common_divisor(slc_wide a, slc_wide b)
{
    while (b != 0) {
        slc_wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* The period after which all steps repeat; false: too many cuts lie in it. */
static bool
find_period(const struct slc_view *view, slc_wide *ret)
{
    slc_wide period = view->axis.step > 0 ? view->axis.step : 1, least = 0;
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++) {
            const struct slc_cutter *cutter = &view->entries[at].cutters[i];
            if (!slc_cut_is_regular(cutter->kind))
                continue;
            slc_wide times = cutter->number / common_divisor(period, cutter->number);
            if (__builtin_mul_overflow(period, times, &period))
                return false;
            if (least == 0 || cutter->number < least)
                least = cutter->number;
        }
    *ret = period;
    return least == 0 || period / least <= MOST_CUTS_A_PERIOD;
}

/* All cuts of a cutter from one number to another, and the cells beside each. */
static void
judge_stretch(const struct slc_view *view, const struct slc_cutter *cutter, slc_wide from,
              slc_wide to)
{
    slc_wide position = slc_position(&view->axis, from, false) - 1;
    while (slc_cut_above(&view->axis, cutter, position, &position) &&
           position <= slc_position(&view->axis, to, true))
        judge_beside(view, position);
}

/* The period from 0 on, for the cell across 0 and for numbers that a reader knows; others where nothing else
 * cuts any more. */
static void
judge_steps(const struct slc_view *view, const struct slc_cutter *cutter, slc_wide period)
{
    slc_wide far = (slc_wide_floor(view->lone[1], period) + 2) * period;
    slc_wide deep = (slc_wide_floor(view->lone[0], period) - 3) * period;
    judge_stretch(view, cutter, 0, period);
    judge_stretch(view, cutter, far, far + period);
    judge_stretch(view, cutter, deep, deep + period);
}

static void
judge_cutter(const struct slc_view *view, const struct slc_cutter *cutter, slc_wide period)
{
    switch (cutter->kind) {
    case SLC_CUT_AT: judge_beside(view, cutter->position); break;
    case SLC_CUT_EACH: /* all between are single values, and its own */
        judge_beside(view, slc_position(&view->axis, cutter->low, true));
        judge_beside(view, slc_position(&view->axis, cutter->high, false));
        break;
    case SLC_CUT_STEPS:
    case SLC_CUT_WHOLES:
    case SLC_CUT_MIDDLES: judge_steps(view, cutter, period); break;
    case SLC_CUT_CALENDAR: break; /* no row asks for a distance between these */
    }
}

/* The cuts of lines with a distance come first: of several cells the finding names one beside those. */
static void
judge_cuts(const struct slc_view *view, bool distance, slc_wide period)
{
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++)
            if (view->entries[at].distance == distance)
                judge_cutter(view, &view->entries[at].cutters[i], period);
}

static void
refuse_all(const struct slc_view *view, struct sl_str reason)
{
    for (size_t at = 0; at < view->nentries; at++)
        if (view->entries[at].distance)
            slc_refuse(view->entries[at].line, reason, SL_STR(""), NULL);
}

/* ---- a subject ------------------------------------------------------------------------------- */

static void
judge_view(struct slc_view *view)
{
    slc_wide period = 1;
    slc_view_set_axis(view);
    for (size_t at = 0; at < view->nentries; at++)
        if (!slc_view_make_cutters(view, &view->entries[at])) {
            refuse_all(view, SL_STR("the numbers are too different in size to compare"));
            return;
        }
    slc_view_check_units(view);
    if (!find_period(view, &period)) {
        refuse_all(view,
                   SL_STR("the steps have no common multiple that is near enough to compare"));
        return;
    }
    judge_cuts(view, true, period);
    judge_cuts(view, false, period);
    slc_judge_listed(view);
}

/* The view of lines that are counted as this one is; where it is the first of them, one without lines. */
static struct slc_view *
view_of(struct slc_view *views, const struct slc_measured *line)
{
    while (views->nentries > 0 && !slc_counts_alike(views->entries[0].line, line))
        views++;
    return views;
}

static void
add_entry(struct slc_view *view, struct slc_measured *line, size_t most)
{
    if (view->entries == NULL)
        view->entries = SL_NEW_ARRAY(view->measures->program->arena, struct slc_entry, most);
    struct slc_entry *entry = &view->entries[view->nentries++];
    entry->line = line;
    entry->distance = slc_has_distance(view->measures, line);
    entry->mirrored = line->function != NULL && line->function->measure == SLC_MEASURES_POWERS;
    view->scale = line->scale;
    view->has_distance = view->has_distance || entry->distance;
}

void
slc_judge_distances(const struct slc_measures *measures, struct slc_subject *subject)
{
    size_t most = 0;
    if (slc_free_whole_line(subject) != NULL)
        return;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        most++;
    struct slc_view *views = SL_NEW_ARRAY(measures->program->arena, struct slc_view, most + 1);
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        struct slc_view *view = view_of(views, line);
        view->measures = measures;
        view->subject = subject;
        if (!line->absent)
            add_entry(view, line, most);
    }
    for (struct slc_view *view = views; view->nentries > 0; view++)
        if (view->has_distance)
            judge_view(view);
}
