#include "text/width.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
widths(void **state)
{
    (void)state;
    assert_int_equal(slc_text_width(SL_STR("Durée")), 5);
    struct sl_buf out;
    sl_buf_init(&out, SL_MIB);
    assert_int_equal(slc_line_width(&out), 0);
    sl_buf_add_str(&out, SL_STR("first\nN°"));
    assert_int_equal(slc_line_width(&out), 2);
    sl_buf_done(&out);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
