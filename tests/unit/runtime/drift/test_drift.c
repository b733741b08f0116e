/* test_drift.c - Relation messages against the policy's table: every way in which they may differ,
 * and how the tuples of those that agree are bound. */
#include "change/bind.h"
#include "drift/relation_compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- a table, one release that reads some of it --------------------------------------------- */

enum { ID, AMOUNT, CODE, KIND, EMAIL, SECRET, SHAPE, NOTE, NCOLUMNS };

static const char *const labels[] = { "big", "small", NULL };
static const struct sl_column columns[] = {
    { "id", "bigint", 20, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "amount", "numeric(12,2)", 1700, SL_NUMERIC, SL_COLUMN_PUBLISHED, NULL },
    { "code", "varchar(20)", 1043, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "kind", "enum", 0, SL_TEXT, SL_COLUMN_PUBLISHED, labels },
    { "email", "citext", 0, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "secret", "text", 25, SL_TEXT, 0, NULL },
    { "shape", "opaque", 0, SL_OPAQUE, SL_COLUMN_PUBLISHED, NULL },
    { "note", "text", 25, SL_TEXT, SL_COLUMN_PUBLISHED | SL_COLUMN_NULLABLE, NULL },
};
static const struct sl_table table = {
    .schema = "s", .name = "t", .columns = columns, .ncolumns = NCOLUMNS
};
static const uint32_t reads[] = { ID, AMOUNT, CODE, KIND, EMAIL, SHAPE, NOTE };
static const struct sl_projection projection = {
    .destination = "lake", .table = &table, .columns = reads, .ncolumns = NCOLUMNS - 1
};
static const struct sl_table *const tables[] = { &table };
static const struct sl_projection *const projections[] = { &projection };
static const struct sl_policy policy = {
    .tables = tables, .ntables = 1, .projections = projections, .nprojections = 1
};

/* An initialiser that is constant. */
#define NAME(text)                                                                                 \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

/* ---- what the stream says ------------------------------------------------------------------- */

enum { OID = 16400, ENUM_OID = 16500, CITEXT_OID, DOMAIN_OID, POINT_OID = 600 };
enum { NUMERIC_12_2 = (12 << 16 | 2) + 4, VARCHAR_20 = 24, NONE = -1 };

static const struct slp_relation_column good[] = {
    { NAME("id"), 20, NONE, true },
    { NAME("amount"), 1700, NUMERIC_12_2, false },
    { NAME("code"), 1043, VARCHAR_20, false },
    { NAME("kind"), ENUM_OID, NONE, false },
    { NAME("email"), CITEXT_OID, NONE, false },
    { NAME("shape"), POINT_OID, NONE, false },
    { NAME("note"), 25, NONE, false },
};
enum { NGOOD = sizeof good / sizeof *good };

struct stage {
    struct sl_arena *arena;
    struct slp_tables tables;
    struct slp_relations *relations;
    struct slp_relation_column columns[NGOOD + 1];
    struct slp_relation message;
    struct slp_drift drift;
};

static int
set_up(void **state)
{
    static const struct slp_type types[] = {
        { ENUM_OID, NAME("s"), NAME("kind") },
        { CITEXT_OID, NAME("public"), NAME("citext") },
        { DOMAIN_OID, NAME(""), NAME("numeric") }, /* a domain: its base */
    };
    struct stage *stage = calloc(1, sizeof *stage);
    stage->arena = sl_arena_new(1 << 20);
    stage->tables = slp_tables_new(stage->arena, &policy);
    stage->relations = slp_relations_new(&stage->tables);
    memcpy(stage->columns, good, sizeof good);
    stage->message = (struct slp_relation) {
        .oid = OID,
        .schema = SL_STR("s"),
        .name = SL_STR("t"),
        .identity = 'd',
        .ncolumns = NGOOD,
        .columns = stage->columns,
    };
    slp_drift_init(&stage->drift, stage->arena);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        slp_relations_type(stage->relations, &types[i]);
    *state = stage;
    return 0;
}

static int
tear_down(void **state)
{
    struct stage *stage = *state;
    slp_relations_free(stage->relations);
    sl_arena_free(stage->arena);
    free(stage);
    return 0;
}

