#include "format/fmt_row.h"

#include "syntax/keyword.h"
#include "syntax/parser.h"

enum { INDENT = 4 };

struct cutter {
    struct sl_arena *arena;
    const struct slc_token *tokens; /* the last has kind 0 */
    int count;
    int block; /* the token that began the present block; 0: none */
    struct slc_fmt_row *first, **end;
    int item_before; /* the kind of item before: unlike ones are set apart */
};

/* ---- where rows begin ----------------------------------------------------------------------- */

static bool
begins_block(int token)
{
    return slc_begins_item(token) && token != SLC_T_POLICY && token != SLC_T_USE &&
           token != SLC_T_ROLE;
}

/* The words that begin a line in each kind of block; none of them stands within a line there, but
 * for `row` after `disclose`. */
static bool
begins_row_of(int block, const struct slc_token *token)
{
    int kind = token->kind;
    switch (block) {
    case SLC_T_LEVELS: return kind == SLC_T_IDENT || kind == SLC_T_END;
    case SLC_T_CATEGORY: return kind == SLC_T_MAY || kind == SLC_T_END;
    case SLC_T_TABLE:
        return kind == SLC_T_COLUMN || kind == SLC_T_LEAF || kind == SLC_T_WITHHOLD ||
               kind == SLC_T_PUBLISH_LISTED_COLUMNS || kind == SLC_T_PUBLISH_WHOLE_ROWS ||
               kind == SLC_T_END;
    case SLC_T_KEY:
        return kind == SLC_T_LINKS || kind == SLC_T_PURPOSE || kind == SLC_T_ROTATE ||
               kind == SLC_T_END;
    case SLC_T_DESTINATION:
        return kind == SLC_T_CLEARANCE || kind == SLC_T_ACCEPTS || kind == SLC_T_POSITIONS ||
               kind == SLC_T_PURPOSE || kind == SLC_T_OWNED || kind == SLC_T_END;
    case SLC_T_TEST:
        return kind == SLC_T_GIVEN || kind == SLC_T_BEFORE || kind == SLC_T_EXPECT ||
               kind == SLC_T_NEVER || kind == SLC_T_END;
    case SLC_T_RELEASE:
        return slc_begins_line(kind) && !(kind == SLC_T_ROW && token[-1].kind == SLC_T_DISCLOSE);
    default: return false; /* a risk check is one line, with its `end` */
    }
}

static bool
begins_row(const struct cutter *cutter, const struct slc_token *token)
{
    return cutter->block == 0 ? slc_begins_item(token->kind) : begins_row_of(cutter->block, token);
}

