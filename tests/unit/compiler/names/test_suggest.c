/* Which declared name was probably meant. */
#include "names/suggest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* The name suggested among those declared, which blanks separate; NULL when there is none. */
static void
expect_suggestion(const char *declared, const char *name, const char *expected)
{
    struct sl_arena *arena = sl_arena_new(1 << 20);
    struct slc_symbols symbols;
    slc_symbols_init(&symbols, arena);
    for (const char *at = declared; *at != '\0';) {
        size_t len = strcspn(at, " ");
        (void)slc_symbols_add(&symbols, (struct sl_str) { at, len }, (struct slc_span) { 0 }, NULL);
        at += len + (at[len] == ' ');
    }
    const struct slc_symbol *nearest = slc_suggest(&symbols, sl_str_of(name));
    bool as_expected =
        expected == NULL ? nearest == NULL : nearest != NULL && sl_str_is(nearest->name, expected);
    if (!as_expected)
        fail_msg("for '%s' of '%s', not '%s'", name, declared,
                 expected != NULL ? expected : "none");
    sl_arena_free(arena);
}

static void
one_step_is_near_for_each_three_characters(void **state)
{
    (void)state;
    expect_suggestion("personal", "persnal", "personal");
    expect_suggestion("Internal", "internal", "Internal");
    expect_suggestion("customer_ref", "customer_fer", "customer_ref");
    expect_suggestion("email", "eamil", "email");
    expect_suggestion("abcdef", "abcdxx", "abcdef");
    expect_suggestion("abcdef", "abxxxf", NULL);
    expect_suggestion("abcd", "abxx", NULL);
}

static void
one_step_is_near_for_names_of_two_characters(void **state)
{
    (void)state;
    expect_suggestion("b", "a", NULL);
    expect_suggestion("ab", "ax", "ab");
    expect_suggestion("a b c", "xy", NULL);
}

static void
the_nearest_is_suggested_and_the_first_of_equals(void **state)
{
    (void)state;
    expect_suggestion("customer_name customer_names", "customer_namess", "customer_names");
    expect_suggestion("customer_id customer_ref", "customer_fer", "customer_ref");
    expect_suggestion("bar car", "far", "bar");
}

static void
the_only_one_that_begins_alike_is_suggested_where_none_is_near(void **state)
{
    (void)state;
    expect_suggestion("financial money", "finance", "financial");
    expect_suggestion("financial financials", "finance", NULL);
    expect_suggestion("identity", "identifier", "identity");
    /* three quarters of the shorter, four characters at least */
    expect_suggestion("identity", "identexxxxxx", NULL);
    expect_suggestion("fin", "financial", NULL);
}

static void
nothing_is_suggested_where_nothing_is_like_it(void **state)
{
    (void)state;
    expect_suggestion("open internal personal", "secret", NULL);
    expect_suggestion("", "x", NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_step_is_near_for_each_three_characters),
        cmocka_unit_test(one_step_is_near_for_names_of_two_characters),
        cmocka_unit_test(the_nearest_is_suggested_and_the_first_of_equals),
        cmocka_unit_test(the_only_one_that_begins_alike_is_suggested_where_none_is_near),
        cmocka_unit_test(nothing_is_suggested_where_nothing_is_like_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
