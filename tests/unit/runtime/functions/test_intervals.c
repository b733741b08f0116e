/* test_intervals.c - time between two dates. */
#include "fixture.h"

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(age_bands),
        cmocka_unit_test(months),
    };
    return cmocka_run_group_tests_name("intervals", tests, make_record, free_record);
}
