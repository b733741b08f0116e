#include "aws/runner.h"

#include "clock.h"
#include "maxima.h"
#include "plural.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUN_WITHIN_MS = 60000, BLOCK_BYTES = 4096, SHELL_CANNOT = 127 };

/* The response: its header, then `len` bytes. */
struct header {
    int32_t status; /* as of waitpid(); -1: it took too long, -2: it could not be started */
    uint32_t len;
};
enum { TOO_LATE = -1, NOT_STARTED = -2 };

struct slp_aws_runner {
    int fd;
    pid_t pid;
    struct header header;
    size_t header_len, body_len; /* so much has come */
};

/* ---- the runner's side --------------------------------------------------------------------- */

/* The sender leaves them to the supervisor; the program is nobody's child that would. */
static void
heed_signals(void)
{
    sigset_t none;
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
}

static pid_t
start(const char *command, int *ret_output)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        (void)setpgid(0, 0); /* so that what it starts ends with it */
        (void)signal(SIGPIPE, SIG_DFL);
        heed_signals();
        if (dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO)
            (void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(SHELL_CANNOT);
    }
    (void)close(ends[1]);
    *ret_output = ends[0];
    if (pid < 0)
        (void)close(ends[0]);
    return pid;
}

/* Gathers output until its end, the time is over, or the sender is gone. True: to its end. */
static bool
gather(int output, int socket, struct sl_buf *out)
{
    int64_t end_ms = slp_now_ms() + RUN_WITHIN_MS;
    for (;;) {
        struct pollfd fds[] = { { .fd = output, .events = POLLIN }, { .fd = socket } };
        int64_t left_ms = end_ms - slp_now_ms();
        if (left_ms <= 0 || (poll(fds, 2, (int)left_ms) < 0 && errno != EINTR))
            return false;
        if (fds[1].revents & (POLLHUP | POLLERR))
            return false;
        if (fds[0].revents == 0)
            continue;
        char block[BLOCK_BYTES];
        ssize_t got = read(output, block, sizeof block);
        if (got == 0)
            return true;
        if (got > 0)
            sl_buf_add(out, block, (size_t)got);
        else if (errno != EINTR)
            return false;
    }
}

static void
run_once(const char *command, int socket)
{
    struct header header = { .status = NOT_STARTED };
    struct sl_buf out;
    int output = -1, status = 0;
    sl_buf_init(&out, SLP_AWS_MAX_CREDENTIALS_BYTES);
    pid_t pid = start(command, &output);
    if (pid > 0) {
        bool whole = gather(output, socket, &out);
        if (!whole)
            (void)kill(-pid, SIGKILL);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
        (void)close(output);
        header.status = whole ? status : TOO_LATE;
    }
    header.len = sl_buf_failed(&out) ? 0 : (uint32_t)out.len;
    const struct sl_str head = { (const char *)&header, sizeof header };
    if (sl_write_all(socket, head) != 0 ||
        sl_write_all(socket, (struct sl_str) { out.bytes, header.len }) != 0)
        _exit(1); /* the sender is gone */
    sl_buf_wipe(&out);
    sl_buf_done(&out);
}

/* Nothing stays open but the socket; /dev/null is all three standard descriptors. */
static void
leave_all(int *socket)
{
    int null = open("/dev/null", O_RDWR);
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (null < 0 || dup2(null, fd) != fd)
            _exit(1);
    int kept = dup2(*socket, STDERR_FILENO + 1);
    if (kept < 0 || fcntl(kept, F_SETFD, FD_CLOEXEC) != 0 ||
        close_range((unsigned)kept + 1, ~0u, 0) != 0)
        _exit(1);
    *socket = kept;
}

static _Noreturn void
serve(const char *command, int socket)
{
    char asked;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    leave_all(&socket);
    for (;;) {
        ssize_t got = read(socket, &asked, 1);
        if (got == 1)
            run_once(command, socket);
        else if (got == 0 || errno != EINTR)
            _exit(0);
    }
}

