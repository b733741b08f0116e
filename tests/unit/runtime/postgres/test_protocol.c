/* The formats of the replication protocol: every one whole, cut at every byte, and damaged. */
#include "postgres/copy_text.h"
#include "postgres/identity.h"
#include "postgres/lsn.h"
#include "postgres/pgoutput.h"
#include "postgres/sqlstate.h"
#include "postgres/stream_frame.h"
#include "postgres/wire.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* A message in an allocation of its own length, so that a sanitizer sees a read behind its end. */
struct bytes {
    char *at;
    size_t len;
};

static struct bytes
copy_of(const char *bytes, size_t len)
{
    struct bytes copy = { .at = malloc(len == 0 ? 1 : len), .len = len };
    assert_non_null(copy.at);
    if (len > 0)
        memcpy(copy.at, bytes, len);
    return copy;
}

#define BYTES(literal) (literal), sizeof(literal) - 1

/* ---- wire.h --------------------------------------------------------------------------------- */

static void
integers_are_big_endian(void **state)
{
    (void)state;
    char bytes[] = "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\xff\xff\xff\xfe";
    struct slp_wire wire;
    uint8_t u8;
    uint16_t u16;
    uint32_t u32;
    uint64_t u64;
    int32_t i32;
    slp_wire_init(&wire, bytes, sizeof(bytes) - 1);
    assert_true(slp_wire_u8(&wire, &u8) && u8 == 0x01);
    assert_true(slp_wire_u16(&wire, &u16) && u16 == 0x0203);
    assert_true(slp_wire_u32(&wire, &u32) && u32 == 0x04050607);
    assert_true(slp_wire_u64(&wire, &u64) && u64 == UINT64_C(0x08090a0b0c0d0e0f));
    assert_true(slp_wire_i32(&wire, &i32) && i32 == -2);
    assert_int_equal(slp_wire_left(&wire), 0);
}

static void
what_is_not_there_is_not_read(void **state)
{
    (void)state;
    char bytes[] = { 1, 2, 3 };
    struct slp_wire wire;
    uint32_t u32 = 7;
    char *view = NULL;
    struct sl_str text = { NULL, 0 };
    slp_wire_init(&wire, bytes, sizeof(bytes));
    assert_false(slp_wire_u32(&wire, &u32));
    assert_int_equal(u32, 7);
    assert_false(slp_wire_bytes(&wire, 4, &view));
    assert_false(slp_wire_bytes(&wire, SIZE_MAX, &view));
    assert_null(view);
    assert_false(slp_wire_string(&wire, &text));
    assert_null(text.ptr);
    assert_int_equal(slp_wire_left(&wire), 3);
}

static void
strings_end_at_their_nul(void **state)
{
    (void)state;
    char bytes[] = "ab\0\0c";
    struct slp_wire wire;
    struct sl_str text;
    slp_wire_init(&wire, bytes, 5);
    assert_true(slp_wire_string(&wire, &text) && sl_str_is(text, "ab"));
    assert_true(slp_wire_string(&wire, &text) && text.len == 0);
    assert_false(slp_wire_string(&wire, &text));
}

/* ---- pgoutput.h ----------------------------------------------------------------------------- */

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

