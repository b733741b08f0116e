/* Names and types that usually mean personal data, and those that only look like them. */
#include "database/personal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *
usually(const char *name, const char *type)
{
    return slc_usually_personal(sl_str_of(name), sl_str_of(type));
}

static void
assert_says(const char *name, const char *word)
{
    const char *said = usually(name, "text");
    if (said == NULL || strstr(said, word) == NULL)
        fail_msg("%s: %s, not %s", name, said != NULL ? said : "nothing", word);
}

static void
names_however_they_are_cased(void **state)
{
    (void)state;
    static const char *const spellings[] = { "date_of_birth",
                                             "dateOfBirth",
                                             "DateOfBirth",
                                             "DATE_OF_BIRTH",
                                             "Date of birth",
                                             "dateofbirth",
                                             "customer_date_of_birth_text" };
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        assert_says(spellings[i], "a date of birth");
}

static void
whole_words_alone(void **state)
{
    (void)state;
    static const char *const innocent[] = { "shipping", "pane",    "stage",    "embrace",
                                            "tokenize", "company", "relation", "expansion",
                                            "ageing",   "",        "_" };
    for (size_t i = 0; i < sizeof innocent / sizeof *innocent; i++)
        assert_null(usually(innocent[i], "text"));
    assert_says("message_x", "free text");
    assert_says("home_address_2", "a postal address");
    assert_says("ipAddress", "a network address");
    assert_says("ni_number", "National Insurance");
    assert_says("Straße_email", "an e-mail address");
}

static void
graver_meanings_first(void **state)
{
    (void)state;
    assert_says("password_email", "a credential");
    assert_says("health_note", "health data");
}

static void
types_where_names_say_nothing(void **state)
{
    (void)state;
    assert_null(usually("origin", "text"));
    assert_non_null(usually("origin", "inet"));
    assert_non_null(usually("payload", "jsonb"));
    assert_null(usually("payload", "integer"));
}

static void
names_as_long_as_they_get(void **state)
{
    (void)state;
    char name[64];
    memset(name, 'A', sizeof name);
    for (size_t i = 1; i < sizeof name; i += 2)
        name[i] = 'a';
    assert_null(slc_usually_personal((struct sl_str) { name, 63 }, SL_STR("text")));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_however_they_are_cased),
        cmocka_unit_test(whole_words_alone),
        cmocka_unit_test(graver_meanings_first),
        cmocka_unit_test(types_where_names_say_nothing),
        cmocka_unit_test(names_as_long_as_they_get),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