static enum slc_fmt_row_kind
kind_of(const struct cutter *cutter, const struct slc_token *token)
{
    if (cutter->block == SLC_T_LEVELS && token->kind == SLC_T_IDENT)
        return SLC_FMT_LEVEL;
    if (cutter->block == SLC_T_TEST && slc_begins_line(token->kind) && token->kind != SLC_T_END)
        return SLC_FMT_TEST;
    bool in_release = cutter->block == SLC_T_RELEASE;
    switch (token->kind) {
    case SLC_T_ROLE: return SLC_FMT_ROLE;
    case SLC_T_MAY: return SLC_FMT_MAY;
    case SLC_T_COLUMN: return SLC_FMT_COLUMN;
    case SLC_T_LEAF: return SLC_FMT_LEAF;
    case SLC_T_OWNER:
    case SLC_T_LAWFUL:
    case SLC_T_REVIEW: return SLC_FMT_HEADER;
    case SLC_T_PURPOSE: return in_release ? SLC_FMT_HEADER : SLC_FMT_PLAIN;
    case SLC_T_ROW:
    case SLC_T_KEEP:
    case SLC_T_DERIVE:
    case SLC_T_DISCLOSE: return SLC_FMT_FIELD;
    case SLC_T_WITHHOLD: return in_release ? SLC_FMT_FIELD : SLC_FMT_PLAIN;
    default: return SLC_FMT_PLAIN;
    }
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* Whether the author left a line empty before the token. */
static bool
blank_before(const struct slc_token *token)
{
    const char *text = token->at.source->text.ptr;
    int newlines = 0;
    for (uint32_t at = token->at.begin; at > 0 && newlines < 2; at--) {
        char c = text[at - 1];
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t')
            break;
        newlines += c == '\n';
    }
    return newlines == 2;
}

static struct slc_fmt_row *
add_row(struct cutter *cutter, const struct slc_token *token, enum slc_fmt_row_kind kind)
{
    struct slc_fmt_row *row = SL_NEW(cutter->arena, struct slc_fmt_row);
    row->kind = kind;
    row->blank_before = cutter->first != NULL && blank_before(token);
    *cutter->end = row;
    cutter->end = &row->next;
    return row;
}

/* The tokens of the row that begins at `from`; a comment that ends its last line is left out. */
static int
count_row(const struct cutter *cutter, int from)
{
    int count = 1;
    while (from + count < cutter->count && !begins_row(cutter, &cutter->tokens[from + count]))
        count++;
    while (cutter->tokens[from + count - 1].kind == SLC_COMMENT)
        count--;
    return count;
}

/* Items of different kinds, and blocks other than the short ones, stand apart. */
static bool
stands_apart(const struct cutter *cutter, int kind)
{
    bool is_short =
        kind == SLC_T_USE || kind == SLC_T_ROLE || kind == SLC_T_CATEGORY || kind == SLC_T_KEY;
    bool after_head = kind == SLC_T_USE && cutter->item_before == SLC_T_POLICY;
    return cutter->item_before != 0 && !after_head && (!is_short || kind != cutter->item_before);
}

/* Enters and leaves blocks. A risk check brings its `end` along. */
static void
note_block(struct cutter *cutter, int kind)
{
    if (kind == SLC_T_END)
        cutter->block = 0;
    else if (cutter->block == 0 && begins_block(kind) && kind != SLC_T_RISK)
        cutter->block = kind;
}

static int
cut_row(struct cutter *cutter, int from, struct slc_fmt_row *leading)
{
    const struct slc_token *token = &cutter->tokens[from];
    bool item = cutter->block == 0;
    struct slc_fmt_row *row = add_row(cutter, token, kind_of(cutter, token));
    row->indent = item || token->kind == SLC_T_END ? 0 : INDENT;
    if (item) {
        struct slc_fmt_row *above = leading != NULL ? leading : row;
        above->blank_before |= stands_apart(cutter, token->kind);
        cutter->item_before = token->kind;
    } else if (token->kind == SLC_T_END) {
        row->blank_before = false;
    }
    if (!item || begins_block(token->kind))
        note_block(cutter, token->kind);
    row->rest = token;
    row->nrest = count_row(cutter, from);
    int next = from + row->nrest;
    if (next < cutter->count && cutter->tokens[next].kind == SLC_COMMENT &&
        !cutter->tokens[next].first_on_line)
        row->comment = &cutter->tokens[next++];
    slc_fmt_cut_cells(cutter->arena, row);
    return next;
}

struct slc_fmt_row *
slc_fmt_rows(struct sl_arena *arena, const struct slc_source *source)
{
    struct cutter cutter = { .arena = arena };
    cutter.tokens = slc_fmt_tokens(arena, source, &cutter.count);
    cutter.end = &cutter.first;
    struct slc_fmt_row *leading = NULL; /* the first of the comments above the next row */
    for (int at = 0; at < cutter.count;) {
        if (cutter.tokens[at].kind != SLC_COMMENT) {
            at = cut_row(&cutter, at, leading);
            leading = NULL;
            continue;
        }
        struct slc_fmt_row *row = add_row(&cutter, &cutter.tokens[at], SLC_FMT_COMMENT);
        row->indent = cutter.block == 0 ? 0 : INDENT;
        row->rest = &cutter.tokens[at++];
        row->nrest = 1;
        if (leading == NULL || row->blank_before)
            leading = row;
    }
    return cutter.first;
}
