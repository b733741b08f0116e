/* test_stream_frame.c - frames from the server and the status that goes back. */
#include "postgres/stream_frame.h"

#include "bytes.h"

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
status_tells_all_three_positions_and_may_ask(void **state)
{
    (void)state;
    struct slp_status status = {
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
    status.asks = true;
    slp_status_write(&status, bytes);
    assert_int_equal(bytes[SLP_STATUS_BYTES - 1], 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_data_or_keepalives),
        cmocka_unit_test(status_tells_all_three_positions_and_may_ask),
    };
    return cmocka_run_group_tests_name("stream_frame", tests, NULL, NULL);
}
