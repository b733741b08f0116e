/* Requests and responses as bytes: the layout of control.h, cut at every byte, and damaged. */
#include "pipes.h"

#include "handoff/control.h"
#include "maxima.h"

#include <stdlib.h>

enum { PROJECTIONS = 3 };

static struct sl_buf bytes;
static struct sl_err err;
static uint32_t numbers[PROJECTIONS];
static const struct slp_request_room room = { numbers, PROJECTIONS };
static const uint32_t two[] = { 2, 0 };
static const struct slp_request pause_two = { .kind = SLP_REQUEST_PAUSE,
                                              .projections = two,
                                              .count = 2 };

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
read_request(struct sl_str text)
{
    struct slp_request got;
    return slp_request_read(text, &room, &got, &err);
}

static ptrdiff_t
read_response(struct sl_str text)
{
    struct sl_err got;
    return slp_response_read(text, &got, &err);
}

/* Reads a copy of just that length, so that a sanitizer sees a read beyond it. */
static ptrdiff_t
read_copy(reader *read, size_t len)
{
    char *copy = malloc(len > 0 ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes.bytes, len);
    ptrdiff_t length = read((struct sl_str) { copy, len });
    free(copy);
    return length;
}

static struct sl_err
refusal(void)
{
    struct sl_err made;
    (void)sl_fail(&made, SL_CONFIG, "it is paused");
    (void)sl_remedy(&made, "resume it");
    return made;
}

/* ---- layout and round trips ---------------------------------------------------------------- */

static void
messages_have_the_layout_of_the_header(void **state)
{
    (void)state;
    static const char request[] = "\x0C\0\0\0\2\0\0\0\2\0\0\0\0\0\0\0";
    static const char done[] = "\x08\0\0\0\0\0\0\0\0\0\0\0";
    static const char refused[] = "\x1D\0\0\0\2\0\0\0\x0C\0\0\0it is pausedresume it";
    const struct sl_err nothing = { .class = SL_OK, .text = "left over" }, paused = refusal();
    slp_request_write(&bytes, &pause_two);
    assert_int_equal(bytes.len, sizeof request - 1);
    assert_memory_equal(bytes.bytes, request, bytes.len);
    sl_buf_clear(&bytes);
    slp_response_write(&bytes, &nothing);
    assert_int_equal(bytes.len, sizeof done - 1);
    assert_memory_equal(bytes.bytes, done, bytes.len);
    sl_buf_clear(&bytes);
    slp_response_write(&bytes, &paused);
    assert_int_equal(bytes.len, sizeof refused - 1);
    assert_memory_equal(bytes.bytes, refused, bytes.len);
}

static void
a_request_is_read_as_it_was_written_and_its_length_is_told(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < SLP_REQUEST_KINDS; kind++) {
        struct slp_request request = pause_two, got;
        request.kind = (enum slp_request_kind)kind;
        sl_buf_clear(&bytes);
        slp_request_write(&bytes, &request);
        size_t length = bytes.len;
        sl_buf_add_str(&bytes, SL_STR("what follows"));
        assert_int_equal(slp_request_read(sl_buf_str(&bytes), &room, &got, &err), length);
        assert_int_equal(got.kind, kind);
        assert_int_equal(got.count, 2);
        assert_memory_equal(got.projections, two, sizeof two);
    }
}

static void
a_response_carries_class_text_and_remedy(void **state)
{
    (void)state;
    const struct sl_err paused = refusal();
    struct sl_err got;
    slp_response_write(&bytes, &paused);
    size_t length = bytes.len;
    sl_buf_add_str(&bytes, SL_STR("what follows"));
    assert_int_equal(slp_response_read(sl_buf_str(&bytes), &got, &err), length);
    assert_int_equal(got.class, SL_CONFIG);
    assert_string_equal(got.text, "it is paused");
    assert_string_equal(got.remedy, "resume it");
}

static void
the_longest_texts_fit(void **state)
{
    (void)state;
    struct sl_err longest = { .class = SL_DATA }, got;
    memset(longest.text, 't', sizeof longest.text - 1);
    memset(longest.remedy, 'r', sizeof longest.remedy - 1);
    slp_response_write(&bytes, &longest);
    assert_int_equal(slp_response_read(sl_buf_str(&bytes), &got, &err), bytes.len);
    assert_string_equal(got.text, longest.text);
    assert_string_equal(got.remedy, longest.remedy);
}

