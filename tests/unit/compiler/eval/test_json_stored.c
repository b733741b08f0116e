/* test_json_stored.c - documents as jsonb holds them; test_functions.py compares with PostgreSQL. */
#include "buf.h"
#include "eval/json_stored.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
a_document_is_kept_as_jsonb_prints_it(void **state)
{
    static const struct {
        const char *written, *stored; /* NULL: refused */
    } cases[] = {
        { "1e2", "100" },
        { "1.0e2", "100" },
        { "1.20", "1.20" },
        { "1.50e1", "15.0" },
        { "-12.30E-3", "-0.01230" },
        { "-0", "0" },
        { "-0.00", "0.00" },
        { "0e5", "0" },
        { " { \"a\" :\n[ 1 ,true,null , {} , [ ] ] } ", "{\"a\": [1, true, null, {}, []]}" },
        { "{\"bb\":1,\"a\":2,\"ab\":3,\"\":4}", "{\"\": 4, \"a\": 2, \"ab\": 3, \"bb\": 1}" },
        { "{\"a\":1,\"b\":0,\"a\":{\"c\":1e1}}", "{\"a\": {\"c\": 10}, \"b\": 0}" },
        { "{\"a\":1,\"\\u0061\":2}", "{\"a\": 2}" },
        { "\"\\u0001\\u007f\\/\\\\\\\"\\b\\f\\n\\r\\t\\u00e9\"",
          "\"\\u0001\x7f/\\\\\\\"\\b\\f\\n\\r\\t\xc3\xa9\"" },
        { "1e131071", "1" },
        { "1e131072", NULL },
        { "-1e131071", "-1" },
        { "1e-16383", "0.0" },
        { "1e-16384", NULL },
        { "1e999999", NULL },
        { "[1E999999]", NULL },
        { "{\"a\":1e999999}", NULL },
        { "", NULL },
        { "{", NULL },
        { "1 2", NULL },
    };
    struct sl_arena *arena = sl_arena_new(64 * SL_MIB);
    (void)state;
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        struct sl_str stored = { NULL, 0 };
        bool fits = slc_json_stored(arena, sl_str_of(cases[at].written), &stored);
        const char *wanted = cases[at].stored;
        size_t len = wanted != NULL ? strlen(wanted) : 0;
        bool same = stored.len == len || (stored.len > 16000 && stored.len > len);
        if (fits != (wanted != NULL) || (fits && (!same || memcmp(stored.ptr, wanted, len) != 0)))
            fail_msg("%s: %.*s", cases[at].written, SL_FMT(stored));
    }
    sl_arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_is_kept_as_jsonb_prints_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
