#include "sandbox/refusals.h"

#include "config.h"
#include "log.h"

#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the one message ----------------------------------------------------------------------- */

/* A byte, and the descriptor beside it when there is one. */
union rights {
    struct cmsghdr align;
    char room[CMSG_SPACE(sizeof(int))];
};

static void
send_listener(int report_fd, int listener_fd)
{
    char byte = listener_fd >= 0 ? 'l' : 'n';
    struct iovec text = { &byte, 1 };
    union rights rights = { 0 };
    struct msghdr message = { .msg_iov = &text, .msg_iovlen = 1 };
    if (listener_fd >= 0) {
        message.msg_control = rights.room;
        message.msg_controllen = sizeof rights.room;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &listener_fd, sizeof listener_fd);
    }
    (void)sendmsg(report_fd, &message, MSG_NOSIGNAL);
}

/* True when there was a message; *ret_fd is -1 when it brought no descriptor. */
static bool
receive_listener(int report_fd, int *ret_fd)
{
    char byte;
    struct iovec text = { &byte, 1 };
    union rights rights;
    struct msghdr message = { .msg_iov = &text,
                              .msg_iovlen = 1,
                              .msg_control = rights.room,
                              .msg_controllen = sizeof rights.room };
    *ret_fd = -1;
    if (recvmsg(report_fd, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != 1)
        return false;
    const struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
        header->cmsg_len == CMSG_LEN(sizeof(int)))
        memcpy(ret_fd, CMSG_DATA(header), sizeof *ret_fd);
    return true;
}

/* ---- in the process that is sandboxed -------------------------------------------------------- */

struct post {
    int report_fd, listener_fd;
    sem_t loaded;
};

static void *
send_when_loaded(void *context)
{
    struct post *post = context;
    while (sem_wait(&post->loaded) != 0)
        ;
    send_listener(post->report_fd, post->listener_fd);
    return NULL;
}

int
slp_refusals_post(int report_fd, int (*load)(void *context), void *context, struct sl_err *reterr)
{
    struct post post = { .report_fd = report_fd, .listener_fd = -1 };
    pthread_t sender;
    int result = sem_init(&post.loaded, 0, 0);
    if (result == 0) {
        result = pthread_create(&sender, NULL, send_when_loaded, &post);
        if (result == 0) {
            post.listener_fd = load(context);
            (void)sem_post(&post.loaded);
            (void)pthread_join(sender, NULL);
        }
        (void)sem_destroy(&post.loaded);
    }
    if (post.listener_fd >= 0)
        (void)close(post.listener_fd);
    (void)close(report_fd);
    return result == 0 ? 0 : sl_fail(reterr, SL_RETRY, "no thread for the seal");
}

/* ---- in the supervisor --------------------------------------------------------------------- */

static void
close_one(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

void
slp_refusals_begin(struct slp_refusals *refusals, const char *child, int report_fd)
{
    *refusals = (struct slp_refusals) { .child = child, .report_fd = report_fd, .listener_fd = -1 };
}

void
slp_refusals_done(struct slp_refusals *refusals)
{
    close_one(&refusals->report_fd);
    close_one(&refusals->listener_fd);
}

struct pollfd
slp_refusals_wait(const struct slp_refusals *refusals)
{
    return (struct pollfd) {
        .fd = refusals->listener_fd >= 0 ? refusals->listener_fd : refusals->report_fd,
        .events = POLLIN,
    };
}

/* The listener, or the end of a child that was not sandboxed yet. */
static void
take_listener(struct slp_refusals *refusals)
{
    bool told = receive_listener(refusals->report_fd, &refusals->listener_fd);
    close_one(&refusals->report_fd);
    if (told && refusals->listener_fd < 0)
        sl_log(SL_LOG_WARNING, "refusals_not_reported",
               SL_FIELDS(SL_NAME("child", sl_str_of(refusals->child))));
}

#ifdef HAVE_SECCOMP
#include <seccomp.h>

static bool
is_power_of_ten(uint32_t count)
{
    while (count >= 10 && count % 10 == 0)
        count /= 10;
    return count == 1;
}

static void
note(struct slp_refusals *refusals, int number)
{
    uint32_t at = number >= 0 && number < SLP_REFUSED_CALLS ? (uint32_t)number : 0;
    if (refusals->counts[at] == UINT32_MAX || !is_power_of_ten(++refusals->counts[at]))
        return;
    char *name = seccomp_syscall_resolve_num_arch(seccomp_arch_native(), number);
    sl_log(SL_LOG_WARNING, "refused",
           SL_FIELDS(SL_NAME("child", sl_str_of(refusals->child)),
                     SL_NAME("system_call", sl_str_of(name != NULL ? name : "unknown")),
                     SL_COUNT("count", refusals->counts[at])));
    free(name);
}

/* One call that waits. It may be gone by now, interrupted by a signal: then there is nothing to
 * say. */
static void
answer(struct slp_refusals *refusals)
{
    struct seccomp_notif *call = NULL;
    struct seccomp_notif_resp *reply = NULL;
    if (seccomp_notify_alloc(&call, &reply) == 0 &&
        seccomp_notify_receive(refusals->listener_fd, call) == 0) {
        reply->id = call->id;
        reply->error = -EPERM;
        note(refusals, call->data.nr);
        (void)seccomp_notify_respond(refusals->listener_fd, reply);
    }
    seccomp_notify_free(call, reply);
}

#else

static void
answer(struct slp_refusals *refusals)
{
    close_one(&refusals->listener_fd);
}

#endif

void
slp_refusals_serve(struct slp_refusals *refusals, short revents)
{
    if (revents == 0)
        return;
    if (refusals->listener_fd < 0)
        take_listener(refusals);
    else if ((revents & POLLIN) != 0)
        answer(refusals);
    else /* nobody is left behind that filter */
        close_one(&refusals->listener_fd);
}
