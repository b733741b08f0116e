/* test_facts.c - each thing that coverage stands on, changed alone: which are told, with which cause,
 * and which are harmless. */
#include "buf.h"
#include "coverage/facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* ---- a policy and a catalogue that agree ---------------------------------------------------- */

enum { ID, KIND, TAGS, SECRET, NCOLUMNS };
enum { INT4_OID = 23, KIND_OID = 16500, TAGS_OID = 16501, VARCHAR_20 = 24 };

static const struct sl_column columns[] = {
    { "id", "integer", INT4_OID, SL_INTEGER, SL_COLUMN_KEY | SL_COLUMN_PUBLISHED, NULL },
    { "kind", "enum", 0, SL_TEXT, SL_COLUMN_PUBLISHED, NULL },
    { "Tags (all)", "opaque", 0, SL_OPAQUE, SL_COLUMN_PUBLISHED, NULL },
    { "secret", "text", 25, SL_TEXT, 0, NULL },
};
static const struct sl_table declared = {
    .schema = "app", .name = "t", .columns = columns, .ncolumns = NCOLUMNS
};
static const uint32_t reads[] = { ID, KIND, TAGS };
static const struct sl_key_use key_names[] = { { "link", "person" }, { "other", "person" } };

struct stage {
    struct sl_projection release;
    struct sl_key keys[2];
    struct sl_table declared;
    struct slp_table table;
    struct slp_tables tables;
    struct slp_found_column columns[NCOLUMNS];
    struct slp_found_label labels[2];
    struct slp_found_member members[3];
    struct slp_found_guard guards[2];
    struct slp_found_table found;
    struct slp_catalogue catalogue;
};

static void
fill_columns(struct stage *stage)
{
    stage->labels[0] = (struct slp_found_label) { SL_STR("big"), 600, 900 };
    stage->labels[1] = (struct slp_found_label) { SL_STR("small"), 601, 900 };
    for (uint32_t i = 0; i < NCOLUMNS; i++)
        stage->columns[i] = (struct slp_found_column) {
            .name = sl_str_of(columns[i].name),
            .attnum = (int16_t)(i + 1),
            .type_oid = INT4_OID,
            .type_modifier = -1,
            .xmin = 700,
        };
    stage->columns[KIND].type_oid = KIND_OID;
    stage->columns[KIND].labels = stage->labels;
    stage->columns[KIND].nlabels = 2;
    stage->columns[TAGS].type_oid = TAGS_OID;
}

static void
fill_members(struct stage *stage)
{
    for (uint32_t i = 0; i < 3; i++)
        stage->members[i] = (struct slp_found_member) {
            .oid = 17000 + i,
            .schema = SL_STR("app"),
            .name = i == 0   ? SL_STR("t_2025")
                    : i == 1 ? SL_STR("t_2026")
                             : SL_STR("t_2026_q1"),
            .is_leaf = i != 1,
            .inherits_xmin = 800 + i,
            .filenode = i != 1 ? 18000 + i : 0,
            .identity = 'd',
        };
}

/* A stage points into itself. */
static void
set_stage(struct stage *stage)
{
    *stage = (struct stage) { .declared = declared };
    static const uint8_t bytes[2][32] = { "0123456789abcdef0123456789abcde",
                                          "0123456789abcdef0123456789abcdX" };
    fill_columns(stage);
    fill_members(stage);
    stage->guards[0] = (struct slp_found_guard) { 16410, 16411 };
    stage->guards[1] = (struct slp_found_guard) { 16412, 0 };
    stage->keys[0] = (struct sl_key) { bytes[0], 32 };
    stage->keys[1] = (struct sl_key) { bytes[1], 32 };
    stage->release = (struct sl_projection) {
        .destination = "lake",
        .stream = "t",
        .version = 2,
        .ir_sha256 = "aa55",
        .columns = reads,
        .ncolumns = 3,
        .keys = key_names,
        .nkeys = 2,
        .row_key_sha256 = "cc77",
        .table = &declared,
    };
    stage->table = (struct slp_table) { .declared = &stage->declared };
    stage->tables = (struct slp_tables) { .items = &stage->table, .count = 1 };
    stage->found = (struct slp_found_table) {
        .exists = true,
        .oid = 16400,
        .kind = 'r',
        .identity = 'd',
        .guards = stage->guards,
        .nguards = 2,
        .filenode = 16400,
        .entry_oid = 500,
        .entry_xmin = 710,
        .columns = stage->columns,
        .ncolumns = NCOLUMNS,
    };
    stage->catalogue = (struct slp_catalogue) {
        .policy_tables = &stage->tables,
        .tables = &stage->found,
        .publication = { .exists = true, .oid = 400, .xmin = 705 },
    };
}

