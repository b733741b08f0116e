#include "process/supervisor.h"

#include "clock.h"
#include "log.h"
#include "process/children.h"
#include "process/lock.h"
#include "process/relay.h"
#include "process/secrets.h"
#include "process/signals.h"
#include "reader/patience.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

enum {
    FIRST_PAUSE_MS = 250,
    LONGEST_PAUSE_MS = 30000,
    HEALTHY_AFTER_MS = 30000, /* a run of this length begins the pauses anew */
    STOP_WITHIN_MS = 30000,   /* a child that was asked to end gets so long */
    LOCK_EVERY_MS = 500,
    BATCH_FAILURES = 6, /* --until-current, started by a clock, must not wait for ever: some 16 s */
};

struct supervisor {
    const struct slp_config *config;
    bool stopping;
    int lock_fd, signal_fd;
    struct slp_secrets secrets;
    struct slp_children children;
    struct slp_relay *relay;
    unsigned failures; /* in a row */
};

/* ---- waiting ------------------------------------------------------------------------------- */

static void
take_signal(struct supervisor *supervisor)
{
    if (!slp_signals_take(supervisor->signal_fd))
        return;
    if (!supervisor->stopping)
        sl_log(SL_LOG_INFO, "stopping", NULL);
    supervisor->stopping = true;
}

/* Waits for a signal, at most so long, or for what a child has to say: it stands still when it is
 * refused something, until that is answered. */
static void
wait_signal(struct supervisor *supervisor, int64_t wait_ms)
{
    struct slp_refusals *reader = &supervisor->children.reader.refusals;
    struct slp_refusals *sender = &supervisor->children.sender.refusals;
    struct pollfd fds[] = {
        { .fd = supervisor->signal_fd, .events = POLLIN },
        slp_refusals_wait(reader),
        slp_refusals_wait(sender),
        slp_relay_wait(supervisor->relay),
    };
    if (poll(fds, sizeof fds / sizeof fds[0], wait_ms < INT_MAX ? (int)wait_ms : INT_MAX) <= 0)
        return;
    slp_refusals_serve(reader, fds[1].revents);
    slp_refusals_serve(sender, fds[2].revents);
    if (fds[0].revents != 0)
        take_signal(supervisor);
}

/* A pause that a signal to stop cuts short. */
static void
pause_ms(struct supervisor *supervisor, int64_t pause)
{
    int64_t end_ms = slp_now_ms() + pause, left;
    while (!supervisor->stopping && (left = end_ms - slp_now_ms()) > 0)
        wait_signal(supervisor, left);
}

/* ---- one life of both children -------------------------------------------------------------- */

/* Requests and their responses. A reader that responds with nonsense is not to be trusted with the
 * rest. */
static void
serve_relay(struct supervisor *supervisor)
{
    struct slp_children *children = &supervisor->children;
    struct sl_err err;
    if (children->reader.pid == 0) {
        slp_relay_end(supervisor->relay);
    } else if (slp_relay_serve(supervisor->relay, !supervisor->stopping, &err) != 0) {
        sl_log_err(SL_LOG_ERROR, "response_broken", &err);
        slp_children_kill(&children->reader);
    }
}

/* Waits for both children: the first to end, or a signal to stop, gives the others a time. */
static void
wait_for_both(struct supervisor *supervisor)
{
    struct slp_children *children = &supervisor->children;
    int64_t deadline_ms = INT64_MAX;
    while (slp_children_run(children)) {
        bool ended = slp_children_reap(children);
        serve_relay(supervisor);
        if (supervisor->stopping)
            slp_children_stop(children);
        if ((ended || supervisor->stopping) && deadline_ms == INT64_MAX)
            deadline_ms = slp_now_ms() + STOP_WITHIN_MS;
        if (slp_now_ms() >= deadline_ms) {
            slp_children_kill(&children->reader);
            slp_children_kill(&children->sender);
        }
        if (slp_children_run(children))
            wait_signal(supervisor, deadline_ms == INT64_MAX ? SLP_RELAY_EVERY_MS : 100);
    }
}

