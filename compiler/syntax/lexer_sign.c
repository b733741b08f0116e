/* Signs that the language does not have. */
#include "syntax/foreign.h"
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
    { "+", SLC_NO_ARITHMETIC },
    { "/", SLC_NO_ARITHMETIC "; percent_band compares two numbers" },
    { "%", SLC_NO_ARITHMETIC "; percent_band compares two numbers" },
    { "^", SLC_NO_ARITHMETIC },
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
    { "-", "a minus stands directly before its number, -5; " SLC_NO_ARITHMETIC },
    { "*", "every column is named; there is no 'all'" },
    { ":", "an argument's name and its colon are one word: edges: [0, 250]" },
};

/* Whether a value stands before the token: `dues * 2` multiplies, `keep *` names columns. */
static bool
follows_a_value(const struct slc_lexer *lexer)
{
    const char *text = lexer->source->text.ptr;
    size_t end = lexer->token.at.begin;
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    size_t begin = end;
    while (begin > 0 && memchr("\n\t ,(=", text[begin - 1], 6) == NULL)
        begin--;
    struct sl_str before = { text + begin, end - begin };
    return before.len > 0 && !sl_str_is(before, "keep") && !sl_str_is(before, "withhold");
}

int
slc_lex_sign(struct slc_lexer *lexer)
{
    struct slc_finding *finding =
        slc_find(lexer->findings, SLC_E0017, lexer->token.at, "the language has no sign '%.*s'",
                 SL_FMT(lexer->token.text));
    bool multiplies = sl_str_is(lexer->token.text, "*") && follows_a_value(lexer);
    if (multiplies)
        slc_help(lexer->findings, finding, "%s", SLC_NO_ARITHMETIC);
    for (size_t at = 0; at < sizeof signs / sizeof *signs && !multiplies; at++)
        if (sl_str_is(lexer->token.text, signs[at].sign))
            slc_help(lexer->findings, finding, "%s", signs[at].help);
    return SLC_T_JUNK;
}
