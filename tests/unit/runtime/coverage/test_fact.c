/* test_fact.c - lines of a note: what is written is read again, whatever a name consists of. */
#include "coverage/fact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void
what_is_written_is_read(void **state)
{
    (void)state;
    struct sl_buf out;
    struct slp_fact fact;
    sl_buf_init(&out, 4096);
    slp_fact_begin(&out, "column");
    slp_fact_text(&out, SL_STR("Durée (s)"));
    slp_fact_number(&out, -1);
    slp_fact_text(&out, SL_STR("a\tb\nc\\d\x7f"));
    slp_fact_end(&out);
    slp_fact_begin(&out, "format");
    slp_fact_end(&out);
    struct sl_str note = sl_buf_str(&out);
    assert_true(slp_fact_next(&note, &fact));
    assert_true(sl_str_is(fact.word, "column"));
    assert_true(sl_str_is(fact.fields[0], "Durée (s)"));
    assert_true(sl_str_is(fact.fields[1], "-1"));
    assert_true(sl_str_is(fact.fields[2], "a\\x09b\\x0ac\\x5cd\\x7f"));
    assert_int_equal(fact.fields[3].len, 0);
    assert_true(slp_fact_next(&note, &fact));
    assert_true(sl_str_is(fact.word, "format"));
    assert_int_equal(fact.fields[0].len, 0);
    assert_false(slp_fact_next(&note, &fact));
    sl_buf_done(&out);
}

/* A text that something cut off, or made longer, is read as far as it goes. */
static void
any_text_is_read(void **state)
{
    (void)state;
    struct slp_fact fact;
    struct sl_str note = SL_STR("\n\t\nmany\t1\t2\t3\t4\t5\t6\t7\t8\t9\nhalf\t1");
    assert_true(slp_fact_next(&note, &fact));
    assert_int_equal(fact.word.len, 0);
    assert_true(slp_fact_next(&note, &fact));
    assert_int_equal(fact.word.len, 0);
    assert_true(slp_fact_next(&note, &fact));
    assert_true(sl_str_is(fact.fields[SLP_FACT_FIELDS - 1], "8"));
    assert_true(slp_fact_next(&note, &fact));
    assert_true(sl_str_is(fact.fields[0], "1"));
    assert_false(slp_fact_next(&note, &fact));
}

static void
lines_are_sorted(void **state)
{
    (void)state;
    struct sl_buf out;
    sl_buf_init(&out, 4096);
    sl_buf_add_str(&out, SL_STR("first\n"));
    assert_true(slp_facts_sort(SL_STR("b\t1\nab\t1\na\t2\na b\t1\na\t1\n"), &out));
    assert_string_equal(sl_buf_cstr(&out), "first\na\t1\na\t2\na b\t1\nab\t1\nb\t1\n");
    sl_buf_clear(&out);
    assert_true(slp_facts_sort(SL_STR(""), &out));
    assert_int_equal(out.len, 0);
    sl_buf_done(&out);
    sl_buf_init(&out, 4);
    assert_false(slp_facts_sort(SL_STR("too\tlong\n"), &out));
    sl_buf_done(&out);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(any_text_is_read),
        cmocka_unit_test(lines_are_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
