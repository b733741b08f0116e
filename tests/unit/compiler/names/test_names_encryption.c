/* Encryption formats and their parameters, as columns name them. */
#include "../checked.h"

#include "maxima.h"

/* Each of `cases` is what stands behind `encrypted with box as` in the sound policy. */
static void
expect_encryptions(const struct change *cases, size_t count)
{
    struct sl_arena *arena = sl_arena_new(SL_GIB);
    for (size_t at = 0; at < count; at++)
        expect_found(text_with(arena, sound_policy, "fernet", cases[at].to), NAMES, cases[at].codes,
                     cases[at].words);
    sl_arena_free(arena);
}

static void
a_format_is_one_that_there_is(void **state)
{
    (void)state;
    static const struct change cases[] = {
        { .to = "fernet", .codes = "" },
        { .to = "rails", .codes = "" },
        { .to = "fernt", .codes = "E0109", .words = "did you mean 'fernet'?" },
        { .to = "rot13", .codes = "E0109", .words = "there is no encryption format 'rot13'" },
        { .to = "rot13", .codes = "E0109", .words = "the formats are: " },
        /* of what is unknown no parameter is asked */
        { .to = "rot13 (tables: 5)", .codes = "E0109" },
    };
    expect_encryptions(cases, COUNT_OF(cases));
}

static void
a_parameter_is_one_of_its_format_and_stands_once(void **state)
{
    (void)state;
    static const struct change cases[] = {
        { .to = "aes_gcm(iv: 12, encoding: hex)", .codes = "" },
        { .to = "aes_gcm(encodin: hex)", .codes = "E0109", .words = "did you mean 'encoding:'?" },
        { .to = "aes_gcm(xyz: 5)", .codes = "E0109", .words = "'aes_gcm' has no parameter 'xyz'" },
        { .to = "aes_gcm(xyz: 5)", .codes = "E0109", .words = "its parameters are: encoding, iv" },
        { .to = "aes_gcm(12)", .codes = "E0109", .words = "a parameter of 'aes_gcm' has a name" },
        { .to = "fernet(iv: 12)", .codes = "E0109", .words = "it takes none" },
        { .to = "aes_gcm(iv: 12, iv: 12)", .codes = "E0109", .words = "'iv:' stands here twice" },
    };
    expect_encryptions(cases, COUNT_OF(cases));
}

static void
a_parameter_takes_values_of_its_kind(void **state)
{
    (void)state;
    static const struct change cases[] = {
        { .to = "lockbox(padding: yes)", .codes = "" },
        { .to = "lockbox(padding: \"yes\")", .codes = "E0109", .words = "takes yes or no" },
        { .to = "lockbox(packed: float)", .codes = "" },
        { .to = "lockbox(packed: double)",
          .codes = "E0109",
          .words = "takes one of integer|float" },
        { .to = "lockbox(packed: \"float\")", .codes = "E0109" },
        { .to = "aes_gcm(iv: 8)", .codes = "" },
        { .to = "aes_gcm(iv: 16)", .codes = "" },
        { .to = "aes_gcm(iv: 7)", .codes = "E0109", .words = "a whole number from 8 to 16" },
        { .to = "aes_gcm(iv: 17)", .codes = "E0109" },
        { .to = "aes_gcm(iv: \"12\")", .codes = "E0109" },
        { .to = "lockbox(table: \"users\")", .codes = "" },
        { .to = "lockbox(table: \"\")", .codes = "E0109", .words = "takes a text in quotes" },
        { .to = "lockbox(table: users)", .codes = "E0109" },
        { .to = "lockbox(table: [\"users\"])", .codes = "E0109" },
    };
    expect_encryptions(cases, COUNT_OF(cases));
}

static void
the_plaintext_is_of_a_type_that_an_application_encrypts(void **state)
{
    (void)state;
    static const struct change changes[] = {
        { "bill text?", "bill integer?", "", NULL },
        { "bill text?", "bill date?", "", NULL },
        { "bill text?", "bill uuid?", "", NULL },
        { "bill text?", "bill bytea?", "E0212",
          "the plaintext of an encrypted column is no bytea" },
        { "bill text?", "bill jsonb?", "E0212", "declare what the application reads it as" },
    };
    EXPECT_CHANGES(sound_policy, NAMES, changes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_is_one_that_there_is),
        cmocka_unit_test(a_parameter_is_one_of_its_format_and_stands_once),
        cmocka_unit_test(a_parameter_takes_values_of_its_kind),
        cmocka_unit_test(the_plaintext_is_of_a_type_that_an_application_encrypts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