/* Announces the relation; the differences must be exactly this one, about this column. */
static void
expect_difference(struct stage *stage, enum slp_drift_kind kind, const char *column)
{
    struct sl_err err;
    slp_relation_compare(stage->relations, &stage->message, false, &stage->drift);
    assert_int_equal(stage->drift.count, 1);
    assert_string_equal(slp_drift_name(stage->drift.items[0].kind), slp_drift_name(kind));
    assert_true(sl_str_is(stage->drift.items[0].column, column));
    assert_null(slp_relations_find(stage->relations, OID));
    assert_int_equal(slp_drift_fail(&stage->drift, &err), -1);
    assert_int_equal(err.class, SL_DRIFT);
    assert_non_null(strstr(err.text, "s.t"));
    assert_non_null(strstr(err.text, column));
    assert_string_not_equal(err.remedy, "");
}

static const struct slp_binding *
expect_binding(struct stage *stage)
{
    slp_relation_compare(stage->relations, &stage->message, false, &stage->drift);
    assert_int_equal(stage->drift.count, 0);
    const struct slp_binding *binding = slp_relations_find(stage->relations, OID);
    assert_non_null(binding);
    return binding;
}

/* ---- relations ------------------------------------------------------------------------------ */

static void
an_equal_relation_is_bound(void **state)
{
    const struct slp_binding *binding = expect_binding(*state);
    assert_int_equal(binding->kind, SLP_BOUND);
    assert_int_equal(binding->npositions, NGOOD);
    assert_int_equal(binding->columns[0], ID);
    assert_int_equal(binding->columns[5], SHAPE);
    assert_int_equal(binding->columns[6], NOTE);
    assert_true(binding->identity[0]);
    assert_false(binding->identity[1]);
}

static void
a_withheld_column_is_known_and_skipped(void **state)
{
    struct stage *stage = *state;
    memmove(&stage->columns[6], &stage->columns[5], 2 * sizeof *stage->columns);
    stage->columns[5] = (struct slp_relation_column) { SL_STR("secret"), 25, NONE, false };
    stage->message.ncolumns = NGOOD + 1;
    const struct slp_binding *binding = expect_binding(stage);
    assert_int_equal(binding->columns[5], SLP_UNREAD);
    assert_int_equal(binding->columns[6], SHAPE);
}

static void
a_domain_is_its_base(void **state)
{
    struct stage *stage = *state;
    stage->columns[1].type_oid = DOMAIN_OID;
    stage->columns[1].type_modifier = NONE;
    (void)expect_binding(stage);
}

static void
a_column_that_the_policy_lacks_stops(void **state)
{
    struct stage *stage = *state;
    stage->columns[NGOOD] = (struct slp_relation_column) { SL_STR("phone2"), 25, NONE, false };
    stage->message.ncolumns = NGOOD + 1;
    expect_difference(stage, SLP_DRIFT_COLUMN_ADDED, "phone2");
}

static void
another_order_is_bound_by_name(void **state)
{
    struct stage *stage = *state;
    const struct slp_relation_column code = stage->columns[2];
    stage->columns[2] = stage->columns[6];
    stage->columns[6] = code;
    const struct slp_binding *binding = expect_binding(stage);
    assert_int_equal(binding->columns[2], NOTE);
    assert_int_equal(binding->columns[5], SHAPE);
    assert_int_equal(binding->columns[6], CODE);
}

/* A whole row may hold columns that nobody reads, of any type. */
static void
a_withheld_column_may_have_any_type(void **state)
{
    struct stage *stage = *state;
    stage->columns[NGOOD] =
        (struct slp_relation_column) { SL_STR("secret"), POINT_OID, NONE, false };
    stage->message.ncolumns = NGOOD + 1;
    assert_int_equal(expect_binding(stage)->columns[NGOOD], SLP_UNREAD);
}

/* More columns than the policy's table has. */
static void
as_many_columns_are_bound_as_the_message_has(void **state)
{
    struct slp_relation_column many[3 * NCOLUMNS];
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        many[i] = (struct slp_relation_column) { SL_STR("secret"), 25, NONE, false };
    many[3 * NCOLUMNS - 1] = good[0];
    stage->message.ncolumns = 3 * NCOLUMNS;
    stage->message.columns = many;
    const struct slp_binding *binding = expect_binding(stage);
    assert_int_equal(binding->npositions, 3 * NCOLUMNS);
    assert_int_equal(binding->columns[3 * NCOLUMNS - 1], ID);
}

