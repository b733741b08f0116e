/* test_standby_names.c - settings of synchronous_standby_names that mean a name, and that do not. */
#include "reader/standby_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const struct {
    const char *setting, *name;
    bool has;
} cases[] = {
    { "", "pusher", false },
    { "*", "pusher", true },
    { "\"*\"", "pusher", true }, /* the name counts, not how it is written */
    { "FIRST 1 (*)", "pusher", true },
    { "2(*)", "pusher", true },
    { "pusher", "pusher", true },
    { "Pusher", "pushER", true },
    { "\"PUSHER\"", "pusher", true },
    { "pushers", "pusher", false },
    { "pushe", "pusher", false },
    { "\"pushers\"", "pusher", false },
    { "\"pushe\"", "pusher", false },
    { "a, b,pusher", "pusher", true },
    { "a, b ,c", "pusher", false },
    { "ANY 2 (a, b, pusher )", "pusher", true },
    { "any 2 (a, b, c)", "pusher", false },
    { "FIRST 2 (a, b)", "first", false },
    { "ANY 1 (a, b)", "any", false },
    { "3 (a, b)", "3", false },
    { "a, 3", "3", true },
    { "\"sluice-pusher stream\"", "sluice-pusher stream", true },
    { "FIRST 1 (s1, \"Sluice-Pusher Stream\")", "sluice-pusher stream", true },
    { "ANY 1 (\"sluice-pusher\", stream)", "sluice-pusher stream", false },
    { "\"a \"\"b\"\"\"", "a \"b\"", true },
    { "\"a \"\"b\"\"\"", "a b", false },
    { "\"a (b\", c", "c", true },
    { "\"a, pusher\"", "pusher", false },
    { "\"\", pusher", "pusher", true },
    { "1 (\"a)\", pusher)", "pusher", true },
};

static void
names(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (slp_standby_names_have(cases[i].setting, cases[i].name) != cases[i].has)
            fail_msg("%s: %s", cases[i].setting, cases[i].name);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
