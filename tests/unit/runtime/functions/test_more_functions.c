/* What the examples of functions.def cannot hold: states, numbers of any length, what a function does
 * with a value that is no text of its kind. */
#include "../sample_policy.h"
#include "calendar.h"
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t key_bytes[32] = { 1 };
static struct sl_record *out;

static int
make_record(void **state)
{
    struct sl_err err;
    const struct sl_key keys[] = { { key_bytes, sizeof key_bytes } };
    (void)state;
    out = sl_record_new(&sample_lake_people, keys, &err);
    return out == NULL;
}

static int
free_record(void **state)
{
    (void)state;
    sl_record_free(out);
    return 0;
}

/* ---- values -------------------------------------------------------------------------------- */

static const struct sl_decimal ten = { 10, 0, "10" }, hundred = { 100, 0, "100" };
static const struct sl_edges edges = { 1, &ten };
static const struct sl_open word = SL_TEXT_ITEM("plan");
static const struct sl_list words = { 1, &word };

static struct sl_sealed
sealed(enum sl_kind kind, int64_t integer, const char *text)
{
    return (struct sl_sealed) {
        { .state = SL_VALUE, .kind = kind, .integer = integer, .text = sl_str_of(text) }
    };
}

static struct sl_sealed
text(const char *value)
{
    return sealed(SL_TEXT, 0, value);
}

static struct sl_sealed
numeric(const char *value)
{
    return sealed(SL_NUMERIC, 0, value);
}

static void
is_text(struct sl_open got, const char *wanted)
{
    assert_int_equal(got.value.state, SL_VALUE);
    if (!sl_str_is(got.value.text, wanted))
        fail_msg("'%.*s' instead of '%s'", SL_FMT(got.value.text), wanted);
}

/* ---- states -------------------------------------------------------------------------------- */

/* Functions of one value, each with arguments that do. */
#define OF_ONE(name, arguments)                                                                    \
    static struct sl_open one_##name(struct sl_sealed x)                                           \
    {                                                                                              \
        return sl_##name arguments;                                                                \
    }
OF_ONE(email_domain, (out, x))
OF_ONE(email_domain_kind, (out, x))
OF_ONE(phone_country, (out, x))
OF_ONE(phone_kind, (out, x))
OF_ONE(ip_prefix, (out, x, 24, 48))
OF_ONE(round_to, (out, x, &ten))
OF_ONE(clamp, (out, x, &ten, &hundred))
OF_ONE(sign, (out, x))
OF_ONE(magnitude, (out, x))
OF_ONE(quarter, (out, x))
OF_ONE(week, (out, x))
OF_ONE(weekday, (out, x))
OF_ONE(hour, (out, x))
OF_ONE(day_part, (out, x))
OF_ONE(postcode_district, (out, x))
OF_ONE(postcode_sector, (out, x))
OF_ONE(pseudonym_uuid, (out, x, 0))
OF_ONE(bucket_of, (out, x, 0, 10))
OF_ONE(first, (out, x, 3))
OF_ONE(last, (out, x, 3))
OF_ONE(mask, (out, x, 3))
OF_ONE(initials, (out, x))
OF_ONE(length_band, (out, x, &edges))
OF_ONE(word_count_band, (out, x, &edges))
OF_ONE(contains_word, (out, x, &words))
OF_ONE(valid_email, (out, x))
OF_ONE(valid_phone, (out, x))
OF_ONE(valid_uk_postcode, (out, x))
OF_ONE(valid_luhn, (out, x))
OF_ONE(count_items, (out, x))

static struct sl_open (*const of_one[])(struct sl_sealed x) = {
    one_email_domain,
    one_email_domain_kind,
    one_phone_country,
    one_phone_kind,
    one_ip_prefix,
    one_round_to,
    one_clamp,
    one_sign,
    one_magnitude,
    one_quarter,
    one_week,
    one_weekday,
    one_hour,
    one_day_part,
    one_postcode_district,
    one_postcode_sector,
    one_pseudonym_uuid,
    one_bucket_of,
    one_first,
    one_last,
    one_mask,
    one_initials,
    one_length_band,
    one_word_count_band,
    one_contains_word,
    one_valid_email,
    one_valid_phone,
    one_valid_uk_postcode,
    one_valid_luhn,
    one_count_items,
};

