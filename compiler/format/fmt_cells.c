/* The cells at the begin of a row, aligned with those of its neighbours. */
#include "format/fmt_layout.h"

/* A cell wider than this does not push those of its neighbours away. */
enum { MAX_ALIGNED = 28 };

/* Spaces behind each cell, and widths that are the same everywhere. */
static const struct {
    int gaps[SLC_FMT_MAX_CELLS];
    int fixed_first;
} styles[SLC_NFMT_ROWS] = {
    [SLC_FMT_ROLE] = { .gaps = { 1 } },
    [SLC_FMT_LEVEL] = { .gaps = { 2 } },
    [SLC_FMT_MAY] = { .gaps = { 1 } },
    [SLC_FMT_COLUMN] = { .gaps = { 2, 2, 1, 1, 2 } },
    [SLC_FMT_LEAF] = { .gaps = { 1, 2, 2, 1, 1, 2 } },
    [SLC_FMT_HEADER] = { .gaps = { 1 } },
    [SLC_FMT_FIELD] = { .gaps = { 1, 1 }, .fixed_first = 8 },
    [SLC_FMT_TEST] = { .gaps = { 1 }, .fixed_first = 6 },
};

static bool
anything_after(const struct slc_fmt_row *row, int cell)
{
    for (int at = cell + 1; at < row->ncells; at++)
        if (row->cells[at].len > 0)
            return true;
    return row->nrest > 0;
}

void
slc_fmt_measure(struct slc_fmt_layout *layout, const struct slc_fmt_row *from,
                const struct slc_fmt_row *to)
{
    for (int cell = 0; cell < SLC_FMT_MAX_CELLS; cell++)
        layout->widths[cell] = cell == 0 ? styles[from->kind].fixed_first : 0;
    for (const struct slc_fmt_row *row = from; row != to; row = row->next)
        for (int cell = 0; row->kind == from->kind && cell < row->ncells; cell++) {
            int width = (int)slc_text_width(row->cells[cell]);
            if (anything_after(row, cell) && width <= MAX_ALIGNED && width > layout->widths[cell])
                layout->widths[cell] = width;
        }
}

void
slc_fmt_put_cells(struct slc_fmt_layout *layout, const struct slc_fmt_row *row)
{
    for (int cell = 0; cell < row->ncells; cell++) {
        int width = (int)slc_text_width(row->cells[cell]), padding = layout->widths[cell] - width;
        sl_buf_add_str(layout->out, row->cells[cell]);
        if (!anything_after(row, cell))
            return;
        if (layout->widths[cell] > 0 || width > 0)
            slc_fmt_spaces(layout, (padding > 0 ? padding : 0) + styles[row->kind].gaps[cell]);
    }
}
