/* The parser: trees of expressions, places, recovery, and texts beyond measure. */
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

static struct sl_arena *arena;
static struct slc_findings findings;

static struct slc_file *
parse(struct sl_str text)
{
    slc_findings_init(&findings, arena);
    return slc_parse(arena, &findings, slc_source_of(arena, SL_STR("a.policy"), text));
}

static const struct slc_expr *
expression(const char *text)
{
    struct sl_str file = sl_arena_format(
        arena, "policy language 1 release a.b to c.d version 1 derive x = %s end", text);
    const struct slc_item *item = parse(file)->items;
    assert_int_equal(findings.errors, 0);
    return item->release->statements->expr;
}

/* The tree in prefix form: `(or a (not b))`. */
static void
spell(const struct slc_expr *expr, char *out, size_t size)
{
    static const char *const words[] = {
        [SLC_EXPR_COMPARE] = "compare", [SLC_EXPR_IS] = "is",          [SLC_EXPR_IN] = "in",
        [SLC_EXPR_IS_MISSING] = "gone", [SLC_EXPR_AND] = "and",        [SLC_EXPR_OR] = "or",
        [SLC_EXPR_NOT] = "not",         [SLC_EXPR_IF_MISSING] = "else"
    };
    char left[200] = "", right[200] = "";
    switch (expr->kind) {
    case SLC_EXPR_NAME:
    case SLC_EXPR_CALL:
        (void)snprintf(out, size, "%.*s%s", SL_FMT(expr->name.text),
                       expr->kind == SLC_EXPR_CALL ? "()" : "");
        return;
    case SLC_EXPR_LITERAL: (void)snprintf(out, size, "%.*s", SL_FMT(expr->literals->text)); return;
    case SLC_EXPR_CHOOSE:
    case SLC_EXPR_MISSING: (void)snprintf(out, size, "choose"); return;
    case SLC_EXPR_COMPARE:
    case SLC_EXPR_IS:
    case SLC_EXPR_IN:
    case SLC_EXPR_IS_MISSING:
    case SLC_EXPR_AND:
    case SLC_EXPR_OR:
    case SLC_EXPR_NOT:
    case SLC_EXPR_IF_MISSING: break;
    }
    spell(expr->left, left, sizeof left);
    if (expr->right != NULL) {
        right[0] = ' ';
        spell(expr->right, right + 1, sizeof right - 1);
    }
    (void)snprintf(out, size, "(%s%s %s%s)", expr->negated ? "not-" : "", words[expr->kind], left,
                   right);
}

static void
expressions_bind_as_they_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tree;
    } cases[] = {
        { "a", "a" },
        { "(a)", "a" },
        { "not a is \"x\"", "(not (is a))" },
        { "a is not in [1, 2]", "(not-in a)" },
        { "a is missing and not b and c >= -5", "(and (and (gone a) (not b)) (compare c -5))" },
        { "a or b or c", "(or (or a b) c)" },
        { "(a and b) or c", "(or (and a b) c)" },
        { "f(a) if missing 0 < g(b, to: 1)", "(compare (else f()) g())" },
        { "a if missing \"\" is \"x\"", "(is (else a))" },
        { "not (a or b)", "(not (or a b))" },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        char tree[500];
        spell(expression(cases[at].text), tree, sizeof tree);
        assert_string_equal(tree, cases[at].tree);
    }
}

static void
arguments_keep_their_kinds(void **state)
{
    (void)state;
    const struct slc_expr *call =
        expression("f(a is \"x\", at: commit_time, width: 10 years, edges: [0, 2.5], to: -1)");
    static const enum slc_arg_kind kinds[] = { SLC_ARG_EXPR, SLC_ARG_NAME, SLC_ARG_QUANTITY,
                                               SLC_ARG_LIST, SLC_ARG_LITERAL };
    const struct slc_arg *arg = call->args;
    for (size_t at = 0; at < sizeof kinds / sizeof *kinds; at++, arg = arg->next)
        assert_int_equal(arg->kind, kinds[at]);
    assert_null(arg);
}

