/* test_kept_rows.c - kept rows against an array that is searched from end to end. */
#include "change/kept_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { KEYS = 300, STEPS = 20000 };

/* As a record has it: a comma, the key, and what follows. */
struct text {
    char payload[64];
    size_t key_len;
};

static struct text
text_of(uint32_t key, int value)
{
    struct text text;
    (void)snprintf(text.payload, sizeof text.payload, ",\"id\":%u,\"value\":%d", key, value);
    text.key_len = (size_t)(strchr(text.payload + 1, ',') - text.payload - 1);
    return text;
}

static struct sl_str
key_of(const struct text *text)
{
    return (struct sl_str) { text->payload + 1, text->key_len };
}

static void
put(struct slp_kept_rows *rows, uint32_t key, int value)
{
    const struct text text = text_of(key, value);
    assert_true(slp_kept_rows_put(rows, key_of(&text), sl_str_of(text.payload), (uint32_t)value));
}

/* Keys rise by their bytes, and each holds what was put last. */
static void
check(const struct slp_kept_rows *rows, const int *values)
{
    struct slp_kept_row **sorted = slp_kept_rows_sort(rows);
    uint32_t count = 0, seen = 0;
    size_t bytes = 0;
    for (uint32_t key = 0; key < KEYS; key++) {
        const struct text text = text_of(key, values[key]);
        assert_int_equal(slp_kept_rows_has(rows, key_of(&text)), values[key] != 0);
        count += values[key] != 0;
        bytes += values[key] != 0 ? strlen(text.payload) : 0;
    }
    assert_int_equal(rows->count, count);
    assert_int_equal(rows->bytes, bytes);
    for (; seen < count; seen++) {
        const struct sl_str key = slp_kept_row_key(sorted[seen]);
        const uint32_t number = (uint32_t)strtoul(key.ptr + strlen("\"id\":"), NULL, 10);
        const struct text text = text_of(number, values[number]);
        assert_true(sl_str_is(slp_kept_row_payload(sorted[seen]), text.payload));
        assert_int_equal(sorted[seen]->made_s, values[number]);
        if (seen > 0)
            assert_true(strncmp(slp_kept_row_payload(sorted[seen - 1]).ptr, text.payload,
                                sizeof text.payload) < 0);
    }
    free(sorted);
}

static void
rows_are_kept_by_their_keys(void **state)
{
    (void)state;
    struct slp_kept_rows rows = { .count = 0 };
    int values[KEYS] = { 0 };
    unsigned seed = 4;
    for (int step = 1; step <= STEPS; step++) {
        const uint32_t key = (uint32_t)rand_r(&seed) % KEYS;
        const struct text text = text_of(key, step);
        /* They come to be many, and few again. */
        if (rand_r(&seed) % STEPS < step / 2 + (step % 4000)) {
            slp_kept_rows_remove(&rows, key_of(&text));
            values[key] = 0;
        } else {
            put(&rows, key, step);
            values[key] = step;
        }
        if (step % 50 == 0)
            check(&rows, values);
    }
    slp_kept_rows_done(&rows);
    assert_int_equal(rows.count, 0);
    assert_int_equal(rows.bytes, 0);
}

static void
nothing_is_kept_at_first(void **state)
{
    (void)state;
    struct slp_kept_rows rows = { .count = 0 };
    const struct text text = text_of(1, 1);
    assert_false(slp_kept_rows_has(&rows, key_of(&text)));
    slp_kept_rows_remove(&rows, key_of(&text));
    assert_null(slp_kept_rows_sort(&rows));
    slp_kept_rows_done(&rows);
}

/* The shorter of two keys comes first, where the longer begins with it. */
static void
a_key_comes_before_its_longer_ones(void **state)
{
    (void)state;
    struct slp_kept_rows rows = { .count = 0 };
    put(&rows, 10, 1);
    put(&rows, 1, 1);
    struct slp_kept_row **sorted = slp_kept_rows_sort(&rows);
    assert_true(sl_str_is(slp_kept_row_key(sorted[0]), "\"id\":1"));
    assert_true(sl_str_is(slp_kept_row_key(sorted[1]), "\"id\":10"));
    free(sorted);
    slp_kept_rows_done(&rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_kept_by_their_keys),
        cmocka_unit_test(nothing_is_kept_at_first),
        cmocka_unit_test(a_key_comes_before_its_longer_ones),
    };
    return cmocka_run_group_tests_name("kept_rows", tests, NULL, NULL);
}
