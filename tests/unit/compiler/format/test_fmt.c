/* The formatter on every policy of the tree, and on random ones, scattered at random: other space between the tokens, and
 * comments anywhere. Whatever the author's layout, tokens and comments stay, in order, the layout is
 * its own layout, and without comments and empty lines there is one layout alone. */
#include "format/fmt.h"

#include "../../../agreement/random_policy.h"
#include "maxima.h"
#include "stages.h"
#include "syntax/ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <glob.h>

enum { SCATTERINGS = 6, RANDOM_POLICIES = 60, TABLES = 3 };

static uint64_t seed = 88172645463325252U;

static unsigned
random_below(unsigned limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % limit;
}

/* ---- tokens, by a reader of its own --------------------------------------------------------- */

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Where the token that begins at text[at] ends. Signs stand alone; everything else runs up to
 * space, a sign, a string or a comment, and an argument's name to its colon. */
static size_t
token_end(struct sl_str text, size_t at)
{
    char first = text.ptr[at++];
    if (first == '#') {
        while (at < text.len && text.ptr[at] != '\n')
            at++;
        while (text.ptr[at - 1] == '\r' || text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '\t')
            at--;
        return at;
    }
    if (first == '"' || first == '`') {
        for (; at < text.len && text.ptr[at] != first; at++)
            at += first == '"' && text.ptr[at] == '\\';
        return at + 1;
    }
    if (first == '<' || first == '>')
        return at + (at < text.len && text.ptr[at] == '=');
    if (strchr("()[],=?", first) != NULL)
        return at;
    while (at < text.len && text.ptr[at - 1] != ':' && !is_space(text.ptr[at]) &&
           strchr("()[],=<>?\"`#", text.ptr[at]) == NULL)
        at++;
    return at;
}

/* Words that are one token together: what stands before the last of them, and that. */
static const struct {
    const char *before, *last;
} phrases[] = {
    { "replica\n", "identity" },       { "new\n", "columns" },
    { "publish\n", "listed" },         { "publish\n", "whole" },
    { "publish listed\n", "columns" }, { "publish whole\n", "rows" },
};

static bool
goes_on_a_phrase(struct sl_str out, struct sl_str token)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        size_t len = strlen(phrases[i].before);
        if (out.len >= len && memcmp(out.ptr + out.len - len, phrases[i].before, len) == 0 &&
            sl_str_is(token, phrases[i].last))
            return true;
    }
    return false;
}

/* Tokens a line each: comments too, with `comments`. */
static struct sl_str
tokens_of(struct sl_arena *arena, struct sl_str text, bool comments)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_GIB);
    for (size_t at = 0; at < text.len;) {
        if (is_space(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = token_end(text, at);
        struct sl_str token = { text.ptr + at, end - at };
        if (goes_on_a_phrase(sl_buf_str(&out), token))
            out.bytes[out.len - 1] = ' ';
        if (comments || token.ptr[0] != '#') {
            sl_buf_add_str(&out, token);
            sl_buf_add_byte(&out, '\n');
        }
        at = end;
    }
    struct sl_str tokens = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return tokens;
}

/* ---- scattering ----------------------------------------------------------------------------- */

static void
add_gap(struct sl_buf *out, bool comments)
{
    static const char *const gaps[] = { " ", "  ", "\n", "\t", " \n ", "\r\n" };
    static const char *const remarks[] = { "#\n", " # keep this \n", "\n# derive x = y\n",
                                           "\n\n    # \"a string\" `name`\n\n", " #end\n" };
    sl_buf_add_str(out, sl_str_of(gaps[random_below(sizeof gaps / sizeof *gaps)]));
    if (comments && random_below(12) == 0)
        sl_buf_add_str(out, sl_str_of(remarks[random_below(sizeof remarks / sizeof *remarks)]));
    if (comments && random_below(20) == 0)
        sl_buf_add_str(out, SL_STR("\n\n"));
}

/* The tokens, a line each, with something else between them. */
static struct sl_str
scattered(struct sl_arena *arena, struct sl_str tokens, bool comments)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_GIB);
    for (size_t at = 0; at < tokens.len;) {
        const char *end = memchr(tokens.ptr + at, '\n', tokens.len - at);
        struct sl_str token = { tokens.ptr + at, (size_t)(end - (tokens.ptr + at)) };
        sl_buf_add_str(&out, token);
        if (token.ptr[0] == '#')
            sl_buf_add_byte(&out, '\n');
        add_gap(&out, comments);
        at += token.len + 1;
    }
    struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

