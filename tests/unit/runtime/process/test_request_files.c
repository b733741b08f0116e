/* Request files: how they come, what becomes of them, and what a crash leaves. */
#include "process/request_files.h"

#include "maxima.h"
#include "three_releases.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const char *state_path;
static int folder;
static struct sl_err err;

static int
set_up(void **state)
{
    (void)state;
    err = (struct sl_err) { 0 };
    state_path = make_state();
    folder = slp_request_files_make(state_path, geteuid(), getegid(), &err);
    return folder < 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
    (void)state;
    (void)close(folder);
    remove_state();
    return 0;
}

static struct slp_request_name
written(const char *text)
{
    struct slp_request_name name;
    assert_int_equal(slp_request_files_write(folder, sl_str_of(text), &name, &err), 0);
    return name;
}

static void
make_file(const char *file, size_t bytes)
{
    int fd = openat(folder, file, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)bytes), 0);
    (void)close(fd);
}

static bool
is_there(const char *file)
{
    return faccessat(folder, file, F_OK, 0) == 0;
}

/* ---- asking -------------------------------------------------------------------------------- */

static void
the_directory_is_its_owners_alone_and_is_made_once(void **state)
{
    (void)state;
    struct stat found;
    assert_int_equal(fstat(folder, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0700);
    int again = slp_request_files_make(state_path, geteuid(), getegid(), &err);
    assert_true(again >= 0);
    (void)close(again);
    again = slp_request_files_open(state_path);
    assert_true(again >= 0);
    (void)close(again);
}

static void
where_nobody_asked_there_is_no_directory(void **state)
{
    (void)state;
    assert_int_equal(unlinkat(AT_FDCWD, state_path, AT_REMOVEDIR), -1);
    (void)close(folder);
    remove_state();
    assert_int_equal(slp_request_files_open(state_path), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(slp_request_files_make(state_path, geteuid(), getegid(), &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    folder = open("/dev/null", O_RDONLY | O_CLOEXEC);
}

static void
what_was_asked_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct slp_request_name name = written("some words\n"), found[2];
    struct sl_buf text;
    struct stat file;
    char path[80];
    sl_buf_init(&text, SL_KIB);
    assert_int_equal(slp_request_files_list(folder, found, 2), 1);
    assert_string_equal(found[0].text, name.text);
    assert_int_equal(slp_request_files_read(folder, &name, &text, &err), 0);
    assert_true(sl_str_is(sl_buf_str(&text), "some words\n"));
    (void)snprintf(path, sizeof path, "%s.request", name.text);
    assert_int_equal(fstatat(folder, path, &file, 0), 0);
    assert_int_equal(file.st_mode & 0777, 0600);
    sl_buf_done(&text);
}

static void
the_oldest_come_first_however_many_there_are(void **state)
{
    (void)state;
    struct slp_request_name found[3];
    static const char *const files[] = { "5.request", "1.request", "4.request", "2.request",
                                         "3.request", "0.new",     "0.refused", "0.broken",
                                         ".request",  "request" };
    for (size_t at = 0; at < sizeof files / sizeof files[0]; at++)
        make_file(files[at], 0);
    make_file("0123456789012345678901234567890123456789012345678.request", 0);
    assert_int_equal(slp_request_files_list(folder, found, 3), 3);
    assert_string_equal(found[0].text, "1");
    assert_string_equal(found[1].text, "2");
    assert_string_equal(found[2].text, "3");
}

/* ---- what becomes of one ------------------------------------------------------------------- */

static void
one_that_is_done_is_gone(void **state)
{
    (void)state;
    struct slp_request_name name = written("x");
    assert_int_equal(slp_request_files_look(folder, &name, &err), SLP_REQUEST_STANDS);
    assert_int_equal(slp_request_files_done(folder, &name, &err), 0);
    assert_int_equal(slp_request_files_look(folder, &name, &err), SLP_REQUEST_DONE);
    assert_int_equal(slp_request_files_done(folder, &name, &err), 0);
}

static void
one_that_is_refused_says_why_once(void **state)
{
    (void)state;
    struct slp_request_name name = written("x");
    struct sl_err refusal, got;
    (void)sl_fail(&refusal, SL_DRIFT, "no such table");
    assert_int_equal(slp_request_files_refuse(folder, &name, &refusal, &err), 0);
    assert_int_equal(slp_request_files_look(folder, &name, &got), SLP_REQUEST_REFUSED);
    assert_int_equal(got.class, SL_DRIFT);
    assert_string_equal(got.text, "no such table");
    assert_int_equal(slp_request_files_look(folder, &name, &got), SLP_REQUEST_DONE);
}

static void
a_reason_that_cannot_be_read_is_a_refusal_all_the_same(void **state)
{
    (void)state;
    const struct slp_request_name name = { "1" };
    struct sl_err got;
    make_file("1.refused", 10);
    assert_int_equal(slp_request_files_look(folder, &name, &got), SLP_REQUEST_REFUSED);
    assert_int_equal(got.class, SL_BUG);
}

static void
one_that_is_moved_aside_is_a_refusal_to_who_asked(void **state)
{
    (void)state;
    struct slp_request_name name = written("x"), found[1];
    struct sl_err got;
    assert_int_equal(slp_request_files_set_aside(folder, &name, &err), 0);
    assert_int_equal(slp_request_files_list(folder, found, 1), 0);
    assert_int_equal(slp_request_files_look(folder, &name, &got), SLP_REQUEST_REFUSED);
    assert_int_equal(got.class, SL_CONFIG);
}

static void
what_is_no_small_regular_file_is_no_request(void **state)
{
    (void)state;
    static const struct slp_request_name names[] = { { "pipe" }, { "link" }, { "large" } };
    struct sl_buf text;
    sl_buf_init(&text, 2 * SLP_MAX_REQUEST_BYTES);
    assert_int_equal(mkfifoat(folder, "pipe.request", 0600), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder, "link.request"), 0);
    make_file("large.request", SLP_MAX_REQUEST_BYTES + 1);
    for (size_t at = 0; at < sizeof names / sizeof names[0]; at++) {
        assert_int_equal(slp_request_files_read(folder, &names[at], &text, &err), 1);
        assert_int_equal(err.class, SL_CONFIG);
        assert_int_equal(slp_request_files_set_aside(folder, &names[at], &err), 0);
    }
    assert_int_equal(slp_request_files_read(folder, &names[0], &text, &err), -1);
    sl_buf_done(&text);
}

/* ---- what a crash leaves -------------------------------------------------------------------- */

static void
what_was_left_behind_long_ago_is_removed(void **state)
{
    (void)state;
    const struct timespec old[2] = { { .tv_sec = 1 }, { .tv_sec = 1 } };
    static const char *const files[] = { "1.new", "1.refused", "1.request", "1.broken" };
    for (size_t at = 0; at < sizeof files / sizeof files[0]; at++) {
        make_file(files[at], 0);
        assert_int_equal(utimensat(folder, files[at], old, 0), 0);
    }
    make_file("2.new", 0);
    make_file("2.refused", 0);
    slp_request_files_tidy(folder);
    assert_false(is_there("1.new"));
    assert_false(is_there("1.refused"));
    assert_true(is_there("1.request"));
    assert_true(is_there("1.broken"));
    assert_true(is_there("2.new"));
    assert_true(is_there("2.refused"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_directory_is_its_owners_alone_and_is_made_once),
        TEST(where_nobody_asked_there_is_no_directory),
        TEST(what_was_asked_is_read_as_it_was_written),
        TEST(the_oldest_come_first_however_many_there_are),
        TEST(one_that_is_done_is_gone),
        TEST(one_that_is_refused_says_why_once),
        TEST(a_reason_that_cannot_be_read_is_a_refusal_all_the_same),
        TEST(one_that_is_moved_aside_is_a_refusal_to_who_asked),
        TEST(what_is_no_small_regular_file_is_no_request),
        TEST(what_was_left_behind_long_ago_is_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