static void
types_must_agree(void **state)
{
    static const struct {
        uint32_t column, oid;
        int32_t modifier;
        const char *name;
    } wrong[] = {
        { 0, 25, NONE, "id" },           { 0, DOMAIN_OID, NONE, "id" },
        { 1, 1700, NONE, "amount" },     { 1, 1700, NUMERIC_12_2 + 1, "amount" },
        { 2, 1042, VARCHAR_20, "code" }, { 3, 25, NONE, "kind" },
        { 3, DOMAIN_OID, NONE, "kind" }, { 4, ENUM_OID, NONE, "email" },
        { 4, 17, NONE, "email" },        { 6, ENUM_OID, NONE, "note" },
        { 6, 99999, NONE, "note" }, /* no Type message tells what it is */
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        memcpy(stage->columns, good, sizeof good);
        stage->columns[wrong[i].column].type_oid = wrong[i].oid;
        stage->columns[wrong[i].column].type_modifier = wrong[i].modifier;
        slp_drift_init(&stage->drift, stage->arena);
        expect_difference(stage, SLP_DRIFT_COLUMN_TYPE, wrong[i].name);
    }
}

/* What the language does not tell apart, and types of which every value is one of the policy's. */
static void
types_may_be_others(void **state)
{
    static const struct {
        uint32_t column, oid;
        int32_t modifier;
    } others[] = {
        { 0, 21, NONE },
        { 0, 23, NONE },
        { 1, 1700, (10 << 16 | 2) + 4 },
        { 2, 1043, VARCHAR_20 + 1 },
        { 2, 25, NONE },
        { 4, 25, NONE },
        { 6, CITEXT_OID, NONE },
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        memcpy(stage->columns, good, sizeof good);
        stage->columns[others[i].column].type_oid = others[i].oid;
        stage->columns[others[i].column].type_modifier = others[i].modifier;
        (void)expect_binding(stage);
    }
}

static void
types_are_called_by_the_language(void **state)
{
    static const struct {
        uint32_t oid;
        int32_t modifier;
        const char *told;
    } types[] = {
        { 1700, (14 << 16 | 3) + 4, "numeric(14,3)" },
        { 25, NONE, "has text" },
        { 1042, 9, "char(5)" },
        { ENUM_OID, NONE, "s.kind" },
        { 99999, NONE, "OID 99999" },
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct sl_err err;
        stage->columns[0].type_oid = types[i].oid;
        stage->columns[0].type_modifier = types[i].modifier;
        slp_drift_init(&stage->drift, stage->arena);
        slp_relation_compare(stage->relations, &stage->message, false, &stage->drift);
        (void)slp_drift_fail(&stage->drift, &err);
        assert_non_null(strstr(err.text, types[i].told));
    }
}

/* ---- several differences --------------------------------------------------------------------- */

static void
every_place_is_told(void **state)
{
    struct stage *stage = *state;
    struct sl_err err;
    stage->columns[0].type_oid = 25;
    stage->columns[0].key = false;
    stage->columns[1].type_oid = 25;
    stage->columns[6].name = SL_STR("phone2");
    slp_relation_compare(stage->relations, &stage->message, false, &stage->drift);
    (void)slp_drift_fail(&stage->drift, &err);
    assert_non_null(strstr(err.text, "s.t.id: the policy has bigint; the database has text"));
    assert_non_null(strstr(err.text, "; also differing: s.t.amount, s.t.phone2"));
}

/* Whatever their number, and though an error has little room. */
static void
many_places_are_counted(void **state)
{
    enum { MANY = 100 };
    struct stage *stage = *state;
    struct sl_err err;
    for (int i = 0; i < MANY; i++) {
        const struct sl_str column = sl_arena_format(stage->arena, "column_%d", i);
        slp_drift_add(&stage->drift, SLP_DRIFT_COLUMN_ADDED, &table, column,
                      (struct slp_difference_text) { 0 });
    }
    assert_int_equal(stage->drift.count, MANY);
    (void)slp_drift_fail(&stage->drift, &err);
    assert_non_null(strstr(err.text, "s.t.column_0:"));
    assert_non_null(strstr(err.text, "s.t.column_1, s.t.column_2"));
    assert_non_null(strstr(err.text, " more"));
}