static void
a_buffer_that_is_too_small_says_so(void **state)
{
    (void)state;
    static const uint32_t many[2 * SL_KIB];
    const struct slp_request large = { .projections = many, .count = sizeof many / sizeof many[0] };
    slp_request_write(&bytes, &large);
    assert_true(sl_buf_failed(&bytes));
    assert_int_equal(bytes.len, 0);
}

/* ---- not whole, and damaged ---------------------------------------------------------------- */

static void
what_is_cut_anywhere_waits_for_the_rest(void **state)
{
    (void)state;
    const struct sl_err paused = refusal();
    slp_request_write(&bytes, &pause_two);
    for (size_t len = 0; len < bytes.len; len++)
        assert_int_equal(read_copy(read_request, len), 0);
    sl_buf_clear(&bytes);
    slp_response_write(&bytes, &paused);
    for (size_t len = 0; len < bytes.len; len++)
        assert_int_equal(read_copy(read_response, len), 0);
}

static void
no_damage_reads_beyond_what_is_there(void **state)
{
    (void)state;
    static reader *const readers[] = { read_request, read_response };
    const struct sl_err paused = refusal();
    for (int way = 0; way < 2; way++) {
        sl_buf_clear(&bytes);
        if (way == 0)
            slp_request_write(&bytes, &pause_two);
        else
            slp_response_write(&bytes, &paused);
        for (size_t at = 0; at < bytes.len; at++) {
            char before = bytes.bytes[at];
            for (int value = 0; value < 256; value++) {
                bytes.bytes[at] = (char)value;
                assert_true(read_copy(readers[way], bytes.len) <= (ptrdiff_t)bytes.len);
            }
            bytes.bytes[at] = before;
        }
    }
}

/* A byte changed, and what becomes of the message. */
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
        ptrdiff_t length = read_copy(read, bytes.len);
        assert_int_equal(length < 0, damages[i].refused);
        assert_int_equal(err.class, damages[i].refused ? SL_BUG : SL_OK);
        bytes.bytes[damages[i].at] = before;
    }
}

static void
a_request_of_no_kind_no_projection_or_a_length_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct damage damages[] = {
        { 0, 0, true },
        { 0, 4, true }, /* no projection */
        { 0, 9, true }, /* a part of one */
        { 0, 8, false },
        { 0, 16, false }, /* one, and three, of which the last is not there yet */
        { 0, 20, true },
        { 3, 0x7F, true }, /* more than the policy has */
        { 4, SLP_REQUEST_KINDS, true },
        { 7, 1, true },
        { 8, PROJECTIONS, true },
        { 8, PROJECTIONS - 1, false },
        { 15, 1, true },
    };
    slp_request_write(&bytes, &pause_two);
    expect_damages(read_request, damages, sizeof damages / sizeof damages[0]);
}

static void
a_response_of_no_class_or_with_lengths_that_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct damage damages[] = {
        { 0, 7, true },          { 3, 0x7F, true }, /* below the shortest, above the longest */
        { 4, SL_BUG + 1, true }, { 4, SL_BUG, false }, { 7, 1, true },
        { 8, 0x15, false },      { 8, 0x16, true }, /* a text longer than what is left */
        { 11, 1, true },
    };
    const struct sl_err paused = refusal();
    slp_response_write(&bytes, &paused);
    expect_damages(read_response, damages, sizeof damages / sizeof damages[0]);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(messages_have_the_layout_of_the_header),
        TEST(a_request_is_read_as_it_was_written_and_its_length_is_told),
        TEST(a_response_carries_class_text_and_remedy),
        TEST(the_longest_texts_fit),
        TEST(a_buffer_that_is_too_small_says_so),
        TEST(what_is_cut_anywhere_waits_for_the_rest),
        TEST(no_damage_reads_beyond_what_is_there),
        TEST(a_request_of_no_kind_no_projection_or_a_length_that_cannot_be_is_refused),
        TEST(a_response_of_no_class_or_with_lengths_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