static void
/* NOLINTNEXTLINE(readability-function-size): a list of cases */
what_the_format_does_not_allow_is_refused(void **state)
{
    (void)state;
    refuse(BYTES("S"
                 "\0\0\0\1")); /* of version 2 */
    refuse(BYTES("C"
                 "\1"
                 "\0\0\0\1\0\0\0\x10"
                 "\0\0\0\1\0\0\0\x40"
                 "\0\0\0\0\0\0\0\1"));
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "K"
                 "\0\1"
                 "n")); /* an insert has no old row */
    refuse(BYTES("D"
                 "\0\0\x40\1"
                 "N"
                 "\0\1"
                 "n")); /* a delete no new one */
    refuse(BYTES("U"
                 "\0\0\x40\1"
                 "K"
                 "\0\1"
                 "n"
                 "K"
                 "\0\1"
                 "n")); /* two old rows */
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "N"
                 "\0\0")); /* no columns */
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "N"
                 "\xff\xff"
                 "n")); /* too many */
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "N"
                 "\0\1"
                 "b"
                 "\0\0\0\1"
                 "x")); /* binary */
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "N"
                 "\0\1"
                 "z"));
    refuse(BYTES("I"
                 "\0\0\x40\1"
                 "N"
                 "\0\1"
                 "t"
                 "\xff\xff\xff\xff"
                 "x")); /* a length of 4 GiB */
    refuse(BYTES("R"
                 "\0\0\x40\1"
                 "s\0"
                 "t\0"
                 "x"
                 "\0\0")); /* replica identity x */
    refuse(BYTES("T"
                 "\xff\xff\xff\xff"
                 "\0"
                 "\0\0\x40\1"));
    refuse(BYTES("T"
                 "\0\0\0\1"
                 "\4"
                 "\0\0\x40\1"));
    refuse(BYTES("B"
                 "\0\0\0\1\0\0\0\x10"
                 "\x7f\xff\xff\xff\xff\xff\xff\xff"
                 "\0\0\2\x0a"));
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
assert_cell(const struct slp_cell *cell, enum slp_cell_kind kind, const char *text)
{
    assert_int_equal(cell->kind, kind);
    assert_int_equal(cell->len, strlen(text));
    assert_memory_equal(cell->text != NULL ? cell->text : "", text, strlen(text));
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

/* ---- stream_frame.h ------------------------------------------------------------------------- */

static void
frames_are_data_or_keepalives(void **state)
{
    (void)state;
    static const char data[] = "w"
                               "\0\0\0\1\0\0\0\x10"
                               "\0\0\0\1\0\0\0\x20"
                               "\0\0\0\0\0\0\0\1"
                               "Bxyz";
    static const char keepalive[] = "k"
                                    "\0\0\0\1\0\0\0\x30"
                                    "\0\0\0\0\0\0\0\1"
                                    "\1";
    struct slp_server_frame frame;
    struct sl_err err;
    struct bytes copy = copy_of(BYTES(data));
    assert_int_equal(slp_server_frame_read(copy.at, copy.len, &frame, &err), 0);
    assert_int_equal(frame.item.step, SLP_STREAM_DATA);
    assert_int_equal(frame.wal_start, UINT64_C(0x100000010));
    assert_int_equal(frame.item.len, 4);
    assert_memory_equal(frame.item.bytes, "Bxyz", 4);
    free(copy.at);
    copy = copy_of(BYTES(keepalive));
    assert_int_equal(slp_server_frame_read(copy.at, copy.len, &frame, &err), 0);
    assert_int_equal(frame.item.step, SLP_STREAM_KEEPALIVE);
    assert_int_equal(frame.item.wal_end, UINT64_C(0x100000030));
    assert_true(frame.reply_requested);
    for (size_t len = 0; len < copy.len; len++)
        assert_int_equal(slp_server_frame_read(copy.at, len, &frame, &err), -1);
    copy.at[0] = 'x';
    assert_int_equal(slp_server_frame_read(copy.at, copy.len, &frame, &err), -1);
    free(copy.at);
}

static void
status_tells_all_three_positions(void **state)
{
    (void)state;
    const struct slp_status status = {
        .written_lsn = UINT64_C(0x0102030405060708),
        .flushed_lsn = UINT64_C(0x0102030405060700),
        .time_us = SLP_PG_EPOCH_US + 2,
    };
    char bytes[SLP_STATUS_BYTES];
    slp_status_write(&status, bytes);
    assert_memory_equal(bytes,
                        "r"
                        "\1\2\3\4\5\6\7\x08"
                        "\1\2\3\4\5\6\7\0"
                        "\1\2\3\4\5\6\7\0"
                        "\0\0\0\0\0\0\0\2"
                        "\0",
                        SLP_STATUS_BYTES);
}

/* ---- copy_text.h ---------------------------------------------------------------------------- */

static int
decode_line(const char *line, uint32_t ncells, struct slp_cell *ret_cells, struct bytes *ret_copy)
{
    struct sl_err err;
    *ret_copy = copy_of(line, strlen(line));
    return slp_copy_text_decode(ret_copy->at, ret_copy->len, ret_cells, ncells, &err);
}

static void
copied_rows_are_unescaped(void **state)
{
    (void)state;
    struct slp_cell cells[4];
    struct bytes copy;
    assert_int_equal(
        decode_line("a\\tb\\\\\\n\\N\t\\N\t\tcaf\xc3\xa9\\b\\f\\r\\v\n", 4, cells, &copy),
        -1); /* \N is NULL only alone */
    free(copy.at);
    assert_int_equal(decode_line("a\\tb\\\\\\n\t\\N\t\tcaf\xc3\xa9\\b\\f\\r\\v\n", 4, cells, &copy),
                     0);
    assert_cell(&cells[0], SLP_CELL_TEXT, "a\tb\\\n");
    assert_cell(&cells[1], SLP_CELL_NULL, "");
    assert_cell(&cells[2], SLP_CELL_TEXT, "");
    assert_cell(&cells[3], SLP_CELL_TEXT, "caf\xc3\xa9\b\f\r\v");
    free(copy.at);
}

static void
copied_rows_have_exactly_the_columns_asked_for(void **state)
{
    (void)state;
    static const char *const lines[] = { "",     "a",        "a\n",        "a\tb\tc\n",
                                         "a\tb", "a\\\tb\n", "a\tb\\x41\n" };
    struct slp_cell cells[4];
    struct bytes copy;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_int_equal(decode_line(lines[i], 2, cells, &copy), -1);
        free(copy.at);
    }
}

