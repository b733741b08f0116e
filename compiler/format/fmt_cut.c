/* The cells of a row: the words at its begin that stand in columns. */
#include "format/fmt_row.h"
#include "maxima.h"
#include "syntax/parser.h"

/* Makes the row's first `count` tokens, as far as it has them, its next cell. */
static void
add_cell(struct sl_arena *arena, struct slc_fmt_row *row, int count)
{
    row->cells[row->ncells++] = slc_fmt_tokens_text(arena, row->rest, count);
    row->rest += count;
    row->nrest -= count;
}

/* How many tokens stand before the first of a kind; all when there is none. */
static int
up_to(const struct slc_fmt_row *row, int kind)
{
    int count = 0;
    while (count < row->nrest && row->rest[count].kind != kind)
        count++;
    return count;
}

static int
count_while(const struct slc_fmt_row *row, int kind)
{
    int count = 0;
    while (count < row->nrest && row->rest[count].kind == kind)
        count++;
    return count;
}

/* `text?`, `numeric(12,2)`, `enum("a", "b")?` */
static int
count_type(const struct slc_fmt_row *row)
{
    int count = 1;
    if (count < row->nrest && row->rest[count].kind == SLC_T_LEFT)
        count = up_to(row, SLC_T_RIGHT) + 1;
    if (count < row->nrest && row->rest[count].kind == SLC_T_QUESTION)
        count++;
    return count < row->nrest ? count : row->nrest;
}

/* `numeric(12,2)` is one word to its readers; the texts of an enum are not. */
static void
cut_type(struct sl_arena *arena, struct slc_fmt_row *row)
{
    struct slc_span first = row->rest[0].at;
    int count = count_type(row);
    if (sl_str_is(slc_span_text(first), "enum")) {
        add_cell(arena, row, count);
        return;
    }
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_FILE_BYTES);
    for (int at = 0; at < count; at++)
        slc_fmt_put_token(&text, NULL, &row->rest[at]);
    row->cells[row->ncells++] = sl_arena_copy(arena, sl_buf_str(&text));
    sl_buf_done(&text);
    row->rest += count;
    row->nrest -= count;
}

static void
cut_column(struct sl_arena *arena, struct slc_fmt_row *row)
{
    add_cell(arena, row, 2);
    cut_type(arena, row);
    add_cell(arena, row, row->nrest > 0 ? 1 : 0);
    add_cell(arena, row, count_while(row, SLC_T_IDENT));
    bool doc = row->nrest > 0 && row->rest[row->nrest - 1].kind == SLC_T_STRING;
    add_cell(arena, row, row->nrest - (doc ? 1 : 0));
}

static void
cut_leaf(struct sl_arena *arena, struct slc_fmt_row *row)
{
    add_cell(arena, row, 2);
    add_cell(arena, row, row->nrest > 1 ? 2 : row->nrest);
    if (row->nrest == 0)
        return;
    cut_type(arena, row);
    if (up_to(row, SLC_T_BECAUSE) < row->nrest)
        return; /* a decision stands on lines of its own, so that nothing has to stand before it */
    add_cell(arena, row, row->nrest > 0 ? 1 : 0);
    add_cell(arena, row, count_while(row, SLC_T_IDENT));
    bool presence = row->nrest > 1 && row->rest[0].kind == SLC_T_PRESENCE;
    add_cell(arena, row, presence ? 2 : 0);
}

/* The verb, and the field's name where the rest begins with `=`. */
static void
cut_field(struct sl_arena *arena, struct slc_fmt_row *row)
{
    add_cell(arena, row, row->rest[0].kind == SLC_T_ROW ? 2 : 1);
    if (row->nrest > 1 && row->rest[1].kind == SLC_T_EQUALS)
        add_cell(arena, row, 1);
}

/* A row with a comment in its middle is laid out line by line, without cells. */
static bool
has_comment(const struct slc_fmt_row *row)
{
    return up_to(row, SLC_COMMENT) < row->nrest;
}

void
slc_fmt_cut_cells(struct sl_arena *arena, struct slc_fmt_row *row)
{
    if (has_comment(row))
        row->kind = SLC_FMT_PLAIN;
    switch (row->kind) {
    case SLC_FMT_ROLE: add_cell(arena, row, 2); break;
    case SLC_FMT_LEVEL: add_cell(arena, row, 1); break;
    case SLC_FMT_MAY: add_cell(arena, row, up_to(row, SLC_T_BY)); break;
    case SLC_FMT_COLUMN: cut_column(arena, row); break;
    case SLC_FMT_LEAF: cut_leaf(arena, row); break;
    case SLC_FMT_HEADER:
        add_cell(arena, row,
                 row->rest[0].kind == SLC_T_LAWFUL || row->rest[0].kind == SLC_T_REVIEW ? 2 : 1);
        break;
    case SLC_FMT_FIELD: cut_field(arena, row); break;
    case SLC_FMT_TEST: add_cell(arena, row, 1); break;
    case SLC_FMT_PLAIN:
    case SLC_FMT_COMMENT:
    case SLC_NFMT_ROWS: break; /* none */
    }
}
