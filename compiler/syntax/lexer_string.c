/* Strings, and what was meant as one. */
#include "syntax/lexer_token.h"
#include "syntax/parser.h"

/* Where a backslash and what follows it stand: so many bytes behind the token's first. */
static struct slc_span
escape_at(const struct slc_lexer *lexer, uint32_t at)
{
    uint32_t begin = lexer->token.at.begin + at;
    return (struct slc_span) { lexer->source, begin, begin + 2 };
}

/* Takes out the backslashes; only \" and \\ are known. `at` is where the text begins. */
static struct sl_str
decode(struct slc_lexer *lexer, struct sl_str raw, uint32_t at)
{
    if (raw.len == 0 || memchr(raw.ptr, '\\', raw.len) == NULL)
        return raw;
    char *decoded = SL_NEW_ARRAY(lexer->arena, char, raw.len + 1);
    size_t len = 0;
    for (size_t in = 0; in < raw.len; in++) {
        if (raw.ptr[in] == '\\' && in + 1 < raw.len) {
            char next = raw.ptr[in + 1];
            if (next == '"' || next == '\\') {
                in++;
            } else {
                struct slc_finding *finding =
                    slc_find(lexer->findings, SLC_E0016, escape_at(lexer, at + (uint32_t)in),
                             "strings know the escapes \\\" and \\\\ and no other");
                slc_help(lexer->findings, finding, "for a backslash itself, write two: \\\\");
            }
        }
        decoded[len++] = raw.ptr[in];
    }
    return (struct sl_str) { .ptr = decoded, .len = len };
}

int
slc_lex_string(struct slc_lexer *lexer, bool ended)
{
    struct sl_str raw = { lexer->token.text.ptr + 1, lexer->token.text.len - (ended ? 2 : 1) };
    if (!ended) {
        struct slc_finding *finding =
            slc_lex_fault(lexer, SLC_E0002, "this string does not end on its line");
        slc_help(lexer->findings, finding, "close it with a straight quote: \"");
        lexer->token.text = raw;
        return SLC_T_STRING;
    }
    lexer->token.text = decode(lexer, raw, 1);
    return SLC_T_STRING;
}

/* Text between quotes that the language does not have, though a string was surely meant. */
int
slc_lex_foreign_string(struct slc_lexer *lexer, enum slc_code code, const char *quotes)
{
    struct slc_finding *finding =
        slc_find(lexer->findings, code, lexer->token.at,
                 "strings are written in straight double quotes, not in %s", quotes);
    struct sl_str text = lexer->token.text;
    size_t before = text.ptr[0] == '\'' ? 1 : 3, after = text.ptr[text.len - 1] < 0 ? 3 : 1;
    lexer->token.text = (struct sl_str) { text.ptr + before, text.len - before - after };
    if (lexer->token.text.len <= 80)
        slc_help(lexer->findings, finding, "\"%.*s\"", SL_FMT(lexer->token.text));
    return SLC_T_STRING;
}
