#include "names/symbols.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct slc_span nowhere = { 0 };

static void
names_are_found_and_keep_their_order(void **state)
{
    (void)state;
    enum { COUNT = 5000 };
    struct sl_arena *arena = sl_arena_new(64 << 20);
    struct slc_symbols symbols;
    slc_symbols_init(&symbols, arena);
    assert_null(slc_symbols_find(&symbols, SL_STR("anything")));
    static int objects[COUNT];
    for (int i = 0; i < COUNT; i++)
        assert_null(
            slc_symbols_add(&symbols, sl_arena_format(arena, "name_%d", i), nowhere, &objects[i]));
    int i = 0;
    for (const struct slc_symbol *symbol = symbols.first; symbol != NULL; symbol = symbol->next)
        assert_ptr_equal(symbol->object, &objects[i++]);
    assert_int_equal(i, COUNT);
    for (i = 0; i < COUNT; i++)
        assert_ptr_equal(slc_symbols_find(&symbols, sl_arena_format(arena, "name_%d", i))->object,
                         &objects[i]);
    assert_null(slc_symbols_find(&symbols, SL_STR("name_5000")));
    sl_arena_free(arena);
}

static void
a_second_declaration_gives_the_first(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct slc_symbols symbols;
    slc_symbols_init(&symbols, arena);
    int first, second;
    assert_null(slc_symbols_add(&symbols, SL_STR("lake"), nowhere, &first));
    assert_ptr_equal(slc_symbols_add(&symbols, SL_STR("lake"), nowhere, &second)->object, &first);
    assert_int_equal(symbols.count, 1);
    sl_arena_free(arena);
}

static void
pairs_are_held_apart(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(1 << 20);
    assert_false(sl_str_equal(slc_symbol_pair(arena, SL_STR("a"), SL_STR("b.c")),
                              slc_symbol_pair(arena, SL_STR("a.b"), SL_STR("c"))));
    assert_true(sl_str_equal(slc_symbol_pair(arena, SL_STR("a"), SL_STR("b")),
                             slc_symbol_pair(arena, SL_STR("a"), SL_STR("b"))));
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_and_keep_their_order),
        cmocka_unit_test(a_second_declaration_gives_the_first),
        cmocka_unit_test(pairs_are_held_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
