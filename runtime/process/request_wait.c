#include "process/request_wait.h"

#include "clock.h"
#include "process/lock.h"

#include <signal.h>
#include <time.h>

enum { LOOK_EVERY_MS = 100 };

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
    (void)number;
    interrupted = 1;
}

void
slp_request_wait_catch_signals(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

static bool
nobody_runs(const char *state_path)
{
    struct slp_lock_holder holder;
    struct sl_err ignored;
    return slp_lock_look(state_path, &holder, &ignored) == 0 && !holder.runs;
}

enum slp_request_waited
slp_request_wait(const struct slp_request_wait *wait, struct sl_err *ret_refusal)
{
    const int64_t end_ms = slp_now_ms() + wait->timeout_ms;
    const struct timespec pause = { .tv_nsec = LOOK_EVERY_MS * 1000000L };
    for (;;) {
        /* In this order: a pusher that ends now may have done it just before. */
        bool nobody = nobody_runs(wait->state_path);
        switch (slp_request_files_look(wait->folder, wait->name, ret_refusal)) {
        case SLP_REQUEST_DONE: return SLP_WAITED_DONE;
        case SLP_REQUEST_REFUSED: return SLP_WAITED_REFUSED;
        case SLP_REQUEST_STANDS: break;
        }
        if (nobody || interrupted != 0)
            return nobody ? SLP_WAITED_NOBODY : SLP_WAITED_INTERRUPTED;
        if (slp_now_ms() >= end_ms)
            return SLP_WAITED_TOO_LONG;
        (void)nanosleep(&pause, NULL);
    }
}
