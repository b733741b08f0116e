#include "process/children.h"

#include "buf.h"
#include "log.h"
#include "process/child.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct slp_children
slp_children_of(const struct slp_config *config, bool until_current)
{
    return (struct slp_children) {
        .config = config,
        .until_current = until_current,
        .reader = { .process = SLP_PROCESS_READER,
                    .name = "reader",
                    .control_fd = -1,
                    .refusals = SLP_REFUSALS_NONE },
        .sender = { .process = SLP_PROCESS_SENDER,
                    .name = "sender",
                    .control_fd = -1,
                    .refusals = SLP_REFUSALS_NONE },
    };
}

/* ---- starting ------------------------------------------------------------------------------ */

/* Writes the child's part to its control channel; it reads it first of all. */
static int
hand_over(const struct slp_children *children, const struct slp_running_child *child,
          struct sl_err *reterr)
{
    struct sl_buf part;
    sl_buf_init(&part, SLP_TRANSFER_MAX_BYTES);
    slp_transfer_write(&part, child->process, children->config);
    int result = sl_buf_failed(&part) ? sl_fail(reterr, SL_RETRY, "out of memory at the start") : 0;
    if (result == 0 && sl_write_all(child->control_fd, sl_buf_str(&part)) != 0)
        result = sl_fail(reterr, SL_RETRY, "the %s ended while it was starting", child->name);
    sl_buf_wipe(&part);
    sl_buf_done(&part);
    return result;
}

static int
start_child(const struct slp_children *children, struct slp_running_child *child, int records,
            int results, struct sl_err *reterr)
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
    pid_t pid = slp_child_start(child->process, children->until_current, &pipes, reterr);
    (void)close(control[0]);
    (void)close(report[0]);
    if (pid < 0) {
        slp_refusals_done(&child->refusals);
        return -1;
    }
    child->pid = pid;
    return hand_over(children, child, reterr);
}

int
slp_children_start(struct slp_children *children, struct sl_err *reterr)
{
    int records[2] = { -1, -1 }, results[2] = { -1, -1 };
    int result = 0;
    if (pipe2(records, O_CLOEXEC) != 0 || pipe2(results, O_CLOEXEC) != 0)
        result = sl_fail(reterr, SL_RETRY, "no pipes for the children (errno %d)", errno);
    if (result == 0) {
        /* More room makes fewer switches between the two; less works as well. */
        (void)fcntl(records[1], F_SETPIPE_SZ, 1024 * 1024);
        result = start_child(children, &children->sender, records[0], results[1], reterr);
    }
    if (result == 0) {
        (void)shutdown(children->sender.control_fd, SHUT_RD); /* it has nothing to say here */
        result = start_child(children, &children->reader, records[1], results[0], reterr);
    }
    for (int end = 0; end < 2; end++) {
        if (records[end] >= 0)
            (void)close(records[end]);
        if (results[end] >= 0)
            (void)close(results[end]);
    }
    return result;
}

/* ---- ending -------------------------------------------------------------------------------- */

void
slp_children_stop(struct slp_children *children)
{
    if (children->reader.control_fd >= 0)
        (void)shutdown(children->reader.control_fd, SHUT_WR);
}

void
slp_children_kill(struct slp_running_child *child)
{
    if (child->pid == 0)
        return;
    child->killed = true;
    (void)kill(child->pid, SIGKILL);
}

static bool
has_ended(struct slp_running_child *child)
{
    if (child->pid == 0 || waitpid(child->pid, &child->status, WNOHANG) != child->pid)
        return false;
    child->pid = 0;
    slp_refusals_done(&child->refusals);
    if (WIFSIGNALED(child->status) && !child->killed)
        sl_log(SL_LOG_WARNING, "child_killed",
               SL_FIELDS(SL_NAME("child", sl_str_of(child->name)),
                         SL_COUNT("signal", WTERMSIG(child->status))));
    return true;
}

bool
slp_children_reap(struct slp_children *children)
{
    bool ended = has_ended(&children->reader);
    return has_ended(&children->sender) || ended;
}

bool
slp_children_run(const struct slp_children *children)
{
    return children->reader.pid != 0 || children->sender.pid != 0;
}

static void
close_control(struct slp_running_child *child)
{
    if (child->control_fd >= 0)
        (void)close(child->control_fd);
    child->control_fd = -1;
}

void
slp_children_done(struct slp_children *children)
{
    close_control(&children->reader);
    close_control(&children->sender);
}

static bool
may_heal(int code)
{
    return code == sl_class_exit_code(SL_RETRY) || code == sl_class_exit_code(SL_LOGIN);
}

static enum slp_outcome
outcome_of(const struct slp_running_child *child, int *ret_code)
{
    *ret_code = sl_class_exit_code(SL_RETRY);
    if (child->killed || WIFSIGNALED(child->status))
        return SLP_OUTCOME_AGAIN;
    *ret_code = WEXITSTATUS(child->status);
    if (*ret_code == 0 || may_heal(*ret_code))
        return *ret_code == 0 ? SLP_OUTCOME_DONE : SLP_OUTCOME_AGAIN;
    sl_log(SL_LOG_ERROR, "stopped",
           SL_FIELDS(SL_NAME("child", sl_str_of(child->name)), SL_COUNT("exit_code", *ret_code)));
    return SLP_OUTCOME_END;
}

enum slp_outcome
slp_children_outcome(const struct slp_children *children, int *ret_code)
{
    enum slp_outcome reader = outcome_of(&children->reader, ret_code);
    if (reader == SLP_OUTCOME_END)
        return reader;
    int code;
    enum slp_outcome sender = outcome_of(&children->sender, &code);
    if (sender <= reader)
        return reader;
    *ret_code = code;
    return sender;
}
