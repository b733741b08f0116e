/* test_places.c - postcodes. */
#include "fixture.h"

static void
postcodes(void **state)
{
    (void)state;
    static const struct {
        const char *postcode, *area;
    } cases[] = {
        { "SW1A 1AA", "SW" },
        { "sw1a1aa", "SW" },
        { " ec1a 1bb\n", "EC" },
        { "M1 1AE", "M" },
        { "B33 8TH", "B" },
        { "CR2 6XH", "CR" },
        { "DN55 1PT", "DN" },
        { "W1A 0AX", "W" },
        { "E1W  1AA", "E" },
        { "e1\t1aa", "E" },
        { "BF1 1AA", "BF" },
        { "JE2 3AB", "JE" },
        { "GIR 0AA", "GIR" },
        { "gir0aa", "GIR" },
        { "BS0 1AA", "BS" },
        { "ZE1 0AA", "ZE" },
        { "", NULL },
        { "SW1A", NULL },
        { "1AA", NULL },
        { "not known", NULL },
        { "SW1A 1A", NULL },
        { "SW1A 1AAA", NULL },
        { "SW1A-1AA", NULL },
        { "S W1A 1AA", NULL },
        { "SW1A 1 AA", NULL },
        { "ZZ1 1AA", NULL },
        { "QA1 1AA", NULL },
        { "SW1C 1AA", NULL },
        { "W1Q 1AA", NULL },
        { "SW01 1AA", NULL },
        { "SW1 AAA", NULL },
        { "SW1 1CA", NULL },
        { "SW1 1AV", NULL },
        { "SW100 1AA", NULL },
        { "SWA 1AA", NULL },
        { "GIR 0AB", NULL },
        { "GIR 1AA", NULL },
        { "12345", NULL },
        { "\xc3\x85"
          "1 1AA",
          NULL },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        is_text(sl_postcode_area(out, text(cases[at].postcode)), cases[at].area);
    is_missing(sl_postcode_area(out, missing));
    is_unchanged(sl_postcode_area(out, unchanged));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(postcodes),
    };
    return cmocka_run_group_tests_name("places", tests, make_record, free_record);
}