static void
make_partitioned(struct stage *stage)
{
    stage->found.kind = 'p';
    stage->found.filenode = 0;
    stage->found.members = stage->members;
    stage->found.nmembers = 3;
}

/* ---- notes ---------------------------------------------------------------------------------- */

static struct slp_facts_source
source_of(const struct stage *stage, struct sl_str fingerprints)
{
    return (struct slp_facts_source) { .catalogue = &stage->catalogue,
                                       .release = &stage->release,
                                       .table = &stage->table,
                                       .fingerprints = fingerprints };
}

static struct sl_buf
note(const struct stage *stage)
{
    struct sl_buf prints, out;
    struct sl_err err;
    sl_buf_init(&prints, 4096);
    sl_buf_init(&out, 65536);
    assert_int_equal(slp_facts_fingerprint(&stage->release, stage->keys, &prints, &err), 0);
    const struct slp_facts_source source = source_of(stage, sl_buf_str(&prints));
    assert_int_equal(slp_facts_note(&source, &out, &err), 0);
    sl_buf_done(&prints);
    return out;
}

typedef void change_fn(struct stage *stage);

/* From what is to what the change makes of it, and back: a cause is the same in both directions. */
static void
expect_both_ways(change_fn *before, change_fn *change, bool filling, enum slp_cause cause,
                 const char *detail)
{
    struct stage *stage = calloc(1, sizeof *stage);
    set_stage(stage);
    if (before != NULL)
        before(stage);
    struct sl_buf was = note(stage);
    change(stage);
    struct sl_buf is = note(stage);
    for (int way = 0; way < 2; way++) {
        struct slp_mismatch mismatch;
        enum slp_cause got =
            slp_facts_compare(sl_buf_str(way == 0 ? &was : &is), sl_buf_str(way == 0 ? &is : &was),
                              filling, &mismatch);
        assert_string_equal(slp_cause_word(got), slp_cause_word(cause));
        assert_int_equal(mismatch.cause, cause);
        assert_true(cause == SLP_CAUSE_NONE ? mismatch.causes == 0
                                            : (mismatch.causes & SLP_CAUSE_BIT(cause)) != 0);
        if (detail != NULL)
            assert_string_equal(mismatch.detail, detail);
    }
    sl_buf_done(&was);
    sl_buf_done(&is);
    free(stage);
}

static void
expect(change_fn *change, enum slp_cause cause, const char *detail)
{
    expect_both_ways(NULL, change, false, cause, detail);
    expect_both_ways(NULL, change, true, cause, detail);
}

static void
expect_of_partitions(change_fn *change, enum slp_cause cause, const char *detail)
{
    expect_both_ways(make_partitioned, change, false, cause, detail);
    expect_both_ways(make_partitioned, change, true, cause, detail);
}

/* ---- changes -------------------------------------------------------------------------------- */

/* A function that changes one thing. */
#define CHANGE(name, ...)                                                                          \
    static void name(struct stage *stage)                                                          \
    {                                                                                              \
        __VA_ARGS__;                                                                               \
    }

