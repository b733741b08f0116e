/* What `sluice diff` proves must hold: for random pairs of releases, a field that is said to tell no
 * more than before is worked out from what left before, on every random row. */
#include "diff/diff.h"

#include "eval/eval.h"
#include "eval/eval_value.h"
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

enum { PAIRS = 400, ROWS = 500, MOST_FIELDS = 3 };

static const char vocabulary[] =
    "policy language 1\n"
    "levels open \"o\" internal \"i\" secret \"x\" end\n"
    "role dpo \"D\"\n"
    "category who owned by dpo end\n"
    "key link for pseudonyms links things purpose \"join\" end\n"
    "destination lake clearance internal accepts who purpose \"p\" owned by dpo end\n"
    "table app.things replica identity full\n"
    "  column id bigint open key\n"
    "  column c_num integer? open\n"
    "  column c_amt numeric(8,2) open\n"
    "  column c_date date open\n"
    "  column c_time timestamptz open\n"
    "  column c_word text? open\n"
    "  column c_post text open\n"
    "  column c_kind enum(\"a\", \"b\", \"c\") open\n"
    "  column c_flag boolean open\n"
    "end\n";

static const char *const columns[] = { "c_num",  "c_amt",  "c_date", "c_time",
                                       "c_word", "c_post", "c_kind", "c_flag" };
enum { NCOLUMNS = sizeof columns / sizeof *columns };

static uint64_t seed = 20260131;

/* xorshift64* */
static unsigned
random_below(unsigned limit)
{
    seed ^= seed >> 12;
    seed ^= seed << 25;
    seed ^= seed >> 27;
    return (unsigned)((seed * UINT64_C(2685821657736338717)) >> 33) % limit;
}

static const char *
random_column(void)
{
    return columns[random_below(NCOLUMNS)];
}

/* ---- random releases ------------------------------------------------------------------------ */

/* Edges out of a few, so that those of two releases have something in common. */
static const char *
random_edges(void)
{
    static const char *const edges[] = { "[0, 10]", "[0, 10, 20]", "[0, 5, 10, 15, 20]", "[10]",
                                         "[0]",     "[0, 7, 10]",  "[-10, 0, 10, 20]" };
    return edges[random_below(sizeof edges / sizeof *edges)];
}

static struct sl_str
random_condition(struct sl_arena *arena)
{
    static const char *const plain[] = {
        "c_flag",
        "c_kind is \"a\"",
        "c_kind is in [\"a\", \"b\"]",
        "c_kind is not \"c\"",
        "c_num is missing",
        "present(c_word)",
        "c_word is not missing",
        "valid_uk_postcode(c_post) if missing no",
        "c_date < 2001-01-01",
        "c_date >= 2000-06-01",
        "c_time < 2001-01-01",
    };
    switch (random_below(4)) {
    case 0: return sl_str_of(plain[random_below(sizeof plain / sizeof *plain)]);
    case 1:
        return sl_arena_format(arena, "(c_num if missing %u) %s %u", random_below(3) * 5,
                               random_below(2) ? ">=" : "<", random_below(5) * 5);
    case 2:
        return sl_arena_format(arena, "c_amt %s %u.%u",
                               random_below(2) ? ">" : "<=", random_below(20), random_below(10));
    default:
        return sl_arena_format(arena, "(%s) %s (%s)", plain[random_below(5)],
                               random_below(2) ? "and" : "or", plain[random_below(9)]);
    }
}

static struct sl_str
random_choice(struct sl_arena *arena)
{
    struct sl_str first = random_condition(arena), second = random_condition(arena);
    return sl_arena_format(arena,
                           "choose when %.*s then \"x\" when %.*s then \"y\" otherwise \"z\"",
                           SL_FMT(first), SL_FMT(second));
}

static const char *const whole[] = {
    "c_num",
    "c_amt",
    "c_date",
    "c_time",
    "c_word",
    "c_post",
    "c_kind",
    "c_flag",
    "year(c_date)",
    "quarter(c_date)",
    "month(c_date)",
    "week(c_date)",
    "weekday(c_date)",
    "year(c_time)",
    "month(c_time)",
    "day(c_time)",
    "hour(c_time)",
    "day_part(c_time)",
    "postcode_area(c_post)",
    "postcode_district(c_post)",
    "postcode_sector(c_post)",
    "postcode_area(c_post) if missing \"none\"",
    "lower(c_word)",
    "lower(trim(c_word))",
    "present(c_word)",
    "count_present(c_word, c_num)",
    "sign(c_num)",
    "magnitude(c_amt)",
    "pseudonym(c_word, using: link)",
    "initials(c_word)",
    "upper(c_word)",
    "squeeze(c_word)",
    "match_code(c_word, c_post, using: link)",
    "grid(c_num, c_num, km: 10)",
    "email_domain(c_word)",
    "count_present(c_num)",
    "days_between(c_date, c_time)",
    "weeks_between(c_date, c_time)",
    "months_between(c_date, c_time)",
    "years_between(c_date, c_time)",
    "hours_between(c_time, commit_time)",
    "minutes_between(c_time, commit_time)",
    "valid_uk_postcode(c_post)",
    "same(c_num, c_num)",
    "contains_word(c_word, words: [\"ab\"])",
    "c_num if missing 0",
};

