#include "format/fmt.h"

#include "format/fmt_row.h"
#include "maxima.h"
#include "syntax/parser.h"

/* Rows are wrapped at this width; only what cannot be broken is longer. */
enum { MAX_COLUMNS = 120 };

/* A cell wider than this does not push those of its neighbours away. */
enum { MAX_ALIGNED = 28 };

/* What is open further right than this does not set the indent of what follows. */
enum { MAX_OPEN_COLUMN = 70, MAX_DEPTH = 8 };

/* Below the first line of a row: under what follows the verb (`disclose `, `given  `). */
enum { CONTINUED = 9, CONTINUED_IN_TEST = 7, CONTINUED_ELSEWHERE = 4 };

struct layout {
    struct sl_arena *arena;
    struct sl_buf *out;
    size_t line; /* where the present line begins in `out` */
    int widths[SLC_FMT_MAX_CELLS];
};

/* Spaces behind each cell, and widths that are the same everywhere. */
static const struct {
    int gaps[SLC_FMT_MAX_CELLS];
    int fixed_first;
} styles[SLC_NFMT_ROWS] = {
    [SLC_FMT_ROLE] = { .gaps = { 1 } },
    [SLC_FMT_LEVEL] = { .gaps = { 2 } },
    [SLC_FMT_MAY] = { .gaps = { 1 } },
    [SLC_FMT_COLUMN] = { .gaps = { 2, 2, 1, 1, 2 } },
    [SLC_FMT_HEADER] = { .gaps = { 1 } },
    [SLC_FMT_FIELD] = { .gaps = { 1, 1 }, .fixed_first = 8 },
    [SLC_FMT_TEST] = { .gaps = { 1 }, .fixed_first = 6 },
};

/* Characters, as an editor counts them (wide ones count once). */
static int
columns_of(struct sl_str text)
{
    int columns = 0;
    for (size_t at = 0; at < text.len; at++)
        columns += ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
    return columns;
}

static int
column(const struct layout *layout)
{
    return columns_of(
        (struct sl_str) { layout->out->bytes + layout->line, layout->out->len - layout->line });
}

static void
spaces(struct layout *layout, int count)
{
    while (count-- > 0)
        sl_buf_add_byte(layout->out, ' ');
}

static void
new_line(struct layout *layout)
{
    sl_buf_add_byte(layout->out, '\n');
    layout->line = layout->out->len;
}

/* ---- cells ---------------------------------------------------------------------------------- */

static bool
anything_after(const struct slc_fmt_row *row, int cell)
{
    for (int at = cell + 1; at < row->ncells; at++)
        if (row->cells[at].len > 0)
            return true;
    return row->nrest > 0;
}

/* Rows that are aligned with each other: of one kind, without an empty line between them. */
static const struct slc_fmt_row *
end_of_group(const struct slc_fmt_row *row)
{
    enum slc_fmt_row_kind kind = row->kind;
    const struct slc_fmt_row *at = row->next;
    while (at != NULL && !at->blank_before && (at->kind == kind || at->kind == SLC_FMT_COMMENT))
        at = at->next;
    return at;
}

static void
measure(struct layout *layout, const struct slc_fmt_row *from, const struct slc_fmt_row *to)
{
    for (int cell = 0; cell < SLC_FMT_MAX_CELLS; cell++)
        layout->widths[cell] = cell == 0 ? styles[from->kind].fixed_first : 0;
    for (const struct slc_fmt_row *row = from; row != to; row = row->next)
        for (int cell = 0; row->kind == from->kind && cell < row->ncells; cell++) {
            int width = columns_of(row->cells[cell]);
            if (anything_after(row, cell) && width <= MAX_ALIGNED && width > layout->widths[cell])
                layout->widths[cell] = width;
        }
}

static void
put_cells(struct layout *layout, const struct slc_fmt_row *row)
{
    for (int cell = 0; cell < row->ncells; cell++) {
        int width = columns_of(row->cells[cell]), padding = layout->widths[cell] - width;
        sl_buf_add_str(layout->out, row->cells[cell]);
        if (!anything_after(row, cell))
            return;
        if (layout->widths[cell] > 0 || width > 0)
            spaces(layout, (padding > 0 ? padding : 0) + styles[row->kind].gaps[cell]);
    }
}

/* ---- the rest, wrapped ---------------------------------------------------------------------- */

/* The arms of a `choose` stand under each other, with their results in one column. */
struct choice {
    int when_column, then_column; /* -1: not known yet */
};