static void
a_difference_stops_its_releases(void **state)
{
    static const struct sl_table other = { .schema = "s", .name = "other" };
    static const uint32_t kind_cell[] = { 3 }, few[] = { ID, KIND };
    static const struct sl_projection keeps = { .table = &table,
                                                .columns = reads,
                                                .ncolumns = NCOLUMNS - 1,
                                                .labelled = kind_cell,
                                                .nlabelled = 1 };
    static const struct sl_projection compares = { .table = &table, .columns = few, .ncolumns = 2 };
    static const struct sl_projection elsewhere = { .table = &other };
    static const struct {
        enum slp_drift_kind kind;
        const struct sl_table *table;
        const char *column;
        bool keeps, compares, elsewhere;
    } cases[] = {
        { SLP_DRIFT_PUBLICATION_MISSING, NULL, "", true, true, true },
        { SLP_DRIFT_IDENTITY, &table, "", true, true, false },
        { SLP_DRIFT_COLUMN_TYPE, &table, "note", true, true, false },
        { SLP_DRIFT_COLUMN_NULLABLE, &table, "note", true, false, false },
        { SLP_DRIFT_ENUM_LABELS, &table, "kind", true, false, false },
    };
    struct stage *stage = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        slp_drift_init(&stage->drift, stage->arena);
        slp_drift_add(&stage->drift, cases[i].kind, cases[i].table, sl_str_of(cases[i].column),
                      (struct slp_difference_text) { 0 });
        assert_int_equal(slp_drift_stopping(&stage->drift, &keeps) != NULL, cases[i].keeps);
        assert_int_equal(slp_drift_stopping(&stage->drift, &compares) != NULL, cases[i].compares);
        assert_int_equal(slp_drift_stopping(&stage->drift, &elsewhere) != NULL, cases[i].elsewhere);
    }
    slp_drift_init(&stage->drift, stage->arena);
    assert_null(slp_drift_stopping(&stage->drift, &keeps));
}

static void
the_key_must_be_in_the_identity(void **state)
{
    struct stage *stage = *state;
    stage->columns[0].key = false;
    expect_difference(stage, SLP_DRIFT_KEY, "id");
}

static void
the_identity_must_be_the_policys(void **state)
{
    struct stage *stage = *state;
    for (const char *letter = "in"; *letter != '\0'; letter++) {
        stage->message.identity = *letter;
        slp_drift_init(&stage->drift, stage->arena);
        expect_difference(stage, SLP_DRIFT_IDENTITY, "");
    }
}

/* Old rows that are whole hold the policy's identity, too. */
static void
a_full_identity_holds_every_other(void **state)
{
    struct stage *stage = *state;
    stage->message.identity = 'f';
    for (uint32_t i = 0; i < NGOOD; i++)
        stage->columns[i].key = true;
    (void)expect_binding(stage);
}

/* Its rows are not read: where one would be sent, its releases are uncovered. */
static void
a_relation_that_differs_may_be_set_unreadable(void **state)
{
    struct stage *stage = *state;
    stage->columns[0].key = false;
    expect_difference(stage, SLP_DRIFT_KEY, "id");
    slp_relations_set_unreadable(stage->relations, &stage->message);
    const struct slp_binding *binding = slp_relations_find(stage->relations, OID);
    assert_int_equal(binding->kind, SLP_UNREADABLE);
    assert_ptr_equal(binding->table->declared, &table);
    stage->columns[0].key = true;
    slp_drift_init(&stage->drift, stage->arena);
    assert_int_equal(expect_binding(stage)->kind, SLP_BOUND);
}

static void
a_relation_that_agrees_again_is_bound_again(void **state)
{
    struct stage *stage = *state;
    stage->columns[0].key = false;
    expect_difference(stage, SLP_DRIFT_KEY, "id");
    stage->columns[0].key = true;
    slp_drift_init(&stage->drift, stage->arena);
    (void)expect_binding(stage);
}

static void
other_relations_are_told_apart(void **state)
{
    struct stage *stage = *state;
    stage->message.name = SL_STR("t_2026");
    slp_relation_compare(stage->relations, &stage->message, true, &stage->drift);
    assert_int_equal(slp_relations_find(stage->relations, OID)->kind, SLP_LEAF);
    stage->message.name = SL_STR("other");
    slp_relation_compare(stage->relations, &stage->message, false, &stage->drift);
    assert_int_equal(slp_relations_find(stage->relations, OID)->kind, SLP_FOREIGN);
    assert_int_equal(stage->drift.count, 0);
    assert_null(slp_relations_find(stage->relations, OID + 1));
}

/* ---- tuples --------------------------------------------------------------------------------- */

struct bound {
    char bytes[256];
    struct slp_cell cells[NGOOD];
    struct slp_tuple tuple;
    struct sl_value image[NCOLUMNS];
};

/* Cells parted by blanks; `~` unchanged, `-` NULL. */
static void
fill_tuple(struct bound *bound, const char *text)
{
    char *rest = NULL;
    uint32_t count = 0;
    (void)snprintf(bound->bytes, sizeof bound->bytes, "%s", text);
    for (char *cell = strtok_r(bound->bytes, " ", &rest); cell != NULL;
         cell = strtok_r(NULL, " ", &rest)) {
        enum slp_cell_kind kind = *cell == '~'   ? SLP_CELL_UNCHANGED
                                  : *cell == '-' ? SLP_CELL_NULL
                                                 : SLP_CELL_TEXT;
        bound->cells[count++] =
            (struct slp_cell) { .kind = kind, .text = cell, .len = (uint32_t)strlen(cell) };
    }
    bound->tuple = (struct slp_tuple) { .ncells = count, .cells = bound->cells };
}

