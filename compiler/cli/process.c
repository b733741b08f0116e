#include "cli/process.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int
start(const char *const *words, bool quiet, int to, pid_t *ret_pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
    if (quiet)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    /* posix_spawn wants the words without const, and changes none of them */
    int error =
        posix_spawnp(ret_pid, words[0], &actions, NULL, (char *const *)(uintptr_t)words, environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static void
read_all(int from, struct sl_buf *out)
{
    enum { BLOCK = 64 * 1024 };
    for (;;) {
        char *room = sl_buf_reserve(out, BLOCK);
        ssize_t len = room != NULL ? read(from, room, BLOCK) : 0;
        if (len < 0 && errno == EINTR)
            continue;
        if (len <= 0)
            return;
        sl_buf_claim(out, (size_t)len);
    }
}

static int
end_of(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 128;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
slc_process_output(const char *const *words, bool quiet, struct sl_buf *out, int *ret_status,
                   struct sl_err *reterr)
{
    int ends[2];
    pid_t pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return sl_fail(reterr, SL_CONFIG, "cannot make a pipe: %s", strerror(errno));
    int error = start(words, quiet, ends[1], &pid);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return sl_fail(reterr, SL_CONFIG, "cannot run %s: %s", words[0], strerror(error));
    }
    read_all(ends[0], out);
    close(ends[0]);
    *ret_status = end_of(pid);
    if (sl_buf_failed(out))
        return sl_fail(reterr, SL_CONFIG, "%s prints more than can be held", words[0]);
    return 0;
}