/* Documentation at the end of a statement: a string that belongs to no expression. */
static bool
is_doc(const struct slc_fmt_row *row, int at)
{
    if (at == 0 || at != row->nrest - 1 || row->rest[at].kind != SLC_T_STRING ||
        (row->kind != SLC_FMT_FIELD && row->kind != SLC_FMT_MAY))
        return false;
    const struct slc_token *before = &row->rest[at - 1];
    switch (before->kind) {
    case SLC_T_MISSING: return before[-1].kind != SLC_T_IF;
    case SLC_T_IDENT:
    case SLC_T_QUOTED:
    case SLC_T_STRING:
    case SLC_T_NUMBER:
    case SLC_T_INTEGER:
    case SLC_T_DATE:
    case SLC_T_YES:
    case SLC_T_NO:
    case SLC_T_RIGHT:
    case SLC_T_LIST_RIGHT: return true;
    default: return false;
    }
}

static int
opened_by(int kind)
{
    return (kind == SLC_T_LEFT || kind == SLC_T_LIST_LEFT) -
           (kind == SLC_T_RIGHT || kind == SLC_T_LIST_RIGHT);
}

/* Where a long row may be broken: after a comma, before `and`, `or`, `from` and `because`, and
 * before documentation. */
static bool
may_break_before(const struct slc_fmt_row *row, int at)
{
    int kind = row->rest[at].kind;
    return at > 0 &&
           (row->rest[at - 1].kind == SLC_T_COMMA || kind == SLC_T_AND || kind == SLC_T_OR ||
            kind == SLC_T_FROM || kind == SLC_T_BECAUSE || is_doc(row, at));
}

static bool
holds(const struct slc_fmt_row *row, int kind)
{
    for (int at = 0; at < row->nrest; at++)
        if (row->rest[at].kind == kind)
            return true;
    return false;
}

/* A decision's two halves stand on lines of their own. */
static bool
must_break_before(const struct slc_fmt_row *row, int at, bool decided)
{
    int kind = row->rest[at].kind;
    return decided && (kind == SLC_T_BECAUSE || kind == SLC_T_APPROVED);
}

/* The columns of what stands together from `at` up to the next place where a break may be, no deeper
 * within parentheses than here. */
static int
width_together(struct layout *layout, const struct slc_fmt_row *row, int at, bool decided)
{
    int depth = 0, end = at;
    do {
        depth += opened_by(row->rest[end++].kind);
    } while (end < row->nrest && !(depth <= 0 && may_break_before(row, end)) &&
             !must_break_before(row, end, decided) && row->rest[end].kind != SLC_COMMENT &&
             row->rest[end].kind != SLC_T_WHEN && row->rest[end].kind != SLC_T_OTHERWISE);
    return columns_of(slc_fmt_tokens_text(layout->arena, row->rest + at, end - at));
}

/* The widest `when CONDITION` of the row, but for those so wide that they stand alone. */
static int
widest_condition(struct layout *layout, const struct slc_fmt_row *row)
{
    int widest = 0;
    for (int at = 0; at < row->nrest; at++) {
        if (row->rest[at].kind != SLC_T_WHEN)
            continue;
        int end = at;
        while (end < row->nrest && row->rest[end].kind != SLC_T_THEN)
            end++;
        int width = columns_of(slc_fmt_tokens_text(layout->arena, row->rest + at, end - at));
        if (width > widest && width <= MAX_COLUMNS / 2)
            widest = width;
    }
    return widest;
}

/* Puts the arms' words into their columns; true when the token's space is settled. */
static bool
place_in_choice(struct layout *layout, const struct slc_fmt_row *row, int at, struct choice *choice)
{
    int kind = row->rest[at].kind;
    if (kind == SLC_T_WHEN && choice->when_column < 0) {
        spaces(layout, 1);
        choice->when_column = column(layout);
        choice->then_column = choice->when_column + widest_condition(layout, row) + 1;
        return true;
    }
    if (kind == SLC_T_WHEN || kind == SLC_T_OTHERWISE) {
        new_line(layout);
        spaces(layout, choice->when_column);
        return true;
    }
    if (kind == SLC_T_THEN) {
        int wanted = choice->then_column - column(layout);
        spaces(layout, wanted > 0 ? wanted : 1);
        return true;
    }
    if (at > 0 && row->rest[at - 1].kind == SLC_T_OTHERWISE) {
        int wanted = choice->then_column + (int)sizeof "then " - 1 - column(layout);
        spaces(layout, wanted > 0 ? wanted : 1);
        return true;
    }
    return false;
}

static int
continued_indent(const struct slc_fmt_row *row, bool in_release)
{
    if (row->kind == SLC_FMT_TEST)
        return row->indent + CONTINUED_IN_TEST;
    return row->indent + (in_release ? CONTINUED : CONTINUED_ELSEWHERE);
}

