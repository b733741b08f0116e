/* test_pgoutput.c - every message of the stream, whole, cut short, and as no server sends it. */
#include "postgres/pgoutput.h"

#include "bytes.h"

static struct slp_pgoutput decoder;

/* Decodes a copy, which the caller frees: the event points into it. */
static struct bytes
decode(const char *bytes, size_t len, struct slp_event *ret_event)
{
    struct sl_err err = { .text = "" };
    struct bytes copy = copy_of(bytes, len);
    if (slp_pgoutput_decode(&decoder, copy.at, copy.len, ret_event, &err) != 0)
        fail_msg("%s", err.text);
    return copy;
}

static void
refuse(const char *bytes, size_t len)
{
    struct slp_event event;
    struct sl_err err = { .text = "" };
    struct bytes copy = copy_of(bytes, len);
    assert_int_equal(slp_pgoutput_decode(&decoder, copy.at, copy.len, &event, &err), -1);
    assert_int_equal(err.class, SL_BUG);
    assert_true(strlen(err.text) > 0);
    free(copy.at);
}

/* One of each message. Relation 0x4001 has columns id (key) and note. */
#define BEGIN_MESSAGE                                                                              \
    "B"                                                                                            \
    "\0\0\0\1\0\0\0\x10"                                                                           \
    "\0\0\0\0\0\0\0\1"                                                                             \
    "\0\0\2\x0a"
#define COMMIT_MESSAGE                                                                             \
    "C"                                                                                            \
    "\0"                                                                                           \
    "\0\0\0\1\0\0\0\x10"                                                                           \
    "\0\0\0\1\0\0\0\x40"                                                                           \
    "\0\0\0\0\0\0\0\1"
#define ORIGIN_MESSAGE                                                                             \
    "O"                                                                                            \
    "\0\0\0\1\0\0\0\x10"                                                                           \
    "else\0"
#define RELATION_MESSAGE                                                                           \
    "R"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "public\0"                                                                                     \
    "people\0"                                                                                     \
    "d"                                                                                            \
    "\0\2"                                                                                         \
    "\1"                                                                                           \
    "id\0"                                                                                         \
    "\0\0\0\x14"                                                                                   \
    "\xff\xff\xff\xff"                                                                             \
    "\0"                                                                                           \
    "note\0"                                                                                       \
    "\0\0\0\x19"                                                                                   \
    "\0\0\0\x0a"
#define TYPE_MESSAGE                                                                               \
    "Y"                                                                                            \
    "\0\0\x40\x0a"                                                                                 \
    "care\0"                                                                                       \
    "need\0"
#define INSERT_MESSAGE                                                                             \
    "I"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "N"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "42"                                                                                           \
    "n"
#define UPDATE_MESSAGE                                                                             \
    "U"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "N"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "42"                                                                                           \
    "u"
#define UPDATE_KEY_MESSAGE                                                                         \
    "U"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "K"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\1"                                                                                     \
    "7"                                                                                            \
    "n"                                                                                            \
    "N"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "42"                                                                                           \
    "t"                                                                                            \
    "\0\0\0\0"
#define UPDATE_FULL_MESSAGE                                                                        \
    "U"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "O"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\1"                                                                                     \
    "7"                                                                                            \
    "t"                                                                                            \
    "\0\0\0\1"                                                                                     \
    "x"                                                                                            \
    "N"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\1"                                                                                     \
    "7"                                                                                            \
    "u"
#define DELETE_MESSAGE                                                                             \
    "D"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "K"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "42"                                                                                           \
    "n"
#define DELETE_FULL_MESSAGE                                                                        \
    "D"                                                                                            \
    "\0\0\x40\1"                                                                                   \
    "O"                                                                                            \
    "\0\2"                                                                                         \
    "t"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "42"                                                                                           \
    "n"
#define TRUNCATE_MESSAGE                                                                           \
    "T"                                                                                            \
    "\0\0\0\2"                                                                                     \
    "\3"                                                                                           \
    "\0\0\x40\1"                                                                                   \
    "\0\0\x40\2"
#define LOGICAL_MESSAGE                                                                            \
    "M"                                                                                            \
    "\1"                                                                                           \
    "\0\0\0\1\0\0\0\x10"                                                                           \
    "prefix\0"                                                                                     \
    "\0\0\0\3"                                                                                     \
    "abc"

