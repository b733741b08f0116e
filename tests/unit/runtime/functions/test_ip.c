/* test_ip.c - prefixes of addresses. */
#include "fixture.h"

/* RFC 5952, section 4, and RFC 4291, section 2.2. */
static void
addresses_in_all_forms(void **state)
{
    static const struct {
        const char *address, *prefix;
    } known[] = {
        { "2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::/48" },
        { "2001:db8:0:0:aaaa::1", "2001:db8::/48" },
        { "FF01::101", "ff01::/48" },
        { "0:0:0:0:0:0:13.1.68.3", "::/48" },
        { "1:2:3:4:5:6:13.1.68.3", "1:2:3::/48" },
        { "::13.1.68.3", "::/48" },
        { "0:0:1::", "0:0:1::/48" },
        { "255.255.255.255", "255.255.255.0/24" },
    };
    static const char *const wrong[] = {
        ":",         "1::2::3",          "12345::", "1:2:3:4:5:6:7:", ":1:2:3:4:5:6:7",
        "1.2.3",     "1.2.3.4.5",        "::1.2.3", "1.2.3.4::",      "::g",
        "1.2.3.4/8", "1:2:3:4:5:6:7:8:9"
    };
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++)
        is_text(sl_ip_prefix(out, text(known[at].address), 24, 48), known[at].prefix);
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(sl_ip_prefix(out, text(wrong[at]), 24, 48).value.state, SL_MISSING);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_in_all_forms),
    };
    return cmocka_run_group_tests_name("ip", tests, make_record, free_record);
}
