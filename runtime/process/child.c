#include "process/child.h"

#include "log.h"
#include "maxima.h"
#include "process/signals.h"
#include "reader/reader.h"
#include "sandbox/sandbox.h"
#include "sender/sender.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

/* ---- starting one -------------------------------------------------------------------------- */

static const char *const process_names[] = {
    [SLP_PROCESS_READER] = "reader", [SLP_PROCESS_SENDER] = "sender"
};

/* Beginnings of the variables that are handed on: what libpq and its libraries read, to the reader;
 * what AWS and libcurl read, and a credential_process finds its way with, to the sender; where
 * certificates are, and the sanitizers' settings, to both. A secret's variable is none of them,
 * unless someone gives it such a name; cloud credentials never come near the reader. */
static const char *const reader_variables[] = { "PG",    "HOME=",  "KRB5",  "SSL_CERT_",
                                                "ASAN_", "UBSAN_", "LSAN_", NULL };
static const char *const sender_variables[] = {
    "AWS_",         "HOME=",      "PATH=",      "http_proxy=", "https_proxy=",
    "HTTPS_PROXY=", "all_proxy=", "ALL_PROXY=", "no_proxy=",   "NO_PROXY=",
    "SSL_CERT_",    "ASAN_",      "UBSAN_",     "LSAN_",       NULL
};

static bool
begins_with_any(const char *text, const char *const *beginnings)
{
    for (; *beginnings != NULL; beginnings++)
        if (strncmp(text, *beginnings, strlen(*beginnings)) == 0)
            return true;
    return false;
}

/* The variables that the process is given; the array is the caller's to free. NULL: no memory. */
static char **
environment_for(enum slp_process process)
{
    const char *const *wanted = process == SLP_PROCESS_READER ? reader_variables : sender_variables;
    size_t count = 0, kept = 0;
    while (environ[count] != NULL)
        count++;
    char **chosen = calloc(count + 1, sizeof *chosen);
    for (size_t at = 0; chosen != NULL && at < count; at++)
        if (begins_with_any(environ[at], wanted))
            chosen[kept++] = environ[at];
    return chosen;
}

/* Moves the ends to their places; first all above them, so that none is overwritten. */
static bool
place_descriptors(const struct slp_child_pipes *pipes)
{
    const int ends[] = { pipes->control, pipes->records, pipes->results, pipes->report };
    enum { COUNT = sizeof ends / sizeof ends[0], ABOVE = SLP_CHILD_REPORT + 1 };
    int moved[COUNT];
    for (int at = 0; at < COUNT; at++)
        if ((moved[at] = fcntl(ends[at], F_DUPFD_CLOEXEC, ABOVE)) < 0)
            return false;
    for (int at = 0; at < COUNT; at++)
        if (dup2(moved[at], SLP_CHILD_CONTROL + at) < 0)
            return false;
    return close_range(ABOVE, ~0u, 0) == 0;
}

pid_t
slp_child_start(enum slp_process process, bool until_current, const struct slp_child_pipes *pipes,
                struct sl_err *reterr)
{
    char program[] = "sluice-pusher", child_option[] = "--child", until[] = "--until-current";
    char name[] = "reader";
    if (process == SLP_PROCESS_SENDER)
        memcpy(name, "sender", sizeof name);
    char *arguments[] = { program, child_option, name, until_current ? until : NULL, NULL };
    char **environment = environment_for(process);
    pid_t pid = environment != NULL ? fork() : -1;
    if (pid == 0) {
        if (slp_signals_leave_to_supervisor() == 0 && place_descriptors(pipes))
            (void)execve("/proc/self/exe", arguments, environment);
        _exit(sl_class_exit_code(SL_RETRY));
    }
    free(environment);
    if (pid < 0)
        (void)sl_fail(reterr, SL_RETRY, "the %s cannot be started: %s", process_names[process],
                      strerror(errno));
    return pid;
}

/* ---- being one ----------------------------------------------------------------------------- */

static int
run_reader(const struct slp_loaded_config *loaded, bool until_current, struct sl_err *reterr)
{
    struct slp_reader_config start =
        slp_reader_config_of(&loaded->config, &sluice_policy, loaded->arena);
    start.until_current = until_current;
    start.records_fd = SLP_CHILD_RECORDS;
    start.results_fd = SLP_CHILD_RESULTS;
    start.control_fd = SLP_CHILD_CONTROL;
    start.report_fd = SLP_CHILD_REPORT;
    return slp_reader_run(&start, reterr);
}

static int
sandbox_and_send(struct slp_sender *sender, struct sl_err *reterr)
{
    struct slp_needs needs = { 0 };
    slp_sender_needs(sender, &needs);
    if (slp_sandbox_sender(&needs, SLP_CHILD_REPORT, reterr) != 0)
        return -1;
    sl_log(SL_LOG_INFO, "sender_ready",
           SL_FIELDS(SL_NAME("sealed_with", sl_str_of(slp_sandbox_means()))));
    return slp_sender_run(sender, reterr);
}

/* The file sink has a file open for each stream, where it may (sink/growing_files.h). */
static void
raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= SLP_MAX_DESCRIPTORS)
        return;
    limit.rlim_cur = limit.rlim_max < SLP_MAX_DESCRIPTORS ? limit.rlim_max : SLP_MAX_DESCRIPTORS;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

static int
run_sender(const struct slp_config *config, struct sl_err *reterr)
{
    (void)signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    struct slp_intake *intake =
        slp_intake_new(SLP_CHILD_RECORDS, SLP_CHILD_RESULTS, &sluice_policy, reterr);
    struct slp_sender *sender =
        intake != NULL ? slp_sender_new(config, &sluice_policy, intake, NULL, reterr) : NULL;
    int result = sender != NULL ? sandbox_and_send(sender, reterr) : -1;
    slp_sender_free(sender);
    slp_intake_free(intake);
    return result;
}

static int
run_process(enum slp_process process, bool until_current, struct slp_loaded_config *loaded,
            struct sl_err *reterr)
{
    tzset(); /* or gmtime() would look for /etc/localtime, when no file can be opened any more */
    if (slp_harden(getppid(), reterr) != 0 ||
        slp_transfer_receive(SLP_CHILD_CONTROL, process, loaded, reterr) != 0)
        return -1;
    sl_log_init(process_names[process], (enum sl_level)loaded->config.general.log);
    return process == SLP_PROCESS_READER ? run_reader(loaded, until_current, reterr)
                                         : run_sender(&loaded->config, reterr);
}

int
slp_child_main(enum slp_process process, bool until_current)
{
    struct sl_err err = { .class = SL_OK };
    struct slp_loaded_config loaded = { .arena = sl_arena_new(SLP_MAX_CONFIG_BYTES * 4),
                                        .vault = slp_vault_new() };
    sl_log_init(process_names[process], SL_LOG_INFO);
    int result = loaded.arena != NULL && loaded.vault != NULL
                     ? run_process(process, until_current, &loaded, &err)
                     : sl_fail(&err, SL_RETRY, "out of memory at the start");
    if (result != 0)
        sl_log_err(err.class == SL_RETRY ? SL_LOG_WARNING : SL_LOG_ERROR, "process_ends", &err);
    slp_vault_free(loaded.vault);
    sl_arena_free(loaded.arena);
    return result == 0 ? 0 : sl_class_exit_code(err.class);
}
