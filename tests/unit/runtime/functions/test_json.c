/* test_json.c - leaves of a document. */
#include "fixture.h"

static void
leaves_have_two_flavours(void **state)
{
    const struct sl_sealed document =
        sealed(SL_JSON, 0, "{\"a\": {\"b\": [1, \"}\"], \"c\": -0.50}}");
    (void)state;
    is_text(sl_disclose(sl_sealed_json_number(out, document, "a.c")), "-0.50");
    is_text(sl_json_number(out, sl_disclose(document), "a.c"), "-0.50");
    assert_true(sl_json_has(out, sl_disclose(document), "a.b").value.boolean);
    assert_false(sl_json_has(out, sl_disclose(document), "a.b.c").value.boolean);
    assert_int_equal(sl_json_text(out, sl_disclose(unchanged), "a").value.state, SL_UNCHANGED);
    assert_int_equal(sl_json_has(out, sl_disclose(missing), "a").value.state, SL_MISSING);
    assert_int_equal(sl_sealed_json_bool(out, unchanged, "a").value.state, SL_UNCHANGED);
}

/* RFC 8259, section 7: U+1D11E is escaped as a pair. */
static void
leaves_are_unescaped(void **state)
{
    const struct sl_sealed document =
        sealed(SL_JSON, 0, "{\"\\u0061\\\"\": \"\\ud834\\udd1e\\t\\u20ac\\/\"}");
    (void)state;
    is_text(sl_json_text(out, sl_disclose(document), "a\""), "\xf0\x9d\x84\x9e\t\xe2\x82\xac/");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_have_two_flavours),
        cmocka_unit_test(leaves_are_unescaped),
    };
    return cmocka_run_group_tests_name("json", tests, make_record, free_record);
}