/* ---- the sender's side --------------------------------------------------------------------- */

struct slp_aws_runner *
slp_aws_runner_new(const char *command, struct sl_err *reterr)
{
    int ends[2];
    struct slp_aws_runner *runner = calloc(1, sizeof *runner);
    if (runner == NULL || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
        free(runner);
        (void)sl_fail(reterr, SL_RETRY, "no memory or descriptors to run a credential_process");
        return NULL;
    }
    runner->fd = ends[0];
    runner->pid = fork();
    if (runner->pid == 0) {
        (void)close(ends[0]);
        serve(command, ends[1]);
    }
    (void)close(ends[1]);
    if (runner->pid > 0 && fcntl(runner->fd, F_SETFL, O_NONBLOCK) == 0)
        return runner;
    slp_aws_runner_free(runner);
    (void)sl_fail(reterr, SL_RETRY, "no process to run a credential_process in");
    return NULL;
}

void
slp_aws_runner_free(struct slp_aws_runner *runner)
{
    if (runner == NULL)
        return;
    (void)close(runner->fd); /* it ends by that */
    if (runner->pid > 0)
        (void)waitpid(runner->pid, NULL, 0); /* a sandboxed process may not, and is about to end */
    free(runner);
}

int
slp_aws_runner_fd(const struct slp_aws_runner *runner)
{
    return runner->fd;
}

static int
gone(struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "the process that runs credential_process is gone");
}

int
slp_aws_runner_ask(struct slp_aws_runner *runner, struct sl_err *reterr)
{
    runner->header_len = runner->body_len = 0;
    return write(runner->fd, "?", 1) == 1 ? 0 : gone(reterr);
}

/* 1: `len` bytes are there; 0: not yet; -1. */
static int
fill(int fd, char *bytes, size_t len, size_t *have)
{
    while (*have < len) {
        ssize_t got = read(fd, bytes + *have, len - *have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got < 0 && errno == EAGAIN ? 0 : -1;
        *have += (size_t)got;
    }
    return 1;
}

static int
verdict(const struct header *header, struct sl_err *reterr)
{
    if (header->status == TOO_LATE)
        return sl_fail(reterr, SL_RETRY, "credential_process did not end within %d s",
                       RUN_WITHIN_MS / 1000);
    if (header->status == NOT_STARTED)
        return sl_fail(reterr, SL_RETRY, "credential_process could not be started");
    if (header->status == 0 && header->len > 0)
        return 1;
    if (WIFEXITED(header->status))
        (void)sl_fail(reterr, SL_CONFIG, "credential_process ended with status %d and %u byte%s",
                      WEXITSTATUS(header->status), header->len, sl_plural(header->len));
    else
        (void)sl_fail(reterr, SL_RETRY, "credential_process was ended by signal %d",
                      WTERMSIG(header->status));
    return sl_remedy(reterr, "run it by hand, as the pusher's user and without new privileges");
}

int
slp_aws_runner_take(struct slp_aws_runner *runner, struct sl_buf *out, struct sl_err *reterr)
{
    int got = fill(runner->fd, (char *)&runner->header, sizeof runner->header, &runner->header_len);
    if (got <= 0)
        return got == 0 ? 0 : gone(reterr);
    size_t left = runner->header.len - runner->body_len;
    if (runner->header.len > SLP_AWS_MAX_CREDENTIALS_BYTES)
        return gone(reterr);
    char *room = sl_buf_reserve(out, left + 1);
    size_t have = 0;
    if (room == NULL)
        return sl_fail(reterr, SL_RETRY, "out of memory for credentials");
    got = fill(runner->fd, room, left, &have);
    sl_buf_claim(out, have);
    runner->body_len += have;
    if (got <= 0)
        return got == 0 ? 0 : gone(reterr);
    return verdict(&runner->header, reterr);
}
