/* Frames and delivery results as bytes: the layout of handoff.h, cut at every byte, and damaged. */
#include "pipes.h"

#include "maxima.h"

#include <stdlib.h>

static struct sl_buf bytes;
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    sl_buf_init(&bytes, 4 * SL_KIB);
    err = (struct sl_err) { 0 };
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    sl_buf_done(&bytes);
    return 0;
}

typedef ptrdiff_t reader(struct sl_str text);

static ptrdiff_t
read_frame(struct sl_str text)
{
    struct slp_frame got;
    return slp_frame_read(text, &got, &err);
}

static ptrdiff_t
read_result(struct sl_str text)
{
    struct slp_result_message got;
    return slp_result_read(text, &got, &err);
}

/* Reads a copy of just that length, so that a sanitizer sees a read beyond it. */
static ptrdiff_t
read_copy(reader *read, const char *from, size_t len)
{
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    if (len > 0)
        memcpy(copy, from, len);
    ptrdiff_t length = read((struct sl_str) { copy, len });
    free(copy);
    return length;
}

static void
expect_bytes(const char *expected, size_t len)
{
    assert_int_equal(bytes.len, len);
    assert_memory_equal(bytes.bytes, expected, len);
}

/* ---- layout -------------------------------------------------------------------------------- */

static void
a_record_s_frame_has_the_layout_of_the_header(void **state)
{
    (void)state;
    static const char layout[] = "\x31\0\0\0"               /* length: 49 bytes follow */
                                 "\1\2\x34\x12"             /* kind, destination, projection */
                                 "\3\0\0\0\0\0\0\0"         /* number */
                                 "\1\0\0\0\0\0\0\0"         /* gen */
                                 "\5\0\0\0"                 /* run */
                                 "\x80\x74\xB3\x16\0\0\0\0" /* lsn */
                                 "\3\0\0\0\0\0\0\0"         /* seq */
                                 "\1\0\0\0"                 /* key_len */
                                 "k{}12";
    struct slp_frame frame = record_frame(3, SL_STR("{}12"));
    frame.destination = 2;
    frame.projection = 0x1234;
    frame.key = SL_STR("k");
    slp_frame_write(&bytes, &frame);
    expect_bytes(layout, sizeof layout - 1);
}

static void
a_frame_of_another_kind_ends_after_its_number(void **state)
{
    (void)state;
    static const char layout[] = "\x0C\0\0\0\2\1\0\0\7\0\0\0\0\0\0\0";
    struct slp_frame frame = { .kind = SLP_FRAME_FLUSH,
                               .destination = 1,
                               .number = 7,
                               .key = SL_STR("k"),
                               .json = SL_STR("{}") };
    slp_frame_write(&bytes, &frame);
    expect_bytes(layout, sizeof layout - 1);
}

static void
a_delivery_result_has_the_layout_of_the_header(void **state)
{
    (void)state;
    static const char layout[] = "\x12\0\0\0\3\1\0\5\0\7\0\0\0\0\0\0\0big\0";
    struct slp_result_message refused = {
        .kind = SLP_RESULT_LEFT_OUT, .destination = 1, .projection = 5, .number = 7
    };
    (void)sl_fail(&refused.err, SL_DATA, "big");
    slp_result_write(&bytes, &refused);
    assert_int_equal(bytes.bytes[6], SL_DATA);
    bytes.bytes[6] = 0;
    expect_bytes(layout, sizeof layout); /* remedy and key are empty, each behind a NUL */
}

/* ---- round trips --------------------------------------------------------------------------- */

static void
a_frame_is_read_as_it_was_written_and_its_length_is_told(void **state)
{
    (void)state;
    static const enum slp_frame_kind kinds[] = { SLP_FRAME_RECORD, SLP_FRAME_FLUSH,
                                                 SLP_FRAME_END,    SLP_FRAME_TELL_MARKER,
                                                 SLP_FRAME_MARK,   SLP_FRAME_MARK_AT_ONCE };
    for (size_t at = 0; at < sizeof kinds / sizeof kinds[0]; at++) {
        struct slp_frame frame = record_frame(3, SL_STR("{\"id\":7}")), got;
        frame.kind = kinds[at];
        frame.destination = 255;
        frame.projection = 65535;
        sl_buf_clear(&bytes);
        slp_frame_write(&bytes, &frame);
        size_t length = bytes.len;
        sl_buf_add_str(&bytes, SL_STR("what follows"));
        assert_int_equal(slp_frame_read(sl_buf_str(&bytes), &got, &err), length);
        assert_int_equal(got.kind, frame.kind);
        assert_int_equal(got.destination, 255);
        assert_int_equal(got.projection, 65535);
        assert_int_equal(got.number, 3);
        bool record = kinds[at] == SLP_FRAME_RECORD;
        assert_int_equal(got.position.run, record ? frame.position.run : 0);
        assert_int_equal(got.position.lsn, record ? frame.position.lsn : 0);
        assert_true(sl_str_equal(got.key, record ? frame.key : SL_STR("")));
        assert_true(sl_str_equal(got.json, record ? frame.json : SL_STR("")));
    }
}

