/* fmt_row.h - inside the formatter: a text as rows, before they are laid out. */
#ifndef SLC_FMT_ROW_H
#define SLC_FMT_ROW_H

#include "format/fmt_token.h"

enum { SLC_FMT_MAX_CELLS = 6 };

/* Rows of one kind that follow each other are aligned with each other. */
enum slc_fmt_row_kind {
    SLC_FMT_PLAIN,
    SLC_FMT_COMMENT,
    SLC_FMT_ROLE,
    SLC_FMT_LEVEL,
    SLC_FMT_MAY,
    SLC_FMT_COLUMN,
    SLC_FMT_LEAF,
    SLC_FMT_HEADER,
    SLC_FMT_FIELD, /* row key, keep, derive, disclose, withhold */
    SLC_FMT_TEST,  /* given, before, expect, never */
    SLC_NFMT_ROWS
};

/* What stands on one line, but for what must be wrapped: cells that are aligned with those of the
 * neighbours, then the rest. */
struct slc_fmt_row {
    enum slc_fmt_row_kind kind;
    int indent;
    bool blank_before;
    struct sl_str cells[SLC_FMT_MAX_CELLS];
    int ncells;
    const struct slc_token *rest; /* tokens, and comments among them */
    int nrest;
    const struct slc_token *comment; /* at its end; NULL: none */
    struct slc_fmt_row *next;
};

/* Cuts a text into rows. */
struct slc_fmt_row *slc_fmt_rows(struct sl_arena *arena, const struct slc_source *source);

/* fmt_cut.c: takes the row's cells off its rest. */
void slc_fmt_cut_cells(struct sl_arena *arena, struct slc_fmt_row *row);

#endif