/* Calls with a number, between its two parts, and the largest it may be. */
static const struct {
    const char *before, *after;
    unsigned least, most;
} numbered[] = {
    { "round_down(c_num, to: ", ")", 1, 10 },
    { "round_to(c_num, to: ", ")", 1, 10 },
    { "age_band(c_date, at: commit_time, width: ", " years)", 5, 20 },
    { "first(c_word, ", ")", 1, 3 },
    { "last(c_word, ", ")", 1, 3 },
    { "mask(c_word, keep_last: ", ")", 1, 3 },
    { "bucket_of(c_word, using: link, of: ", ")", 2, 12 },
    { "clamp(c_num, low: 0, high: ", ")", 5, 15 },
    { "clamp(c_num, low: -", ", high: 20)", 1, 9 },
};

/* Calls with edges. */
static const struct {
    const char *before, *after;
} edged[] = {
    { "band(c_num, edges: ", ")" },
    { "band(c_amt, edges: ", ")" },
    { "percent_band(c_amt, of: c_num, edges: ", ")" },
    { "length_band(c_word, edges: ", ")" },
    { "interval_band(c_date, c_time, edges: ", ", unit: months)" },
    { "interval_band(c_date, c_time, edges: ", ", unit: weeks)" },
};

static struct sl_str
random_expr_of(struct sl_arena *arena)
{
    static const char *const lists[] = { "\"a\"", "\"a\", \"b\"", "\"a\", \"b\", \"ab\"" };
    unsigned at;
    switch (random_below(8)) {
    case 0:
    case 1:
        at = random_below(sizeof numbered / sizeof *numbered);
        return sl_arena_format(arena, "%s%u%s", numbered[at].before,
                               numbered[at].least +
                                   random_below(numbered[at].most - numbered[at].least + 1),
                               numbered[at].after);
    case 2:
        at = random_below(sizeof edged / sizeof *edged);
        return sl_arena_format(arena, "%s%s%s", edged[at].before, random_edges(), edged[at].after);
    case 3: return sl_arena_format(arena, "one_of(c_word, allowed: [%s])", lists[random_below(3)]);
    case 4: return random_choice(arena);
    case 5: return random_condition(arena);
    default: return sl_str_of(whole[random_below(sizeof whole / sizeof *whole)]);
    }
}

static bool
mentions(struct sl_str text, const char *word)
{
    return memmem(text.ptr, text.len, word, strlen(word)) != NULL;
}

/* Whether the compiler has every function that is called. */
static bool
is_known(struct sl_str expr)
{
    for (size_t at = 0, begin = 0; at < expr.len; at++) {
        char c = expr.ptr[at];
        if (c == '(' && at > begin &&
            slc_function_named((struct sl_str) { expr.ptr + begin, at - begin }) == NULL)
            return false;
        if (!((c >= 'a' && c <= 'z') || c == '_'))
            begin = at + 1;
    }
    return true;
}

/* One that reads the column. */
static struct sl_str
random_expr(struct sl_arena *arena, const char *column)
{
    struct sl_str expr;
    do
        expr = random_expr_of(arena);
    while (!is_known(expr) || !mentions(expr, column));
    return expr;
}

/* Its fields read these columns, one each, so that those of two releases have to do with each
 * other. */
