/* stop.c - the signals that end the reader. */
#include "reader/stop.h"

static volatile sig_atomic_t asked;
static sigset_t waiting_mask;

static void
on_signal(int number)
{
    (void)number;
    asked = 1;
}

void
slp_stop_install(void)
{
    struct sigaction action = { .sa_handler = on_signal };
    struct sigaction ignore = { .sa_handler = SIG_IGN };
    sigset_t blocked;
    sigemptyset(&action.sa_mask);
    sigemptyset(&ignore.sa_mask);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigaddset(&blocked, SIGINT);
    sigprocmask(SIG_BLOCK, &blocked, &waiting_mask);
    sigdelset(&waiting_mask, SIGTERM);
    sigdelset(&waiting_mask, SIGINT);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGPIPE, &ignore, NULL);
}

bool
slp_stop_asked(void)
{
    return asked != 0;
}

const sigset_t *
slp_stop_mask(void)
{
    return &waiting_mask;
}
