#include "measure/view.h"
#include "measure/calendar_cuts.h"

static bool
raise_for_row(const void *context, const struct slc_downgrade *row)
{
    struct slc_cut cut = { .kind = SLC_CUT_AT };
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_axis *const *axis = context;
    if (bound != NULL)
        (void)slc_decimal_read(bound->number.text, &cut.number);
    slc_axis_take_scale(*axis, &cut);
    return true;
}

/* Of cuts and rows, and of the values that are listed beside. */
static void
take_scales(struct slc_view *view)
{
    struct slc_axis *const axis = &view->axis;
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_measured *line = view->entries[at].line;
        for (const struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next)
            slc_axis_take_scale(axis, cut);
        (void)slc_every_row(view->measures, line, raise_for_row, &axis);
    }
    for (const struct slc_measured *line = view->subject->lines; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next) {
            struct slc_cut listed = { .kind = SLC_CUT_AT };
            (void)slc_literal_number(fact->value, &listed.number);
            slc_axis_take_scale(axis, &listed);
        }
}

void
slc_view_set_axis(struct slc_view *view)
{
    static const struct slc_type whole = { .id = SLC_TYPE_BIGINT };
    struct slc_axis *axis = &view->axis;
    take_scales(view);
    if (view->scale == SLC_SCALE_VALUE)
        slc_axis_take_type(axis, &view->subject->type);
    else if (view->scale == SLC_SCALE_LENGTH || view->scale == SLC_SCALE_WORDS)
        slc_axis_take_type(axis, &whole);
    else if (view->entries[0].line->whole_days)
        axis->step = 2 * SLC_MINUTES_A_DAY * slc_power_of_ten(axis->scale);
}

static void
note_alone(struct slc_view *view, slc_wide number)
{
    if (number < view->lone[0])
        view->lone[0] = number;
    if (number > view->lone[1])
        view->lone[1] = number;
}

bool
slc_view_make_cutters(struct slc_view *view, struct slc_entry *entry)
{
    size_t count = 0;
    for (const struct slc_cut *cut = entry->line->cuts; cut != NULL; cut = cut->next)
        count++;
    entry->cutters = SL_NEW_ARRAY(view->measures->program->arena, struct slc_cutter, count + 1);
    for (const struct slc_cut *cut = entry->line->cuts; cut != NULL; cut = cut->next) {
        struct slc_cutter *cutter = &entry->cutters[entry->ncutters++];
        if (!slc_cutter_make(&view->axis, cut, cutter))
            return false;
        note_alone(view, cutter->kind == SLC_CUT_AT ? cutter->number : cutter->low);
        note_alone(view, cutter->high);
    }
    return true;
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* Calls of one question on every cutter of the view. */
bool
slc_view_next(const struct slc_view *view, slc_wide from, bool above, slc_wide *ret)
{
    bool found = false;
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++) {
            slc_wide next;
            const struct slc_cutter *cutter = &view->entries[at].cutters[i];
            bool has = above ? slc_cut_above(&view->axis, cutter, from, &next)
                             : slc_cut_below(&view->axis, cutter, from, &next);
            if (has && (!found || (above ? next < *ret : next > *ret))) {
                *ret = next;
                found = true;
            }
        }
    return found;
}

bool
slc_entry_cuts_at(const struct slc_view *view, const struct slc_entry *entry, slc_wide position)
{
    for (size_t i = 0; i < entry->ncutters; i++)
        if (slc_cuts_at(&view->axis, &entry->cutters[i], position))
            return true;
    return false;
}

bool
slc_entry_cuts_between(const struct slc_view *view, const struct slc_entry *entry, slc_wide low,
                       slc_wide high)
{
    for (size_t i = 0; i < entry->ncutters; i++) {
        slc_wide next;
        if (slc_cut_above(&view->axis, &entry->cutters[i], low - 1, &next) && next <= high)
            return true;
    }
    return false;
}

const struct slc_measured *
slc_line_at(const struct slc_view *view, slc_wide position)
{
    const struct slc_entry *entry = view->entries;
    while (!slc_entry_cuts_at(view, entry, position))
        entry++;
    return entry->line;
}

/* The lowest, or highest, number that a line writes for a cut. */
slc_wide
slc_view_written(const struct slc_view *view, slc_wide position, bool highest)
{
    slc_wide number = 0;
    bool found = false;
    for (size_t at = 0; at < view->nentries; at++)
        for (size_t i = 0; i < view->entries[at].ncutters; i++) {
            const struct slc_cutter *cutter = &view->entries[at].cutters[i];
            if (!slc_cuts_at(&view->axis, cutter, position))
                continue;
            slc_wide one = slc_cut_written(&view->axis, cutter, position, highest);
            if (!found || (highest ? one > number : one < number))
                number = one;
            found = true;
        }
    return number;
}
