#include "process/relay.h"

#include "log.h"
#include "maxima.h"
#include "process/request_text.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Requests that the reader has and has not responded to: its responses fit into the channel. */
enum { UNDER_WAY = 16, BLOCK_BYTES = 4 * 1024 };

struct slp_relay {
    const char *state_path;
    const struct sl_policy *policy;
    struct slp_request_room room;
    int control_fd; /* -1: no reader, or it reads and writes no more */
    bool blind;     /* a file could not be moved: none is looked at before the next start */
    struct slp_request_name under_way[UNDER_WAY];
    size_t count;  /* of them, in the order in which they were handed over */
    size_t others; /* files of other names, as said last */
    struct sl_buf outgoing, incoming;
};

struct slp_relay *
slp_relay_new(const char *state_path, const struct sl_policy *policy, struct sl_err *reterr)
{
    struct slp_relay *relay = calloc(1, sizeof *relay);
    uint32_t *projections = calloc((size_t)policy->nprojections + 1, sizeof *projections);
    if (relay == NULL || projections == NULL) {
        free(relay);
        free(projections);
        (void)sl_fail(reterr, SL_RETRY, "out of memory for requests");
        return NULL;
    }
    *relay = (struct slp_relay) { .state_path = state_path,
                                  .policy = policy,
                                  .room = { projections, policy->nprojections },
                                  .control_fd = -1 };
    sl_buf_init(&relay->outgoing, UNDER_WAY * SLP_MAX_REQUEST_BYTES);
    sl_buf_init(&relay->incoming, 4 * BLOCK_BYTES);
    return relay;
}

void
slp_relay_free(struct slp_relay *relay)
{
    if (relay == NULL)
        return;
    sl_buf_done(&relay->outgoing);
    sl_buf_done(&relay->incoming);
    free(relay->room.projections);
    free(relay);
}

/* ---- files --------------------------------------------------------------------------------- */

static void
tell(enum sl_level level, const char *event, const struct slp_request_name *name,
     const struct sl_err *err)
{
    struct sl_err at = *err;
    (void)sl_fail_at(&at, name->text);
    sl_log_err(level, event, &at);
}

/* A file that cannot be moved would be found again and again. */
static void
expect_moved(struct slp_relay *relay, const struct slp_request_name *name, int result,
             const struct sl_err *err)
{
    if (result == 0)
        return;
    tell(SL_LOG_ERROR, "requests_not_read", name, err);
    relay->blind = true;
}

static void
refuse(struct slp_relay *relay, int folder, const struct slp_request_name *name,
       const struct sl_err *refusal)
{
    struct sl_err err;
    tell(SL_LOG_WARNING, "request_refused", name, refusal);
    expect_moved(relay, name, slp_request_files_refuse(folder, name, refusal, &err), &err);
}

static void
set_aside(struct slp_relay *relay, int folder, const struct slp_request_name *name,
          const struct sl_err *why)
{
    struct sl_err err;
    tell(SL_LOG_WARNING, "request_broken", name, why);
    expect_moved(relay, name, slp_request_files_set_aside(folder, name, &err), &err);
}

/* ---- to the reader ------------------------------------------------------------------------- */

/* Writes what the channel takes. An error is the reader's end, which is seen elsewhere. */
static void
send_requests(struct slp_relay *relay)
{
    struct sl_str left = sl_buf_str(&relay->outgoing);
    ssize_t sent =
        left.len > 0 ? send(relay->control_fd, left.ptr, left.len, MSG_DONTWAIT | MSG_NOSIGNAL) : 0;
    if (sent > 0)
        sl_buf_drop(&relay->outgoing, (size_t)sent);
}

static void
hand_over(struct slp_relay *relay, const struct slp_request_name *name,
          const struct slp_request *request)
{
    slp_request_write(&relay->outgoing, request);
    relay->under_way[relay->count++] = *name;
}

static void
take_file(struct slp_relay *relay, int folder, const struct slp_request_name *name)
{
    struct sl_buf text;
    struct slp_request request;
    struct sl_err err;
    sl_buf_init(&text, SLP_MAX_REQUEST_BYTES + 2);
    int read = slp_request_files_read(folder, name, &text, &err);
    int parsed = read == 0 ? slp_request_parse(sl_buf_str(&text), relay->policy, &relay->room,
                                               &request, &err)
                           : -1;
    sl_buf_done(&text);
    if (read < 0)
        expect_moved(relay, name, -1, &err);
    else if (parsed < 0)
        set_aside(relay, folder, name, &err);
    else if (parsed > 0)
        refuse(relay, folder, name, &err);
    else
        hand_over(relay, name, &request);
}

