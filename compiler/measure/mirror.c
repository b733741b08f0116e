/* mirror.c - what magnitude takes together: values above 0 and those as far below it.
 *
 * It cuts on both sides of 0, before each power of ten and behind each below 0, and does not tell a cell
 * from its mirror image. Another line does where it cuts between the two. */
#include "measure/view.h"

/* Where a position lies when all signs are changed. */
static slc_wide
mirrored(const struct slc_view *view, slc_wide position)
{
    return (view->axis.step > 0 ? 2 * view->axis.step : 1) - position;
}

/* The end of a cell that is nearer to 0. */
static slc_wide
near_end(const struct slc_cell *cell)
{
    return cell->low > 0 ? cell->low : cell->high;
}

bool
slc_is_mirrored_at(const struct slc_view *view, slc_wide position)
{
    for (size_t at = 0; at < view->nentries; at++)
        if (view->entries[at].mirrored && slc_entry_cuts_at(view, &view->entries[at], position))
            return true;
    return false;
}

bool
slc_tells_from_image(const struct slc_view *view, const struct slc_entry *entry,
                     const struct slc_cell *cell)
{
    slc_wide near = near_end(cell), image = mirrored(view, near);
    return !entry->mirrored && (slc_entry_cuts_between(view, entry, near, image) ||
                                slc_entry_cuts_between(view, entry, image, near));
}

bool
slc_is_kept_apart(const struct slc_view *view, const struct slc_cell *cell)
{
    for (size_t at = 0; at < view->nentries; at++)
        if (slc_tells_from_image(view, &view->entries[at], cell) &&
            slc_entry_allows(view, &view->entries[at], cell))
            return true;
    return cell->low == 0;
}

/* Whether no entry tells a cell from its image, so that magnitude alone cuts at its nearer end. */
static bool
looks_like_image(const struct slc_view *view, const struct slc_cell *cell)
{
    for (size_t at = 0; at < view->nentries; at++)
        if (slc_tells_from_image(view, &view->entries[at], cell))
            return false;
    return true;
}

bool
slc_take_image(const struct slc_view *view, struct slc_cell *cell)
{
    slc_wide near = mirrored(view, near_end(cell)), far;
    bool above = cell->low <= 0; /* so is the image of a cell below 0 */
    if (!looks_like_image(view, cell))
        return true;
    if (!slc_view_next(view, near, above, &far))
        return false;
    if (slc_cell_between(view, above ? near : far, above ? far : near).empty)
        return true;
    cell->lowest = above ? cell->low : far;
    cell->highest = above ? far : cell->high;
    cell->single = false;
    cell->value = slc_wide_floor(cell->lowest, 2);
    cell->width =
        slc_view_written(view, cell->highest, true) - slc_view_written(view, cell->lowest, false);
    return true;
}
