/* test_json_number.c - the digits of JSON numbers, for each type of column that has digits. */
#include "eval/json_number.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_number_keeps_the_digits_of_its_type(void **state)
{
    static const struct slc_ir_type integer = { .id = SLC_TYPE_INTEGER },
                                    money = { .id = SLC_TYPE_NUMERIC, .precision = 8, .scale = 2 },
                                    any = { .id = SLC_TYPE_NUMERIC },
                                    real = { .id = SLC_TYPE_REAL };
    static const struct {
        const struct slc_ir_type *type;
        const char *written, *digits;
    } cases[] = {
        { &money, "199.99", "199.99" },
        { &money, "19999e-2", "199.99" },
        { &money, "1.9999E+2", "199.99" },
        { &money, "900.000", "900.00" },
        { &money, "900", "900" },
        { &money, "-0", "0" },
        { &money, "-0.00", "0.00" },
        { &money, "0.001", "0.001" },
        { &money, "5e-3", "0.005" },
        { &money, "0e5", "0" },
        { &any, "1.50", "1.50" },
        { &any, "1e3", "1000" },
        { &any, "-12.5e1", "-125" },
        { &any, "12e-4", "0.0012" },
        { &any, "1e999999999", "1e999999999" },
        { &integer, "1.0", "1" },
        { &integer, "12e1", "120" },
        { &integer, "120e-1", "12" },
        { &integer, "1.5", "1.5" },
        { &real, "1e3", "1e3" },
    };
    struct sl_arena *arena = sl_arena_new(16 * SL_MIB);
    (void)state;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        struct sl_str digits = slc_json_digits(arena, cases[at].type, sl_str_of(cases[at].written));
        if (!sl_str_is(digits, cases[at].digits))
            fail_msg("%s: %.*s", cases[at].written, SL_FMT(digits));
    }
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_keeps_the_digits_of_its_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
