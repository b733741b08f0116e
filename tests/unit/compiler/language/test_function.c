#include "language/function.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Two at least, each of this function, with its values and its result. */
static void
has_examples(const struct slc_function *function)
{
    int count = 0;
    for (const struct slc_example *one = function->examples; one->call != NULL; one++, count++) {
        assert_non_null(strstr(one->call, function->name));
        assert_non_null(one->given[0]);
        assert_true(strlen(one->gives) > 0);
    }
    assert_true(count >= 2);
}

/* Results that are listed are as many as are counted. */
static void
lists_its_results(const struct slc_variety *variety)
{
    uint32_t words = 1;
    if (variety->results == NULL)
        return;
    for (const char *at = variety->results; *at != '\0'; at++)
        words += *at == ' ';
    assert_int_equal(variety->kind, SLC_VARIETY_FIXED);
    assert_int_equal(words, variety->count);
}

static void
every_function_is_complete(void **state)
{
    (void)state;
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        const struct slc_function *function = &slc_functions[id];
        assert_int_equal(function->id, id);
        assert_ptr_equal(slc_function_named(sl_str_of(function->name)), function);
        assert_int_equal(strncmp(function->c_name, "sl_", 3), 0);
        assert_string_equal(function->c_name + 3, function->name);
        for (const char *const *text =
                 (const char *const[]) { function->does, function->learns, NULL };
             *text != NULL; text++) {
            size_t len = strlen(*text);
            assert_true(len > 20 && (*text)[0] >= 'A' && (*text)[0] <= 'Z');
            assert_int_equal((*text)[len - 1], '.');
        }
        assert_true(strlen(function->exactly) > 5);
        assert_true(strlen(function->sql) > 5);
        has_examples(function);
        lists_its_results(&function->variety);
    }
    assert_null(slc_function_named(SL_STR("sha256")));
}

/* What later stages rely on: a value first, labels unique, a partner before each list of texts. */
static void
parameters_are_sound(void **state)
{
    (void)state;
    for (int id = 0; id < SLC_NFUNCTIONS; id++) {
        const struct slc_function *function = &slc_functions[id];
        assert_true(function->nparameters >= 1 && function->nparameters <= SLC_MAX_PARAMETERS);
        assert_int_equal(function->parameters[0].kind, SLC_PARAMETER_VALUE);
        for (int i = 0; i < function->nparameters; i++) {
            const struct slc_parameter *parameter = &function->parameters[i];
            bool positional =
                parameter->kind == SLC_PARAMETER_VALUE || parameter->kind == SLC_PARAMETER_COUNT;
            assert_true(positional || parameter->label != NULL);
            assert_true(parameter->label == NULL || !parameter->repeats);
            assert_true(parameter->least <= parameter->most);
            if (parameter->label != NULL)
                assert_ptr_equal(slc_parameter_labelled(function, sl_str_of(parameter->label)),
                                 parameter);
            if (parameter->kind == SLC_PARAMETER_TEXTS)
                assert_int_equal(function->parameters[i - 1].kind, SLC_PARAMETER_LITERALS);
            if (parameter->kind == SLC_PARAMETER_VALUE)
                assert_string_not_equal(slc_type_set_words(parameter->types), "");
        }
        assert_null(slc_parameter_labelled(function, SL_STR("colour")));
    }
}

/* Every set of types that a parameter takes has its own words. */
static void
sets_of_types_have_words(void **state)
{
    (void)state;
    for (int id = 0; id < SLC_NFUNCTIONS; id++)
        for (int i = 0; i < slc_functions[id].nparameters; i++) {
            const struct slc_parameter *parameter = &slc_functions[id].parameters[i];
            bool any = (parameter->types & SLC_TYPE_BIT(SLC_TYPE_OPAQUE)) != 0;
            if (parameter->kind == SLC_PARAMETER_VALUE && !any)
                assert_string_not_equal(slc_type_set_words(parameter->types), "any column");
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_function_is_complete),
        cmocka_unit_test(parameters_are_sound),
        cmocka_unit_test(sets_of_types_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
