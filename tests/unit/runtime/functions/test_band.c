/* test_band.c - bands of numbers. */
#include "fixture.h"

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
    const struct sl_decimal nine = { 9, 1, "0.9" };
    struct sl_sealed real = sealed(SL_FLOAT, 0, "0.9");
    real.value.number = (double)0.9F; /* 0.899999976 */
    is_text(sl_band(out, real, &(struct sl_edges) { 1, &nine }), "0.9..");
    const struct sl_decimal above = { 10000000000000001, 17, "0.10000000000000001" };
    is_text(sl_band(out, floating("0.1"), &(struct sl_edges) { 1, &above }),
            "<0.10000000000000001");
    is_text(sl_band(out, floating("1e+300"), &bands), "10000..");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bands_of_exact_numbers),
        cmocka_unit_test(bands_of_floats),
    };
    return cmocka_run_group_tests_name("band", tests, make_record, free_record);
}