static const struct {
    const char *bytes;
    size_t len;
    enum slp_event_kind kind;
} messages[] = {
    { BYTES(BEGIN_MESSAGE), SLP_BEGIN },        { BYTES(COMMIT_MESSAGE), SLP_COMMIT },
    { BYTES(ORIGIN_MESSAGE), SLP_ORIGIN },      { BYTES(RELATION_MESSAGE), SLP_RELATION },
    { BYTES(TYPE_MESSAGE), SLP_TYPE },          { BYTES(INSERT_MESSAGE), SLP_INSERT },
    { BYTES(UPDATE_MESSAGE), SLP_UPDATE },      { BYTES(UPDATE_KEY_MESSAGE), SLP_UPDATE },
    { BYTES(UPDATE_FULL_MESSAGE), SLP_UPDATE }, { BYTES(DELETE_MESSAGE), SLP_DELETE },
    { BYTES(DELETE_FULL_MESSAGE), SLP_DELETE }, { BYTES(TRUNCATE_MESSAGE), SLP_TRUNCATE },
    { BYTES(LOGICAL_MESSAGE), SLP_MESSAGE },
};
enum { MESSAGES = sizeof(messages) / sizeof(messages[0]) };

static void
every_message_is_known(void **state)
{
    (void)state;
    for (size_t i = 0; i < MESSAGES; i++) {
        struct slp_event event;
        struct bytes copy = decode(messages[i].bytes, messages[i].len, &event);
        assert_int_equal(event.kind, messages[i].kind);
        free(copy.at);
    }
}

static void
a_message_cut_at_any_byte_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < MESSAGES; i++)
        for (size_t len = 0; len < messages[i].len; len++)
            refuse(messages[i].bytes, len);
}

static void
a_message_with_more_behind_it_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < MESSAGES; i++) {
        struct bytes copy = copy_of(messages[i].bytes, messages[i].len);
        copy.at = realloc(copy.at, copy.len + 1);
        assert_non_null(copy.at);
        copy.at[copy.len] = 'N';
        refuse(copy.at, copy.len + 1);
        free(copy.at);
    }
}

static const struct {
    const char *bytes;
    size_t len;
} refused[] = {
    /* of version 2 */
    { BYTES("S"
            "\0\0\0\1") },
    { BYTES("C"
            "\1"
            "\0\0\0\1\0\0\0\x10"
            "\0\0\0\1\0\0\0\x40"
            "\0\0\0\0\0\0\0\1") },
    /* an insert has no old row */
    { BYTES("I"
            "\0\0\x40\1"
            "K"
            "\0\1"
            "n") },
    /* a delete no new one */
    { BYTES("D"
            "\0\0\x40\1"
            "N"
            "\0\1"
            "n") },
    /* two old rows */
    { BYTES("U"
            "\0\0\x40\1"
            "K"
            "\0\1"
            "n"
            "K"
            "\0\1"
            "n") },
    /* no columns */
    { BYTES("I"
            "\0\0\x40\1"
            "N"
            "\0\0") },
    /* too many */
    { BYTES("I"
            "\0\0\x40\1"
            "N"
            "\xff\xff"
            "n") },
    /* binary */
    { BYTES("I"
            "\0\0\x40\1"
            "N"
            "\0\1"
            "b"
            "\0\0\0\1"
            "x") },
    { BYTES("I"
            "\0\0\x40\1"
            "N"
            "\0\1"
            "z") },
    /* a length of 4 GiB */
    { BYTES("I"
            "\0\0\x40\1"
            "N"
            "\0\1"
            "t"
            "\xff\xff\xff\xff"
            "x") },
    /* replica identity x */
    { BYTES("R"
            "\0\0\x40\1"
            "s\0"
            "t\0"
            "x"
            "\0\0") },
    { BYTES("T"
            "\xff\xff\xff\xff"
            "\0"
            "\0\0\x40\1") },
    { BYTES("T"
            "\0\0\0\1"
            "\4"
            "\0\0\x40\1") },
    { BYTES("B"
            "\0\0\0\1\0\0\0\x10"
            "\x7f\xff\xff\xff\xff\xff\xff\xff"
            "\0\0\2\x0a") },
};

static void
what_the_format_does_not_allow_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        refuse(refused[i].bytes, refused[i].len);
}

static void
transactions_tell_positions_and_time(void **state)
{
    (void)state;
    struct slp_event event;
    struct bytes copy = decode(BYTES(BEGIN_MESSAGE), &event);
    assert_int_equal(event.begin.commit_lsn, UINT64_C(0x100000010));
    assert_int_equal(event.begin.commit_time_us, INT64_C(946684800000001));
    assert_int_equal(event.begin.xid, 0x20a);
    free(copy.at);
    copy = decode(BYTES(COMMIT_MESSAGE), &event);
    assert_int_equal(event.commit.commit_lsn, UINT64_C(0x100000010));
    assert_int_equal(event.commit.end_lsn, UINT64_C(0x100000040));
    assert_int_equal(event.commit.commit_time_us, INT64_C(946684800000001));
    free(copy.at);
}