static enum slp_outcome
run_once(struct supervisor *supervisor, int *ret_code)
{
    struct slp_children *children = &supervisor->children;
    struct sl_err err;
    children->config = slp_secrets_read(&supervisor->secrets);
    bool started = slp_children_start(children, &err) == 0;
    if (started) {
        slp_relay_begin(supervisor->relay, children->reader.control_fd);
    } else {
        sl_log_err(SL_LOG_WARNING, "start_failed", &err);
        slp_children_done(children);
    }
    wait_for_both(supervisor);
    slp_children_done(children);
    *ret_code = sl_class_exit_code(SL_RETRY);
    return started ? slp_children_outcome(children, ret_code) : SLP_OUTCOME_AGAIN;
}

/* ---- the whole ----------------------------------------------------------------------------- */

/* 0 when the lock is ours; 1 when asked to stop before; -1 and *reterr. */
static int
take_lock(struct supervisor *supervisor, struct sl_err *reterr)
{
    supervisor->lock_fd = slp_lock_open(supervisor->config->general.state, reterr);
    if (supervisor->lock_fd < 0)
        return -1;
    const struct slp_general_config *general = &supervisor->config->general;
    struct slp_patience patience =
        slp_patience_new(supervisor->children.until_current ? general->until_current_wait_s : 0);
    slp_patience_names(&patience, "another pusher with this state");
    for (bool told = false; !supervisor->stopping; told = true) {
        int taken = slp_lock_take(supervisor->lock_fd, reterr);
        if (taken != 0)
            return taken > 0 ? 0 : -1;
        if (!told)
            sl_log(SL_LOG_INFO, "standby",
                   SL_FIELDS(SL_NAME("state", sl_str_of(supervisor->config->general.state))));
        if (slp_patience_check(&patience, reterr) != 0)
            return -1;
        pause_ms(supervisor, LOCK_EVERY_MS);
        slp_secrets_age(&supervisor->secrets);
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
        enum slp_outcome outcome = run_once(supervisor, &code);
        if (outcome == SLP_OUTCOME_END)
            return code;
        if (outcome == SLP_OUTCOME_DONE || supervisor->stopping) {
            sl_log(SL_LOG_INFO, "ended",
                   SL_FIELDS(SL_NAME("all_confirmed",
                                     outcome == SLP_OUTCOME_DONE ? SL_STR("yes") : SL_STR("no"))));
            return 0;
        }
        int64_t pause = next_pause_ms(supervisor, slp_now_ms() - start_ms);
        if (supervisor->children.until_current && supervisor->failures > BATCH_FAILURES) {
            sl_log(SL_LOG_ERROR, "gave_up", SL_FIELDS(SL_COUNT("failures", supervisor->failures)));
            return code;
        }
        sl_log(SL_LOG_INFO, "starting_again", SL_FIELDS(SL_COUNT("pause_ms", pause)));
        pause_ms(supervisor, pause);
        if (supervisor->stopping)
            return 0;
    }
}

/* Makes what a run needs, and runs. */
static int
supervise(struct supervisor *supervisor)
{
    struct sl_err err;
    int locked = -1;
    supervisor->relay = slp_relay_new(supervisor->config->general.state, &sluice_policy, &err);
    if (supervisor->relay != NULL && supervisor->signal_fd < 0)
        (void)sl_fail(&err, SL_RETRY, "no descriptor for signals (errno %d)", errno);
    else if (supervisor->relay != NULL)
        locked = take_lock(supervisor, &err);
    if (locked < 0) {
        sl_log_err(SL_LOG_ERROR, "stopped", &err);
        return sl_class_exit_code(err.class);
    }
    return locked == 0 ? run(supervisor) : 0;
}

int
slp_supervise(const struct slp_loaded_config *loaded, bool until_current)
{
    struct supervisor supervisor = {
        .config = &loaded->config,
        .secrets = slp_secrets_of(loaded, &sluice_policy),
        .signal_fd = slp_signals_open(),
        .lock_fd = -1,
        .children = slp_children_of(&loaded->config, until_current),
    };
    int code = supervise(&supervisor);
    slp_relay_free(supervisor.relay);
    slp_secrets_done(&supervisor.secrets);
    if (supervisor.lock_fd >= 0)
        (void)close(supervisor.lock_fd);
    if (supervisor.signal_fd >= 0)
        (void)close(supervisor.signal_fd);
    return code;
}