/* ---- what must hold ------------------------------------------------------------------------- */

/* The first finding of a text that does not parse; empty when it does. */
static struct sl_str
fault_in(struct sl_arena *arena, struct sl_str text)
{
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    (void)slc_parse(arena, &findings, slc_source_of(arena, SL_STR("a.policy"), text));
    return findings.errors > 0 ? findings.first->message : (struct sl_str) { NULL, 0 };
}

static bool
parses(struct sl_arena *arena, struct sl_str text)
{
    return fault_in(arena, text).len == 0;
}

static struct sl_str
formatted(struct sl_arena *arena, struct sl_str text)
{
    struct sl_buf out;
    sl_buf_init(&out, SL_GIB);
    slc_format(arena, slc_source_of(arena, SL_STR("a.policy"), text), &out);
    struct sl_str layout = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return layout;
}

static void
check_layout(struct sl_arena *arena, const char *path, struct sl_str text)
{
    if (!parses(arena, text)) {
        struct sl_str fault = fault_in(arena, text);
        print_message("%s\n", text.ptr);
        fail_msg("%s scattered does not parse: %.*s", path, SL_FMT(fault));
    }
    struct sl_str once = formatted(arena, text), twice = formatted(arena, once);
    if (!sl_str_equal(tokens_of(arena, text, true), tokens_of(arena, once, true))) {
        print_message("%s\n---\n%s\n", text.ptr, once.ptr);
        fail_msg("%s: the layout has other tokens or comments, or in another order", path);
    }
    if (!sl_str_equal(once, twice)) {
        print_message("%s\n---\n%s\n---\n%s\n", text.ptr, once.ptr, twice.ptr);
        fail_msg("%s: the layout of the layout differs", path);
    }
    assert_true(parses(arena, once));
}

/* A policy without syntax errors, with its comments and without. */
static void
check_scattered(struct sl_arena *arena, const char *path, struct sl_str text)
{
    struct sl_str with = tokens_of(arena, text, true);
    struct sl_str without = tokens_of(arena, text, false);
    struct sl_str plain = formatted(arena, scattered(arena, without, false));
    for (int i = 0; i < SCATTERINGS; i++) {
        check_layout(arena, path, scattered(arena, with, true));
        struct sl_str again = formatted(arena, scattered(arena, without, false));
        if (!sl_str_equal(plain, again))
            fail_msg("%s: the layout depends on the space before", path);
    }
}

/* One policy; false when it has syntax errors, and so no layout. */
static bool
check_file(const char *path)
{
    struct sl_arena *arena = sl_arena_new(SL_GIB);
    struct slc_source *source;
    struct sl_err err;
    assert_non_null(arena);
    assert_int_equal(slc_source_read(arena, path, sl_str_of(path), &source, &err), 0);
    bool sound = parses(arena, source->text);
    if (sound)
        check_scattered(arena, path, source->text);
    sl_arena_free(arena);
    return sound;
}

static void
any_layout_becomes_the_one(void **state)
{
    (void)state;
    glob_t files;
    size_t sound = 0;
    assert_int_equal(glob(SOURCE_FOLDER "/policies/*.policy", 0, NULL, &files), 0);
    assert_int_equal(
        glob(SOURCE_FOLDER "/tests/golden/cases/*/*.policy", GLOB_APPEND, NULL, &files), 0);
    assert_int_equal(
        glob(SOURCE_FOLDER "/tests/golden/cases/diff-*/*/*.policy", GLOB_APPEND, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        sound += check_file(files.gl_pathv[i]);
    globfree(&files);
    assert_true(sound > 200);
}

static void
random_policies_too(void **state)
{
    (void)state;
    for (unsigned number = 1; number <= RANDOM_POLICIES; number++) {
        struct sl_arena *arena = sl_arena_new(SL_GIB);
        struct slc_program program;
        char name[32];
        assert_non_null(arena);
        (void)snprintf(name, sizeof name, "random policy %u", number);
        const struct slt_group *group = slt_random_group(arena, number, TABLES, &program);
        assert_non_null(group);
        check_scattered(arena, name, group->text);
        sl_arena_free(arena);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_layout_becomes_the_one),
        cmocka_unit_test(random_policies_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
