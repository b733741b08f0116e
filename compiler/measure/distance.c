/* distance.c - `at least N`: no cell is narrower than N, but for those that other lines give.
 *
 * Only cells beside a cut of a line that rests on a distance have to be looked at: all others are given.
 * Cuts repeat with the common period of all steps, so that a period around 0 and one far out on either
 * side stand for all, together with the neighbours of every cut that stands alone. */
#include "measure/view.h"
#include "measure/words.h"

enum { MOST_CUTS_A_PERIOD = 4096 };

/* What looks alike above and below 0 gives a cell only where an allowed line keeps the two apart. */
static bool
is_kept_apart(const struct slc_view *view, const struct slc_cell *cell)
{
    slc_wide near = cell->low >= 0 ? cell->low : -cell->high;
    if (near < 0)
        return true; /* 0 lies within */
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (!entry->mirrored && slc_entry_cuts_between(view, entry, -near, near) &&
            slc_entry_allows(view, entry, cell))
            return true;
    }
    return cell->single && cell->value == 0;
}

/* Whether lines that may be so narrow cut here. */
static bool
is_given(const struct slc_view *view, const struct slc_cell *cell, slc_wide position)
{
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (slc_entry_cuts_at(view, entry, position) && slc_entry_allows(view, entry, cell) &&
            (!entry->mirrored || is_kept_apart(view, cell)))
            return true;
    }
    return false;
}

/* ---- the finding ----------------------------------------------------------------------------- */

/* The line that tells a cell from the same below 0, where magnitude gives its ends. */
static bool
keeps_apart(const struct slc_view *view, const struct slc_entry *entry, const struct slc_cell *cell)
{
    slc_wide near = cell->low >= 0 ? cell->low : -cell->high;
    for (size_t at = 0; at < view->nentries; at++)
        if (view->entries[at].mirrored)
            return near >= 0 && slc_entry_cuts_between(view, entry, -near, near);
    return false;
}

static void
refuse_cell(const struct slc_view *view, const struct slc_cell *cell, slc_wide end)
{
    struct sl_arena *arena = view->measures->program->arena;
    slc_wide step = view->axis.step;
    struct slc_shown shown = {
        .axis = view->axis,
        .scale = view->scale,
        .low = slc_view_written(view, cell->low, false),
        .high = slc_view_written(view, cell->high, true),
        .single = cell->single,
    };
    shown.other = end == cell->low ? shown.high : shown.low;
    shown.first = cell->single ? cell->value : step > 0 ? cell->low / 2 : shown.low;
    shown.last = cell->single ? cell->value : step > 0 ? cell->high / 2 - step : shown.high;
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (!entry->distance || slc_entry_allows(view, entry, cell) ||
            !(slc_entry_cuts_at(view, entry, end) || keeps_apart(view, entry, cell)))
            continue;
        slc_wide other_end = end == cell->low ? cell->high : cell->low;
        slc_wide missing = !slc_entry_cuts_at(view, entry, end)         ? end
                           : !slc_entry_cuts_at(view, entry, other_end) ? other_end
                                                                        : end;
        const struct slc_measured *other = slc_entry_cuts_at(view, entry, missing)
                                               ? NULL
                                               : slc_line_at(view, missing, entry->line);
        slc_refuse(entry->line, slc_shown_text(arena, &shown, entry->line, other),
                   slc_shown_help(arena, &shown, entry->line, other), other);
    }
}

static void
judge_cell(const struct slc_view *view, slc_wide low, slc_wide high)
{
    struct slc_cell cell = slc_cell_between(view, low, high);
    if (cell.empty)
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

/* The period after which all steps repeat, and how many cuts lie in it; false: too many. */
static bool
find_period(const struct slc_view *view, slc_wide *ret)
{
    slc_wide period = view->axis.step > 0 ? view->axis.step : 1, least = 0;
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++) {
            const struct slc_cutter *cutter = &view->entries[at].cutters[i];
            if (cutter->kind != SLC_CUT_STEPS && cutter->kind != SLC_CUT_MIDDLES)
                continue;
            slc_wide times = cutter->number / common_divisor(period, cutter->number);
            if (__builtin_mul_overflow(period, times, &period) || period > (slc_wide)1 << 100)
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

/* The cuts of a cutter nearest to each cut that stands alone. */
static void
judge_near_lone_cuts(const struct slc_view *view, const struct slc_cutter *cutter)
{
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++) {
            const struct slc_cutter *lone = &view->entries[at].cutters[i];
            slc_wide numbers[] = { lone->number, lone->low, lone->high };
            for (size_t n = 0; n < 3 && slc_cutter_stands_alone(lone); n++) {
                slc_wide position = slc_position(&view->axis, numbers[n], false), near;
                if (slc_cut_below(&view->axis, cutter, position, &near))
                    judge_beside(view, near);
                if (slc_cut_above(&view->axis, cutter, position - 1, &near))
                    judge_beside(view, near);
            }
        }
}

static void
judge_steps(const struct slc_view *view, const struct slc_cutter *cutter, slc_wide period)
{
    slc_wide far = (slc_wide_floor(view->lone[1], period) + 2) * period;
    slc_wide deep = (slc_wide_floor(view->lone[0], period) - 3) * period;
    judge_near_lone_cuts(view, cutter);
    judge_stretch(view, cutter, 0, period);
    judge_stretch(view, cutter, -period, 0);
    if (cutter->within)
        return;
    judge_stretch(view, cutter, far, far + period);
    judge_stretch(view, cutter, deep, deep + period);
}

/* The cells beside every cut of a line that rests on a distance. */
static void
judge_entry(const struct slc_view *view, const struct slc_entry *entry, slc_wide period)
{
    for (size_t i = 0; i < entry->ncutters; i++) {
        const struct slc_cutter *cutter = &entry->cutters[i];
        if (cutter->kind == SLC_CUT_AT)
            judge_beside(view, cutter->position);
        else if (cutter->kind == SLC_CUT_STEPS || cutter->kind == SLC_CUT_MIDDLES)
            judge_steps(view, cutter, period);
    }
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
    for (size_t at = 0; at < view->nentries; at++)
        if (view->entries[at].distance && view->entries[at].line->verdict.met)
            judge_entry(view, &view->entries[at], period);
    slc_judge_listed(view);
}

static bool
same_view(const struct slc_measured *a, const struct slc_measured *b)
{
    return b->tells == SLC_TELLS_CUTS && !b->absent && slc_counts_alike(a, b);
}

/* All lines that cut as this one does; it is the first of them that has a distance. */
static void
judge_lines_like(const struct slc_measures *measures, const struct slc_subject *subject,
                 const struct slc_measured *first)
{
    struct slc_view view = { .measures = measures, .subject = subject, .scale = first->scale };
    size_t count = 0;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        count++;
    view.entries = SL_NEW_ARRAY(measures->program->arena, struct slc_entry, count + 1);
    for (struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        if (same_view(first, line))
            view.entries[view.nentries++] = (struct slc_entry) {
                .line = line,
                .distance = slc_has_distance(measures, line),
                .mirrored =
                    line->function != NULL && line->function->measure == SLC_MEASURES_POWERS,
            };
    judge_view(&view);
}

void
slc_judge_distances(const struct slc_measures *measures, struct slc_subject *subject)
{
    if (slc_free_whole_line(subject) != NULL)
        return;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next) {
        const struct slc_measured *before = subject->lines;
        if (!slc_has_distance(measures, line))
            continue;
        while (before != line && !(same_view(line, before) && slc_has_distance(measures, before)))
            before = before->next;
        if (before == line)
            judge_lines_like(measures, subject, line);
    }
}
