/* What stands behind a row's cells, broken into lines where it is long. */
#include "format/fmt_layout.h"
#include "syntax/parser.h"

/* Rows are wrapped at this width; only what cannot be broken is longer. */
enum { MAX_COLUMNS = 120 };

/* What is open further right than this does not set the indent of what follows. */
enum { MAX_OPEN_COLUMN = 70, MAX_DEPTH = 8 };

/* The arms of a `choose` stand under each other, with their results in one column. */
struct choice {
    int when_column, then_column; /* -1: not known yet */
};

/* What is open, and where the text within it begins. */
struct nesting {
    int depth;
    int columns[MAX_DEPTH];
};

/* A row while it is wrapped. */
struct wrapping {
    struct slc_fmt_layout *layout;
    const struct slc_fmt_row *row;
    int indent;     /* of further lines */
    bool commented; /* there are comments in the row: a choice is not aligned */
    bool decided;   /* there is a decision in it */
    struct choice choice;
    struct nesting nesting;
};

/* Documentation at the end of a statement: a string that belongs to no expression. */
static bool
is_doc(const struct slc_fmt_row *row, int at)
{
    if (at == 0 || at != row->nrest - 1 || row->rest[at].kind != SLC_T_STRING ||
        (row->kind != SLC_FMT_FIELD && row->kind != SLC_FMT_MAY && row->kind != SLC_FMT_LEAF))
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
must_break_before(const struct wrapping *wrapping, int at)
{
    int kind = wrapping->row->rest[at].kind;
    return wrapping->decided && (kind == SLC_T_BECAUSE || kind == SLC_T_APPROVED);
}

/* The columns of what stands together from `at` up to the next place where a break may be, no deeper
 * within parentheses than here. */
static int
width_together(const struct wrapping *wrapping, int at)
{
    const struct slc_fmt_row *row = wrapping->row;
    int depth = 0, end = at;
    do {
        depth += opened_by(row->rest[end++].kind);
    } while (end < row->nrest && !(depth <= 0 && may_break_before(row, end)) &&
             !must_break_before(wrapping, end) && row->rest[end].kind != SLC_COMMENT &&
             row->rest[end].kind != SLC_T_WHEN && row->rest[end].kind != SLC_T_OTHERWISE);
    return (int)slc_text_width(
        slc_fmt_tokens_text(wrapping->layout->arena, row->rest + at, end - at));
}

/* The widest `when CONDITION` of the row, but for those so wide that they stand alone. */
static int
widest_condition(const struct wrapping *wrapping)
{
    const struct slc_fmt_row *row = wrapping->row;
    int widest = 0;
    for (int at = 0; at < row->nrest; at++) {
        if (row->rest[at].kind != SLC_T_WHEN)
            continue;
        int end = at;
        while (end < row->nrest && row->rest[end].kind != SLC_T_THEN)
            end++;
        int width = (int)slc_text_width(
            slc_fmt_tokens_text(wrapping->layout->arena, row->rest + at, end - at));
        if (width > widest && width <= MAX_COLUMNS / 2)
            widest = width;
    }
    return widest;
}

/* Puts the arms' words into their columns; true when the token's space is settled. */
static bool
place_in_choice(struct wrapping *wrapping, int at)
{
    struct slc_fmt_layout *layout = wrapping->layout;
    const struct slc_fmt_row *row = wrapping->row;
    struct choice *choice = &wrapping->choice;
    int kind = row->rest[at].kind;
    if (kind == SLC_T_WHEN && choice->when_column < 0) {
        slc_fmt_spaces(layout, 1);
        choice->when_column = slc_fmt_column(layout);
        choice->then_column = choice->when_column + widest_condition(wrapping) + 1;
        return true;
    }
    if (kind == SLC_T_WHEN || kind == SLC_T_OTHERWISE) {
        slc_fmt_new_line(layout);
        slc_fmt_spaces(layout, choice->when_column);
        return true;
    }
    if (kind == SLC_T_THEN) {
        int wanted = choice->then_column - slc_fmt_column(layout);
        slc_fmt_spaces(layout, wanted > 0 ? wanted : 1);
        return true;
    }
    if (at > 0 && row->rest[at - 1].kind == SLC_T_OTHERWISE) {
        int wanted = choice->then_column + (int)sizeof "then " - 1 - slc_fmt_column(layout);
        slc_fmt_spaces(layout, wanted > 0 ? wanted : 1);
        return true;
    }
    return false;
}

/* Comments within a row: those of their own line stay so; what follows begins a new one. */
static void
put_inner_comment(struct slc_fmt_layout *layout, const struct slc_token *comment, int indent)
{
    if (comment->first_on_line) {
        slc_fmt_new_line(layout);
        slc_fmt_spaces(layout, indent);
    } else {
        slc_fmt_spaces(layout, 2);
    }
    slc_fmt_put_token(layout->out, NULL, comment);
}

static void
note_nesting(struct wrapping *wrapping, int kind)
{
    struct nesting *nesting = &wrapping->nesting;
    nesting->depth += opened_by(kind);
    if (opened_by(kind) > 0 && nesting->depth < MAX_DEPTH)
        nesting->columns[nesting->depth] = slc_fmt_column(wrapping->layout);
}

static int
indent_within(const struct wrapping *wrapping)
{
    const struct nesting *nesting = &wrapping->nesting;
    for (int depth = nesting->depth < MAX_DEPTH ? nesting->depth : MAX_DEPTH - 1; depth > 0;
         depth--)
        if (nesting->columns[depth] <= MAX_OPEN_COLUMN)
            return nesting->columns[depth];
    return wrapping->indent;
}

/* Breaks the line before the token where that must or should be; true when it did. */
static bool
break_before(struct wrapping *wrapping, int at)
{
    struct slc_fmt_layout *layout = wrapping->layout;
    const struct slc_fmt_row *row = wrapping->row;
    bool after_comment = at > 0 && row->rest[at - 1].kind == SLC_COMMENT;
    bool too_long = may_break_before(row, at) &&
                    slc_fmt_column(layout) + 1 + width_together(wrapping, at) > MAX_COLUMNS;
    if (!after_comment && !must_break_before(wrapping, at) && !too_long)
        return false;
    slc_fmt_new_line(layout);
    slc_fmt_spaces(layout, indent_within(wrapping));
    return true;
}

static void
put_token(struct wrapping *wrapping, int at)
{
    struct slc_fmt_layout *layout = wrapping->layout;
    const struct slc_fmt_row *row = wrapping->row;
    const struct slc_token *token = &row->rest[at], *before = at > 0 ? token - 1 : NULL;
    if (break_before(wrapping, at) || (!wrapping->commented && place_in_choice(wrapping, at))) {
        before = NULL;
    } else if (is_doc(row, at)) {
        slc_fmt_spaces(layout, 2);
        before = NULL;
    }
    slc_fmt_put_token(layout->out, before, token);
    note_nesting(wrapping, token->kind);
}

void
slc_fmt_put_rest(struct slc_fmt_layout *layout, const struct slc_fmt_row *row, int indent)
{
    struct wrapping wrapping = {
        .layout = layout,
        .row = row,
        .indent = indent,
        .commented = holds(row, SLC_COMMENT),
        .decided = holds(row, SLC_T_APPROVED),
        .choice = { -1, -1 },
    };
    for (int at = 0; at < row->nrest; at++) {
        if (row->rest[at].kind == SLC_COMMENT)
            put_inner_comment(layout, &row->rest[at], indent);
        else
            put_token(&wrapping, at);
    }
}
