/* The functions against known answers: docs/functions.md, and what PostgreSQL 15 says. */
#include "../sample_policy.h"
#include "record/moment.h"
#include "record/number.h"
#include "record/record.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static const uint8_t key_bytes[32] = { 1 };
static struct sl_record *out;

static int
make_record(void **state)
{
    (void)state;
    struct sl_err err;
    const struct sl_key keys[] = { { key_bytes, sizeof key_bytes } };
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

static const struct sl_sealed missing = { { .state = SL_MISSING } };
static const struct sl_sealed unchanged = { { .state = SL_UNCHANGED } };

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

static struct sl_sealed
integer(int64_t value)
{
    return sealed(SL_INTEGER, value, NULL);
}

static struct sl_sealed
floating(const char *value)
{
    struct sl_sealed made = sealed(SL_FLOAT, 0, value);
    assert_true(sl_number_of_text(sl_str_of(value), false, &made.value.number));
    return made;
}

static struct sl_sealed
date(int64_t year, int month, int day)
{
    return sealed(SL_DATE, sl_days_of_civil((struct sl_civil) { year, month, day }), NULL);
}

/* ---- answers ------------------------------------------------------------------------------- */

static void
is_text(struct sl_open got, const char *wanted)
{
    if (wanted == NULL) {
        assert_int_equal(got.value.state, SL_MISSING);
        return;
    }
    assert_int_equal(got.value.state, SL_VALUE);
    if (!sl_str_is(got.value.text, wanted))
        fail_msg("'%.*s' instead of '%s'", SL_FMT(got.value.text), wanted);
}

static void
is_yes(struct sl_open got)
{
    assert_true(got.value.state == SL_VALUE && got.value.kind == SL_BOOLEAN && got.value.boolean);
}

static void
is_no(struct sl_open got)
{
    assert_true(got.value.state == SL_VALUE && got.value.kind == SL_BOOLEAN && !got.value.boolean);
}

static void
is_missing(struct sl_open got)
{
    assert_int_equal(got.value.state, SL_MISSING);
}

static void
is_unchanged(struct sl_open got)
{
    assert_int_equal(got.value.state, SL_UNCHANGED);
}

static void
is_integer(struct sl_open got, int64_t wanted)
{
    assert_int_equal(got.value.state, SL_VALUE);
    assert_int_equal(got.value.integer, wanted);
}

/* ---- presence ------------------------------------------------------------------------------ */

static void
presence(void **state)
{
    (void)state;
    is_yes(sl_present(out, text("a")));
    is_yes(sl_present(out, text(" a ")));
    is_yes(sl_present(out, text("\xc2\xa0"))); /* a no-break space is no ASCII */
    is_no(sl_present(out, text("")));
    is_no(sl_present(out, text(" \t\n\v\f\r")));
    is_no(sl_present(out, missing));
    is_unchanged(sl_present(out, unchanged));
    is_yes(sl_present(out, sealed(SL_JSON, 0, "null")));
    is_yes(sl_present(out, sealed(SL_BYTES, 0, "")));
    is_no(sl_is_missing(out, text("")));
    is_yes(sl_is_missing(out, missing));
    is_unchanged(sl_is_missing(out, unchanged));
    is_yes(sl_not_missing(out, text("")));
    is_no(sl_not_missing(out, missing));
    is_unchanged(sl_not_missing(out, unchanged));
}

/* ---- comparing ----------------------------------------------------------------------------- */

static void
membership(void **state)
{
    (void)state;
    const struct sl_open items[] = { sl_text("a"), sl_text("b") };
    const struct sl_list list = { 2, items };
    is_yes(sl_is(out, text("a"), sl_text("a")));
    is_no(sl_is(out, text("A"), sl_text("a")));
    is_yes(sl_is_in(out, text("b"), &list));
    is_no(sl_is_in(out, text("c"), &list));
    is_no(sl_is_in(out, text(""), &list));
    is_missing(sl_is_in(out, missing, &list));
    is_unchanged(sl_is_in(out, unchanged, &list));
    is_yes(sl_is(out, numeric("2.50"), sl_numeric("2.5")));
    is_yes(sl_is(out, numeric("0.00"), sl_integer(0)));
    is_yes(sl_is(out, integer(-7), sl_numeric("-7.0")));
    is_yes(sl_is(out, sealed(SL_BOOLEAN, 1, NULL), sl_boolean(true)));
    is_yes(sl_is(out, sealed(SL_TIMESTAMPTZ, SL_US_PER_DAY, NULL), sl_date(1)));
}

/* a < b, in all four operators. */
static void
rising(struct sl_sealed a, struct sl_sealed b)
{
    is_yes(sl_less(out, a, b));
    is_no(sl_less(out, b, a));
    is_yes(sl_less_or_equal(out, a, b));
    is_no(sl_less_or_equal(out, b, a));
    is_yes(sl_greater(out, b, a));
    is_no(sl_greater(out, a, b));
    is_yes(sl_greater_or_equal(out, b, a));
    is_no(sl_greater_or_equal(out, a, b));
}

static void
level(struct sl_sealed a, struct sl_sealed b)
{
    is_no(sl_less(out, a, b));
    is_yes(sl_less_or_equal(out, a, b));
    is_no(sl_greater(out, a, b));
    is_yes(sl_greater_or_equal(out, a, b));
}

static void
comparison(void **state)
{
    (void)state;
    rising(integer(INT64_MIN), integer(INT64_MAX));
    rising(numeric("-Infinity"), numeric("-99999999999999999999.5"));
    rising(numeric("-2"), numeric("-1.9"));
    rising(numeric("9.99"), integer(10));
    rising(numeric("99999999999999999999"), numeric("Infinity"));
    rising(numeric("Infinity"), numeric("NaN"));
    level(numeric("NaN"), numeric("NaN"));
    level(numeric("-0.00"), integer(0));
    rising(integer(0), numeric("0.0000000000000000000000000000000001"));
    rising(date(2026, 1, 15), sealed(SL_TIMESTAMPTZ, INT64_C(1768435200000001), NULL));
    level(date(2026, 1, 15), sealed(SL_TIMESTAMP, INT64_C(1768435200000000), NULL));
    rising(sealed(SL_DATE, SL_TIME_BEFORE_ALL, NULL), date(-4712, 1, 1));
    rising(sealed(SL_TIMESTAMP, INT64_MAX - 1, NULL), sealed(SL_DATE, SL_TIME_AFTER_ALL, NULL));
    rising(sealed(SL_TIMESTAMP, 0, NULL), sealed(SL_DATE, 2145042905, NULL));
    is_missing(sl_less(out, missing, integer(1)));
    is_unchanged(sl_less(out, missing, unchanged));
    is_unchanged(sl_less(out, unchanged, missing));
    is_missing(sl_less(out, text("a"), integer(1)));
}

static void
comparison_of_floats(void **state)
{
    (void)state;
    level(floating("0.1"), numeric("0.1"));
    level(floating("0.1"), numeric("0.1000000000000000055511151231257827021181583404541015625"));
    level(floating("-0"), integer(0));
    level(floating("1e+22"), numeric("10000000000000000000000"));
    level(floating("9007199254740992"), integer(INT64_C(9007199254740993)));
    rising(floating("Infinity"), floating("NaN"));
    rising(floating("-Infinity"), integer(INT64_MIN));
    level(floating("NaN"), floating("NaN"));
    level(floating("NaN"), numeric("NaN"));
    struct sl_sealed real = sealed(SL_FLOAT, 0, "0.1");
    real.value.number = (double)0.1F;
    rising(numeric("0.1"), real);
}

/* Decimals longer than any double: the digits far behind decide the rounding of a tie. */
static void
long_decimals_as_floats(void **state)
{
    (void)state;
    static char digits[3000];
    double number;
    memset(digits, '0', sizeof digits);
    memcpy(digits, "9007199254740993.", 17); /* half way between two doubles */
    const struct sl_str long_text = { digits, sizeof digits };
    assert_true(sl_number_of_text(long_text, false, &number));
    assert_true(number == 9007199254740992.0);
    digits[sizeof digits - 1] = '1';
    assert_true(sl_number_of_text(long_text, false, &number));
    assert_true(number == 9007199254740994.0);
    memset(digits, '0', sizeof digits);
    digits[1] = '.';
    digits[102] = '5';
    assert_true(sl_number_of_text(long_text, false, &number));
    assert_true(number == 5e-101);
    memset(digits, '9', sizeof digits);
    assert_true(sl_number_of_text(long_text, false, &number));
    assert_true(isinf(number));
    digits[2999] = 'x';
    assert_false(sl_number_of_text(long_text, false, &number));
}

/* ---- combining ----------------------------------------------------------------------------- */

static void
combining(void **state)
{
    (void)state;
    /* docs/functions.md, the table: yes, no, missing, unchanged. */
    const struct sl_open values[] = {
        sl_boolean(true), sl_boolean(false), sl_missing(), { { .state = SL_UNCHANGED } }
    };
    const char *const and_wanted[] = { "ynmu", "nnnn", "mnmu", "unuu" };
    const char *const or_wanted[] = { "yyyy", "ynmu", "ymmu", "yuuu" };
    for (size_t a = 0; a < 4; a++)
        for (size_t b = 0; b < 4; b++) {
            struct sl_open both = sl_and(out, values[a], values[b]);
            struct sl_open either = sl_or(out, values[a], values[b]);
            const char letters[] = "ynmu";
            size_t and_at = (size_t)(strchr(letters, and_wanted[a][b]) - letters);
            size_t or_at = (size_t)(strchr(letters, or_wanted[a][b]) - letters);
            assert_int_equal(both.value.state, values[and_at].value.state);
            assert_int_equal(both.value.boolean, values[and_at].value.boolean);
            assert_int_equal(either.value.state, values[or_at].value.state);
            assert_int_equal(either.value.boolean, values[or_at].value.boolean);
        }
    is_no(sl_not(out, values[0]));
    is_yes(sl_not(out, values[1]));
    is_missing(sl_not(out, values[2]));
    is_unchanged(sl_not(out, values[3]));
}

static void
choosing(void **state)
{
    (void)state;
    const struct sl_open later = { { .state = SL_UNCHANGED } };
    is_text(sl_choose(out, sl_boolean(true), sl_text("a"), later), "a");
    is_text(sl_choose(out, sl_boolean(false), later, sl_text("b")), "b");
    is_text(sl_choose(out, sl_missing(), sl_text("a"), sl_text("b")), "b");
    is_unchanged(sl_choose(out, later, sl_text("a"), sl_text("a")));
    is_missing(sl_choose(out, sl_boolean(true), sl_missing(), sl_text("b")));
    is_text(sl_if_missing(out, sl_missing(), sl_text("?")), "?");
    is_text(sl_if_missing(out, sl_text("a"), sl_text("?")), "a");
    is_unchanged(sl_if_missing(out, later, sl_text("?")));
    is_text(sl_disclose(sl_sealed_if_missing(out, missing, sl_text("?"))), "?");
    is_unchanged(sl_disclose(sl_sealed_if_missing(out, unchanged, sl_text("?"))));
}

/* ---- categories ---------------------------------------------------------------------------- */

static void
categories(void **state)
{
    (void)state;
    const struct sl_open from[] = { sl_text("a"), sl_text("b"), sl_text("a") };
    const struct sl_open to[] = { sl_text("x"), sl_text("y"), sl_text("z") };
    const struct sl_list froms = { 3, from }, tos = { 3, to };
    is_text(sl_one_of(out, text("b"), &froms), "b");
    is_missing(sl_one_of(out, text("B"), &froms));
    is_missing(sl_one_of(out, missing, &froms));
    is_unchanged(sl_one_of(out, unchanged, &froms));
    is_text(sl_group(out, text("a"), &froms, &tos), "x");
    is_text(sl_group(out, text("b"), &froms, &tos), "y");
    is_missing(sl_group(out, text("c"), &froms, &tos));
    const struct sl_open prices[] = { sl_numeric("2.5") };
    is_text(sl_one_of(out, numeric("2.500"), &(struct sl_list) { 1, prices }), "2.5");
}

static void
email_domains(void **state)
{
    (void)state;
    static const struct {
        const char *address, *domain;
    } cases[] = {
        { "ann@gmail.com", "gmail.com" },
        { "  Ann.B+c@Mail.Example.CO.UK\r\n", "mail.example.co.uk" },
        { "zo\xc3\xab@llewellyn.example", "llewellyn.example" },
        { "a@b-c.xn--p1ai", "b-c.xn--p1ai" },
        { "a@1.uk", "1.uk" },
        { "", NULL },
        { "@", NULL },
        { "ann", NULL },
        { "@gmail.com", NULL },
        { "ann@", NULL },
        { "ann@localhost", NULL },
        { "ann@@gmail.com", NULL },
        { "a@b@c.com", NULL },
        { "ann smith@gmail.com", NULL },
        { "Ann <ann@gmail.com>", NULL },
        { "ann@gmail.com, bob@x.com", NULL },
        { "ann@.com", NULL },
        { "ann@gmail..com", NULL },
        { "ann@gmail.com.", NULL },
        { "ann@-gmail.com", NULL },
        { "ann@gmail-.com", NULL },
        { "ann@gmail.c", NULL },
        { "ann@gmail.1m", NULL },
        { "ann@192.168.0.10", NULL },
        { "ann@g_mail.com", NULL },
        { "ann@z\xc3\xab.com", NULL },
        { "a\x7f@gmail.com", NULL },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        is_text(sl_email_domain(out, text(cases[at].address)), cases[at].domain);
    is_missing(sl_email_domain(out, missing));
    is_unchanged(sl_email_domain(out, unchanged));
}

/* Lengths at their limits: 64 before the sign, 63 a label, 253 in all. */
static void
email_lengths(void **state)
{
    (void)state;
    char address[400] = "";
    memset(address, 'l', 64);
    strncat(address, "@d.com", 7);
    is_text(sl_email_domain(out, text(address)), "d.com");
    address[64] = 'l';
    strncat(address, "@d.com", 7);
    is_missing(sl_email_domain(out, text(address)));
    memset(address, 0, sizeof address);
    memset(address, 'd', 2 + 253);
    memcpy(address, "a@", 2);
    for (size_t dot = 2 + 63; dot < 2 + 253; dot += 64)
        address[dot] = '.';
    is_text(sl_email_domain(out, text(address)), address + 2);
    address[2 + 253] = 'd';
    is_missing(sl_email_domain(out, text(address)));
    address[2 + 100] = '\0';
    address[2 + 63] = 'd';
    address[2 + 64] = '.';
    is_missing(sl_email_domain(out, text(address)));
}

/* ---- numbers ------------------------------------------------------------------------------- */

static const struct sl_decimal money[] = {
    { 0, 0, "0" }, { 250, 0, "250" }, { 100050, 2, "1000.50" }, { 10000, 0, "10000" }
};
static const struct sl_edges bands = { 4, money };

static void
bands_of_exact_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *number, *band;
    } cases[] = {
        { "-0.01", "<0" },
        { "-Infinity", "<0" },
        { "0", "0..250" },
        { "-0.00", "0..250" },
        { "249.99", "0..250" },
        { "250.00", "250..1000.50" },
        { "1000.49", "250..1000.50" },
        { "1000.5", "1000.50..10000" },
        { "9999.99", "1000.50..10000" },
        { "10000", "10000.." },
        { "Infinity", "10000.." },
        { "NaN", NULL },
        { "123456789012345678901234567890", "10000.." },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++)
        is_text(sl_band(out, numeric(cases[at].number), &bands), cases[at].band);
    is_text(sl_band(out, integer(250), &bands), "250..1000.50");
    is_text(sl_band(out, integer(INT64_MIN), &bands), "<0");
    is_missing(sl_band(out, missing, &bands));
    is_unchanged(sl_band(out, unchanged, &bands));
    const struct sl_decimal half = { -5, 1, "-0.5" };
    is_text(sl_band(out, numeric("-0.6"), &(struct sl_edges) { 1, &half }), "<-0.5");
    is_text(sl_band(out, numeric("-0.5"), &(struct sl_edges) { 1, &half }), "-0.5..");
}

