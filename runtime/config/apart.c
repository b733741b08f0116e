#include "config/apart.h"

#include "maxima.h"
#include "read_all.h"
#include "sandbox/sandbox.h"
#include "wipe.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LOOK_EVERY_MS = 100 };

/* What the process tells: what became of it, and the secret or the error's two texts. */
struct response {
    enum sl_class class;
    uint32_t len;
    char text[sizeof((struct sl_err *)0)->text];
    char remedy[sizeof((struct sl_err *)0)->remedy];
    uint8_t secret[SLP_MAX_SECRET_BYTES];
};

/* ---- in the process ------------------------------------------------------------------------- */

static int
get(const struct slp_apart *apart, struct response *ret, struct sl_err *reterr)
{
    struct sl_buf secret;
    sl_buf_init(&secret, SLP_MAX_SECRET_BYTES);
    int result = slp_harden(0, reterr);
    if (result == 0)
        result = apart->get(apart->context, &secret, reterr);
    if (result == 0 && (sl_buf_failed(&secret) || secret.len == 0))
        result =
            sl_fail(reterr, SL_BUG, "%s gave no secret, or one that is too long", apart->action);
    if (result == 0) {
        memcpy(ret->secret, secret.bytes, secret.len);
        ret->len = (uint32_t)secret.len;
    }
    sl_buf_wipe(&secret);
    sl_buf_done(&secret);
    return result;
}

/* Does not return: what the parent has registered to run at its exit is not this process's. */
static void
run(const struct slp_apart *apart, int fd)
{
    struct response response = { .class = SL_OK };
    struct sl_err err = { .class = SL_OK };
    if (get(apart, &response, &err) != 0) {
        response.class = err.class;
        memcpy(response.text, err.text, sizeof response.text);
        memcpy(response.remedy, err.remedy, sizeof response.remedy);
    }
    bool told = sl_write_all(fd, (struct sl_str) { (const char *)&response, sizeof response }) == 0;
    sl_wipe(&response, sizeof response);
    _exit(told ? 0 : 1);
}

/* ---- beside it ------------------------------------------------------------------------------- */

/* Whether a signal to stop is held back for the supervisor to look at. */
static bool
is_to_stop(void)
{
    sigset_t waiting;
    return sigpending(&waiting) == 0 &&
           (sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGINT) == 1);
}

/* Whether the whole response came. */
static bool
await(int fd, pid_t pid, struct response *ret)
{
    struct pollfd end = { .fd = fd, .events = POLLIN };
    while (poll(&end, 1, LOOK_EVERY_MS) == 0)
        if (is_to_stop()) {
            (void)kill(pid, SIGKILL);
            return false;
        }
    return sl_read_all(fd, ret, sizeof *ret) == 0;
}

static int
keep(const struct response *response, struct slp_vault *vault, struct sl_key *ret,
     struct sl_err *reterr)
{
    if (response->class != SL_OK) {
        (void)sl_fail(reterr, response->class, "%s", response->text);
        return sl_remedy(reterr, "%s", response->remedy);
    }
    const struct sl_str secret = { (const char *)response->secret, response->len };
    return slp_vault_keep(vault, secret, ret) == 0 ? 0
                                                   : sl_fail(reterr, SL_CONFIG, "too many secrets");
}

int
slp_secret_from_apart(const struct slp_apart *apart, struct slp_vault *vault, struct sl_key *ret,
                      struct sl_err *reterr)
{
    struct response response;
    int ends[2], status;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return sl_fail(reterr, SL_RETRY, "no pipe for %s", apart->action);
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        run(apart, ends[1]);
    }
    (void)close(ends[1]);
    bool answered = pid > 0 && await(ends[0], pid, &response);
    (void)close(ends[0]);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    int result = answered ? keep(&response, vault, ret, reterr)
                          : sl_fail(reterr, SL_RETRY, "the process that asks for %s ended early",
                                    apart->action);
    sl_wipe(&response, sizeof response);
    return result;
}