CHANGE(nothing, (void)stage)
CHANGE(version, stage->release.version = 3)
CHANGE(semantics, stage->release.ir_sha256 = "aa56")
CHANGE(stream, stage->release.stream = "u")
CHANGE(key_bytes, stage->keys[0].bytes = stage->keys[1].bytes)
CHANGE(fewer_keys, stage->release.nkeys = 1)
CHANGE(fewer_columns, stage->release.ncolumns = 1)
CHANGE(row_key, stage->release.row_key_sha256 = "cc78")
CHANGE(oid, stage->found.oid++)
CHANGE(schema, stage->declared.schema = "app2")
CHANGE(name, stage->declared.name = "t2")
CHANGE(attnum, stage->columns[TAGS].attnum = 9)
CHANGE(swapped, stage->columns[ID].attnum = 3; stage->columns[TAGS].attnum = 1)
CHANGE(swapped_with_unread, stage->columns[TAGS].attnum = 4; stage->columns[SECRET].attnum = 3)
CHANGE(type, stage->columns[KIND].type_oid++)
CHANGE(modifier, stage->columns[KIND].type_modifier = VARCHAR_20)
CHANGE(xmin, stage->columns[KIND].xmin++)
CHANGE(unread, stage->columns[SECRET].attnum++; stage->columns[SECRET].xmin++;
       stage->columns[SECRET].type_oid++)
CHANGE(dropped, stage->columns[ID].name = SL_STR("gone"))
CHANGE(filenode, stage->found.filenode++)
CHANGE(rewritten, stage->found.filenode++; stage->columns[KIND].xmin++)
CHANGE(rewritten_elsewhere, stage->found.filenode++; stage->columns[SECRET].xmin++)
CHANGE(identity_letter, stage->found.identity = 'i')
CHANGE(one_guard_gone, stage->found.nguards = 1)
CHANGE(one_guard_replaced, stage->guards[0] = (struct slp_found_guard) { 16420, 0 })
CHANGE(no_constraint, stage->guards[0].constraint_oid = 0)
CHANGE(reindexed_concurrently, stage->guards[0].index_oid = 16420)
CHANGE(remade, stage->guards[0] = (struct slp_found_guard) { 16420, 16421 })
CHANGE(remade_without_constraint, stage->guards[0] = (struct slp_found_guard) { 16420, 0 })
CHANGE(unguarded, stage->found.nguards = 0)
CHANGE(label_text, stage->labels[0].text = SL_STR("large"))
CHANGE(label_xmin, stage->labels[1].xmin++)
CHANGE(label_added, stage->columns[KIND].nlabels--)
CHANGE(publication_oid, stage->catalogue.publication.oid++)
CHANGE(publication_xmin, stage->catalogue.publication.xmin++)
CHANGE(entry_oid, stage->found.entry_oid++)
CHANGE(entry_xmin, stage->found.entry_xmin++)
CHANGE(entry_gone, stage->found.entry_oid = stage->found.entry_xmin = 0)
CHANGE(member_gone, stage->found.nmembers = 2)
CHANGE(member_attached_again, stage->members[1].inherits_xmin++)
CHANGE(member_replaced, stage->members[1].oid = 17900)
CHANGE(member_renamed, stage->members[2].name = SL_STR("t_2026_first"))
CHANGE(leaf_truncated, stage->members[2].filenode++)
CHANGE(leaf_identity, stage->members[0].identity = 'f')

static int
compare_members(const void *a, const void *b)
{
    const struct slp_found_member *left = a, *right = b;
    return (left->oid < right->oid) - (left->oid > right->oid);
}

static void
other_order(struct stage *stage)
{
    struct slp_found_column column = stage->columns[0];
    stage->columns[0] = stage->columns[TAGS];
    stage->columns[TAGS] = column;
    qsort(stage->members, 3, sizeof *stage->members, compare_members);
}

/* ---- tests ---------------------------------------------------------------------------------- */

static void
what_is_harmless(void **state)
{
    (void)state;
    expect(nothing, SLP_CAUSE_NONE, "");
    expect(xmin, SLP_CAUSE_NONE, "");
    expect(unread, SLP_CAUSE_NONE, "");
    expect(label_added, SLP_CAUSE_NONE, "");
    expect(other_order, SLP_CAUSE_NONE, "");
    expect_of_partitions(nothing, SLP_CAUSE_NONE, "");
    expect_of_partitions(member_renamed, SLP_CAUSE_NONE, "");
    expect_of_partitions(xmin, SLP_CAUSE_NONE, "");
    expect(one_guard_gone, SLP_CAUSE_NONE, "");
    expect(one_guard_replaced, SLP_CAUSE_NONE, "");
    expect_both_ways(one_guard_gone, no_constraint, false, SLP_CAUSE_NONE, "");
    expect_both_ways(one_guard_gone, reindexed_concurrently, true, SLP_CAUSE_NONE, "");
}