static void
cells_are_read(void **state)
{
    const struct slp_binding *binding = expect_binding(*state);
    struct bound bound;
    struct sl_err err;
    fill_tuple(&bound, "7 10.50 abc small Ann@example.com (1,2) -");
    assert_int_equal(slp_bind(binding, &bound.tuple, SLP_WHOLE_ROW, bound.image, &err), 0);
    assert_int_equal(bound.image[ID].integer, 7);
    assert_true(sl_str_is(bound.image[AMOUNT].text, "10.50"));
    assert_true(sl_str_is(bound.image[KIND].text, "small"));
    assert_int_equal(bound.image[SHAPE].state, SL_VALUE);
    assert_int_equal(bound.image[NOTE].state, SL_MISSING);
    assert_false(slp_image_lacks(&projection, bound.image));
}

static void
an_identity_tells_nothing_else(void **state)
{
    const struct slp_binding *binding = expect_binding(*state);
    struct bound bound;
    struct sl_err err;
    fill_tuple(&bound, "7 - - - - - -");
    assert_int_equal(slp_bind(binding, &bound.tuple, SLP_IDENTITY_ALONE, bound.image, &err), 0);
    assert_int_equal(bound.image[ID].integer, 7);
    for (uint32_t i = AMOUNT; i < NCOLUMNS; i++)
        assert_true(i == SECRET || bound.image[i].state == SL_UNCHANGED);
}

static void
what_the_stream_lacks_is_unchanged(void **state)
{
    struct stage *stage = *state;
    struct bound bound;
    struct sl_err err;
    stage->message.ncolumns = NGOOD - 1; /* the list is older than the policy */
    const struct slp_binding *binding = expect_binding(stage);
    fill_tuple(&bound, "7 10.50 abc small a ~");
    assert_int_equal(slp_bind(binding, &bound.tuple, SLP_WHOLE_ROW, bound.image, &err), 0);
    assert_int_equal(bound.image[SHAPE].state, SL_UNCHANGED);
    assert_int_equal(bound.image[NOTE].state, SL_UNCHANGED);
    assert_true(slp_image_lacks(&projection, bound.image));
}

/* A message may say which column, never what stood in it. */
static void
values_of_other_types_stop_and_are_not_quoted(void **state)
{
    static const struct {
        const char *tuple, *column;
    } wrong[] = {
        { "seven7 10.50 abc small a (1,2) x", "id" },
        { "7 ten7 abc small a (1,2) x", "amount" },
        { "7 10.50 abc", "columns" },
    };
    const struct slp_binding *binding = expect_binding(*state);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct bound bound;
        struct sl_err err;
        fill_tuple(&bound, wrong[i].tuple);
        assert_int_equal(slp_bind(binding, &bound.tuple, SLP_WHOLE_ROW, bound.image, &err), -1);
        assert_int_equal(err.class, SL_DRIFT);
        assert_non_null(strstr(err.text, wrong[i].column));
        assert_null(strstr(err.text, "en7"));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_equal_relation_is_bound),
        TEST(a_withheld_column_is_known_and_skipped),
        TEST(a_domain_is_its_base),
        TEST(a_column_that_the_policy_lacks_stops),
        TEST(another_order_is_bound_by_name),
        TEST(a_withheld_column_may_have_any_type),
        TEST(as_many_columns_are_bound_as_the_message_has),
        TEST(types_must_agree),
        TEST(types_may_be_others),
        TEST(types_are_called_by_the_language),
        TEST(every_place_is_told),
        TEST(many_places_are_counted),
        TEST(a_difference_stops_its_releases),
        TEST(the_key_must_be_in_the_identity),
        TEST(the_identity_must_be_the_policys),
        TEST(a_full_identity_holds_every_other),
        TEST(a_relation_that_differs_may_be_set_unreadable),
        TEST(a_relation_that_agrees_again_is_bound_again),
        TEST(other_relations_are_told_apart),
        TEST(cells_are_read),
        TEST(an_identity_tells_nothing_else),
        TEST(what_the_stream_lacks_is_unchanged),
        TEST(values_of_other_types_stop_and_are_not_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
