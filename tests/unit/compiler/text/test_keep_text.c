#include "text/keep_text.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* What found no room in a buffer is no text: the program ends, rather than that half of it is kept. */
static void
no_room(void **state)
{
    (void)state;
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    struct sl_buf text;
    sl_buf_init(&text, 4);
    sl_buf_add_str(&text, SL_STR("four"));
    assert_true(sl_str_is(slc_keep_text(arena, &text), "four"));
    sl_buf_add_byte(&text, '!');
    pid_t child = fork();
    if (child == 0) {
        (void)close(STDERR_FILENO);
        (void)slc_keep_text(arena, &text);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_not_equal(status, 0);
    sl_buf_done(&text);
    sl_arena_free(arena);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