static void
the_release(void **state)
{
    (void)state;
    expect(version, SLP_CAUSE_SEMANTICS, "lake.t");
    expect(semantics, SLP_CAUSE_SEMANTICS, "lake.t");
    expect(stream, SLP_CAUSE_RELEASE, NULL);
    expect(row_key, SLP_CAUSE_ROW_KEY, "");
    expect(key_bytes, SLP_CAUSE_KEY, "link");
}

/* The policy made them come or go, and its semantics tell that already. */
static void
what_the_policy_takes_away(void **state)
{
    (void)state;
    expect(fewer_keys, SLP_CAUSE_NONE, "");
    expect(fewer_columns, SLP_CAUSE_NONE, "");
}

static void
the_table_and_its_columns(void **state)
{
    (void)state;
    expect(oid, SLP_CAUSE_TABLE_REPLACED, "app.t");
    expect(schema, SLP_CAUSE_TABLE_RENAMED, NULL);
    expect(name, SLP_CAUSE_TABLE_RENAMED, NULL);
    expect(attnum, SLP_CAUSE_COLUMN, "Tags (all)");
    expect(type, SLP_CAUSE_COLUMN, "kind");
    expect(modifier, SLP_CAUSE_NONE, "");
    expect(swapped, SLP_CAUSE_COLUMN, "Tags (all)");
    expect(swapped_with_unread, SLP_CAUSE_COLUMN, "Tags (all)");
    expect(dropped, SLP_CAUSE_COLUMN, "id");
}

static void
the_contents(void **state)
{
    (void)state;
    expect(rewritten, SLP_CAUSE_REWRITTEN, "kind");
    expect_both_ways(NULL, filenode, false, SLP_CAUSE_NONE, "");
    expect_both_ways(NULL, filenode, true, SLP_CAUSE_FILENODE, "app.t");
    expect_both_ways(NULL, rewritten_elsewhere, false, SLP_CAUSE_NONE, "");
    expect_both_ways(NULL, rewritten_elsewhere, true, SLP_CAUSE_FILENODE, "app.t");
}

static void
the_partitions(void **state)
{
    (void)state;
    expect_of_partitions(member_gone, SLP_CAUSE_PARTITIONS, "app.t_2026_q1");
    expect_of_partitions(member_attached_again, SLP_CAUSE_PARTITIONS, "app.t_2026");
    expect_of_partitions(member_replaced, SLP_CAUSE_PARTITIONS, "app.t_2026");
    expect_of_partitions(leaf_truncated, SLP_CAUSE_LEAF_REWRITTEN, "app.t_2026_q1");
    expect_of_partitions(leaf_identity, SLP_CAUSE_IDENTITY, "app.t_2025");
}

static void
identity_labels_publication(void **state)
{
    (void)state;
    expect(identity_letter, SLP_CAUSE_IDENTITY, "");
    expect(unguarded, SLP_CAUSE_KEY_INDEX, "app.t");
    expect_both_ways(one_guard_gone, remade, false, SLP_CAUSE_KEY_INDEX, "app.t");
    expect_both_ways(one_guard_gone, remade, true, SLP_CAUSE_KEY_INDEX, "app.t");
    expect_both_ways(one_guard_gone, remade_without_constraint, false, SLP_CAUSE_KEY_INDEX,
                     "app.t");
    expect(label_text, SLP_CAUSE_ENUM_LABELS, "kind");
    expect(label_xmin, SLP_CAUSE_ENUM_LABELS, "kind");
    expect(publication_oid, SLP_CAUSE_PUBLICATION, "");
    expect(publication_xmin, SLP_CAUSE_PUBLICATION, "");
    expect(entry_oid, SLP_CAUSE_ENTRY, "");
    expect(entry_xmin, SLP_CAUSE_ENTRY, "");
    expect(entry_gone, SLP_CAUSE_ENTRY, "");
}