static void
bands_of_floats(void **state)
{
    (void)state;
    const struct sl_decimal tenth = { 1, 1, "0.1" };
    const struct sl_edges edges = { 1, &tenth };
    is_text(sl_band(out, floating("0.1"), &edges), "0.1..");
    is_text(sl_band(out, floating("0.09999999999999999"), &edges), "<0.1");
    is_text(sl_band(out, floating("-Infinity"), &edges), "<0.1");
    is_text(sl_band(out, floating("Infinity"), &edges), "0.1..");
    is_missing(sl_band(out, floating("NaN"), &edges));
    is_text(sl_band(out, floating("1e+300"), &bands), "10000..");
}

static void
assert_rounded(struct sl_sealed x, int64_t digits, uint32_t scale, const char *wanted)
{
    const struct sl_decimal to = { digits, scale, "" };
    is_text(sl_round_down(out, x, &to), wanted);
}

static void
rounding_down(void **state)
{
    (void)state;
    assert_rounded(numeric("349.99"), 50, 0, "300");
    assert_rounded(numeric("-0.01"), 50, 0, "-50");
    assert_rounded(numeric("-50.00"), 50, 0, "-50");
    assert_rounded(numeric("-50.01"), 50, 0, "-100");
    assert_rounded(numeric("49.99"), 50, 0, "0");
    assert_rounded(numeric("0"), 50, 0, "0");
    assert_rounded(numeric("-0.00"), 5, 2, "0.00");
    assert_rounded(numeric("7.28"), 5, 2, "7.25");
    assert_rounded(numeric("-7.28"), 5, 2, "-7.30");
    assert_rounded(numeric("0.04"), 5, 2, "0.00");
    assert_rounded(numeric("7"), 50, 2, "7.00");
    assert_rounded(numeric("0.007"), 1, 3, "0.007");
    assert_rounded(numeric("99.999"), 1, 0, "99");
    assert_rounded(numeric("-99.001"), 1, 0, "-100");
    assert_rounded(integer(1999), 250, 0, "1750");
    assert_rounded(integer(INT64_MIN), 1000, 0, "-9223372036854776000");
    assert_rounded(integer(INT64_MAX), INT64_MAX, 0, "9223372036854775807");
    assert_rounded(integer(1), INT64_MAX, 0, "0");
    assert_rounded(integer(-1), INT64_MAX, 0, "-9223372036854775807");
    assert_rounded(numeric("123456789012345678901234567890.5"), 1000, 0,
                   "123456789012345678901234567000");
    assert_rounded(numeric("-999999999999999999999999.5"), 10, 0, "-1000000000000000000000000");
    assert_rounded(numeric("NaN"), 50, 0, NULL);
    assert_rounded(numeric("Infinity"), 50, 0, NULL);
    assert_rounded(missing, 50, 0, NULL);
    is_unchanged(sl_round_down(out, unchanged, &money[1]));
}

