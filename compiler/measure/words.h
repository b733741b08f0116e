/* words.h - inside the measure: what a verdict says, with values that the policy could have written. */
#ifndef SLC_MEASURE_WORDS_H
#define SLC_MEASURE_WORDS_H

#include "measure/line.h"

/* What a cell shows, in numbers of an axis. */
struct slc_shown {
    struct slc_axis axis;
    enum slc_scale scale;
    slc_wide low, high; /* where the cell is cut, as written */
    slc_wide other;     /* the one of the two where the other line cuts */
    slc_wide first,
        last; /* its first and last value; where values have no step, as `low` and `high` */
    bool single;
};

/* "'a' and 'b' together tell exactly 900 apart from 899.99 and 900.01"; `other` NULL: one line does so. */
struct sl_str slc_shown_text(struct sl_arena *arena, const struct slc_shown *shown,
                             const struct slc_measured *line, const struct slc_measured *other);

/* What would fit. */
struct sl_str slc_shown_help(struct sl_arena *arena, const struct slc_shown *shown,
                             const struct slc_measured *line, const struct slc_measured *other);

#endif