/* Several at once: the first of causes.def is told, and all are known. */
static void
several_at_once(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct slp_mismatch mismatch;
    set_stage(stage);
    struct sl_buf was = note(stage);
    semantics(stage);
    publication_xmin(stage);
    key_bytes(stage);
    struct sl_buf is = note(stage);
    assert_int_equal(slp_facts_compare(sl_buf_str(&was), sl_buf_str(&is), false, &mismatch),
                     SLP_CAUSE_KEY);
    assert_int_equal(mismatch.causes, SLP_CAUSE_BIT(SLP_CAUSE_KEY) |
                                          SLP_CAUSE_BIT(SLP_CAUSE_PUBLICATION) |
                                          SLP_CAUSE_BIT(SLP_CAUSE_SEMANTICS));
    sl_buf_done(&was);
    sl_buf_done(&is);
    free(stage);
}

static void
a_table_that_is_missing(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct slp_mismatch mismatch;
    uint32_t table_oid;
    set_stage(stage);
    struct sl_buf was = note(stage);
    stage->found = (struct slp_found_table) { .exists = false };
    struct sl_buf is = note(stage);
    assert_int_equal(slp_facts_compare(sl_buf_str(&was), sl_buf_str(&is), false, &mismatch),
                     SLP_CAUSE_TABLE_MISSING);
    assert_string_equal(mismatch.detail, "app.t");
    assert_int_equal(slp_facts_compare(sl_buf_str(&is), sl_buf_str(&is), false, &mismatch),
                     SLP_CAUSE_TABLE_MISSING);
    assert_int_equal(slp_facts_compare(sl_buf_str(&is), sl_buf_str(&was), false, &mismatch),
                     SLP_CAUSE_TABLE_REPLACED);
    assert_true(slp_facts_table_oid(sl_buf_str(&was), &table_oid));
    assert_int_equal(table_oid, 16400);
    assert_false(slp_facts_table_oid(sl_buf_str(&is), &table_oid));
    assert_false(slp_facts_table_oid(SL_STR(""), &table_oid));
    sl_buf_done(&was);
    sl_buf_done(&is);
    free(stage);
}

static const char *
second_note(struct stage *stage, struct sl_str noted, bool names_are_meant, struct sl_buf *out)
{
    struct slp_facts_source source = source_of(stage, SL_STR(""));
    struct sl_err err;
    source.names.noted = noted;
    source.names_are_meant = names_are_meant;
    sl_buf_clear(out);
    assert_int_equal(slp_facts_note(&source, out, &err), 0);
    return sl_buf_cstr(out);
}

/* What nothing of the new note tells stays in it, once; and makes no difference by itself. */
static void
names_are_remembered(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct sl_buf first, second, third;
    struct slp_mismatch mismatch;
    sl_buf_init(&first, 65536);
    sl_buf_init(&second, 65536);
    sl_buf_init(&third, 65536);
    set_stage(stage);
    assert_null(strstr(second_note(stage, SL_STR(""), false, &first), "name\t"));
    assert_string_equal(second_note(stage, sl_buf_str(&first), false, &second),
                        sl_buf_cstr(&first));
    stage->columns[SECRET].name = SL_STR("hidden");
    assert_non_null(strstr(second_note(stage, sl_buf_str(&first), false, &second),
                           "\nname\t16400\tsecret\t4\n"));
    assert_string_equal(second_note(stage, sl_buf_str(&second), false, &third),
                        sl_buf_cstr(&second));
    assert_int_equal(slp_facts_compare(sl_buf_str(&first), sl_buf_str(&second), false, &mismatch),
                     SLP_CAUSE_NONE);
    stage->columns[SECRET].name = SL_STR("secret");
    stage->columns[TAGS].attnum = 4;
    stage->columns[SECRET].attnum = 3;
    assert_non_null(strstr(second_note(stage, sl_buf_str(&first), false, &third),
                           "\nname\t16400\tsecret\t4\n"));
    assert_null(strstr(second_note(stage, sl_buf_str(&first), true, &third), "name\t"));
    stage->found.oid++;
    assert_non_null(strstr(second_note(stage, sl_buf_str(&second), true, &third),
                           "\nname\t16400\tsecret\t4\n"));
    sl_buf_done(&first);
    sl_buf_done(&second);
    sl_buf_done(&third);
    free(stage);
}

