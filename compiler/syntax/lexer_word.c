/* Words of the language, and names. */
#include "syntax/keyword.h"
#include "syntax/lexer_token.h"
#include "syntax/parser.h"
#include "text/characters.h"

/* Longer than any name of PostgreSQL (NAMEDATALEN - 1) would be cut there. */
enum { MAX_NAME_BYTES = 63 };

static bool
has_upper_case(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] >= 'A' && text.ptr[at] <= 'Z')
            return true;
    return false;
}

/* What holds for names however they are written. */
static void
check_length(struct slc_lexer *lexer)
{
    if (lexer->token.text.len <= MAX_NAME_BYTES)
        return;
    struct slc_finding *finding = slc_find(lexer->findings, SLC_E0007, lexer->token.at,
                                           "this name has %zu bytes; names have at most %d",
                                           lexer->token.text.len, MAX_NAME_BYTES);
    slc_note(lexer->findings, finding, "PostgreSQL would cut it after %d", MAX_NAME_BYTES);
}

static void
check_name(struct slc_lexer *lexer)
{
    check_length(lexer);
    if (!has_upper_case(lexer->token.text))
        return;
    struct slc_finding *finding =
        slc_lex_fault(lexer, SLC_E0007, "names are written in lower case");
    slc_help(lexer->findings, finding,
             "if the database spells it with capitals, write it in backquotes: `%.*s`",
             SL_FMT(lexer->token.text));
}

/* The word of the language that is written in capitals; 0: there is none. */
static int
shouted_keyword(struct slc_lexer *lexer)
{
    char small[MAX_NAME_BYTES];
    struct sl_str text = lexer->token.text;
    if (text.len > sizeof small)
        return 0;
    for (size_t at = 0; at < text.len; at++)
        small[at] =
            (char)(text.ptr[at] >= 'A' && text.ptr[at] <= 'Z' ? text.ptr[at] | 0x20 : text.ptr[at]);
    int keyword = slc_keyword((struct sl_str) { small, text.len });
    if (keyword == 0)
        return 0;
    struct slc_finding *finding =
        slc_lex_fault(lexer, SLC_E0007, "words of the language are written in lower case");
    slc_help(lexer->findings, finding, "write: %.*s", SL_FMT(slc_token_text(keyword)));
    slc_fix(lexer->findings, finding, finding->at, slc_token_text(keyword));
    return keyword;
}

/* Whether a string is what comes next, behind space and comments. */
static bool
before_string(const struct slc_lexer *lexer)
{
    struct sl_str text = lexer->source->text;
    size_t at = lexer->token.at.end;
    for (bool comment = false; at < text.len; at++) {
        char c = text.ptr[at];
        comment = c == '#' || (comment && c != '\n');
        if (!comment && c != ' ' && c != '\t' && c != '\r' && c != '\n')
            break;
    }
    return at < text.len && text.ptr[at] == '"';
}

/* Whether a line of a table could end here. */
static bool
ends_a_line(int kind)
{
    return kind == SLC_T_IDENT || kind == SLC_T_QUOTED || kind == SLC_T_STRING ||
           kind == SLC_T_DATE || kind == SLC_T_RIGHT || kind == SLC_T_ALLOWED ||
           kind == SLC_T_KEY || kind == SLC_T_FULL || kind == SLC_T_IDENTIFYING ||
           kind == SLC_T_SENSITIVE || kind == SLC_T_UNIQUE || kind == SLC_T_GENERATED;
}

/* Some words are so only where they have a meaning, and elsewhere names that tables may well have:
 * `leaf "a.b" of form`, `until 2027-01-31 decided 2026-12-01`. */
static bool
is_a_name_here(const struct slc_lexer *lexer, int keyword)
{
    switch (keyword) {
    case SLC_T_LEAF: return !ends_a_line(lexer->before) || !before_string(lexer);
    case SLC_T_OF: return lexer->before != SLC_T_STRING || lexer->second_before != SLC_T_LEAF;
    case SLC_T_DECIDED: return lexer->before != SLC_T_DATE;
    default: return false;
    }
}

int
slc_lex_word(struct slc_lexer *lexer)
{
    int keyword = slc_keyword(lexer->token.text);
    if (is_a_name_here(lexer, keyword))
        return SLC_T_IDENT;
    if (keyword == 0 && lexer->token.first_on_line && has_upper_case(lexer->token.text))
        keyword = shouted_keyword(lexer); /* elsewhere it may well be a name */
    if (keyword != 0)
        return keyword;
    check_name(lexer);
    return SLC_T_IDENT;
}

int
slc_lex_label(struct slc_lexer *lexer)
{
    lexer->token.text.len--; /* the colon */
    check_name(lexer);
    return SLC_T_LABEL;
}

/* A word with letters beyond ASCII. */
int
slc_lex_other_word(struct slc_lexer *lexer)
{
    if (slc_characters_refused(lexer->token.text))
        return SLC_T_JUNK;
    struct sl_str text = lexer->token.text;
    if (text.len >= 3 && memcmp(text.ptr, "\xE2\x80", 2) == 0) {
        struct slc_finding *finding =
            slc_lex_fault(lexer, SLC_E0004, "typographic marks have no meaning here");
        slc_help(lexer->findings, finding, "strings are written in straight quotes: \"…\"");
        return SLC_T_JUNK;
    }
    struct slc_finding *finding =
        slc_lex_fault(lexer, SLC_E0001,
                      "outside of strings, comments and backquotes only plain letters may stand");
    slc_help(lexer->findings, finding, "a name with other letters is written in backquotes: `%.*s`",
             SL_FMT(text));
    check_length(lexer);
    return SLC_T_QUOTED;
}

int
slc_lex_quoted(struct slc_lexer *lexer, bool ended)
{
    struct sl_str inner = { lexer->token.text.ptr + 1, lexer->token.text.len - (ended ? 2 : 1) };
    if (!ended) {
        struct slc_finding *finding =
            slc_lex_fault(lexer, SLC_E0002, "this name in backquotes does not end on its line");
        slc_help(lexer->findings, finding, "close it with a backquote: `");
    } else if (inner.len == 0) {
        slc_lex_fault(lexer, SLC_E0007, "there is no name between the backquotes");
    }
    lexer->token.text = inner;
    check_length(lexer);
    return SLC_T_QUOTED;
}
