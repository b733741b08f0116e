/* test_oversize.c - the record that stands for one that is too large. */
#include "record/oversize.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void
the_key_is_left_of_a_record(void **state)
{
    (void)state;
    const struct sl_str json =
        SL_STR("{\"_op\":\"c\",\"_seq\":7,\"_policy\":\"lake.t@1:00\",\"id\":90,"
               "\"ref\":\"x\",\"note\":\"yyyyyyyyyyyy\"}");
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    sl_oversize_replace(json, SL_STR("\"id\":90,\"ref\":\"x\""), "at most 9", &out);
    assert_string_equal(
        sl_buf_cstr(&out),
        "{\"_op\":\"m\",\"_seq\":7,\"_policy\":\"lake.t@1:00\",\"id\":90,\"ref\":\"x\","
        "\"_size\":84,\"_reason\":\"at most 9\"}");
    assert_true(sl_oversize_is(sl_buf_str(&out)));
    assert_false(sl_oversize_is(json));
    assert_false(sl_oversize_is(SL_STR("{\"_op\":\"")));
    sl_buf_done(&out);
}

static void
a_payload_is_known_by_what_follows_the_key(void **state)
{
    (void)state;
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    sl_buf_add_str(&out, SL_STR(",\"id\":90"));
    assert_false(sl_oversize_is_payload(sl_buf_str(&out), 7));
    sl_oversize_add(&out, 17, "why");
    assert_true(sl_oversize_is_payload(sl_buf_str(&out), 7));
    assert_false(sl_oversize_is_payload(SL_STR(",\"id\":90,\"note\":\"y\""), 7));
    assert_false(sl_oversize_is_payload(SL_STR(""), 0));
    sl_buf_done(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_key_is_left_of_a_record),
        cmocka_unit_test(a_payload_is_known_by_what_follows_the_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
