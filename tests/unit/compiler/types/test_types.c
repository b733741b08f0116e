/* One expression a case: the type it gets, or the finding it gets. */
#include "maxima.h"
#include "stages.h"
#include "syntax/ast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const char before[] =
    "policy language 1\n"
    "levels open \"x\" internal \"x\" end\n"
    "role dpo \"x\"\n"
    "category identity owned by dpo end\n"
    "key k for pseudonyms links stream purpose \"x\" end\n"
    "destination lake clearance internal accepts identity purpose \"x\" owned by dpo end\n"
    "table app.things\n"
    "  column id bigint open key\n"
    "  column s smallint open\n"
    "  column i integer open\n"
    "  column b bigint open\n"
    "  column n numeric(12,2) open\n"
    "  column n_ numeric(12,2)? open\n"
    "  column r real open\n"
    "  column d double? open\n"
    "  column t text open\n"
    "  column t_ text? open\n"
    "  column v varchar(3) open\n"
    "  column c citext? open\n"
    "  column e enum(\"red\", \"green\") open\n"
    "  column e_ enum(\"red\", \"green\")? open\n"
    "  column day date open\n"
    "  column day_ date? open\n"
    "  column made timestamptz open\n"
    "  column local timestamp open\n"
    "  column clock time open\n"
    "  column f boolean open\n"
    "  column f_ boolean? open\n"
    "  column u uuid open\n"
    "  column j jsonb? open\n"
    "  column raw bytea open\n"
    "  column o opaque? open\n"
    "end\n"
    "release app.things to lake.stream version 1\n"
    "  row key id = id\n"
    "  derive x = ";
static const char after[] = "\n  deleted rows send key\nend\n";

/* Types the expression; "numeric?" or, after a finding, its code. Lives in the arena. */
static struct sl_str
verdict(struct sl_arena *arena, const char *expression)
{
    struct slc_findings findings;
    slc_findings_init(&findings, arena);
    struct sl_str text = sl_arena_format(arena, "%s%s%s", before, expression, after);
    struct slc_source *source = slc_source_of(arena, SL_STR("test.policy"), text);
    struct slc_program program = { .arena = arena, .findings = &findings };
    program.files = slc_parse(arena, &findings, source);
    slc_check_names(&program);
    slc_check_types(&program);
    if (findings.first != NULL)
        return sl_str_of(slc_code_name(findings.first->code));
    struct slc_type type = program.releases->statements->next->expr->type;
    return sl_arena_format(arena, "%s%s", slc_type_info(type.id)->spelling,
                           type.nullable ? "?" : "");
}

struct example {
    const char *expression, *expected;
};

static void
check_all(const struct example *examples)
{
    struct sl_arena *arena = sl_arena_new(256 * SL_MIB);
    for (const struct example *example = examples; example->expression != NULL; example++) {
        struct sl_str got = verdict(arena, example->expression);
        if (!sl_str_is(got, example->expected))
            fail_msg("%s: %.*s, not %s", example->expression, SL_FMT(got), example->expected);
    }
    sl_arena_free(arena);
}

static void
functions(void **state)
{
    (void)state;
    check_all((const struct example[]) {
        { "present(o)", "boolean" },
        { "present(t_)", "boolean" },
        { "one_of(t, allowed: [\"a\"])", "text?" },
        { "one_of(e, allowed: [\"red\"])", "enum?" },
        { "one_of(e, allowed: [\"blue\"])", "E0204" },
        { "one_of(i, allowed: [1, 2])", "integer?" },
        { "one_of(i, allowed: [1, 1])", "E0205" },
        { "one_of(i, allowed: [\"1\"])", "E0203" },
        { "one_of(r, allowed: [1])", "E0201" },
        { "group(e, from: [\"red\"], to: [\"warm\"])", "text?" },
        { "group(e, from: [\"red\"], to: [\"warm\", \"cold\"])", "E0205" },
        { "group(e, from: [\"red\"], to: [1])", "E0202" },
        { "email_domain(c)", "text?" },
        { "email_domain(e)", "E0201" },
        { "band(n, edges: [0, 0.5])", "text?" },
        { "band(n, edges: [0, 0])", "E0205" },
        { "band(n, edges: [])", "E0003" },
        { "band(n, edges: 5)", "E0202" },
        { "band(n, edges: [0], edges: [1])", "E0202" },
        { "band(n)", "E0202" },
        { "band(n, n, edges: [0])", "E0202" },
        { "band(edges: [0])", "E0202" },
        { "band(t, edges: [0])", "E0201" },
        { "band(n, edges: [1234567890123456789])", "E0203" },
        { "round_down(i, to: 50)", "numeric?" },
        { "round_down(i, to: 0)", "E0202" },
        { "year(day)", "smallint?" },
        { "year(made)", "smallint?" },
        { "month(local)", "text?" },
        { "day(made)", "date?" },
        { "day(clock)", "E0201" },
        { "age_band(day, at: commit_time, width: 10 years)", "text?" },
        { "age_band(day, at: made, width: 10 years)", "E0202" },
        { "age_band(day, at: commit_time, width: 10 months)", "E0206" },
        { "age_band(day, at: commit_time, width: 0 years)", "E0206" },
        { "age_band(day, at: commit_time, width: 10)", "E0206" },
        { "months_between(day, commit_time)", "integer?" },
        { "months_between(day)", "E0202" },
        { "postcode_area(v)", "text?" },
        { "pseudonym(id, using: k)", "text" },
        { "pseudonym(n_, using: k)", "text?" },
        { "pseudonym(lower(t), using: k)", "E0201" },
        { "pseudonym(s, using: k)", "E0201" },
        { "pseudonym(e, using: k)", "E0201" },
        { "pseudonym(day, using: k)", "E0201" },
        { "pseudonym(commit_time, using: k)", "E0201" },
        { "lower(t)", "text" },
        { "trim(c)", "text?" },
        { "lower(e)", "E0201" },
        { "lower(trim(v))", "text" },
        { "shout(t)", "E0101" },
        { 0 },
    });
}

