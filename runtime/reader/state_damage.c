#include "reader/state_damage.h"

#include "log.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

/* SIGBUS: the file ends before a page that is mapped. The others: numbers that LMDB calculates with, or takes
 * for places. Once a state is open, they may be a fault of the program. */
static const int signals[] = { SIGBUS, SIGSEGV, SIGFPE };
enum { SIGNALS = sizeof signals / sizeof signals[0] };

static struct {
    const char *path;
    bool opening;
    struct sigaction before[SIGNALS];
} watched;

static void
end_process(void)
{
    struct sl_err err;
    (void)sl_fail(&err, SL_CONFIG, "the state in %s is damaged", watched.path);
    (void)sl_remedy(&err, "%s", SLP_STATE_DAMAGE_REMEDY);
    sl_log_err(SL_LOG_ERROR, "process_ends", &err);
    _exit(sl_class_exit_code(err.class));
}

static void
on_assert(MDB_env *env, const char *message)
{
    (void)env;
    (void)message;
    end_process();
}

/* The statement that faulted is LMDB's, or reads what LMDB has mapped: nothing of the C library is in the
 * middle of its work. What is not the state's fault happens again, without this handler. */
static void
on_fault(int number)
{
    if (number == SIGBUS || watched.opening)
        end_process();
    for (int at = 0; at < SIGNALS; at++)
        if (signals[at] == number)
            (void)sigaction(number, &watched.before[at], NULL);
}

void
slp_state_damage_opening(MDB_env *env, const char *path)
{
    struct sigaction action = { .sa_handler = on_fault };
    (void)sigemptyset(&action.sa_mask);
    slp_state_damage_end();
    watched.path = path;
    watched.opening = true;
    for (int at = 0; at < SIGNALS; at++)
        (void)sigaction(signals[at], &action, &watched.before[at]);
    (void)mdb_env_set_assert(env, on_assert);
}

void
slp_state_damage_opened(void)
{
    watched.opening = false;
}

void
slp_state_damage_end(void)
{
    if (watched.path == NULL)
        return;
    for (int at = 0; at < SIGNALS; at++)
        (void)sigaction(signals[at], &watched.before[at], NULL);
    watched.path = NULL;
}
