/* Tables and their columns. */
#include "../checked.h"

static void
tables_are_those_with_a_release_by_schema_and_name(void **state)
{
    (void)state;
#define TABLE(name) "table " name " column id bigint open key end\n"
#define RELEASE(table, stream)                                                                     \
    "release " table " to lake." stream " version 1 row key id = id end\n"
    static const char text[] =
        "policy language 1\n"
        "levels open \"o\" end role dpo \"D\" category care owned by dpo end\n"
        "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n" TABLE(
            "b.one") TABLE("a.two") TABLE("a.unused") TABLE("a.one") RELEASE("b.one", "x")
            RELEASE("a.two", "y") RELEASE("a.one", "z");
    static const struct {
        const char *schema, *name;
    } tables[] = { { "a", "one" }, { "a", "two" }, { "b", "one" } };
    struct checked checked;
    const struct slc_ir *ir = lower_text(&checked, text, NAMES | TYPES);
    assert_int_equal(ir->ntables, COUNT_OF(tables));
    for (size_t at = 0; at < COUNT_OF(tables); at++) {
        assert_true(sl_str_is(ir->tables[at].schema, tables[at].schema));
        assert_true(sl_str_is(ir->tables[at].name, tables[at].name));
    }
    assert_ptr_equal(ir->releases[0].table, &ir->tables[2]);
    assert_ptr_equal(ir->releases[2].table, &ir->tables[0]);
    checked_done(&checked);
}

static void
a_column_has_what_its_line_says(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "column made timestamptz open",
        "column made timestamptz open\n"
        "column code varchar(8)? internal who unique identifying presence personal \"Doc\"\n"
        "column total bigint internal money sensitive generated\n"
        "withhold code, total because \"not asked\"",
        EVERY_STAGE);
    const struct slc_ir_table *table = &ir->tables[0];
    assert_int_equal(table->ncolumns, 8);
    const struct slc_ir_column *id = &table->columns[0], *code = &table->columns[6],
                               *total = &table->columns[7];
    assert_true(id->key && !id->unique && !id->identifying && !id->sensitive && !id->generated);
    assert_false(id->has_presence);
    assert_true(code->unique && code->identifying && !code->key && !code->sensitive);
    assert_true(code->has_presence);
    assert_int_equal(code->presence, 3);
    assert_int_equal(code->label.level, 1);
    assert_true(slc_number_set_has(code->label.categories, 0));
    assert_false(slc_number_set_has(code->label.categories, 1));
    assert_true(sl_str_is(code->type.spelling, "varchar(8)"));
    assert_true(code->type.nullable);
    assert_true(sl_str_is(code->doc, "Doc"));
    assert_true(total->sensitive && total->generated && !total->identifying);
    checked_done(&checked);
}

static void
a_column_is_marked_that_a_release_reads_or_the_table_withholds(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir =
        lower_change(&checked, "keep made", "withhold made because \"later\"", EVERY_STAGE);
    static const struct {
        bool read, withheld;
    } columns[] = { { true, false },  { true, false }, { true, false },
                    { true, false },  { false, true }, /* the illness */
                    { false, false }, /* withheld by the release alone */ };
    for (size_t at = 0; at < COUNT_OF(columns); at++) {
        assert_int_equal(ir->tables[0].columns[at].read, columns[at].read);
        assert_int_equal(ir->tables[0].columns[at].withheld, columns[at].withheld);
    }
    assert_true(sl_str_is(ir->tables[0].columns[4].because, "nobody needs it"));
    checked_done(&checked);
}

static void
an_encrypted_column_has_its_key_its_format_and_parameters_by_name(void **state)
{
    (void)state;
    struct checked checked;
    const struct slc_ir *ir = lower_change(
        &checked, "as fernet", "as aes_gcm(iv: 12, encoding: hex) plaintext allowed", EVERY_STAGE);
    const struct slc_ir_encryption *encryption = ir->tables[0].columns[3].encryption;
    assert_true(sl_str_is(encryption->key, "box"));
    assert_true(sl_str_is(encryption->format, "aes_gcm"));
    assert_true(encryption->plaintext_allowed);
    assert_int_equal(encryption->nparameters, 2);
    assert_true(sl_str_is(encryption->parameters[0].name, "encoding"));
    assert_true(sl_str_is(encryption->parameters[0].value, "hex"));
    assert_true(sl_str_is(encryption->parameters[1].name, "iv"));
    assert_true(sl_str_is(encryption->parameters[1].value, "12"));
    assert_null(ir->tables[0].columns[2].encryption);
    checked_done(&checked);
    ir = lower_text(&checked, sound_policy, EVERY_STAGE);
    assert_false(ir->tables[0].columns[3].encryption->plaintext_allowed);
    assert_int_equal(ir->tables[0].columns[3].encryption->nparameters, 0);
    checked_done(&checked);
}

static void
a_table_has_what_its_first_line_says(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        enum slc_ir_identity identity;
        const char *index;
        bool has_presence;
    } cases[] = {
        { "table app.persons", SLC_IR_IDENTITY_DEFAULT, "", false },
        { "table app.persons replica identity full", SLC_IR_IDENTITY_FULL, "", false },
        { "table app.persons replica identity index persons_id", SLC_IR_IDENTITY_INDEX,
          "persons_id", false },
        { "table app.persons presence internal who", SLC_IR_IDENTITY_DEFAULT, "", true },
    };
    for (size_t at = 0; at < COUNT_OF(cases); at++) {
        struct checked checked;
        const struct slc_ir *ir =
            lower_change(&checked, "table app.persons", cases[at].line, EVERY_STAGE);
        const struct slc_ir_table *table = &ir->tables[0];
        assert_int_equal(table->identity, cases[at].identity);
        assert_true(sl_str_is(table->identity_index, cases[at].index));
        assert_int_equal(table->has_presence, cases[at].has_presence);
        assert_int_equal(table->presence.level, cases[at].has_presence ? 1 : 0);
        assert_true(sl_str_is(table->place.text, cases[at].line));
        checked_done(&checked);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_those_with_a_release_by_schema_and_name),
        cmocka_unit_test(a_column_has_what_its_line_says),
        cmocka_unit_test(a_column_is_marked_that_a_release_reads_or_the_table_withholds),
        cmocka_unit_test(an_encrypted_column_has_its_key_its_format_and_parameters_by_name),
        cmocka_unit_test(a_table_has_what_its_first_line_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