static struct sl_str
random_release(struct sl_arena *arena, const char *const about[MOST_FIELDS])
{
    struct sl_buf text;
    sl_buf_init(&text, SL_MIB);
    sl_buf_printf(&text, "release app.things to lake.things version 1\n  row key id = id\n");
    unsigned nfields = 1 + random_below(MOST_FIELDS);
    for (unsigned i = 0; i < nfields && i < MOST_FIELDS; i++) {
        struct sl_str expr = random_expr(arena, about[i]);
        sl_buf_printf(&text, "  derive f%u = %.*s\n", i, SL_FMT(expr));
    }
    if (random_below(3) == 0) {
        struct sl_str condition;
        do
            condition = random_condition(arena);
        while (!is_known(condition));
        sl_buf_printf(&text, "  only rows where %.*s\n", SL_FMT(condition));
    }
    for (int i = 0; i < NCOLUMNS; i++)
        if (!mentions(sl_buf_str(&text), columns[i])) {
            sl_buf_printf(&text, "  withhold %s because \"not read\"\n", columns[i]);
        }
    sl_buf_printf(&text, "  deleted rows send key\n  updates send changes\nend\n");
    struct sl_str kept = sl_arena_copy(arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return kept;
}

static struct slc_diff_side
compiled(struct sl_arena *arena, struct sl_str release)
{
    struct slc_program *program = SL_NEW(arena, struct slc_program);
    struct slc_findings *findings = SL_NEW(arena, struct slc_findings);
    slc_findings_init(findings, arena);
    *program = (struct slc_program) { .arena = arena, .findings = findings, .today = 20454 };
    struct sl_str text = sl_arena_format(arena, "%s%.*s", vocabulary, SL_FMT(release));
    program->files = slc_parse(arena, findings, slc_source_of(arena, SL_STR("a.policy"), text));
    slc_check_names(program);
    slc_check_types(program);
    slc_check_releases(program);
    slc_check_labels(program);
    if (findings->errors > 0) {
        print_message("%.*s\n", SL_FMT(text));
        fail_msg("%.*s", SL_FMT(findings->first->message));
    }
    return (struct slc_diff_side) { program, slc_lower(program) };
}

/* ---- random rows ---------------------------------------------------------------------------- */

static struct sl_value
read_value(struct sl_arena *arena, const struct slc_ir_column *column, struct sl_str text)
{
    struct sl_value value;
    assert_true(slc_eval_read(arena, &column->type, text, &value));
    return value;
}

/* A value out of few, so that rows meet in what is released of them. */
static struct sl_value
random_value(struct sl_arena *arena, const struct slc_ir_column *column)
{
    static const char *const words[] = { "a", "b", "ab", "A", " a", "", " ", "abc", "Ab c" };
    static const char *const posts[] = { "SW1A 1AA", "SW1A 1AB", "SW1A 2AA", "SW1V 1AA",
                                         "M1 1AE",   "m1 1ae",   "none",     "" };
    enum sl_kind kind = slc_type_info(column->type.id)->kind;
    struct sl_str text;
    if (column->type.nullable && random_below(5) == 0)
        return slc_missing_value(kind);
    if (sl_str_is(column->name, "id"))
        text = SL_STR("1"); /* the same record: else its key would tell everything */
    else if (sl_str_is(column->name, "c_num"))
        text = sl_arena_format(arena, "%d", (int)random_below(45) - 15);
    else if (sl_str_is(column->name, "c_amt"))
        text = sl_arena_format(arena, "%u.%02u", random_below(22), random_below(4) * 25);
    else if (kind == SL_DATE)
        text = sl_arena_format(arena, "%u-%02u-%02u", 1996 + random_below(10), 1 + random_below(12),
                               1 + random_below(28));
    else if (kind == SL_TIMESTAMPTZ)
        text = sl_arena_format(arena, "%u-%02u-%02uT%02u:30:00Z", 1999 + random_below(3),
                               1 + random_below(12), 1 + random_below(28), random_below(24));
    else if (kind == SL_BOOLEAN)
        text = random_below(2) ? SL_STR("yes") : SL_STR("no");
    else if (column->type.nlabels > 0)
        text = column->type.labels[random_below(column->type.nlabels)];
    else if (sl_str_is(column->name, "c_word"))
        text = sl_str_of(words[random_below(sizeof words / sizeof *words)]);
    else
        text = sl_str_of(posts[random_below(sizeof posts / sizeof *posts)]);
    return read_value(arena, column, text);
}

/* What a row shows in a version: everything it releases, and one field. */
struct shown {
    bool leaves;
    struct sl_str all, field;
};

static struct shown
show(struct sl_arena *arena, const struct slc_ir_release *release,
     const struct sl_value *columns_of, struct sl_str field)
{
    struct slc_key_bytes keys[] = { slc_test_key(arena, SL_STR("link")) };
    const struct slc_row row = { columns_of, INT64_C(1767225600) * 1000000 };
    const struct slc_evaluation evaluation = { arena, release, keys, &row };
    struct sl_value passes = slc_eval_filter(&evaluation);
    struct shown shown = { .leaves = passes.state == SL_VALUE && passes.boolean };
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    slc_eval_record(&evaluation, false, &out);
    shown.all = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_clear(&out);
    for (uint32_t i = 0; i < release->nfields; i++)
        if (sl_str_equal(release->fields[i].name, field)) {
            struct sl_value value = slc_eval(&evaluation, release->fields[i].expr);
            if (value.state == SL_VALUE)
                slc_eval_json(&out, value);
        }
    shown.field = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return shown;
}

/* ---- what a change claims ------------------------------------------------------------------- */

struct claim {
    struct sl_arena *arena;
    const struct slc_ir_release *from,
        *to; /* the field of `to` follows from the fields of `from` */
    struct sl_str field;
    bool same_values; /* and is the same in both */
    const char *base, *head;
};

static int
by_all(const void *a, const void *b)
{
    return sl_str_compare(((const struct shown *)a)->all, ((const struct shown *)b)->all);
}

static void
refuted(const struct claim *claim, const char *how)
{
    print_message("%s\n%s\n", claim->base, claim->head);
    fail_msg("field %.*s %s", SL_FMT(claim->field), how);
}

/* Rows that leave in both versions, by all that one shows: the field of the other is one. */
static void
check_claim(const struct claim *claim)
{
    const struct slc_ir_table *table = claim->to->table;
    struct shown *seen = SL_NEW_ARRAY(claim->arena, struct shown, ROWS);
    size_t count = 0;
    for (int i = 0; i < ROWS; i++) {
        struct sl_value *row = SL_NEW_ARRAY(claim->arena, struct sl_value, table->ncolumns);
        for (uint32_t at = 0; at < table->ncolumns; at++)
            row[at] = random_value(claim->arena, &table->columns[at]);
        struct shown from = show(claim->arena, claim->from, row, claim->field);
        struct shown to = show(claim->arena, claim->to, row, claim->field);
        if (claim->same_values && !sl_str_equal(from.field, to.field))
            refuted(claim, "is not the same on every row");
        if (from.leaves && to.leaves)
            seen[count++] = (struct shown) { true, from.all, to.field };
    }
    qsort(seen, count, sizeof *seen, by_all);
    for (size_t i = 1; i < count; i++)
        if (sl_str_equal(seen[i - 1].all, seen[i].all) &&
            !sl_str_equal(seen[i - 1].field, seen[i].field))
            refuted(claim, "does not follow");
}

static struct sl_str
field_of(struct sl_str what)
{
    size_t dots = 0, at = 0;
    while (dots < 2)
        dots += what.ptr[at++] == '.';
    return sl_str_from(what, at);
}

static void
check_pair(struct sl_arena *arena, unsigned counts[SLC_NPRIVACY])
{
    const char *const about[] = { random_column(), random_column(), random_column() };
    struct sl_str base = random_release(arena, about), head = random_release(arena, about);
    struct slc_diff_side sides[] = { compiled(arena, base), compiled(arena, head) };
    const struct slc_diff *diff = slc_diff_new(arena, sides[0], sides[1], NULL);
    const struct slc_ir_release *before = &sides[0].ir->releases[0],
                                *now = &sides[1].ir->releases[0];
    for (const struct slc_change *change = diff->first; change != NULL; change = change->next) {
        if (strcmp(change->kind, "field") != 0)
            continue;
        struct claim claim = {
            .arena = arena, .field = field_of(change->what), .base = base.ptr, .head = head.ptr
        };
        counts[change->privacy]++;
        claim.same_values = !change->breaking && change->was.line > 0 && change->now.line > 0;
        if (change->now.line > 0 &&
            (change->privacy == SLC_SAME || change->privacy == SLC_NARROWED)) {
            claim.from = before;
            claim.to = now;
            check_claim(&claim);
        }
        if (change->was.line > 0 && change->privacy == SLC_SAME) {
            claim.from = now;
            claim.to = before;
            check_claim(&claim);
        }
    }
}

static void
what_is_proved_holds(void **state)
{
    (void)state;
    unsigned counts[SLC_NPRIVACY] = { 0 };
    for (int pair = 0; pair < PAIRS; pair++) {
        struct sl_arena *arena = sl_arena_new(SL_GIB);
        assert_non_null(arena);
        check_pair(arena, counts);
        sl_arena_free(arena);
    }
    /* Enough of each for the test to say anything. */
    for (int privacy = 0; privacy < SLC_NPRIVACY; privacy++)
        print_message("%s: %u\n", slc_privacy_word((enum slc_privacy)privacy), counts[privacy]);
    for (int privacy = 0; privacy < SLC_NPRIVACY; privacy++)
        assert_true(counts[privacy] > PAIRS / 50);
}

/* A release beside itself has no change, and one beside another none that is only in one direction. */
static void
nothing_changes_in_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++) {
        struct sl_arena *arena = sl_arena_new(SL_GIB);
        assert_non_null(arena);
        const char *const about[] = { random_column(), random_column(), random_column() };
        struct sl_str release = random_release(arena, about);
        const struct slc_diff *diff =
            slc_diff_new(arena, compiled(arena, release), compiled(arena, release), NULL);
        assert_null(diff->first);
        assert_int_equal(slc_diff_verdict(diff), SLC_VERDICT_CLEAN);
        sl_arena_free(arena);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_proved_holds),
        cmocka_unit_test(nothing_changes_in_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
