/* Which files are read, once, and whose releases count. */
#include "stages.h"
#include "syntax/ast.h"

#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static struct sl_arena *arena;
static char folder[] = "/tmp/sluice-test-program-XXXXXX";
static struct slc_findings findings;
static struct slc_program program;

static void
write_file(const char *name, const char *text)
{
    char path[200];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static int
make_folder(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    char inner[200];
    (void)snprintf(inner, sizeof inner, "%s/inner", folder);
    assert_int_equal(mkdir(inner, 0700), 0);
    write_file("b.policy", "policy language 1 use \"a.policy\" use \"inner/c.policy\"");
    write_file("a.policy", "policy language 1 use standard \"uk_gdpr\"");
    write_file("inner/c.policy", "policy language 1 use \"d.policy\" use standard \"uk_gdpr\"");
    write_file("inner/d.policy", "policy language 1");
    write_file(".hidden.policy", "no policy");
    write_file("notes.txt", "no policy");
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = { "b.policy",       "a.policy",       "inner/c.policy",
                                         "inner/d.policy", ".hidden.policy", "notes.txt",
                                         "inner" };
    char path[200];
    for (size_t at = 0; at < sizeof names / sizeof *names; at++) {
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[at]);
        (void)remove(path);
    }
    return rmdir(folder);
}

static int
read_program(int npaths, const char *const *paths, struct sl_err *reterr)
{
    slc_findings_init(&findings, arena);
    program = (struct slc_program) { .arena = arena, .findings = &findings };
    return slc_program_read(&program, npaths, paths, reterr);
}

static void
assert_files(const char *const *names, const bool *used, size_t count)
{
    const struct slc_file *file = program.files;
    for (size_t at = 0; at < count; at++, file = file->next) {
        assert_non_null(file);
        assert_true(sl_str_is(file->source->name, names[at]));
        assert_int_equal(file->used, used[at]);
    }
    assert_null(file);
}

static void
a_folder_is_read_with_what_it_uses(void **state)
{
    (void)state;
    struct sl_err err;
    const char *paths[] = { folder };
    assert_int_equal(read_program(1, paths, &err), 0);
    assert_int_equal(findings.errors, 0);
    static const char *const names[] = { "a.policy", "b.policy", "inner/c.policy", "inner/d.policy",
                                         "standard/uk_gdpr.policy" };
    static const bool used[] = { false, false, true, true, true };
    assert_files(names, used, 5);
}

static void
a_file_counts_only_when_named(void **state)
{
    (void)state;
    struct sl_err err;
    char path[200];
    (void)snprintf(path, sizeof path, "%s/b.policy", folder);
    const char *paths[] = { path, path };
    assert_int_equal(read_program(2, paths, &err), 0);
    static const char *const names[] = { "a.policy", "b.policy", "inner/c.policy", "inner/d.policy",
                                         "standard/uk_gdpr.policy" };
    static const bool used[] = { true, false, true, true, true };
    assert_files(names, used, 5);
}

static void
what_is_not_there_is_told(void **state)
{
    (void)state;
    struct sl_err err;
    const char *nowhere[] = { "/nowhere/policies" };
    assert_int_equal(read_program(1, nowhere, &err), -1);
    assert_non_null(strstr(err.text, "/nowhere/policies"));
    const char *empty[] = { "/proc/self/task" };
    assert_int_equal(read_program(1, empty, &err), -1);
    assert_int_equal(read_program(0, NULL, &err), -1);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_folder_is_read_with_what_it_uses),
        cmocka_unit_test(a_file_counts_only_when_named),
        cmocka_unit_test(what_is_not_there_is_told),
    };
    arena = sl_arena_new(SL_GIB);
    int failed = cmocka_run_group_tests(tests, make_folder, remove_folder);
    sl_arena_free(arena);
    return failed;
}