static void
places_cover_what_is_meant(void **state)
{
    (void)state;
    const struct slc_file *file =
        parse(SL_STR("policy language 1\ntable a.`b c`\n    column x text? open # why\nend\n"));
    const struct slc_table *table = file->items->table;
    assert_int_equal(findings.errors, 0);
    assert_true(sl_str_is(slc_span_text(table->name.at), "a.`b c`"));
    assert_true(sl_str_is(table->name.second.text, "b c"));
    assert_true(sl_str_is(slc_span_text(table->columns->at), "column x text? open"));
    assert_true(table->columns->type.nullable);
    assert_true(sl_str_is(file->comments->text, "# why"));
    assert_false(file->comments->own_line);
}

static void
strings_lose_their_backslashes(void **state)
{
    (void)state;
    const struct slc_file *file = parse(SL_STR("policy language 1 role a \"x \\\"y\\\" \\\\z\""));
    assert_int_equal(findings.errors, 0);
    assert_true(sl_str_is(file->items->role->doc.text, "x \"y\" \\z"));
}

/* Each fault is told once, and what stands around it is read. */
static void
faults_do_not_hide_each_other(void **state)
{
    (void)state;
    const struct slc_file *file = parse(SL_STR("policy language 1\n"
                                               "role one \"1\"\n"
                                               "rolle two \"2\"\n"
                                               "table a.b\n"
                                               "    column x text open \"why\"\n"
                                               "    colum y text open\n"
                                               "    column z text open key,\n"
                                               "    column w text open\n"
                                               "role three \"3\"\n"));
    assert_int_equal(findings.errors, 4); /* rolle, colum, the comma, no end */
    int items = 0, columns = 0;
    for (const struct slc_item *item = file->items; item != NULL; item = item->next) {
        items++;
        for (const struct slc_column *column = item->table != NULL ? item->table->columns : NULL;
             column != NULL; column = column->next)
            columns++;
    }
    assert_int_equal(items, 3);
    assert_in_range(columns, 2, 3);
}

/* `head`, then `unit` again and again up to ten million bytes, on one line. */
static struct sl_str
ten_million(const char *head, const char *unit)
{
    size_t size = 10 * 1000 * 1000, len = strlen(head), step = strlen(unit);
    char *text = SL_NEW_ARRAY(arena, char, size + step + 1);
    memcpy(text, head, len);
    for (; len < size; len += step)
        memcpy(text + len, unit, step);
    return (struct sl_str) { text, len };
}

static void
ten_million_bytes_on_a_line(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit;
        bool sound;
    } cases[] = {
        { "policy language 1 # ", "x", true },
        { "policy language 1 ", "role a \"b\" ", true },
        { "policy language 1 role a \"", "x", false },
        { "policy language 1 release a.b to c.d version 1 derive x = ", "(", false },
        { "policy language 1 release a.b to c.d version 1 derive x = ", "not ", false },
        { "policy language 1 release a.b to c.d version 1 derive x = a", " or b", false },
        { "policy language 1 ", "table ", false },
        { "policy language 1 ", "\x01\x02", false },
        { "policy language 1 ", "\xFF ", false },
        { "policy language 1 ", ";", false },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        (void)parse(ten_million(cases[at].head, cases[at].unit));
        assert_true((findings.errors == 0) == cases[at].sound);
        sl_arena_reset(arena);
    }
}

static void
depth_is_limited(void **state)
{
    (void)state;
    char text[4 * SLC_MAX_NESTING + 100];
    for (int depth = SLC_MAX_NESTING; depth <= SLC_MAX_NESTING + 1; depth++) {
        size_t len = (size_t)snprintf(text, sizeof text,
                                      "policy language 1 release a.b to c.d "
                                      "version 1 derive x = ");
        memset(text + len, '(', (size_t)depth);
        text[len + (size_t)depth] = 'a';
        memset(text + len + (size_t)depth + 1, ')', (size_t)depth);
        (void)snprintf(text + len + 2 * (size_t)depth + 1, 5, " end");
        (void)parse(sl_str_of(text));
        assert_int_equal(findings.errors, depth > SLC_MAX_NESTING ? 1 : 0);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions_bind_as_they_read),
        cmocka_unit_test(arguments_keep_their_kinds),
        cmocka_unit_test(places_cover_what_is_meant),
        cmocka_unit_test(strings_lose_their_backslashes),
        cmocka_unit_test(faults_do_not_hide_each_other),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(ten_million_bytes_on_a_line),
    };
    arena = sl_arena_new(4 * SL_GIB);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    sl_arena_free(arena);
    return failed;
}