static void
relations_tell_names_types_and_key(void **state)
{
    (void)state;
    struct slp_event event;
    struct bytes copy = decode(BYTES(RELATION_MESSAGE), &event);
    assert_int_equal(event.relation.oid, 0x4001);
    assert_true(sl_str_is(event.relation.schema, "public"));
    assert_true(sl_str_is(event.relation.name, "people"));
    assert_int_equal(event.relation.identity, 'd');
    assert_int_equal(event.relation.ncolumns, 2);
    assert_true(sl_str_is(event.relation.columns[0].name, "id"));
    assert_int_equal(event.relation.columns[0].type_oid, 20);
    assert_int_equal(event.relation.columns[0].type_modifier, -1);
    assert_true(event.relation.columns[0].key);
    assert_true(sl_str_is(event.relation.columns[1].name, "note"));
    assert_false(event.relation.columns[1].key);
    assert_int_equal(event.relation.columns[1].type_modifier, 10);
    free(copy.at);
}

static void
rows_have_values_nulls_and_unchanged_columns(void **state)
{
    (void)state;
    struct slp_event event;
    struct bytes copy = decode(BYTES(INSERT_MESSAGE), &event);
    assert_int_equal(event.row.relation_oid, 0x4001);
    assert_int_equal(event.row.old, SLP_OLD_NONE);
    assert_int_equal(event.row.before.ncells, 0);
    assert_int_equal(event.row.after.ncells, 2);
    assert_cell(&event.row.after.cells[0], SLP_CELL_TEXT, "42");
    assert_cell(&event.row.after.cells[1], SLP_CELL_NULL, "");
    free(copy.at);
    copy = decode(BYTES(UPDATE_MESSAGE), &event);
    assert_int_equal(event.row.old, SLP_OLD_NONE);
    assert_cell(&event.row.after.cells[1], SLP_CELL_UNCHANGED, "");
    free(copy.at);
}

static void
old_rows_are_keys_or_whole(void **state)
{
    (void)state;
    struct slp_event event;
    struct bytes copy = decode(BYTES(UPDATE_KEY_MESSAGE), &event);
    assert_int_equal(event.row.old, SLP_OLD_KEY);
    assert_cell(&event.row.before.cells[0], SLP_CELL_TEXT, "7");
    assert_cell(&event.row.before.cells[1], SLP_CELL_NULL, "");
    assert_cell(&event.row.after.cells[0], SLP_CELL_TEXT, "42");
    assert_cell(&event.row.after.cells[1], SLP_CELL_TEXT, "");
    free(copy.at);
    copy = decode(BYTES(UPDATE_FULL_MESSAGE), &event);
    assert_int_equal(event.row.old, SLP_OLD_FULL);
    assert_cell(&event.row.before.cells[1], SLP_CELL_TEXT, "x");
    assert_cell(&event.row.after.cells[1], SLP_CELL_UNCHANGED, "");
    free(copy.at);
    copy = decode(BYTES(DELETE_MESSAGE), &event);
    assert_int_equal(event.row.old, SLP_OLD_KEY);
    assert_int_equal(event.row.after.ncells, 0);
    free(copy.at);
    copy = decode(BYTES(DELETE_FULL_MESSAGE), &event);
    assert_int_equal(event.row.old, SLP_OLD_FULL);
    free(copy.at);
}

static void
truncations_name_their_tables(void **state)
{
    (void)state;
    struct slp_event event;
    struct bytes copy = decode(BYTES(TRUNCATE_MESSAGE), &event);
    assert_int_equal(event.truncate.nrelations, 2);
    assert_int_equal(slp_truncate_oid(&event.truncate, 0), 0x4001);
    assert_int_equal(slp_truncate_oid(&event.truncate, 1), 0x4002);
    assert_true(event.truncate.cascade && event.truncate.restart_identity);
    free(copy.at);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_message_is_known),
        cmocka_unit_test(a_message_cut_at_any_byte_is_refused),
        cmocka_unit_test(a_message_with_more_behind_it_is_refused),
        cmocka_unit_test(what_the_format_does_not_allow_is_refused),
        cmocka_unit_test(transactions_tell_positions_and_time),
        cmocka_unit_test(relations_tell_names_types_and_key),
        cmocka_unit_test(rows_have_values_nulls_and_unchanged_columns),
        cmocka_unit_test(old_rows_are_keys_or_whole),
        cmocka_unit_test(truncations_name_their_tables),
    };
    return cmocka_run_group_tests_name("pgoutput", tests, NULL, NULL);
}
