/* test_grid.c - cells of a grid. */
#include "fixture.h"

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
        cmocka_unit_test(grids_are_whole),
    };
    return cmocka_run_group_tests_name("grid", tests, make_record, free_record);
}
