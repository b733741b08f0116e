/* fmt_layout.h - inside the formatter: rows as they are laid out. */
#ifndef SLC_FMT_LAYOUT_H
#define SLC_FMT_LAYOUT_H

#include "format/fmt_row.h"
#include "text/width.h"

struct slc_fmt_layout {
    struct sl_arena *arena;
    struct sl_buf *out;
    int widths[SLC_FMT_MAX_CELLS]; /* of the rows that are aligned with each other */
};

static inline void
slc_fmt_spaces(struct slc_fmt_layout *layout, int count)
{
    while (count-- > 0)
        sl_buf_add_byte(layout->out, ' ');
}

static inline void
slc_fmt_new_line(struct slc_fmt_layout *layout)
{
    sl_buf_add_byte(layout->out, '\n');
}

/* The columns that are filled on the present line. */
static inline int
slc_fmt_column(const struct slc_fmt_layout *layout)
{
    return (int)slc_line_width(layout->out);
}

/* ---- fmt_cells.c --------------------------------------------------------------------------- */

/* Finds the widths of the cells from a row up to, and without, another one. */
void slc_fmt_measure(struct slc_fmt_layout *layout, const struct slc_fmt_row *from,
                     const struct slc_fmt_row *to);

void slc_fmt_put_cells(struct slc_fmt_layout *layout, const struct slc_fmt_row *row);

/* ---- fmt_wrap.c ---------------------------------------------------------------------------- */

/* Puts what stands behind the cells, wrapped; further lines begin at `indent`. */
void slc_fmt_put_rest(struct slc_fmt_layout *layout, const struct slc_fmt_row *row, int indent);

#endif
