#include "process/supervisor.h"

#include "buf.h"
#include "clock.h"
#include "log.h"
#include "process/child.h"
#include "process/lock.h"
#include "sandbox/refusals.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    FIRST_PAUSE_MS = 250,
    LONGEST_PAUSE_MS = 30000,
    HEALTHY_AFTER_MS = 30000, /* a run of this length begins the pauses anew */
    STOP_WITHIN_MS = 30000,   /* a child that was asked to end gets so long */
    LOCK_EVERY_MS = 500,
    BATCH_FAILURES = 6, /* --until-current, started by a clock, must not wait for ever: some 16 s */
};

struct child {
    enum slp_process process;
    const char *name;
    pid_t pid;      /* 0: not running */
    int control_fd; /* our end, -1: closed */
    int status;     /* of waitpid(), once it has ended */
    bool killed;    /* by us, because it did not end in time */
    struct slp_refusals refusals;
};

struct supervisor {
    const struct slp_config *config;
    bool until_current, stopping;
    int lock_fd, signal_fd;
    struct child reader, sender;
    unsigned failures; /* in a row */
};

/* ---- signals ------------------------------------------------------------------------------- */

/* Takes note of a signal that has come. */
static void
take_signal(struct supervisor *supervisor)
{
    struct signalfd_siginfo signal;
    if (read(supervisor->signal_fd, &signal, sizeof signal) != (ssize_t)sizeof signal)
        return;
    if (signal.ssi_signo == SIGHUP)
        sl_log(SL_LOG_INFO, "signal_ignored", SL_FIELDS(SL_NAME("signal", SL_STR("SIGHUP"))));
    if (signal.ssi_signo != SIGTERM && signal.ssi_signo != SIGINT)
        return;
    if (!supervisor->stopping)
        sl_log(SL_LOG_INFO, "stopping", NULL);
    supervisor->stopping = true;
}

/* Waits for a signal, at most so long, or for a child that is refused something: it stands still
 * until it is answered. */
static void
wait_signal(struct supervisor *supervisor, int64_t wait_ms)
{
    struct pollfd fds[] = {
        { .fd = supervisor->signal_fd, .events = POLLIN },
        slp_refusals_wait(&supervisor->reader.refusals),
        slp_refusals_wait(&supervisor->sender.refusals),
    };
    if (poll(fds, sizeof fds / sizeof fds[0], wait_ms < INT_MAX ? (int)wait_ms : INT_MAX) <= 0)
        return;
    slp_refusals_serve(&supervisor->reader.refusals, fds[1].revents);
    slp_refusals_serve(&supervisor->sender.refusals, fds[2].revents);
    if (fds[0].revents != 0)
        take_signal(supervisor);
}

static sigset_t
waited_for(void)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGHUP, SIGCHLD };
    sigset_t signals;
    (void)sigemptyset(&signals);
    for (size_t at = 0; at < sizeof numbers / sizeof numbers[0]; at++)
        (void)sigaddset(&signals, numbers[at]);
    return signals;
}

void
slp_hold_signals(void)
{
    const sigset_t signals = waited_for();
    (void)sigprocmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
}

/* A pause that a signal to stop cuts short. */
static void
pause_ms(struct supervisor *supervisor, int64_t pause)
{
    int64_t end_ms = slp_now_ms() + pause, left;
    while (!supervisor->stopping && (left = end_ms - slp_now_ms()) > 0)
        wait_signal(supervisor, left);
}

/* ---- starting ------------------------------------------------------------------------------ */

/* Writes the child's part to its control channel; it reads it first of all. */
static int
hand_over(struct supervisor *supervisor, struct child *child, struct sl_err *reterr)
{
    struct sl_buf part;
    sl_buf_init(&part, SLP_TRANSFER_MAX_BYTES);
    slp_transfer_write(&part, child->process, supervisor->config);
    int result = sl_buf_failed(&part) ? sl_fail(reterr, SL_RETRY, "out of memory at the start") : 0;
    if (result == 0 && sl_write_all(child->control_fd, sl_buf_str(&part)) != 0)
        result = sl_fail(reterr, SL_RETRY, "the %s ended while it was starting", child->name);
    sl_buf_wipe(&part);
    sl_buf_done(&part);
    return result;
}

