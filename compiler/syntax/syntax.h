/* syntax.h - the state of one parse: shared by the token reader, the grammar, the makers of the
 * tree, and the wording of syntax errors. */
#ifndef SLC_SYNTAX_H
#define SLC_SYNTAX_H

#include "syntax/lexer.h"
#include "syntax/tree.h"

struct slc_syntax {
    struct sl_arena *arena;
    struct slc_findings *findings;
    struct slc_file *file;

    /* tokens (syntax.c) */
    struct slc_lexer *lexer;
    struct slc_token token, previous; /* handed to the parser last, and the one before */
    struct slc_token waiting;         /* what comes after an `end` that was put in */
    bool is_waiting;
    struct slc_token line, line_before; /* the words that began the present line, the one above */
    struct slc_token block;   /* the word that began the present block; kind 0: between blocks */
    bool skipping;            /* after an error, up to a word that begins a line */
    bool token_begins_afresh; /* the parser can go on with it after an error */
    bool keep_token;          /* the token at fault begins a line: read on with it */
    uint32_t fault_at;        /* where the last syntax error was */
    unsigned faults, fault_repeats; /* in all; further ones at that place */
    unsigned nesting;               /* open parentheses */

    /* the block that is being read (tree_*.c) */
    struct slc_item *item, **items_end;
    unsigned block_faults; /* `faults` when it began */
    struct slc_span lines_seen[SLC_NLINES];
    enum slc_line last_line; /* in the order that blocks have */
    bool any_line;
    struct slc_level **levels_end;
    struct slc_downgrade **downgrades_end;
    struct slc_column *column, **columns_end, **leaves_end;
    struct slc_name type_name; /* of the type read last */
    struct slc_withheld **withheld_end;
    struct slc_statement **statements_end;
    struct slc_string **nevers_end;

    struct slc_comment **comments_end;
    bool chain_reported;  /* in this statement */
    bool language_faulty; /* `policy` was seen, but what follows is not right */
};

/* The next token for the parser: comments put aside, nesting limited, a missing `end` put in, and
 * after an error everything skipped up to the next line. */
int slc_syntax_next(struct slc_syntax *syntax);

/* Notes a syntax error at the present token, and how to go on. False: it was told already. */
bool slc_syntax_fault(struct slc_syntax *syntax);

/* Whether the token at fault stays, to be read again as the beginning of a line. */
bool slc_syntax_keeps_token(const struct slc_syntax *syntax);

/* Whether reading on has led nowhere: the parser gives up. */
bool slc_syntax_is_stuck(const struct slc_syntax *syntax);

/* The kinds of token that would have fitted. */
struct slc_expected {
    const int *tokens;
    int count;
};

/* Reports that the present token does not fit (syntax_error.c). */
void slc_syntax_error(struct slc_syntax *syntax, struct slc_expected expected);

#endif
