#include "process/signals.h"

#include "log.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

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

int
slp_signals_leave_to_supervisor(void)
{
    sigset_t signals = waited_for();
    (void)sigdelset(&signals, SIGCHLD);
    return sigprocmask(SIG_SETMASK, &signals, NULL);
}

int
slp_signals_open(void)
{
    const sigset_t signals = waited_for();
    return signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool
slp_signals_take(int fd)
{
    struct signalfd_siginfo signal;
    if (read(fd, &signal, sizeof signal) != (ssize_t)sizeof signal)
        return false;
    if (signal.ssi_signo == SIGHUP)
        sl_log(SL_LOG_INFO, "signal_ignored", SL_FIELDS(SL_NAME("signal", SL_STR("SIGHUP"))));
    return signal.ssi_signo == SIGTERM || signal.ssi_signo == SIGINT;
}
