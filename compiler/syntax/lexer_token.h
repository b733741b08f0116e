/* lexer_token.h - inside the lexer: what is made of the bytes that a rule of lexer.l matched.
 *
 * Each function is given the lexer with these bytes as its token's text; it reports what is wrong with
 * them, puts what they stand for in their place, and returns the token's kind. */
#ifndef SLC_LEXER_TOKEN_H
#define SLC_LEXER_TOKEN_H

#include "syntax/lexer.h"

struct slc_lexer {
    struct sl_arena *arena;
    struct slc_findings *findings;
    const struct slc_source *source;
    void *scanner; /* flex's */
    struct slc_token token;
    bool line_begun;           /* a token was seen since the last newline */
    int before, second_before; /* the kinds of the last two tokens; 0: there was none */
};

/* Reports a fault of the token's text; of a label without its colon. */
static inline struct slc_finding *
slc_lex_fault(struct slc_lexer *lexer, enum slc_code code, const char *message)
{
    uint32_t begin = lexer->token.at.begin;
    struct slc_span at = { lexer->source, begin, begin + (uint32_t)lexer->token.text.len };
    return slc_find(lexer->findings, code, at, "%s", message);
}

/* ---- lexer_word.c -------------------------------------------------------------------------- */

int slc_lex_word(struct slc_lexer *lexer);
int slc_lex_other_word(struct slc_lexer *lexer); /* with letters beyond ASCII */
int slc_lex_label(struct slc_lexer *lexer);
int slc_lex_quoted(struct slc_lexer *lexer, bool ended);

/* ---- lexer_string.c ------------------------------------------------------------------------ */

int slc_lex_string(struct slc_lexer *lexer, bool ended);
/* Between quotes that the language does not have, though a string was surely meant. */
int slc_lex_foreign_string(struct slc_lexer *lexer, enum slc_code code, const char *quotes);

/* ---- lexer_number.c ------------------------------------------------------------------------ */

int slc_lex_number(struct slc_lexer *lexer);
int slc_lex_foreign_date(struct slc_lexer *lexer); /* 31/12/2026, which some read as another day */

/* ---- lexer_sign.c -------------------------------------------------------------------------- */

/* Reports a fault of the whole token. */
struct slc_finding *slc_lex_fault(struct slc_lexer *lexer, enum slc_code code, const char *message);

int slc_lex_sign(struct slc_lexer *lexer);

#endif