static void
rounding_floats_down(void **state)
{
    (void)state;
    assert_rounded(floating("0.3"), 1, 1, "0.3"); /* as printed, not 0.299999999999999988… */
    assert_rounded(floating("1.5e-07"), 1, 8, "0.00000015");
    assert_rounded(floating("1.5e-07"), 1, 7, "0.0000001");
    assert_rounded(floating("-1.5e-07"), 1, 7, "-0.0000002");
    assert_rounded(floating("-5e-324"), 1, 0, "-1");
    assert_rounded(floating("-0"), 5, 1, "0.0");
    assert_rounded(floating("1e+22"), 1, 0, "10000000000000000000000");
    assert_rounded(floating("1.25e+22"), 7, 0, "12499999999999999999995");
    assert_rounded(floating("1234.5"), 1000, 0, "1000");
    assert_rounded(floating("NaN"), 5, 1, NULL);
    assert_rounded(floating("-Infinity"), 5, 1, NULL);
}

/* The longest numeric there is. */
static void
rounding_down_the_longest(void **state)
{
    (void)state;
    enum { WHOLE = 131072, FRACTION = 16383, LEN = WHOLE + 1 + FRACTION };
    char *digits = malloc(LEN);
    assert_non_null(digits);
    memset(digits, '9', LEN);
    digits[WHOLE] = '.';
    const struct sl_decimal to = { 100, 0, "100" };
    struct sl_sealed x = { { .state = SL_VALUE, .kind = SL_NUMERIC, .text = { digits, LEN } } };
    struct sl_open got = sl_round_down(out, x, &to);
    assert_int_equal(got.value.text.len, WHOLE);
    assert_memory_equal(got.value.text.ptr + WHOLE - 4, "9900", 4);
    is_text(sl_band(out, x, &bands), "10000..");
    free(digits);
}

