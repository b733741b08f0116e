/* shown_rows.h - rows that were tried, by what a view shows of them: are there two that look the same, and
 * on which an expression differs? */
#ifndef SLC_SHOWN_ROWS_H
#define SLC_SHOWN_ROWS_H

#include "diff/combination.h"
#include "diff/target.h"

/* What is shown of a row: by the view, and by the target. */
struct slc_shown_row {
    struct sl_str view, target;
    uint32_t *at; /* the combination */
};

struct slc_shown_rows {
    struct slc_shown_row rows[SLC_MOST_ROWS];
    uint32_t count;
};

/* A value as one line of JSON; "-" where it is missing. */
void slc_add_row_value(struct sl_buf *out, struct sl_value value);

/* Adds the row that the combination stands at. `view`: what is shown of it, which is then done. */
void slc_shown_rows_add(struct slc_shown_rows *shown, const struct slc_combination *rows,
                        struct sl_buf *view, struct slc_target target);

/* Two that look the same and differ, in as few columns as a short search finds; false: there are
 * none. */
bool slc_shown_rows_differ(struct slc_shown_rows *shown, const struct slc_combination *rows,
                           const struct slc_shown_row **ret_one,
                           const struct slc_shown_row **ret_other);

#endif