static const struct sl_sealed missing = { { .state = SL_MISSING } };
static const struct sl_sealed unchanged = { { .state = SL_UNCHANGED } };

static void
of_nothing_comes_nothing(void **state)
{
    (void)state;
    for (size_t at = 0; at < sizeof of_one / sizeof *of_one; at++) {
        assert_int_equal(of_one[at](missing).value.state, SL_MISSING);
        assert_int_equal(of_one[at](unchanged).value.state, SL_UNCHANGED);
    }
}

/* Functions of two values: unchanged wins over missing, on either side. */
static struct sl_open
of_two(int which, struct sl_sealed a, struct sl_sealed b)
{
    switch (which) {
    case 0: return sl_same(out, a, b);
    case 1: return sl_percent_band(out, a, b, &edges);
    case 2: return sl_minutes_between(out, a, b);
    case 3: return sl_years_between(out, a, b);
    case 4: return sl_interval_band(out, a, b, &edges, SL_DAYS);
    case 5: return sl_grid(out, a, b, 5);
    case 6: return sl_shift_days(out, a, 0, b, 30);
    case 7: return sl_match_code(out, sl_part(out, sl_part(out, sl_no_parts(), a), b), 0);
    default: return sl_missing();
    }
}

static void
of_two_unchanged_wins(void **state)
{
    const struct sl_sealed value = text("1");
    (void)state;
    for (int which = 0; which < 8; which++) {
        assert_int_equal(of_two(which, missing, value).value.state, SL_MISSING);
        assert_int_equal(of_two(which, value, missing).value.state, SL_MISSING);
        assert_int_equal(of_two(which, unchanged, missing).value.state, SL_UNCHANGED);
        assert_int_equal(of_two(which, missing, unchanged).value.state, SL_UNCHANGED);
        assert_int_equal(of_two(which, value, unchanged).value.state, SL_UNCHANGED);
    }
}

static void
presence_is_never_missing(void **state)
{
    (void)state;
    struct sl_sealed parts = sl_part(out, sl_part(out, sl_no_parts(), missing), text("a"));
    assert_int_equal(sl_count_present(out, parts).value.integer, 1);
    parts = sl_part(out, sl_part(out, sl_no_parts(), missing), unchanged);
    assert_int_equal(sl_count_present(out, parts).value.state, SL_UNCHANGED);
    assert_int_equal(sl_count_present(out, sl_no_parts()).value.integer, 0);
}

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

/* ---- numbers of any length ----------------------------------------------------------------- */

enum { LONGEST = 131072 }; /* digits before the point: PostgreSQL's manual, "Numeric Types" */

static void
numbers_of_all_lengths(void **state)
{
    char *nines = malloc(LONGEST + 1);
    (void)state;
    assert_non_null(nines);
    memset(nines, '9', LONGEST);
    nines[LONGEST] = '\0';
    struct sl_sealed longest = numeric(nines);
    struct sl_str rounded = sl_round_to(out, longest, &ten).value.text;
    assert_int_equal(rounded.len, LONGEST + 1);
    assert_true(rounded.ptr[0] == '1' && strspn(rounded.ptr + 1, "0") >= LONGEST);
    assert_int_equal(sl_magnitude(out, longest).value.state, SL_MISSING);
    is_text(sl_sign(out, longest), "+");
    is_text(sl_clamp(out, longest, &ten, &hundred), "100");
    is_text(sl_percent_band(out, longest, longest, &edges), "10..");
    is_text(sl_percent_band(out, numeric("1"), longest, &edges), "<10");
    free(nines);
}