static bool
is_under_way(const struct slp_relay *relay, const struct slp_request_name *name)
{
    for (size_t at = 0; at < relay->count; at++)
        if (strcmp(relay->under_way[at].text, name->text) == 0)
            return true;
    return false;
}

/* Files that nobody reads are left alone, since they may be anybody's: that is said, again only when there are
 * more. */
static void
look_for_others(struct slp_relay *relay, int folder)
{
    struct slp_request_name first;
    const size_t count = slp_request_files_others(folder, &first);
    if (count > relay->others)
        sl_log(SL_LOG_WARNING, "request_ignored",
               SL_FIELDS(
                   SL_NAME("file", sl_str_of(first.text)), SL_COUNT("files", count),
                   SL_NAME("remedy", SL_STR("only files named *.request are read here: ask with "
                                            "'sluice-pusher fill', 'pause' or 'resume', and remove "
                                            "this one"))));
    relay->others = count;
}

static void
look_for_requests(struct slp_relay *relay)
{
    struct slp_request_name names[UNDER_WAY];
    int folder = slp_request_files_open(relay->state_path);
    if (folder < 0)
        return;
    size_t found = slp_request_files_list(folder, names, UNDER_WAY);
    for (size_t at = 0; at < found && relay->count < UNDER_WAY && !relay->blind; at++)
        if (!is_under_way(relay, &names[at]))
            take_file(relay, folder, &names[at]);
    look_for_others(relay, folder);
    (void)close(folder);
}

/* ---- and back ------------------------------------------------------------------------------ */

/* The response to the oldest request that is under way. */
static void
take_response(struct slp_relay *relay, const struct sl_err *response)
{
    const struct slp_request_name name = relay->under_way[0];
    struct sl_err err;
    relay->count--;
    memmove(relay->under_way, relay->under_way + 1, relay->count * sizeof name);
    int folder = slp_request_files_open(relay->state_path);
    if (folder < 0)
        return; /* its directory was removed, and with it all requests */
    if (response->class == SL_OK)
        expect_moved(relay, &name, slp_request_files_done(folder, &name, &err), &err);
    else
        refuse(relay, folder, &name, response);
    (void)close(folder);
}

static int
take_responses(struct slp_relay *relay, struct sl_err *reterr)
{
    struct sl_err response;
    ptrdiff_t length;
    while ((length = slp_response_read(sl_buf_str(&relay->incoming), &response, reterr)) > 0) {
        if (relay->count == 0)
            return sl_fail(reterr, SL_BUG, "the reader responds to no request");
        take_response(relay, &response);
        sl_buf_drop(&relay->incoming, (size_t)length);
    }
    return (int)length;
}

static int
receive(struct slp_relay *relay, struct sl_err *reterr)
{
    for (;;) {
        char *room = sl_buf_reserve(&relay->incoming, BLOCK_BYTES);
        ssize_t got = room != NULL ? recv(relay->control_fd, room, BLOCK_BYTES, MSG_DONTWAIT) : 0;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && errno == EAGAIN)
            return 0;
        if (got <= 0) {
            relay->control_fd = -1;
            return 0;
        }
        sl_buf_claim(&relay->incoming, (size_t)got);
        if (take_responses(relay, reterr) != 0) {
            relay->control_fd = -1;
            return -1;
        }
    }
}

/* ---- a reader's life ----------------------------------------------------------------------- */

void
slp_relay_begin(struct slp_relay *relay, int control_fd)
{
    int folder = slp_request_files_open(relay->state_path);
    if (folder >= 0) {
        slp_request_files_tidy(folder);
        (void)close(folder);
    }
    relay->control_fd = control_fd;
    relay->blind = false;
    relay->count = 0;
    sl_buf_clear(&relay->outgoing);
    sl_buf_clear(&relay->incoming);
    look_for_requests(relay);
    send_requests(relay);
}

struct pollfd
slp_relay_wait(const struct slp_relay *relay)
{
    return (struct pollfd) { .fd = relay->control_fd, .events = POLLIN };
}

int
slp_relay_serve(struct slp_relay *relay, bool more, struct sl_err *reterr)
{
    if (relay->control_fd >= 0 && receive(relay, reterr) != 0)
        return -1;
    if (!more || relay->control_fd < 0)
        return 0;
    if (!relay->blind)
        look_for_requests(relay);
    send_requests(relay);
    return 0;
}

void
slp_relay_end(struct slp_relay *relay)
{
    struct sl_err err;
    if (relay->control_fd >= 0 && receive(relay, &err) != 0)
        sl_log_err(SL_LOG_ERROR, "response_broken", &err);
    relay->control_fd = -1;
}