/* Nothing noted yet, or by a version that knows other facts. */
static void
another_format(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct slp_mismatch mismatch;
    set_stage(stage);
    struct sl_buf is = note(stage);
    assert_int_equal(slp_facts_compare(SL_STR(""), sl_buf_str(&is), false, &mismatch),
                     SLP_CAUSE_FORMAT);
    sl_buf_add_str(&is, SL_STR("weather\train\n"));
    struct sl_buf plain = note(stage);
    assert_int_equal(slp_facts_compare(sl_buf_str(&is), sl_buf_str(&plain), false, &mismatch),
                     SLP_CAUSE_FORMAT);
    sl_buf_done(&is);
    sl_buf_done(&plain);
    free(stage);
}

/* The whole text, which states keep: another form needs another SLP_FACTS_FORMAT. No key is in it. */
static void
the_text(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    set_stage(stage);
    make_partitioned(stage);
    stage->labels[1].text = SL_STR("sm\tall\\");
    stage->members[0].name = SL_STR("t\n2025");
    struct sl_buf is = note(stage);
    assert_string_equal(sl_buf_cstr(&is), "column\tTags (all)\t3\t16501\t-1\t700\n"
                                          "column\tid\t1\t23\t-1\t700\n"
                                          "column\tkind\t2\t16500\t-1\t700\n"
                                          "entry\t500\t710\n"
                                          "format\t2\n"
                                          "guard\tconstraint\t16411\n"
                                          "guard\tindex\t16410\n"
                                          "guard\tindex\t16412\n"
                                          "identity\td\n"
                                          "key\tlink\t8352935c4d989738\n"
                                          "key\tother\t176a01910c4951eb\n"
                                          "label\tkind\t600\tbig\t900\n"
                                          "label\tkind\t601\tsm\\x09all\\x5c\t900\n"
                                          "member\t17000\t800\t18000\td\tapp\tt\\x0a2025\n"
                                          "member\t17001\t801\t0\td\tapp\tt_2026\n"
                                          "member\t17002\t802\t18002\td\tapp\tt_2026_q1\n"
                                          "other\tsecret\t4\n"
                                          "publication\t400\t705\n"
                                          "release\tlake\tt\t2\taa55\n"
                                          "row_key\tcc77\n"
                                          "table\t16400\tapp\tt\t0\n");
    sl_buf_done(&is);
    free(stage);
}

static void
a_key_too_short(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct sl_buf prints;
    struct sl_err err;
    set_stage(stage);
    stage->keys[1].len = 8;
    sl_buf_init(&prints, 4096);
    assert_int_equal(slp_facts_fingerprint(&stage->release, stage->keys, &prints, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    sl_buf_done(&prints);
    free(stage);
}

static void
a_note_that_does_not_fit(void **state)
{
    (void)state;
    struct stage *stage = calloc(1, sizeof *stage);
    struct sl_buf out;
    struct sl_err err;
    set_stage(stage);
    sl_buf_init(&out, 64);
    const struct slp_facts_source source = source_of(stage, SL_STR(""));
    assert_int_equal(slp_facts_note(&source, &out, &err), -1);
    assert_int_equal(err.class, SL_RETRY);
    sl_buf_done(&out);
    free(stage);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_harmless),
        cmocka_unit_test(the_release),
        cmocka_unit_test(what_the_policy_takes_away),
        cmocka_unit_test(the_table_and_its_columns),
        cmocka_unit_test(the_contents),
        cmocka_unit_test(the_partitions),
        cmocka_unit_test(identity_labels_publication),
        cmocka_unit_test(several_at_once),
        cmocka_unit_test(a_table_that_is_missing),
        cmocka_unit_test(names_are_remembered),
        cmocka_unit_test(another_format),
        cmocka_unit_test(the_text),
        cmocka_unit_test(a_key_too_short),
        cmocka_unit_test(a_note_that_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
