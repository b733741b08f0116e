#include "database/sql_statement.h"

#include "database/sql_token.h"

#include <string.h>
#include <strings.h>

/* ---- where it ends --------------------------------------------------------------------------- */

enum { FIRST_WORDS = 5 };

/* What was seen of a statement. */
struct reading {
    struct sl_str words[FIRST_WORDS]; /* those that it begins with */
    uint32_t nwords;
    uint32_t parentheses, blocks;
    struct sl_str last; /* the word before */
    bool from_stdin;
    bool has_backslash;
    bool routine; /* CREATE [OR REPLACE] FUNCTION or PROCEDURE: may have a body in SQL */
};

static bool
is_word(struct sl_str word, const char *wanted)
{
    return word.len == strlen(wanted) && strncasecmp(word.ptr, wanted, word.len) == 0;
}

static bool
begins_with(const struct reading *reading, uint32_t place, const char *wanted)
{
    return place < reading->nwords && is_word(reading->words[place], wanted);
}

static bool
creates_routine(const struct reading *reading)
{
    const uint32_t place =
        begins_with(reading, 1, "or") && begins_with(reading, 2, "replace") ? 3 : 1;
    return begins_with(reading, 0, "create") &&
           (begins_with(reading, place, "function") || begins_with(reading, place, "procedure"));
}

/* As psql counts: BEGIN ATOMIC and CASE open, END closes. */
static void
note_word(struct reading *reading, struct sl_str word)
{
    if (reading->nwords < FIRST_WORDS)
        reading->words[reading->nwords++] = word;
    reading->routine = reading->routine || creates_routine(reading);
    const bool begins =
        reading->routine && is_word(word, "atomic") && is_word(reading->last, "begin");
    if (begins || (reading->blocks > 0 && is_word(word, "case")))
        reading->blocks++;
    else if (reading->blocks > 0 && is_word(word, "end"))
        reading->blocks--;
    reading->from_stdin =
        reading->from_stdin || (is_word(word, "stdin") && is_word(reading->last, "from"));
    reading->last = word;
}

/* ---- what it is ------------------------------------------------------------------------------- */

static enum slc_sql_statement_kind
kind_of(const struct reading *reading)
{
    if (reading->has_backslash)
        return SLC_SQL_STATEMENT_PSQL;
    return begins_with(reading, 0, "copy") && reading->from_stdin ? SLC_SQL_STATEMENT_COPY
                                                                  : SLC_SQL_STATEMENT_TRIED;
}

/* The word behind *offset, to the next space. */
static struct sl_str
next_argument(struct sl_str line, size_t *offset)
{
    while (*offset < line.len && line.ptr[*offset] == ' ')
        (*offset)++;
    const size_t begin = *offset;
    while (*offset < line.len && line.ptr[*offset] > ' ')
        (*offset)++;
    return (struct sl_str) { line.ptr + begin, *offset - begin };
}

/* What psql shows, and how it goes on after an error; \restrict is what pg_dump writes into its files. */
static enum slc_sql_statement_kind
kind_of_command(struct sl_str line)
{
    static const char *const commands[] = { "a",      "echo",     "pset",       "qecho", "t",
                                            "timing", "restrict", "unrestrict", "warn",  "x" };
    static const char *const variables[] = { "ECHO",  "ON_ERROR_ROLLBACK", "ON_ERROR_STOP",
                                             "QUIET", "SHOW_CONTEXT",      "VERBOSITY" };
    size_t offset = 1;
    const struct sl_str command = next_argument(line, &offset);
    const struct sl_str variable = next_argument(line, &offset);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (sl_str_is(command, commands[i]))
            return SLC_SQL_STATEMENT_PASSED;
    }
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        if ((sl_str_is(command, "set") || sl_str_is(command, "unset")) &&
            sl_str_is(variable, variables[i]))
            return SLC_SQL_STATEMENT_PASSED;
    }
    return SLC_SQL_STATEMENT_PSQL;
}

/* ---- the next one ----------------------------------------------------------------------------- */

/* To the end of the line: a command of psql has no semicolon. */
static uint32_t
line_end(const struct slc_source *source, uint32_t offset)
{
    while (offset < source->text.len && source->text.ptr[offset] != '\n')
        offset++;
    return offset;
}

/* To where it ends; *ret_end is behind its last token. */
static void
read_statement(struct reading *reading, struct sl_str text, uint32_t *offset, uint32_t *ret_end)
{
    struct slc_sql_token token;
    *ret_end = *offset;
    while (slc_sql_token_next(text, offset, &token)) {
        if (token.kind == SLC_SQL_SEMICOLON && reading->parentheses == 0 && reading->blocks == 0)
            return;
        *ret_end = token.end;
        if (token.kind == SLC_SQL_OPEN)
            reading->parentheses++;
        else if (token.kind == SLC_SQL_CLOSE && reading->parentheses > 0)
            reading->parentheses--;
        else if (token.kind == SLC_SQL_BACKSLASH)
            reading->has_backslash = true;
        else if (token.kind == SLC_SQL_WORD && reading->parentheses == 0)
            note_word(reading, (struct sl_str) { text.ptr + token.begin, token.end - token.begin });
        else if (token.kind != SLC_SQL_WORD && reading->nwords == 0)
            reading->nwords = FIRST_WORDS; /* it begins with no word */
    }
}

bool
slc_sql_statement_next(const struct slc_source *source, uint32_t *offset,
                       struct slc_sql_statement *ret)
{
    struct slc_sql_token token;
    do {
        if (!slc_sql_token_next(source->text, offset, &token))
            return false;
    } while (token.kind == SLC_SQL_SEMICOLON);
    const uint32_t begin = token.begin;
    struct reading reading = { .nwords = 0 };
    uint32_t end;
    *offset = begin;
    if (token.kind == SLC_SQL_BACKSLASH) {
        *offset = end = line_end(source, begin);
        ret->kind = kind_of_command((struct sl_str) { source->text.ptr + begin, end - begin });
    } else {
        read_statement(&reading, source->text, offset, &end);
        ret->kind = kind_of(&reading);
    }
    ret->at = (struct slc_span) { source, begin, end };
    return true;
}
