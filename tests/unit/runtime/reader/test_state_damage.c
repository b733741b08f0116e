/* test_state_damage.c - a state file that was cut or changed is refused in words, and ends no process by a
 * signal. */
#include "state_folder.h"

#include "read_all.h"
#include "write_all.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ROWS = 3000, TIMES = 150, SECONDS = 20, SOUND = 0, DAMAGED = 2 };

static char file[120];
static struct sl_str whole; /* what stands in it when it is sound */

static void
remember_rows(struct slp_state *state, int count)
{
    struct sl_err err;
    for (int n = 0; n < count; n++) {
        char key[32];
        (void)snprintf(key, sizeof key, "key %d", n);
        const struct slp_sent_row row = { .key = sl_str_of(key),
                                          .payload = SL_STR("some"),
                                          .lsn = 100 };
        assert_int_equal(slp_state_remember(state, &row, &err), 0);
    }
}

static void
make_state(void)
{
    struct stat found;
    struct slp_state *state = state_open_streaming();
    remember_rows(state, ROWS);
    state_save(state, SLP_PHASE_STREAM, 100, 42);
    slp_state_close(state);
    (void)snprintf(file, sizeof file, "%s/data.mdb", state_path);
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    assert_int_equal(fstat(fd, &found), 0);
    char *bytes = malloc((size_t)found.st_size);
    assert_int_equal(sl_read_all(fd, bytes, (size_t)found.st_size), 0);
    (void)close(fd);
    whole = (struct sl_str) { bytes, (size_t)found.st_size };
}

static void
put(struct sl_str bytes)
{
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_int_equal(sl_write_all(fd, bytes), 0);
    (void)close(fd);
}

/* What a reader does with it: its exit code. */
static int
use_state(void)
{
    struct sl_err err = { .class = SL_OK };
    struct slp_state *state = slp_state_open(state_path, &state_policy, &err);
    for (int n = 0; state != NULL && err.class == SL_OK && n < ROWS; n++) {
        char key[32];
        (void)snprintf(key, sizeof key, "key %d", n);
        const struct slp_sent_row row = { .key = sl_str_of(key),
                                          .payload = SL_STR("other"),
                                          .lsn = 200 };
        struct slp_sent_last last = { .sent = SLP_SENT_UNKNOWN };
        if (slp_state_compare(state, &row, &last, &err) != 0)
            break;
    }
    return sl_class_exit_code(err.class);
}

/* What `status` and `check` do. */
static int
take_coverage(void *context, struct sl_str name, const struct slp_coverage *coverage,
              struct sl_err *reterr)
{
    (void)reterr;
    (void)context;
    (void)name;
    (void)coverage;
    return 0;
}

static int
look_at_state(void)
{
    struct sl_err err = { .class = SL_OK };
    struct slp_position position;
    uint64_t bound_lsn;
    int failed = slp_state_peek(state_path, &position, &bound_lsn, &err) != 0 ||
                 slp_state_each_coverage(state_path, take_coverage, NULL, &err) != 0;
    return failed ? sl_class_exit_code(err.class) : SOUND;
}

/* As in a pusher: the test's framework has taken the signals. */
static void
use_default_actions(void)
{
    static const int signals[] = { SIGBUS, SIGSEGV, SIGFPE, SIGILL, SIGABRT };
    for (size_t at = 0; at < sizeof signals / sizeof signals[0]; at++)
        (void)signal(signals[at], SIG_DFL);
}

/* The code that a process ends with which does this. */
static int
code_of(int (*do_it)(void))
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        use_default_actions();
        (void)alarm(SECONDS);
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        _exit(dup2(null, STDERR_FILENO) >= 0 ? do_it() : -1);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status))
        fail_msg("ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status);
}

static void
a_cut_file_is_refused(void **unused)
{
    (void)unused;
    unsigned refused = 0;
    make_state();
    assert_int_equal(code_of(use_state), SOUND);
    for (size_t size = 1; size < whole.len; size += size < 12288 ? 1021 : 12000) {
        put((struct sl_str) { whole.ptr, size });
        int looked = code_of(look_at_state), used = code_of(use_state);
        assert_true(looked == SOUND || looked == DAMAGED);
        assert_true(used == SOUND || used == DAMAGED);
        refused += used == DAMAGED;
    }
    assert_true(refused > 12);
    free((void *)(uintptr_t)whole.ptr);
}

static void
changed_bytes_end_no_process_by_a_signal(void **unused)
{
    (void)unused;
    unsigned seed = 7, refused = 0;
    make_state();
    char *changed = malloc(whole.len);
    for (int time = 0; time < TIMES; time++) {
        /* Most of them where LMDB's own numbers stand: the first pages, and the head of each page. */
        size_t at =
            time % 2 == 0 ? (size_t)rand_r(&seed) % 12288 : (size_t)rand_r(&seed) % whole.len;
        if (time % 4 == 1)
            at = at / 4096 * 4096 + at % 64;
        memcpy(changed, whole.ptr, whole.len);
        changed[at] = (char)(changed[at] ^ (1 << rand_r(&seed) % 8));
        put((struct sl_str) { changed, whole.len });
        (void)code_of(look_at_state);
        refused += code_of(use_state) == DAMAGED;
    }
    print_message("%u of %d changes were noticed\n", refused, TIMES);
    free(changed);
    free((void *)(uintptr_t)whole.ptr);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        STATE_TEST(a_cut_file_is_refused),
        STATE_TEST(changed_bytes_end_no_process_by_a_signal),
    };
    return cmocka_run_group_tests_name("state damage", tests, NULL, NULL);
}