/* ---- dates --------------------------------------------------------------------------------- */

static void
calendar(void **state)
{
    (void)state;
    const struct sl_sealed last_second = sealed(SL_TIMESTAMPTZ, -1, NULL);
    is_integer(sl_year(out, date(2026, 1, 15)), 2026);
    is_integer(sl_year(out, last_second), 1969);
    is_text(sl_month(out, date(2026, 1, 15)), "2026-01");
    is_text(sl_month(out, date(33, 12, 1)), "0033-12");
    is_text(sl_month(out, last_second), "1969-12");
    is_integer(sl_day(out, last_second), -1);
    is_integer(sl_day(out, date(1970, 1, 2)), 1);
    const struct sl_sealed outside[] = { date(0, 12, 31), date(10000, 1, 1),
                                         sealed(SL_DATE, SL_TIME_AFTER_ALL, NULL),
                                         sealed(SL_TIMESTAMP, SL_TIME_BEFORE_ALL, NULL), missing };
    for (size_t at = 0; at < sizeof outside / sizeof *outside; at++) {
        is_missing(sl_year(out, outside[at]));
        is_missing(sl_month(out, outside[at]));
        is_missing(sl_day(out, outside[at]));
        is_missing(sl_age_band(out, outside[at], date(2026, 1, 1), 10));
        is_missing(sl_months_between(out, outside[at], date(2026, 1, 1)));
        is_missing(sl_months_between(out, date(2026, 1, 1), outside[at]));
    }
    is_unchanged(sl_year(out, unchanged));
    is_unchanged(sl_month(out, unchanged));
    is_unchanged(sl_day(out, unchanged));
}

