/* test_phone.c - telephone numbers. */
#include "fixture.h"

/* Ofcom's numbers for drama use (https://www.ofcom.org.uk, "Numbers for drama"), and the ITU's
 * shortest and longest forms. */
static void
telephone_numbers(void **state)
{
    static const struct {
        const char *number, *country, *kind;
    } known[] = {
        { "0113 496 0000", "44", "landline" },     { "01632 960000", "44", "landline" },
        { "07700 900000", "44", "mobile" },        { "08081 570000", "44", "other" },
        { "0909 8790000", "44", "other" },         { "03069 990000", "44", "other" },
        { "+44 (0) 7700 900000", "44", "mobile" }, { "00 44 7700 900000", "44", "mobile" },
        { "+1 (202) 555-0100", "1", "other" },     { "+681 72 00 00", "681", "other" },
    };
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        is_text(sl_phone_country(out, text(known[at].number)), known[at].country);
        is_text(sl_phone_kind(out, text(known[at].number)), known[at].kind);
        assert_true(sl_valid_phone(out, text(known[at].number)).value.boolean);
    }
    static const char *const wrong[] = { "",
                                         "+",
                                         "0",
                                         "00",
                                         "+44",
                                         "44 7700 900000",
                                         "+44 7700 9000000",
                                         "+210 123456",
                                         "+44+7700900000",
                                         "+1 234567890123456",
                                         "0\u00a07700900000" };
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_false(sl_valid_phone(out, text(wrong[at])).value.boolean);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(telephone_numbers),
    };
    return cmocka_run_group_tests_name("phone", tests, make_record, free_record);
}
