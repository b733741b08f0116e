/* Declared leaves of documents, and which calls read them. */
#include "../checked.h"

static const char policy[] =
    "policy language 1\n"
    "levels open \"o\" secret \"s\" end role dpo \"D\" category care owned by dpo end\n"
    "destination lake clearance open accepts care purpose \"p\" owned by dpo end\n"
    "table app.a column id bigint open key column doc jsonb open column leaf jsonb open\n"
    "leaf \"a.b\" of doc text open\n"
    "end\n"
    "release app.a to lake.a version 1 row key id = id derive x = json_text(doc, path: \"a.b\")\n"
    "end\n";

static void
a_leaf_has_its_document_and_a_number_behind_the_columns(void **state)
{
    (void)state;
    struct checked checked;
    check_text(&checked, policy, NAMES);
    assert_found(&checked, "", NULL, "a leaf");
    const struct slc_table *table = checked.program.tables;
    const struct slc_column *leaf = table->leaves;
    assert_int_equal(table->nleaves, 1);
    assert_true(sl_str_is(leaf->name.text, "doc.a.b"));
    assert_true(sl_str_is(leaf->leaf_of->name.text, "doc"));
    assert_int_equal(leaf->number, table->ncolumns);
    assert_true(leaf->type.nullable);
    assert_true(leaf->leaf_read);
    const struct slc_statement *line = checked.program.releases->statements->next;
    assert_ptr_equal(line->expr->leaf, leaf);
    checked_done(&checked);
}

static void
expect_read(const char *from, const char *to, bool read)
{
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct checked checked;
    check_text(&checked, text_with(arena, policy, from, to), NAMES);
    assert_found(&checked, "", NULL, to);
    assert_int_equal(checked.program.tables->leaves->leaf_read, read);
    checked_done(&checked);
    sl_arena_free(arena);
}

static void
only_the_document_and_the_path_name_it(void **state)
{
    (void)state;
    expect_read("json_text(doc", "json_number(doc", true); /* as another type: types report it */
    expect_read("json_text(doc", "json_has(doc", true);
    expect_read("json_text(doc", "json_text(`leaf`", false);
    expect_read("\"a.b\")", "\"a\")", false);
    expect_read("json_text(doc, path: \"a.b\")", "present(doc)", false);
}

static void
what_is_no_leaf(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "of doc text", "of id text", "E0111", "column 'id' is no document" },
        { "of doc text", "of nothing text", "E0101", "there is no column 'nothing'" },
        { "of doc text", "of doc date", "E0111", "no leaf of a document is read as this type" },
        { "of doc text", "of doc numeric(4,1)", "E0111", NULL },
        { "of doc text", "of doc boolean", "", NULL },
        { "of doc text open", "of doc text open leaf \"a.b\" of doc numeric open", "E0102",
          "a second leaf named 'doc.a.b'" },
        { "of doc text open", "of doc text open leaf \"a.c\" of doc text open", "", NULL },
        { "of doc text open", "of doc text nothing", "E0101", NULL },
        { "of doc text open", "of doc text open presence nothing", "E0101", NULL },
    };
    EXPECT_CHANGES(policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_leaf_has_its_document_and_a_number_behind_the_columns),
        cmocka_unit_test(only_the_document_and_the_path_name_it),
        cmocka_unit_test(what_is_no_leaf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