static void
age_bands(void **state)
{
    (void)state;
    const struct sl_sealed at = sealed(SL_TIMESTAMPTZ, INT64_C(1768521599999999), NULL);
    /* `at` is the last microsecond of 2026-01-15. */
    is_text(sl_age_band(out, date(1980, 7, 31), at, 10), "40-49");
    is_text(sl_age_band(out, date(1986, 1, 15), at, 10), "40-49");
    is_text(sl_age_band(out, date(1986, 1, 16), at, 10), "30-39");
    is_text(sl_age_band(out, date(2026, 1, 15), at, 10), "0-9");
    is_missing(sl_age_band(out, date(2026, 1, 16), at, 10));
    is_text(sl_age_band(out, date(1936, 1, 16), at, 10), "80-89");
    is_text(sl_age_band(out, date(1936, 1, 15), at, 10), "90+");
    is_text(sl_age_band(out, date(1, 1, 1), at, 10), "90+");
    is_text(sl_age_band(out, date(1946, 1, 15), at, 20), "80+");
    is_text(sl_age_band(out, date(1946, 1, 16), at, 20), "60-79");
    is_text(sl_age_band(out, date(1986, 1, 15), at, 1), "40-40");
    is_text(sl_age_band(out, date(1935, 1, 15), at, 7), "84+");
    is_text(sl_age_band(out, date(1986, 1, 15), at, 100), "0+");
    is_missing(sl_age_band(out, date(1986, 1, 15), at, 0));
    is_text(sl_age_band(out, date(2008, 2, 29), date(2026, 2, 28), 18), "0-17");
    is_text(sl_age_band(out, date(2008, 2, 29), date(2026, 3, 1), 18), "18-35");
    is_text(sl_age_band(out, date(2008, 2, 29), date(2028, 2, 29), 20), "20-39");
    is_missing(sl_age_band(out, missing, at, 10));
    is_unchanged(sl_age_band(out, unchanged, at, 10));
}