static void
a_key_may_be_empty(void **state)
{
    (void)state;
    struct slp_frame frame = record_frame(1, SL_STR("{}")), got;
    frame.key = (struct sl_str) { 0 };
    slp_frame_write(&bytes, &frame);
    assert_true(slp_frame_read(sl_buf_str(&bytes), &got, &err) > 0);
    assert_int_equal(got.key.len, 0);
    assert_true(sl_str_is(got.json, "{}"));
}

static void
a_refusal_carries_its_reason_and_a_delivery_none(void **state)
{
    (void)state;
    struct slp_result_message result = { .kind = SLP_RESULT_REFUSED, .number = 12 }, got;
    (void)sl_fail(&result.err, SL_DATA, "too large");
    (void)sl_remedy(&result.err, "shorten it");
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_int_equal(got.number, 12);
    assert_int_equal(got.err.class, SL_DATA);
    assert_string_equal(got.err.text, "too large");
    assert_string_equal(got.err.remedy, "shorten it");
    memset(result.err.text, 't', sizeof result.err.text - 1);
    memset(result.err.remedy, 'r', sizeof result.err.remedy - 1);
    sl_buf_clear(&bytes);
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_string_equal(got.err.text, result.err.text);
    assert_string_equal(got.err.remedy, result.err.remedy);
    sl_buf_clear(&bytes);
    result.kind = SLP_RESULT_LEFT_OUT;
    result.err.remedy[0] = '\0';
    memset(result.key, 'k', sizeof result.key - 1);
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_string_equal(got.err.text, result.err.text);
    assert_string_equal(got.err.remedy, "");
    assert_string_equal(got.key, result.key);
    sl_buf_clear(&bytes);
    result.kind = SLP_RESULT_DELIVERED;
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_int_equal(got.kind, SLP_RESULT_DELIVERED);
    assert_int_equal(got.err.class, SL_OK);
    assert_string_equal(got.err.text, "");
}

static void
a_marker_carries_its_id_and_number_or_is_none(void **state)
{
    (void)state;
    struct slp_result_message result = { .kind = SLP_RESULT_MARKER,
                                         .destination = 3,
                                         .number = 12,
                                         .marker_id = "0123456789abcdef0123456789abcdef" };
    struct slp_result_message got;
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_int_equal(got.destination, 3);
    assert_int_equal(got.number, 12);
    assert_string_equal(got.marker_id, result.marker_id);
    sl_buf_clear(&bytes);
    result.kind = SLP_RESULT_NO_MARKER;
    slp_result_write(&bytes, &result);
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_int_equal(got.kind, SLP_RESULT_NO_MARKER);
    assert_string_equal(got.marker_id, "");
}

static void
a_marker_with_an_id_that_is_too_long_is_refused(void **state)
{
    (void)state;
    struct slp_result_message result = { .kind = SLP_RESULT_REFUSED }, got;
    (void)sl_fail(&result.err, SL_DATA, "0123456789abcdef0123456789abcdef0");
    slp_result_write(&bytes, &result);
    bytes.bytes[4] = SLP_RESULT_MARKER;
    assert_int_equal(slp_result_read(sl_buf_str(&bytes), &got, &err), -1);
    assert_int_equal(err.class, SL_BUG);
}

static void
a_buffer_that_is_too_small_says_so(void **state)
{
    (void)state;
    char text[5 * SL_KIB] = { 0 };
    struct slp_frame frame = record_frame(1, (struct sl_str) { text, sizeof text });
    slp_frame_write(&bytes, &frame);
    assert_true(sl_buf_failed(&bytes));
    assert_int_equal(bytes.len, 0);
}

/* ---- not whole, and damaged ---------------------------------------------------------------- */

