/* lexer.h - one source -> tokens.
 *
 * Names, strings and numbers are checked here; what characters a file may hold at all is
 * checked before (check_characters.h). The parser and the formatter both read
 * tokens through this header, so that they cannot disagree about what a token is. */
#ifndef SLC_LEXER_H
#define SLC_LEXER_H

#include "findings/finding.h"
#include "source/source.h"

/* Beside the kinds of parser.h: what the grammar never sees. */
enum { SLC_COMMENT = 1 };

struct slc_token {
    int kind; /* of parser.h, SLC_COMMENT, or 0 at the end */
    struct slc_span at;
    struct sl_str text; /* names without backquotes, strings decoded, labels without ':',
                           comments without space at their end; else as written */
    bool first_on_line;
};

struct slc_lexer;

/* The lexer lives as long as the arena; ends the program when memory is short. */
struct slc_lexer *slc_lexer_new(struct sl_arena *arena, struct slc_findings *findings,
                                const struct slc_source *source);

/* The next token; after a fault in the text, one of the kind that was surely meant, or JUNK. */
struct slc_token slc_lexer_next(struct slc_lexer *lexer);

#endif
