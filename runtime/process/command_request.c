/* command_request.c - fill, pause and resume: what an operator asks of a pusher that runs. */
#include "maxima.h"
#include "process/command_config.h"
#include "process/commands.h"
#include "process/lock.h"
#include "process/release_arguments.h"
#include "process/request_text.h"
#include "process/request_wait.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TIMEOUT_S = 30, LONGEST_TIMEOUT_S = 24 * 3600 };

static const char program[] = "sluice-pusher";

/* What was asked for each release, and what it stands for until it is done. */
static void
print_each(const struct slp_request *request, const char *what)
{
    for (uint32_t at = 0; at < request->count; at++) {
        const struct sl_projection *release = sluice_policy.projections[request->projections[at]];
        (void)printf("%s.%s: %s %s\n", release->destination, release->stream,
                     slp_request_word(request->kind), what);
    }
    (void)fflush(stdout);
}

/* What came of waiting, in words: the exit code. */
static int
conclude(const struct slp_request *request, enum slp_request_waited waited,
         const struct sl_err *refusal, int64_t timeout_ms)
{
    switch (waited) {
    case SLP_WAITED_DONE: print_each(request, "acknowledged"); return 0;
    case SLP_WAITED_NOBODY:
        print_each(request, "stands: no pusher runs with this state, its next start does it");
        return 0;
    case SLP_WAITED_REFUSED:
        slp_print_error("sluice-pusher: the pusher refused", refusal);
        return sl_class_exit_code(SL_CONFIG);
    case SLP_WAITED_TOO_LONG:
        (void)fprintf(
            stderr,
            "%s: the pusher has not acknowledged the request within %lld s; the request "
            "stands, and is done as soon as the pusher takes requests: its log says whether it "
            "waits for its database, its slot or a destination\n",
            program, (long long)(timeout_ms / 1000));
        break;
    case SLP_WAITED_INTERRUPTED:
        (void)fprintf(stderr,
                      "%s: interrupted before the pusher acknowledged the request; the request "
                      "stands\n",
                      program);
        break;
    }
    return sl_class_exit_code(SL_RETRY);
}

/* Writes the request and waits for what becomes of it: the exit code, or -1 and *reterr. */
static int
ask(const struct slp_request *request, const char *state_path, int64_t timeout_ms,
    struct sl_err *reterr)
{
    struct slp_lock_holder holder;
    int used = slp_lock_look(state_path, &holder, reterr);
    if (used > 0) {
        (void)sl_fail(reterr, SL_CONFIG, "no pusher has run with the state directory '%s' yet",
                      state_path);
        return sl_remedy(reterr, "start it: its first start fills every release");
    }
    int folder =
        used == 0 ? slp_request_files_make(state_path, holder.owner, holder.group, reterr) : -1;
    if (folder < 0)
        return -1;
    struct sl_buf text;
    struct slp_request_name name;
    struct sl_err refusal;
    sl_buf_init(&text, SLP_MAX_REQUEST_BYTES);
    slp_request_print(&text, request, &sluice_policy);
    slp_request_wait_catch_signals();
    int code = slp_request_files_write(folder, sl_buf_str(&text), &name, reterr);
    sl_buf_done(&text);
    if (code == 0) {
        const struct slp_request_wait wait = { folder, &name, state_path, timeout_ms };
        code = conclude(request, slp_request_wait(&wait, &refusal), &refusal, timeout_ms);
    }
    (void)close(folder);
    return code;
}

/* --timeout: false when it is no number of seconds. */
static bool
read_timeout(const char *text, int64_t *ret_ms)
{
    char *end;
    errno = 0;
    long seconds = text != NULL ? strtol(text, &end, 10) : TIMEOUT_S;
    *ret_ms = seconds * INT64_C(1000);
    return text == NULL || (errno == 0 && end != text && *end == '\0' && seconds >= 0 &&
                            seconds <= LONGEST_TIMEOUT_S);
}

static int
request_command(const struct slp_arguments *arguments, enum slp_request_kind kind)
{
    struct slp_loaded_config loaded;
    struct slp_request request = { .kind = kind };
    struct sl_err err;
    int64_t timeout_ms;
    int code = sl_class_exit_code(SL_CONFIG);
    if (!read_timeout(arguments->timeout, &timeout_ms)) {
        (void)fprintf(stderr, "%s: --timeout takes seconds, from 0 to %d\n", program,
                      LONGEST_TIMEOUT_S);
        return code;
    }
    if (slp_command_load_general(arguments->config, &loaded) == 0 &&
        slp_release_arguments(&sluice_policy, arguments->words, arguments->nwords, loaded.arena,
                              &request) == 0) {
        int asked = ask(&request, loaded.config.general.state, timeout_ms, &err);
        if (asked < 0)
            slp_print_error(program, &err);
        code = asked < 0 ? sl_class_exit_code(err.class) : asked;
    }
    slp_command_unload(&loaded);
    return code;
}

int
slp_fill_command(const struct slp_arguments *arguments)
{
    return request_command(arguments, arguments->cancel ? SLP_REQUEST_CANCEL : SLP_REQUEST_FILL);
}

int
slp_pause_command(const struct slp_arguments *arguments)
{
    return request_command(arguments, SLP_REQUEST_PAUSE);
}

int
slp_resume_command(const struct slp_arguments *arguments)
{
    return request_command(arguments, SLP_REQUEST_RESUME);
}