static void
what_is_cut_anywhere_waits_for_the_rest(void **state)
{
    (void)state;
    struct slp_frame frame = record_frame(3, SL_STR("{\"id\":7}"));
    slp_frame_write(&bytes, &frame);
    for (size_t len = 0; len < bytes.len; len++)
        assert_int_equal(read_copy(read_frame, bytes.bytes, len), 0);
    sl_buf_clear(&bytes);
    struct slp_result_message refused = { .kind = SLP_RESULT_REFUSED, .number = 12 };
    (void)sl_fail(&refused.err, SL_DATA, "too large");
    slp_result_write(&bytes, &refused);
    for (size_t len = 0; len < bytes.len; len++)
        assert_int_equal(read_copy(read_result, bytes.bytes, len), 0);
}

static void
no_damage_reads_beyond_what_is_there(void **state)
{
    (void)state;
    struct slp_frame frame = record_frame(1, SL_STR("{}"));
    slp_frame_write(&bytes, &frame);
    for (size_t at = 0; at < bytes.len; at++) {
        char before = bytes.bytes[at];
        for (int value = 0; value < 256; value++) {
            bytes.bytes[at] = (char)value;
            assert_true(read_copy(read_frame, bytes.bytes, bytes.len) <= (ptrdiff_t)bytes.len);
        }
        bytes.bytes[at] = before;
    }
}

/* A byte of a frame changed, and what becomes of it. */
struct damage {
    size_t at;
    unsigned char value;
    bool refused;
};

static void
expect_damages(reader *read, const struct damage *damages, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char before = bytes.bytes[damages[i].at];
        bytes.bytes[damages[i].at] = (char)damages[i].value;
        err = (struct sl_err) { 0 };
        ptrdiff_t length = read_copy(read, bytes.bytes, bytes.len);
        assert_int_equal(length < 0, damages[i].refused);
        assert_int_equal(err.class, damages[i].refused ? SL_BUG : SL_OK);
        bytes.bytes[damages[i].at] = before;
    }
}

static void
a_frame_of_no_kind_or_with_lengths_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct damage damages[] = {
        { 4, 0, true },     { 4, 7, true },   /* kinds are 1 to 6 */
        { 4, 2, false },                      /* a flush that is longer than it has to be */
        { 0, 11, true },                      /* below the shortest frame */
        { 0, 12, true },                      /* a record without its position */
        { 3, 0x7F, true },                    /* above the longest */
        { 44, 9, true },    { 44, 8, false }, /* a key longer than what is left */
        { 47, 0x7F, true },
    };
    struct slp_frame frame = record_frame(1, SL_STR("{}"));
    slp_frame_write(&bytes, &frame);
    expect_damages(read_frame, damages, sizeof damages / sizeof damages[0]);
}

static void
a_delivery_result_of_no_kind_no_class_or_a_length_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct damage damages[] = {
        { 4, 0, true },          { 4, 6, true },       { 4, 1, false }, /* kinds are 1 to 5 */
        { 6, SL_BUG + 1, true }, { 6, SL_BUG, false }, { 0, 12, true }, /* below the shortest */
        { 1, 9, true }, /* more than reason, remedy and key can hold */
    };
    struct slp_result_message refused = { .kind = SLP_RESULT_REFUSED, .number = 12 };
    (void)sl_fail(&refused.err, SL_DATA, "too large");
    slp_result_write(&bytes, &refused);
    expect_damages(read_result, damages, sizeof damages / sizeof damages[0]);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_record_s_frame_has_the_layout_of_the_header),
        TEST(a_frame_of_another_kind_ends_after_its_number),
        TEST(a_delivery_result_has_the_layout_of_the_header),
        TEST(a_frame_is_read_as_it_was_written_and_its_length_is_told),
        TEST(a_key_may_be_empty),
        TEST(a_refusal_carries_its_reason_and_a_delivery_none),
        TEST(a_marker_carries_its_id_and_number_or_is_none),
        TEST(a_marker_with_an_id_that_is_too_long_is_refused),
        TEST(a_buffer_that_is_too_small_says_so),
        TEST(what_is_cut_anywhere_waits_for_the_rest),
        TEST(no_damage_reads_beyond_what_is_there),
        TEST(a_frame_of_no_kind_or_with_lengths_that_cannot_be_is_refused),
        TEST(a_delivery_result_of_no_kind_no_class_or_a_length_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