static int
start_child(struct supervisor *supervisor, struct child *child, int records, int results,
            struct sl_err *reterr)
{
    int control[2], report[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0)
        return sl_fail(reterr, SL_RETRY, "no channel for the %s (errno %d)", child->name, errno);
    child->control_fd = control[1];
    child->killed = false;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, report) != 0) {
        (void)close(control[0]);
        return sl_fail(reterr, SL_RETRY, "no channel for the %s (errno %d)", child->name, errno);
    }
    slp_refusals_begin(&child->refusals, child->name, report[1]);
    struct slp_child_pipes pipes = {
        .control = control[0], .records = records, .results = results, .report = report[0]
    };
    pid_t pid = slp_child_start(child->process, supervisor->until_current, &pipes, reterr);
    (void)close(control[0]);
    (void)close(report[0]);
    if (pid < 0) {
        slp_refusals_done(&child->refusals);
        return -1;
    }
    child->pid = pid;
    return hand_over(supervisor, child, reterr);
}

static int
start_both(struct supervisor *supervisor, struct sl_err *reterr)
{
    int records[2] = { -1, -1 }, results[2] = { -1, -1 };
    int result = 0;
    if (pipe2(records, O_CLOEXEC) != 0 || pipe2(results, O_CLOEXEC) != 0)
        result = sl_fail(reterr, SL_RETRY, "no pipes for the children (errno %d)", errno);
    if (result == 0) {
        /* More room makes fewer switches between the two; less works as well. */
        (void)fcntl(records[1], F_SETPIPE_SZ, 1024 * 1024);
        result = start_child(supervisor, &supervisor->sender, records[0], results[1], reterr);
    }
    if (result == 0)
        result = start_child(supervisor, &supervisor->reader, records[1], results[0], reterr);
    for (int end = 0; end < 2; end++) {
        if (records[end] >= 0)
            (void)close(records[end]);
        if (results[end] >= 0)
            (void)close(results[end]);
    }
    return result;
}

/* ---- ending -------------------------------------------------------------------------------- */

static void
close_control(struct child *child)
{
    if (child->control_fd >= 0)
        (void)close(child->control_fd);
    child->control_fd = -1;
}

static void
kill_late(struct child *child)
{
    if (child->pid == 0)
        return;
    child->killed = true;
    (void)kill(child->pid, SIGKILL);
}

/* Takes note of a child that has ended; true when it had not before. */
static bool
has_ended(struct child *child)
{
    if (child->pid == 0 || waitpid(child->pid, &child->status, WNOHANG) != child->pid)
        return false;
    child->pid = 0;
    close_control(child);
    slp_refusals_done(&child->refusals);
    if (WIFSIGNALED(child->status) && !child->killed)
        sl_log(SL_LOG_WARNING, "child_killed",
               SL_FIELDS(SL_NAME("child", sl_str_of(child->name)),
                         SL_COUNT("signal", WTERMSIG(child->status))));
    return true;
}

/* Waits for both children: the first to end, or a signal to stop, gives the others a time. */
static void
wait_for_both(struct supervisor *supervisor)
{
    int64_t deadline_ms = INT64_MAX;
    while (supervisor->reader.pid != 0 || supervisor->sender.pid != 0) {
        bool ended = has_ended(&supervisor->reader);
        ended |= has_ended(&supervisor->sender);
        if (supervisor->stopping)
            close_control(&supervisor->reader);
        if ((ended || supervisor->stopping) && deadline_ms == INT64_MAX)
            deadline_ms = slp_now_ms() + STOP_WITHIN_MS;
        if (slp_now_ms() >= deadline_ms) {
            kill_late(&supervisor->reader);
            kill_late(&supervisor->sender);
        }
        if (supervisor->reader.pid != 0 || supervisor->sender.pid != 0)
            wait_signal(supervisor, deadline_ms == INT64_MAX ? 60000 : 100);
    }
}

enum outcome { OUTCOME_DONE, OUTCOME_AGAIN, OUTCOME_END };

static enum outcome
outcome_of(const struct child *child, int *ret_code)
{
    if (child->killed || WIFSIGNALED(child->status))
        return OUTCOME_AGAIN;
    int code = WEXITSTATUS(child->status);
    if (code == 0 || code == sl_class_exit_code(SL_RETRY))
        return code == 0 ? OUTCOME_DONE : OUTCOME_AGAIN;
    *ret_code = code;
    sl_log(SL_LOG_ERROR, "stopped",
           SL_FIELDS(SL_NAME("child", sl_str_of(child->name)), SL_COUNT("exit_code", code)));
    return OUTCOME_END;
}