/* ---- lsn.h, identity.h, sqlstate.h ---------------------------------------------------------- */

static void
positions_are_two_hexadecimal_halves(void **state)
{
    (void)state;
    static const char *const wrong[] = { "",      "/",   "1",           "1/",  "/1",
                                         "1/2/3", "g/1", "1/123456789", "1/2 " };
    uint64_t lsn;
    assert_true(slp_lsn_parse("16/B374D848", &lsn) && lsn == UINT64_C(0x16B374D848));
    assert_true(slp_lsn_parse("0/0", &lsn) && lsn == 0);
    assert_true(slp_lsn_parse("ffffffff/FFFFFFFF", &lsn) && lsn == UINT64_MAX);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        assert_false(slp_lsn_parse(wrong[i], &lsn));
    assert_false(slp_lsn_parse(NULL, &lsn));
}

static void
histories_tell_where_a_timeline_was_left(void **state)
{
    (void)state;
    static const char history[] = "# comment\n\n1\t0/3000148\tno recovery target specified\n"
                                  "2\t1/A0\tbefore 2026-11-23 10:00:00+00\n";
    static const char broken[] = "1\tno position\n";
    uint64_t lsn;
    assert_true(slp_timeline_find(BYTES(history), 1, &lsn) && lsn == 0x3000148);
    assert_true(slp_timeline_find(BYTES(history), 2, &lsn) && lsn == UINT64_C(0x1000000A0));
    assert_true(slp_timeline_find(BYTES(history), 3, &lsn) && lsn == 0);
    assert_true(slp_timeline_find("", 0, 1, &lsn) && lsn == 0);
    assert_false(slp_timeline_find(BYTES(broken), 1, &lsn));
}

static void
sqlstates_have_classes(void **state)
{
    (void)state;
    char code[SLP_SQLSTATE_CHARS + 1];
    assert_int_equal(slp_sqlstate_find("57P01")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("08006")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("28P01")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("42704")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("55000")->class, SL_GAP);
    assert_int_equal(slp_sqlstate_find("55006")->class, SL_RETRY);
    assert_int_equal(slp_sqlstate_find("53400")->class, SL_CONFIG);
    assert_int_equal(slp_sqlstate_find("ZZZZZ")->class, SL_CONFIG);
    assert_true(slp_sqlstate_at_end(BYTES("connection failed: FATAL:  28P01"), code));
    assert_string_equal(code, "28P01");
    assert_false(slp_sqlstate_at_end(BYTES("Connection refused"), code));
    assert_false(slp_sqlstate_at_end(BYTES("FATAL:  28p01"), code));
    assert_string_equal(code, "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_are_big_endian),
        cmocka_unit_test(what_is_not_there_is_not_read),
        cmocka_unit_test(strings_end_at_their_nul),
        cmocka_unit_test(every_message_is_known),
        cmocka_unit_test(a_message_cut_at_any_byte_is_refused),
        cmocka_unit_test(a_message_with_more_behind_it_is_refused),
        cmocka_unit_test(what_the_format_does_not_allow_is_refused),
        cmocka_unit_test(transactions_tell_positions_and_time),
        cmocka_unit_test(relations_tell_names_types_and_key),
        cmocka_unit_test(rows_have_values_nulls_and_unchanged_columns),
        cmocka_unit_test(old_rows_are_keys_or_whole),
        cmocka_unit_test(truncations_name_their_tables),
        cmocka_unit_test(frames_are_data_or_keepalives),
        cmocka_unit_test(status_tells_all_three_positions),
        cmocka_unit_test(copied_rows_are_unescaped),
        cmocka_unit_test(copied_rows_have_exactly_the_columns_asked_for),
        cmocka_unit_test(positions_are_two_hexadecimal_halves),
        cmocka_unit_test(histories_tell_where_a_timeline_was_left),
        cmocka_unit_test(sqlstates_have_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