static void
months(void **state)
{
    (void)state;
    static const struct {
        int from[3], to[3], months;
    } cases[] = {
        { { 2025, 1, 31 }, { 2026, 1, 15 }, 11 },  { { 2025, 12, 16 }, { 2026, 1, 15 }, 0 },
        { { 2025, 12, 15 }, { 2026, 1, 15 }, 1 },  { { 2025, 1, 31 }, { 2025, 2, 28 }, 0 },
        { { 2025, 1, 31 }, { 2025, 3, 1 }, 1 },    { { 2024, 2, 29 }, { 2025, 2, 28 }, 11 },
        { { 2024, 2, 29 }, { 2025, 3, 1 }, 12 },   { { 2026, 1, 15 }, { 2026, 1, 15 }, 0 },
        { { 1, 1, 1 }, { 9999, 12, 31 }, 119987 },
    };
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        const int *a = cases[at].from, *b = cases[at].to;
        struct sl_sealed from = date(a[0], a[1], a[2]);
        struct sl_sealed to = date(b[0], b[1], b[2]);
        is_integer(sl_months_between(out, from, to), cases[at].months);
        is_integer(sl_months_between(out, to, from), -cases[at].months);
    }
    is_unchanged(sl_months_between(out, missing, unchanged));
}

/* ---- places -------------------------------------------------------------------------------- */

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

