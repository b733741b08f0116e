#include "syntax/syntax.h"

#include "maxima.h"
#include "stages.h"
#include "syntax/check_characters.h"
#include "syntax/keyword.h"
#include "syntax/parser.h"

/* Faults at one place before the parser gives up: recovery drops a token or two there, and always
 * gets on; this is the promise that it ends. */
enum { MAX_FAULT_REPEATS = 4 };

static void
put_aside(struct slc_syntax *syntax, struct slc_token token)
{
    struct slc_comment *comment = SL_NEW(syntax->arena, struct slc_comment);
    comment->text = token.text;
    comment->at = token.at;
    comment->own_line = token.first_on_line;
    *syntax->comments_end = comment;
    syntax->comments_end = &comment->next;
}

static struct slc_token
next_token(struct slc_syntax *syntax)
{
    if (syntax->is_waiting) {
        syntax->is_waiting = false;
        return syntax->waiting;
    }
    struct slc_token token;
    while ((token = slc_lexer_next(syntax->lexer)).kind == SLC_COMMENT)
        put_aside(syntax, token);
    return token;
}

static bool
in_block(const struct slc_syntax *syntax)
{
    return syntax->block.kind != 0;
}

/* A word that the parser can go on with: it begins an item, or a line where there are lines. `key`
 * and others also stand within lines, so only the first of a line counts. */
static bool
begins_afresh(const struct slc_syntax *syntax, struct slc_token token)
{
    if (token.kind == 0 || (token.kind == SLC_T_END && in_block(syntax)))
        return true;
    return token.first_on_line &&
           (slc_begins_item(token.kind) || (in_block(syntax) && slc_begins_line(token.kind)));
}

static void
report_missing_end(struct slc_syntax *syntax, struct slc_token token)
{
    struct slc_finding *finding =
        token.kind == 0 ? slc_find(syntax->findings, SLC_E0010, token.at,
                                   "the file ends, but its last block has no 'end'")
                        : slc_find(syntax->findings, SLC_E0010, token.at,
                                   "'end' is missing before '%.*s'", SL_FMT(token.text));
    slc_cause(syntax->findings, finding, syntax->block.at, "the block begins here");
}

/* A block that lacks its `end`: the next item, which can only stand outside, gives it away. The
 * parser gets the `end`, so that both blocks are read. */
static struct slc_token
put_in_missing_end(struct slc_syntax *syntax, struct slc_token token, bool skipped)
{
    bool item = slc_begins_item(token.kind) && token.kind != SLC_T_KEY && token.first_on_line;
    if (!in_block(syntax) || (token.kind != 0 && !item))
        return token;
    if (!skipped) {
        report_missing_end(syntax, token);
        syntax->faults++;
    }
    syntax->waiting = token;
    syntax->is_waiting = true;
    struct slc_token end = token;
    end.kind = SLC_T_END;
    end.at.end = end.at.begin;
    return end;
}

/* An `end` behind which the block's lines go on, as other languages end a choice: no item begins with
 * what follows, so the block is meant to go on. */
static struct slc_token
without_early_end(struct slc_syntax *syntax, struct slc_token token, bool skipped)
{
    if (token.kind != SLC_T_END || !in_block(syntax) || syntax->is_waiting)
        return token;
    struct slc_token next = next_token(syntax);
    bool second = next.kind == SLC_T_END && token.first_on_line; /* which is the one too many */
    if (!next.first_on_line || !slc_begins_line(next.kind) || slc_begins_item(next.kind) ||
        second) {
        syntax->waiting = next;
        syntax->is_waiting = true;
        return token;
    }
    if (!skipped) {
        struct slc_finding *finding =
            slc_find(syntax->findings, SLC_E0003, token.at,
                     "'end' ends the block, and more of its lines follow");
        slc_help(syntax->findings, finding, "delete it: a choice has no 'end' of its own");
    }
    syntax->faults++;
    return next;
}

static void
note_where_we_are(struct slc_syntax *syntax, struct slc_token token)
{
    if (begins_afresh(syntax, token)) {
        syntax->line_before = syntax->line;
        syntax->line = token;
        syntax->nesting = 0;
        syntax->chain_reported = false;
    }
    bool begins_block = slc_begins_item(token.kind) && token.kind != SLC_T_POLICY &&
                        token.kind != SLC_T_USE && token.kind != SLC_T_ROLE;
    if (token.kind == SLC_T_END)
        syntax->block.kind = 0;
    else if (begins_block && !in_block(syntax)) {
        syntax->block = token;
        syntax->line = token;
    }
}

/* Parentheses deeper than anybody reads would end at the parser's and later stages' stacks. */
static struct slc_token
limit_nesting(struct slc_syntax *syntax, struct slc_token token)
{
    if (token.kind == SLC_T_RIGHT && syntax->nesting > 0)
        syntax->nesting--;
    if (token.kind != SLC_T_LEFT || ++syntax->nesting <= SLC_MAX_NESTING)
        return token;
    slc_find(syntax->findings, SLC_E0008, token.at,
             "parentheses nest more than %d deep: nobody can read that", SLC_MAX_NESTING);
    token.kind = SLC_T_JUNK;
    return token;
}

int
slc_syntax_next(struct slc_syntax *syntax)
{
    struct slc_token token = next_token(syntax);
    bool skipped = syntax->skipping;
    while (syntax->skipping && !begins_afresh(syntax, token))
        token = next_token(syntax);
    syntax->skipping = false;
    token = without_early_end(syntax, token, skipped);
    token = put_in_missing_end(syntax, token, skipped);
    syntax->token_begins_afresh = begins_afresh(syntax, token);
    note_where_we_are(syntax, token);
    token = limit_nesting(syntax, token);
    syntax->previous = syntax->token;
    syntax->token = token;
    return token.kind;
}

bool
slc_syntax_fault(struct slc_syntax *syntax)
{
    bool again = syntax->faults > 0 && syntax->fault_at == syntax->token.at.begin;
    syntax->fault_repeats = again ? syntax->fault_repeats + 1 : 0;
    syntax->fault_at = syntax->token.at.begin;
    syntax->faults++;
    syntax->language_faulty |= syntax->line.kind == SLC_T_POLICY;
    syntax->keep_token = syntax->token_begins_afresh && !again;
    syntax->skipping = !syntax->keep_token;
    if (syntax->skipping && syntax->block.at.begin == syntax->token.at.begin)
        syntax->block.kind = 0; /* what seemed to begin a block is dropped */
    return !again && syntax->token.kind != SLC_T_JUNK;
}

bool
slc_syntax_keeps_token(const struct slc_syntax *syntax)
{
    return syntax->keep_token;
}

bool
slc_syntax_is_stuck(const struct slc_syntax *syntax)
{
    return syntax->fault_repeats >= MAX_FAULT_REPEATS;
}

struct slc_file *
slc_parse(struct sl_arena *arena, struct slc_findings *findings, struct slc_source *source)
{
    struct slc_file *file = SL_NEW(arena, struct slc_file);
    file->source = source;
    if (!slc_check_characters(findings, source))
        return file;

    struct slc_syntax *syntax = SL_NEW(arena, struct slc_syntax);
    syntax->arena = arena;
    syntax->findings = findings;
    syntax->file = file;
    syntax->lexer = slc_lexer_new(arena, findings, source);
    syntax->items_end = &file->items;
    syntax->comments_end = &file->comments;
    syntax->token.at.source = source;
    (void)slc_yyparse(syntax); /* its errors are findings */
    slc_tree_end_file(syntax);
    return file;
}
