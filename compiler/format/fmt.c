#include "format/fmt.h"

#include "format/fmt_layout.h"
#include "syntax/keyword.h"
#include "syntax/parser.h"

/* Below the first line of a row: under what follows the verb (`disclose `, `given  `). */
enum { CONTINUED = 9, CONTINUED_IN_TEST = 7, CONTINUED_ELSEWHERE = 4 };

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

static int
continued_indent(const struct slc_fmt_row *row, bool in_release)
{
    if (row->kind == SLC_FMT_TEST)
        return row->indent + CONTINUED_IN_TEST;
    return row->indent + (in_release ? CONTINUED : CONTINUED_ELSEWHERE);
}

static void
put_row(struct slc_fmt_layout *layout, const struct slc_fmt_row *row, bool in_release)
{
    if (row->blank_before)
        slc_fmt_new_line(layout);
    slc_fmt_spaces(layout, row->indent);
    slc_fmt_put_cells(layout, row);
    if (row->kind == SLC_FMT_COMMENT)
        slc_fmt_put_token(layout->out, NULL, row->rest);
    else
        slc_fmt_put_rest(layout, row, continued_indent(row, in_release));
    if (row->comment != NULL) {
        slc_fmt_spaces(layout, 2);
        slc_fmt_put_token(layout->out, NULL, row->comment);
    }
    slc_fmt_new_line(layout);
}

void
slc_format(struct sl_arena *arena, const struct slc_source *source, struct sl_buf *out)
{
    struct slc_fmt_layout layout = { .arena = arena, .out = out };
    const struct slc_fmt_row *measured_to = NULL; /* the row after the group that was measured */
    bool measured = false, in_release = false;
    for (const struct slc_fmt_row *row = slc_fmt_rows(arena, source); row != NULL;
         row = row->next) {
        measured = measured && row != measured_to;
        if (row->kind != SLC_FMT_COMMENT && !measured) {
            measured_to = end_of_group(row);
            measured = true;
            slc_fmt_measure(&layout, row, measured_to);
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
            slc_is_phrase(of_left.kind) || sl_str_equal(of_left.text, of_right.text);
        if (of_left.kind != of_right.kind || !spelled_alike)
            return false;
    } while (of_left.kind != 0);
    return true;
}
