/* test_cause.c - every cause has a word of its own and a sentence that others can continue. */
#include "coverage/cause.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const enum slp_cause all[] = {
#define SLP_CAUSE(id, word, sentence) SLP_CAUSE_##id,
#include "coverage/causes.def"
#undef SLP_CAUSE
};
enum { NCAUSES = sizeof all / sizeof *all };

static void
words_and_sentences(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < NCAUSES; i++) {
        const char *word = slp_cause_word(all[i]), *sentence = slp_cause_sentence(all[i]);
        assert_int_equal(strspn(word, "abcdefghijklmnopqrstuvwxyz_"), strlen(word));
        assert_int_not_equal(sentence[strlen(sentence) - 1], '.');
        for (uint32_t j = 0; j < i; j++)
            assert_string_not_equal(word, slp_cause_word(all[j]));
    }
}

static void
causes_fit_into_a_set(void **state)
{
    (void)state;
    assert_int_equal(SLP_CAUSE_NONE, 0);
    assert_true(NCAUSES <= 32);
    assert_int_equal(SLP_CAUSE_BIT(SLP_CAUSE_FORMAT), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_sentences),
        cmocka_unit_test(causes_fit_into_a_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
