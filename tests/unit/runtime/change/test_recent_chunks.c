/* test_recent_chunks.c - rows that chunks have read ahead of the stream. */
#include "change/recent_chunks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* A chunk of the rows from `first` to `last`. */
static void
add(struct slp_recent_chunks *chunks, const char *snapshot, uint64_t horizon_lsn, uint32_t first,
    uint32_t last)
{
    struct slp_kept_rows rows = { .count = 0 };
    for (uint32_t row = first; row <= last; row++) {
        char payload[32];
        (void)snprintf(payload, sizeof payload, ",%u,", row);
        const struct sl_str key = { payload + 1, strlen(payload) - 2 };
        assert_true(slp_kept_rows_put(&rows, key, sl_str_of(payload), 0));
    }
    assert_true(slp_recent_chunks_add(chunks, snapshot, horizon_lsn, &rows));
    slp_kept_rows_done(&rows);
}

static void
only_rows_that_were_read_and_what_the_snapshot_sees(void **state)
{
    (void)state;
    struct slp_recent_chunks chunks = { .count = 0 };
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("5"), 10));
    add(&chunks, "10:20:15", 1000, 1, 300);
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("1"), 10));
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("300"), 19));
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("301"), 10));
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("5"), 15));
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("5"), 20));
    slp_recent_chunks_done(&chunks);
    assert_int_equal(chunks.count, 0);
}

/* A row may have been read twice; a chunk may be empty. */
static void
each_chunk_has_a_snapshot_of_its_own(void **state)
{
    (void)state;
    struct slp_recent_chunks chunks = { .count = 0 };
    add(&chunks, "10:20:", 1000, 1, 5);
    add(&chunks, "10:25:", 2000, 1, 0);
    add(&chunks, "10:30:", 3000, 5, 9);
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("5"), 25));
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("4"), 25));
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("9"), 25));
    slp_recent_chunks_done(&chunks);
}

static void
what_the_stream_has_passed_is_dropped(void **state)
{
    (void)state;
    struct slp_recent_chunks chunks = { .count = 0 };
    for (uint32_t at = 0; at < SLP_RECENT_CHUNKS; at++)
        add(&chunks, "10:20:", 1000 * (at + 1), 10 * at, 10 * at + 9);
    slp_recent_chunks_pass(&chunks, 999);
    assert_int_equal(chunks.count, SLP_RECENT_CHUNKS);
    slp_recent_chunks_pass(&chunks, 2000);
    assert_int_equal(chunks.count, SLP_RECENT_CHUNKS - 2);
    assert_false(slp_recent_chunks_see(&chunks, SL_STR("15"), 12));
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("25"), 12));
    add(&chunks, "10:20:", 9000, 100, 109); /* there is room again */
    assert_true(slp_recent_chunks_see(&chunks, SL_STR("105"), 12));
    slp_recent_chunks_pass(&chunks, UINT64_MAX);
    assert_int_equal(chunks.count, 0);
}

static void
a_row_that_was_deleted_is_another_then(void **state)
{
    (void)state;
    struct slp_recent_chunks chunks = { .count = 0 };
    add(&chunks, "10:20:", 1000, 1, 50);
    add(&chunks, "10:30:", 2000, 40, 90);
    slp_recent_chunks_forget(&chunks, SL_STR("45"));
    slp_recent_chunks_forget(&chunks, SL_STR("99"));
    for (uint32_t row = 1; row <= 90; row++) {
        char key[16];
        (void)snprintf(key, sizeof key, "%u", row);
        assert_int_equal(slp_recent_chunks_see(&chunks, sl_str_of(key), 12), row != 45);
    }
    slp_recent_chunks_done(&chunks);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_rows_that_were_read_and_what_the_snapshot_sees),
        cmocka_unit_test(each_chunk_has_a_snapshot_of_its_own),
        cmocka_unit_test(what_the_stream_has_passed_is_dropped),
        cmocka_unit_test(a_row_that_was_deleted_is_another_then),
    };
    return cmocka_run_group_tests_name("recent_chunks", tests, NULL, NULL);
}
