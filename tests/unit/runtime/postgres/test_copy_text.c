/* test_copy_text.c - rows of COPY in text format. */
#include "postgres/copy_text.h"

#include "bytes.h"

static int
decode_line(const char *line, uint32_t ncells, struct slp_cell *ret_cells, struct bytes *ret_copy)
{
    struct sl_err err;
    *ret_copy = copy_of(line, strlen(line));
    return slp_copy_text_decode(ret_copy->at, ret_copy->len, ret_cells, ncells, &err);
}

static void
copied_rows_are_unescaped(void **state)
{
    (void)state;
    struct slp_cell cells[4];
    struct bytes copy;
    assert_int_equal(
        decode_line("a\\tb\\\\\\n\\N\t\\N\t\tcaf\xc3\xa9\\b\\f\\r\\v\n", 4, cells, &copy),
        -1); /* \N is NULL only alone */
    free(copy.at);
    assert_int_equal(decode_line("a\\tb\\\\\\n\t\\N\t\tcaf\xc3\xa9\\b\\f\\r\\v\n", 4, cells, &copy),
                     0);
    assert_cell(&cells[0], SLP_CELL_TEXT, "a\tb\\\n");
    assert_cell(&cells[1], SLP_CELL_NULL, "");
    assert_cell(&cells[2], SLP_CELL_TEXT, "");
    assert_cell(&cells[3], SLP_CELL_TEXT, "caf\xc3\xa9\b\f\r\v");
    free(copy.at);
}

static void
copied_rows_have_exactly_the_columns_asked_for(void **state)
{
    (void)state;
    static const char *const lines[] = { "",     "a",        "a\n",        "a\tb\tc\n",
                                         "a\tb", "a\\\tb\n", "a\tb\\x41\n" };
    struct slp_cell cells[4];
    struct bytes copy;
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        assert_int_equal(decode_line(lines[i], 2, cells, &copy), -1);
        free(copy.at);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copied_rows_are_unescaped),
        cmocka_unit_test(copied_rows_have_exactly_the_columns_asked_for),
    };
    return cmocka_run_group_tests_name("copy_text", tests, NULL, NULL);
}