/* Comments within a row: those of their own line stay so; what follows begins a new one. */
static void
put_inner_comment(struct layout *layout, const struct slc_token *comment, int indent)
{
    if (comment->first_on_line) {
        new_line(layout);
        spaces(layout, indent);
    } else {
        spaces(layout, 2);
    }
    slc_fmt_put_token(layout->out, NULL, comment);
}

/* What is open, and where the text within it begins. */
struct nesting {
    int depth;
    int columns[MAX_DEPTH];
};

static void
note_nesting(struct layout *layout, struct nesting *nesting, int kind)
{
    nesting->depth += opened_by(kind);
    if (opened_by(kind) > 0 && nesting->depth < MAX_DEPTH)
        nesting->columns[nesting->depth] = column(layout);
}

static int
indent_within(const struct nesting *nesting, int indent)
{
    for (int depth = nesting->depth < MAX_DEPTH ? nesting->depth : MAX_DEPTH - 1; depth > 0;
         depth--)
        if (nesting->columns[depth] <= MAX_OPEN_COLUMN)
            return nesting->columns[depth];
    return indent;
}

/* Breaks the line before the token where that must or should be; true when it did. */
static bool
break_before(struct layout *layout, const struct slc_fmt_row *row, int at,
             const struct nesting *nesting, int indent, bool decided)
{
    bool after_comment = at > 0 && row->rest[at - 1].kind == SLC_COMMENT;
    bool too_long = may_break_before(row, at) &&
                    column(layout) + 1 + width_together(layout, row, at, decided) > MAX_COLUMNS;
    if (!after_comment && !must_break_before(row, at, decided) && !too_long)
        return false;
    new_line(layout);
    spaces(layout, indent_within(nesting, indent));
    return true;
}

static void
put_rest(struct layout *layout, const struct slc_fmt_row *row, int indent)
{
    struct choice choice = { -1, -1 };
    struct nesting nesting = { 0 };
    bool commented = holds(row, SLC_COMMENT), decided = holds(row, SLC_T_APPROVED);
    for (int at = 0; at < row->nrest; at++) {
        const struct slc_token *token = &row->rest[at], *before = at > 0 ? token - 1 : NULL;
        if (token->kind == SLC_COMMENT) {
            put_inner_comment(layout, token, indent);
            continue;
        }
        if (break_before(layout, row, at, &nesting, indent, decided) ||
            (!commented && place_in_choice(layout, row, at, &choice))) {
            before = NULL;
        } else if (is_doc(row, at)) {
            spaces(layout, 2);
            before = NULL;
        }
        slc_fmt_put_token(layout->out, before, token);
        note_nesting(layout, &nesting, token->kind);
    }
}

/* ---- all rows ------------------------------------------------------------------------------- */

static void
put_row(struct layout *layout, const struct slc_fmt_row *row, bool in_release)
{
    if (row->blank_before)
        new_line(layout);
    spaces(layout, row->indent);
    put_cells(layout, row);
    if (row->kind == SLC_FMT_COMMENT)
        slc_fmt_put_token(layout->out, NULL, row->rest);
    else
        put_rest(layout, row, continued_indent(row, in_release));
    if (row->comment != NULL) {
        spaces(layout, 2);
        slc_fmt_put_token(layout->out, NULL, row->comment);
    }
    new_line(layout);
}

void
slc_format(struct sl_arena *arena, const struct slc_source *source, struct sl_buf *out)
{
    struct layout layout = { .arena = arena, .out = out };
    const struct slc_fmt_row *measured_to = NULL; /* the row after the group that was measured */
    bool measured = false, in_release = false;
    for (const struct slc_fmt_row *row = slc_fmt_rows(arena, source); row != NULL;
         row = row->next) {
        measured = measured && row != measured_to;
        if (row->kind != SLC_FMT_COMMENT && !measured) {
            measured_to = end_of_group(row);
            measured = true;
            measure(&layout, row, measured_to);
        }
        if (row->indent == 0 && row->kind != SLC_FMT_COMMENT)
            in_release = row->nrest > 0 && row->rest[0].kind == SLC_T_RELEASE;
        put_row(&layout, row, in_release);
    }
}

bool
slc_same_tokens(struct sl_arena *arena, const struct slc_source *a, const struct slc_source *b)
{
    struct slc_findings unheard;
    slc_findings_init(&unheard, arena);
    struct slc_lexer *left = slc_lexer_new(arena, &unheard, a);
    struct slc_lexer *right = slc_lexer_new(arena, &unheard, b);
    struct slc_token of_left, of_right;
    do {
        of_left = slc_lexer_next(left);
        of_right = slc_lexer_next(right);
        bool spelled_alike =
            of_left.kind == SLC_T_REPLICA_IDENTITY || sl_str_equal(of_left.text, of_right.text);
        if (of_left.kind != of_right.kind || !spelled_alike)
            return false;
    } while (of_left.kind != 0);
    return true;
}