static void
magnitude_ends_with_smallint(void **state)
{
    char *digits = malloc(INT16_MAX + 3);
    (void)state;
    assert_non_null(digits);
    memset(digits, '1', INT16_MAX + 2);
    digits[INT16_MAX + 1] = '\0';
    assert_int_equal(sl_magnitude(out, numeric(digits)).value.integer, INT16_MAX);
    digits[INT16_MAX + 1] = '1';
    digits[INT16_MAX + 2] = '\0';
    assert_int_equal(sl_magnitude(out, numeric(digits)).value.state, SL_MISSING);
    free(digits);
}

/* ---- texts --------------------------------------------------------------------------------- */

static void
arrays_that_are_none(void **state)
{
    static const char *const wrong[] = { "",      "a",     "{",       "{a",    "{a}}",
                                         "{a,}",  "{\"a}", "{a}b",    "[0:1]", "[0:1]={",
                                         "(a,b)", "{{}",   "{\"a\"b}" };
    (void)state;
    for (size_t at = 0; at < sizeof wrong / sizeof *wrong; at++)
        assert_int_equal(sl_count_items(out, sealed(SL_OPAQUE, 0, wrong[at])).value.state,
                         SL_MISSING);
    assert_int_equal(sl_count_items(out, sealed(SL_OPAQUE, 0, "{(1,2),(3,4);(5,6)}")).value.state,
                     SL_VALUE);
}

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

/* Ofcom's numbers for drama use (https://www.ofcom.org.uk, "Numbers for drama"), and the ITU's shortest
 * and longest forms. */
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

/* ISO 8601's own examples of week dates, and years with 53 weeks. */
static void
weeks_of_years(void **state)
{
    static const struct {
        int64_t year;
        int month, day;
        const char *week;
    } known[] = {
        { 2005, 1, 1, "2004-W53" }, { 2005, 1, 2, "2004-W53" },   { 2005, 12, 31, "2005-W52" },
        { 2006, 1, 1, "2005-W52" }, { 2007, 1, 1, "2007-W01" },   { 2007, 12, 30, "2007-W52" },
        { 2008, 1, 1, "2008-W01" }, { 2008, 12, 28, "2008-W52" }, { 2009, 12, 31, "2009-W53" },
        { 2010, 1, 3, "2009-W53" }, { 1969, 12, 28, "1969-W52" }, { 1970, 1, 1, "1970-W01" },
    };
    (void)state;
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        const struct sl_civil day = { known[at].year, known[at].month, known[at].day };
        is_text(sl_week(out, sealed(SL_DATE, sl_days_of_civil(day), NULL)), known[at].week);
    }
}

/* Every point of a cell has the cell's name, and the names of neighbours differ. */
static void
grids_are_whole(void **state)
{
    (void)state;
    is_text(sl_grid(out, numeric("51.480"), numeric("-0.148"), 5), "51.480,-0.148");
    is_text(sl_grid(out, numeric("51.524999999"), numeric("-0.074000001"), 5), "51.480,-0.148");
    is_text(sl_grid(out, numeric("51.525"), numeric("-0.148"), 5), "51.525,-0.148");
    is_text(sl_grid(out, numeric("51.480"), numeric("-0.074"), 5), "51.480,-0.074");
    is_text(sl_grid(out, numeric("-90"), numeric("180"), 1), "-90.000,-180.000");
    is_text(sl_grid(out, numeric("0"), numeric("-180"), 1), "0.000,-180.000");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_nothing_comes_nothing),
        cmocka_unit_test(of_two_unchanged_wins),
        cmocka_unit_test(presence_is_never_missing),
        cmocka_unit_test(leaves_have_two_flavours),
        cmocka_unit_test(leaves_are_unescaped),
        cmocka_unit_test(numbers_of_all_lengths),
        cmocka_unit_test(magnitude_ends_with_smallint),
        cmocka_unit_test(arrays_that_are_none),
        cmocka_unit_test(addresses_in_all_forms),
        cmocka_unit_test(telephone_numbers),
        cmocka_unit_test(weeks_of_years),
        cmocka_unit_test(grids_are_whole),
    };
    return cmocka_run_group_tests(tests, make_record, free_record);
}