/* ---- text ---------------------------------------------------------------------------------- */

static void
tidying(void **state)
{
    (void)state;
    is_text(sl_lower(out, sl_text("AbC\xc3\x89z[")), "abc\xc3\x89z[");
    is_text(sl_lower(out, sl_text("")), "");
    is_text(sl_trim(out, sl_text(" \v a b\xc2\xa0 \r\n")), "a b\xc2\xa0");
    is_text(sl_trim(out, sl_text(" \t")), "");
    is_text(sl_disclose(sl_sealed_lower(out, text("A"))), "a");
    is_text(sl_disclose(sl_sealed_trim(out, text(" A"))), "A");
    is_missing(sl_lower(out, sl_missing()));
    is_unchanged(sl_disclose(sl_sealed_lower(out, unchanged)));
    is_unchanged(sl_disclose(sl_sealed_trim(out, unchanged)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(presence),
        cmocka_unit_test(membership),
        cmocka_unit_test(comparison),
        cmocka_unit_test(comparison_of_floats),
        cmocka_unit_test(long_decimals_as_floats),
        cmocka_unit_test(combining),
        cmocka_unit_test(choosing),
        cmocka_unit_test(categories),
        cmocka_unit_test(email_domains),
        cmocka_unit_test(email_lengths),
        cmocka_unit_test(bands_of_exact_numbers),
        cmocka_unit_test(bands_of_floats),
        cmocka_unit_test(rounding_down),
        cmocka_unit_test(rounding_floats_down),
        cmocka_unit_test(rounding_down_the_longest),
        cmocka_unit_test(calendar),
        cmocka_unit_test(age_bands),
        cmocka_unit_test(months),
        cmocka_unit_test(postcodes),
        cmocka_unit_test(tidying),
    };
    return cmocka_run_group_tests_name("functions", tests, make_record, free_record);
}
