#include "names/confusable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static bool
look_alike(const char *a, const char *b)
{
    struct sl_arena *arena = sl_arena_new(1 << 20);
    bool alike = sl_str_equal(slc_skeleton(arena, sl_str_of(a)), slc_skeleton(arena, sl_str_of(b)));
    sl_arena_free(arena);
    return alike;
}

static void
lookalikes_have_one_skeleton(void **state)
{
    (void)state;
    assert_true(look_alike("email", "еmail"));  /* Cyrillic e */
    assert_true(look_alike("KAPPA", "ΚΑΡΡΑ"));  /* Greek throughout */
    assert_true(look_alike("col1", "coll"));    /* digit one, letter l */
    assert_true(look_alike("AIl", "All"));      /* capital i */
    assert_true(look_alike("modern", "modem")); /* rn, m */
    assert_true(look_alike("D\xc3\xa9"
                           "but",
                           "De\xcc\x81"
                           "but"));        /* one code point, two */
    assert_true(look_alike("ｉｄ", "id")); /* full width */
}

static void
other_names_have_their_own(void **state)
{
    (void)state;
    assert_false(look_alike("email", "e_mail"));
    assert_false(look_alike("Début", "Debut"));
    assert_false(look_alike("a", "A"));
    assert_false(look_alike("customer_id", "customer_ids"));
    assert_false(look_alike("N°", "No"));
    assert_false(look_alike("", "a"));
}

/* A character of two, three or four bytes that looks like no other stays the one it is; these differ in one
 * byte each from another. */
static void
letters_of_other_scripts_are_held_apart(void **state)
{
    (void)state;
    static const char *const letters[] = {
        "ж", "б", "Ѷ", "名", "吏", "卍", "損", "𐍈", "𐍉", "𐎈", "𝍈"
    };
    enum { LETTERS = sizeof letters / sizeof letters[0] };
    for (size_t one = 0; one < LETTERS; one++)
        for (size_t other = 0; other < LETTERS; other++)
            assert_int_equal(look_alike(letters[one], letters[other]), one == other);
}

static void
assert_plain(const char *name, const char *expected)
{
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct sl_str plain = slc_plain_name(arena, sl_str_of(name));
    assert_int_equal(plain.len, strlen(expected));
    assert_memory_equal(plain.ptr, expected, plain.len);
    sl_arena_free(arena);
}

static void
plain_names_are_identifiers(void **state)
{
    (void)state;
    assert_plain("Durée (s)", "duree_s");
    assert_plain("Début", "debut");
    assert_plain("N°", "n");
    assert_plain("E-Mail", "e_mail");
    assert_plain("1st", "n1st");
    assert_plain("名", "x");
    assert_plain("", "x");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lookalikes_have_one_skeleton),
        cmocka_unit_test(other_names_have_their_own),
        cmocka_unit_test(letters_of_other_scripts_are_held_apart),
        cmocka_unit_test(plain_names_are_identifiers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