/* The worse of the two; the reader's reason comes first, being nearer to the data. */
static enum outcome
outcome_of_both(const struct supervisor *supervisor, int *ret_code)
{
    enum outcome reader = outcome_of(&supervisor->reader, ret_code);
    if (reader == OUTCOME_END)
        return reader;
    enum outcome sender = outcome_of(&supervisor->sender, ret_code);
    return sender > reader ? sender : reader;
}

/* One life of both children. */
static enum outcome
run_once(struct supervisor *supervisor, int *ret_code)
{
    struct sl_err err;
    if (start_both(supervisor, &err) != 0) {
        sl_log_err(SL_LOG_WARNING, "start_failed", &err);
        close_control(&supervisor->reader);
        close_control(&supervisor->sender);
        wait_for_both(supervisor);
        return OUTCOME_AGAIN;
    }
    wait_for_both(supervisor);
    return outcome_of_both(supervisor, ret_code);
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* 0 when the lock is ours; 1 when asked to stop before; -1 and *reterr. */
static int
take_lock(struct supervisor *supervisor, struct sl_err *reterr)
{
    supervisor->lock_fd = slp_lock_open(supervisor->config->general.state, reterr);
    if (supervisor->lock_fd < 0)
        return -1;
    for (bool told = false; !supervisor->stopping; told = true) {
        int taken = slp_lock_take(supervisor->lock_fd, reterr);
        if (taken != 0)
            return taken > 0 ? 0 : -1;
        if (!told)
            sl_log(SL_LOG_INFO, "standby",
                   SL_FIELDS(SL_NAME("state", sl_str_of(supervisor->config->general.state))));
        pause_ms(supervisor, LOCK_EVERY_MS);
    }
    return 1;
}

static int64_t
next_pause_ms(struct supervisor *supervisor, int64_t run_ms)
{
    if (run_ms >= HEALTHY_AFTER_MS)
        supervisor->failures = 0;
    unsigned doubled = supervisor->failures++;
    return doubled < 7 ? FIRST_PAUSE_MS << doubled : LONGEST_PAUSE_MS;
}

static int
run(struct supervisor *supervisor)
{
    int code = 0;
    for (;;) {
        int64_t start_ms = slp_now_ms();
        enum outcome outcome = run_once(supervisor, &code);
        if (outcome == OUTCOME_END)
            return code;
        if (outcome == OUTCOME_DONE || supervisor->stopping) {
            sl_log(SL_LOG_INFO, "ended",
                   SL_FIELDS(SL_NAME("all_confirmed",
                                     outcome == OUTCOME_DONE ? SL_STR("yes") : SL_STR("no"))));
            return 0;
        }
        int64_t pause = next_pause_ms(supervisor, slp_now_ms() - start_ms);
        if (supervisor->until_current && supervisor->failures > BATCH_FAILURES) {
            sl_log(SL_LOG_ERROR, "gave_up", SL_FIELDS(SL_COUNT("failures", supervisor->failures)));
            return sl_class_exit_code(SL_RETRY);
        }
        sl_log(SL_LOG_INFO, "starting_again", SL_FIELDS(SL_COUNT("pause_ms", pause)));
        pause_ms(supervisor, pause);
        if (supervisor->stopping)
            return 0;
    }
}

int
slp_supervise(const struct slp_config *config, bool until_current)
{
    const sigset_t signals = waited_for();
    struct supervisor supervisor = {
        .config = config,
        .until_current = until_current,
        .signal_fd = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK),
        .lock_fd = -1,
        .reader = { .process = SLP_PROCESS_READER,
                    .name = "reader",
                    .control_fd = -1,
                    .refusals = SLP_REFUSALS_NONE },
        .sender = { .process = SLP_PROCESS_SENDER,
                    .name = "sender",
                    .control_fd = -1,
                    .refusals = SLP_REFUSALS_NONE },
    };
    struct sl_err err;
    int locked = supervisor.signal_fd < 0
                     ? sl_fail(&err, SL_RETRY, "no descriptor for signals (errno %d)", errno)
                     : take_lock(&supervisor, &err);
    if (locked < 0)
        sl_log_err(SL_LOG_ERROR, "stopped", &err);
    int code = locked == 0 ? run(&supervisor) : 0;
    if (supervisor.lock_fd >= 0)
        (void)close(supervisor.lock_fd);
    if (supervisor.signal_fd >= 0)
        (void)close(supervisor.signal_fd);
    return locked < 0 ? sl_class_exit_code(err.class) : code;
}