static void
conditions(void **state)
{
    (void)state;
    check_all((const struct example[]) {
        { "n >= 100", "boolean" },
        { "n_ >= 100", "E0208" },
        { "n_ if missing 0 >= 100", "boolean" },
        { "s >= 2.5", "boolean" },
        { "s >= 40000", "E0203" },
        { "r < n", "boolean" },
        { "n < day", "E0207" },
        { "day < made", "boolean" },
        { "day < local", "boolean" },
        { "made < local", "E0207" },
        { "made >= 2026-01-01", "boolean" },
        { "made >= \"2026-01-01\"", "E0203" },
        { "2026-01-01 <= day", "boolean" },
        { "t < t", "E0207" },
        { "clock < clock", "E0207" },
        { "e is \"red\"", "boolean" },
        { "e is \"rod\"", "E0204" },
        { "e_ is \"red\"", "E0208" },
        { "e is not in [\"red\", \"green\"]", "boolean" },
        { "v is \"GBP\"", "boolean" },
        { "v is \"GBPX\"", "E0203" },
        { "s is 2.5", "E0203" },
        { "s is 2.0", "boolean" },
        { "f is yes", "boolean" },
        { "f is in [yes, no]", "E0207" },
        { "f is \"yes\"", "E0203" },
        { "r is 1", "E0207" },
        { "u is \"x\"", "E0207" },
        { "made is 2026-01-01", "E0207" },
        { "o is missing", "boolean" },
        { "o is \"x\"", "E0211" },
        { "f and not f", "boolean" },
        { "f_ and f", "E0208" },
        { "f_ if missing no and f", "boolean" },
        { "t and f", "E0209" },
        { "not n", "E0209" },
        { "year(day) >= 2020", "E0208" },
        { "year(day) if missing 0 >= 2020", "boolean" },
        { 0 },
    });
}

static void
tests_narrow(void **state)
{
    (void)state;
    check_all((const struct example[]) {
        { "n_ is not missing and n_ >= 100", "boolean" },
        { "n_ is missing or n_ >= 100", "boolean" },
        { "n_ is missing and n_ >= 100", "E0208" },
        { "n_ is not missing or n_ >= 100", "E0208" },
        { "n_ >= 100 and n_ is not missing", "E0208" },
        { "present(t_) and t_ is \"x\"", "boolean" },
        { "not (n_ is missing) and n_ >= 100", "boolean" },
        { "not (n_ is missing or f) and n_ >= 100", "boolean" },
        { "(n_ is not missing and f) and n_ >= 1", "boolean" },
        { "choose when t_ is missing then \"none\" otherwise t_", "text" },
        { "choose when t_ is missing then \"none\" when t_ is \"x\" then \"y\" otherwise \"z\"",
          "text" },
        { "choose when t_ is not missing then t_ otherwise \"none\"", "text" },
        { "choose when t_ is not missing and t_ is \"x\" then t_ otherwise t_", "text?" },
        { "choose when f and n_ is missing then 1 when n_ >= 1 then 2 otherwise 3", "E0208" },
        { "choose when n_ is missing then 1 when n_ if missing 0 >= 1 then 2 otherwise 3",
          "bigint" },
        { 0 },
    });
}

static void
choices(void **state)
{
    (void)state;
    check_all((const struct example[]) {
        { "choose when f then s otherwise i", "integer" },
        { "choose when f then i otherwise 1.5", "numeric" },
        { "choose when f then r otherwise 1", "E0210" },
        { "choose when f then r otherwise d", "double?" },
        { "choose when f then \"a\" otherwise v", "text" },
        { "choose when f then e otherwise e", "enum" },
        { "choose when f then e otherwise \"blue\"", "text" },
        { "choose when f then e otherwise missing", "enum?" },
        { "choose when f then missing otherwise missing", "E0210" },
        { "choose when f then \"a\" otherwise 1", "E0210" },
        { "choose when f then o otherwise missing", "E0211" },
        { "choose when f_ then 1 otherwise 2", "E0208" },
        { "choose when t then 1 otherwise 2", "E0209" },
        { "t_ if missing \"none\"", "text" },
        { "t if missing \"none\"", "W0201" },
        { "e_ if missing \"none\"", "text" },
        { "e_ if missing \"red\"", "enum" },
        { "day_ if missing 1970-01-01", "date" },
        { "n_ if missing \"0\"", "E0203" },
        { "j if missing \"{}\"", "E0203" },
        { "o", "E0211" },
        { "j", "jsonb?" },
        { "raw", "bytea" },
        { "commit_time", "timestamptz" },
        { "5", "bigint" },
        { "nothing", "E0101" },
        { 0 },
    });
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions),
        cmocka_unit_test(conditions),
        cmocka_unit_test(tests_narrow),
        cmocka_unit_test(choices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
