/* test_pg_type.c - which types of a database a policy's type takes. */
#include "pg_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
    const char *policy, *database;
    bool takes;
} pairs[] = {
    { "text", "text", true },
    { "text", "varchar(50)", true },
    { "varchar(50)", "varchar(100)", true },
    { "varchar(100)", "varchar(50)", true },
    { "varchar(50)", "text", true },
    { "varchar", "name", true },
    { "citext", "text", true },
    { "text", "citext", true },
    { "text", "char(5)", false },
    { "char(5)", "char(9)", true },
    { "char(5)", "text", false },
    { "text", "enum", false },
    { "text", "uuid", false },
    { "text", "opaque", false },
    { "smallint", "smallint", true },
    { "smallint", "integer", false },
    { "integer", "smallint", true },
    { "integer", "bigint", false },
    { "bigint", "smallint", true },
    { "bigint", "integer", true },
    { "bigint", "numeric(5,0)", false },
    { "numeric", "integer", false },
    { "numeric", "numeric", true },
    { "numeric", "numeric(12,2)", true },
    { "numeric(12,2)", "numeric", false },
    { "numeric(12,2)", "numeric(12,2)", true },
    { "numeric(12,2)", "numeric(10,2)", true },
    { "numeric(12,2)", "numeric(12,3)", false },
    { "numeric(12,2)", "numeric(14,2)", false },
    { "numeric(12,2)", "numeric(10,0)", true },
    { "numeric(12,2)", "numeric(11,0)", false },
    { "numeric(12,2)", "numeric(8,-2)", true },
    { "numeric(12,2)", "numeric(9,-2)", false },
    { "real", "double", false },
    { "double", "real", false },
    { "timestamp", "timestamptz", false },
    { "enum", "enum", true },
    { "opaque", "jsonb", true },
    { "opaque", "enum", true },
    { "boolean", "boolean", true },
    { "boolean", "smallint", false },
};

static void
types_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const struct sl_pg_type policy = sl_pg_type_spelled(pairs[i].policy);
        const struct sl_pg_type database = sl_pg_type_spelled(pairs[i].database);
        if (sl_pg_type_takes(&policy, &database) != pairs[i].takes)
            fail_msg("%s of a policy, %s of a database", pairs[i].policy, pairs[i].database);
    }
}

/* What the language does not have. */
static void
a_strange_type_is_opaque_alone(void **state)
{
    (void)state;
    const struct sl_pg_type strange = { .id = sl_pg_type_named(SL_STR("public"), SL_STR("text")) };
    assert_int_equal(strange.id, SL_PG_NONE);
    for (int id = SL_PG_NONE + 1; id < SL_PG_NTYPES; id++) {
        const struct sl_pg_type policy = { .id = (enum sl_pg_type_id)id };
        assert_int_equal(sl_pg_type_takes(&policy, &strange), id == SL_PG_OPAQUE);
    }
}

static void
types_are_known_by_name_and_oid(void **state)
{
    (void)state;
    assert_int_equal(sl_pg_type_named(SL_STR("pg_catalog"), SL_STR("int8")), SL_PG_BIGINT);
    assert_int_equal(sl_pg_type_named(SL_STR("shop"), SL_STR("int8")), SL_PG_NONE);
    assert_int_equal(sl_pg_type_named(SL_STR("shop"), SL_STR("citext")), SL_PG_CITEXT);
    assert_int_equal(sl_pg_type_of_oid(20), SL_PG_BIGINT);
    assert_int_equal(sl_pg_type_of_oid(0), SL_PG_NONE);
    assert_int_equal(sl_pg_type_of_oid(600), SL_PG_NONE);
}

static void
modifiers_are_read_and_spelled(void **state)
{
    static const struct {
        enum sl_pg_type_id id;
        int32_t modifier;
        const char *spelling;
    } types[] = {
        { SL_PG_NUMERIC, (12 << 16 | 2) + 4, "numeric(12,2)" },
        { SL_PG_NUMERIC, (5 << 16 | (-3 & 0x7ff)) + 4, "numeric(5,-3)" },
        { SL_PG_NUMERIC, -1, "numeric" },
        { SL_PG_VARCHAR, 24, "varchar(20)" },
        { SL_PG_CHAR, 5, "char(1)" },
        { SL_PG_BIGINT, -1, "bigint" },
        { SL_PG_TIMESTAMPTZ, 3, "timestamptz" },
        { SL_PG_TIMESTAMPTZ, 6, "timestamptz" },
        { SL_PG_NONE, -1, "?" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char text[SL_PG_TYPE_CHARS];
        const struct sl_pg_type type = sl_pg_type_with(types[i].id, types[i].modifier);
        sl_pg_type_spell(&type, text);
        assert_string_equal(text, types[i].spelling);
    }
}

static void
encrypted_values_are_text_or_bytes(void **state)
{
    (void)state;
    assert_true(sl_pg_type_holds_encrypted(SL_PG_TEXT));
    assert_true(sl_pg_type_holds_encrypted(SL_PG_VARCHAR));
    assert_true(sl_pg_type_holds_encrypted(SL_PG_BYTEA));
    assert_false(sl_pg_type_holds_encrypted(SL_PG_CITEXT));
    assert_false(sl_pg_type_holds_encrypted(SL_PG_NONE));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(types_are_taken),
        cmocka_unit_test(a_strange_type_is_opaque_alone),
        cmocka_unit_test(types_are_known_by_name_and_oid),
        cmocka_unit_test(modifiers_are_read_and_spelled),
        cmocka_unit_test(encrypted_values_are_text_or_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
