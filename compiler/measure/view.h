/* view.h - inside the measure: the lines on one subject whose cuts are counted alike, and the cells that
 * they make together. */
#ifndef SLC_VIEW_H
#define SLC_VIEW_H

#include "measure/choose.h"

/* A line's cuts, ready to be compared. */
struct slc_entry {
    struct slc_measured *line;
    struct slc_cutter *cutters;
    size_t ncutters;
    bool distance; /* it rests on a row with one */
    bool mirrored; /* magnitude: a cell and the same below 0 look alike to it */
};

/* Lines of one subject that are counted in one scale, from one anchor. */
struct slc_view {
    const struct slc_measures *measures;
    const struct slc_subject *subject;
    enum slc_scale scale;
    struct slc_axis axis;
    struct slc_entry *entries;
    size_t nentries;
    bool has_distance; /* an entry does */
    slc_wide lone[2];  /* the lowest and highest number of all cuts that do not repeat, and 0 */
};

/* Two neighbouring positions, and how wide the values between them lie. */
struct slc_cell {
    slc_wide low, high;
    slc_wide lowest, highest; /* the same, or ends of its mirror image, which is a part of it */
    slc_wide width;           /* in halves of the axis */
    bool single;              /* it holds one value */
    bool empty;               /* all its values are listed */
    slc_wide value;           /* the first one, in halves of the axis; of a single one that it is */
    bool months;              /* both ends are firsts of months: so many */
    int64_t nmonths;
};

/* ---- view.c ---------------------------------------------------------------------------------- */

/* Numbers as fine as the finest of all lines and rows, and the step of the values. */
void slc_view_set_axis(struct slc_view *view);

/* Makes an entry's cutters; false where its numbers do not fit. */
bool slc_view_make_cutters(struct slc_view *view, struct slc_entry *entry);

/* The nearest cut of any entry above, or below, a position; false: none. */
bool slc_view_next(const struct slc_view *view, slc_wide from, bool above, slc_wide *ret);

bool slc_entry_cuts_at(const struct slc_view *view, const struct slc_entry *entry,
                       slc_wide position);

/* The first line that cuts there; one has to. */
const struct slc_measured *slc_line_at(const struct slc_view *view, slc_wide position);

/* Whether an entry cuts from one position to another, both included. */
bool slc_entry_cuts_between(const struct slc_view *view, const struct slc_entry *entry,
                            slc_wide low, slc_wide high);

/* The lowest, or highest, number that a line writes for a cut. */
slc_wide slc_view_written(const struct slc_view *view, slc_wide position, bool highest);

/* ---- cell.c ---------------------------------------------------------------------------------- */

struct slc_cell slc_cell_between(const struct slc_view *view, slc_wide low, slc_wide high);

/* Whether a line may make a cell so narrow: it is free, or its rows ask for no more than the width. */
bool slc_entry_allows(const struct slc_view *view, const struct slc_entry *entry,
                      const struct slc_cell *cell);

/* ---- mirror.c -------------------------------------------------------------------------------- */

/* Whether magnitude cuts there. */
bool slc_is_mirrored_at(const struct slc_view *view, slc_wide position);

/* Whether an entry tells a cell from all of its mirror image, which magnitude takes for the same. */
bool slc_tells_from_image(const struct slc_view *view, const struct slc_entry *entry,
                          const struct slc_cell *cell);

/* Whether entries that may show so narrow a cell tell it from its image, or it is that of 0. */
bool slc_is_kept_apart(const struct slc_view *view, const struct slc_cell *cell);

/* Makes the image a part of a cell that no entry tells from it; false: the cell is without end then. */
bool slc_take_image(const struct slc_view *view, struct slc_cell *cell);

/* ---- distance.c and listed.c, of each other -------------------------------------------------- */

/* Judges the cell that holds a number. */
void slc_judge_cell_of(const struct slc_view *view, slc_wide value);

/* Refuses lines that, together with listed values, show those, or what they leave of a cell, more closely
 * than their rows allow. */
void slc_judge_listed(const struct slc_view *view);

/* Refuses lines whose rows' bounds are no distances for what the view counts. */
void slc_view_check_units(const struct slc_view *view);

#endif
