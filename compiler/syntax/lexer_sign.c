/* Signs that the language does not have. */
#include "syntax/lexer_token.h"
#include "syntax/parser.h"

/* Signs that other languages have, and what is written here instead. */
static const struct {
    const char *sign, *help;
} signs[] = {
    { "==", "equality is written with a word: status is \"open\"" },
    { "!=", "write: status is not \"open\"" },
    { "<>", "write: status is not \"open\"" },
    { "=>", "write: >=" },
    { "=<", "write: <=" },
    { "&&", "write: and" },
    { "||", "write: or; texts are not put together" },
    { "+", "nothing is computed but by functions, which say what the receiver can learn" },
    { "/", "nothing is computed but by functions; percent_band compares two numbers" },
    { "%", "nothing is computed but by functions; percent_band compares two numbers" },
    { "!", "write: not" },
    { "//", "comments begin with #" },
    { "/*", "comments begin with # and end with the line" },
    { "*/", "comments begin with # and end with the line" },
    { "--", "comments begin with #" },
    { ":=", "write: =" },
    { ";", "nothing stands between statements: each begins with its own word" },
    { "{", "a block begins with its word and ends with: end" },
    { "}", "a block ends with: end" },
    { "'", "strings are written in straight double quotes" },
    { "-", "a minus stands directly before its number: -5; nothing is subtracted" },
    { "*", "every column is named; there is no 'all'" },
    { ":", "an argument's name and its colon are one word: edges: [0, 250]" },
};

int
slc_lex_sign(struct slc_lexer *lexer)
{
    struct slc_finding *finding =
        slc_find(lexer->findings, SLC_E0017, lexer->token.at, "the language has no sign '%.*s'",
                 SL_FMT(lexer->token.text));
    for (size_t at = 0; at < sizeof signs / sizeof *signs; at++)
        if (sl_str_is(lexer->token.text, signs[at].sign))
            slc_help(lexer->findings, finding, "%s", signs[at].help);
    return SLC_T_JUNK;
}
