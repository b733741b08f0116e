#include "sandbox/sandbox.h"

#include "config.h"
#include "sandbox/landlock.h"
#include "sandbox/refusals.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *means = "nothing";

const char *
slp_sandbox_means(void)
{
    return means;
}

static int
refuses(const char *what, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_CONFIG, "the system refuses to let this process %s: %s", what,
                   strerror(errno));
}

int
slp_harden(int parent_pid, struct sl_err *reterr)
{
    const struct rlimit none = { 0, 0 };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return refuses("give up new privileges", reterr);
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 || setrlimit(RLIMIT_CORE, &none) != 0)
        return refuses("give up core files", reterr);
    if (parent_pid == 0)
        return 0;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
        return refuses("die with the supervisor", reterr);
    if (getppid() != parent_pid) /* it ended before we asked */
        return sl_fail(reterr, SL_RETRY, "the supervisor has ended");
    return 0;
}

#ifdef HAVE_SECCOMP
#include <seccomp.h>

/* Memory, time, signals to oneself, and descriptors that are open already. */
static const int both_may[] = {
    SCMP_SYS(read),         SCMP_SYS(write),         SCMP_SYS(readv),
    SCMP_SYS(writev),       SCMP_SYS(pread64),       SCMP_SYS(pwrite64),
    SCMP_SYS(preadv),       SCMP_SYS(pwritev),       SCMP_SYS(lseek),
    SCMP_SYS(poll),         SCMP_SYS(ppoll),         SCMP_SYS(close),
    SCMP_SYS(fstat),        SCMP_SYS(newfstatat),    SCMP_SYS(statx),
    SCMP_SYS(fsync),        SCMP_SYS(fdatasync),     SCMP_SYS(fcntl),
    SCMP_SYS(munmap),       SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(brk),          SCMP_SYS(msync),         SCMP_SYS(futex),
    SCMP_SYS(getpid),       SCMP_SYS(gettid),        SCMP_SYS(getrandom),
    SCMP_SYS(gettimeofday), SCMP_SYS(clock_gettime), SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),   SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),         SCMP_SYS(exit_group),    SCMP_SYS(tgkill),
    SCMP_SYS(sched_yield),  SCMP_SYS(getrusage),     SCMP_SYS(time),
    SCMP_SYS(membarrier),   SCMP_SYS(fcntl64),
};

/* The connections it has; LMDB's file. */
static const int reader_may[] = {
    SCMP_SYS(recvfrom), SCMP_SYS(getsockopt), SCMP_SYS(getpeername), SCMP_SYS(getsockname),
    SCMP_SYS(shutdown), SCMP_SYS(ftruncate),  SCMP_SYS(flock),
};

/* Directories are looked through. */
static const int sender_may[] = { SCMP_SYS(getdents64) };

/* Files of the file sink. */
static const int file_sink_may[] = {
    SCMP_SYS(openat),   SCMP_SYS(mkdirat),   SCMP_SYS(unlinkat),
    SCMP_SYS(renameat), SCMP_SYS(renameat2), SCMP_SYS(flock),
};

/* Connections, and threads that look up names: the C library's own way, which asks the kernel over
 * netlink which addresses there are. */
static const int network_may[] = {
    SCMP_SYS(connect),         SCMP_SYS(bind),
    SCMP_SYS(getsockname),     SCMP_SYS(getpeername),
    SCMP_SYS(getsockopt),      SCMP_SYS(setsockopt),
    SCMP_SYS(shutdown),        SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),         SCMP_SYS(sendmmsg),
    SCMP_SYS(recvfrom),        SCMP_SYS(recvmsg),
    SCMP_SYS(pipe2),           SCMP_SYS(eventfd2),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq),
    SCMP_SYS(uname),           SCMP_SYS(sysinfo),
    SCMP_SYS(prlimit64),       SCMP_SYS(sched_getaffinity),
    SCMP_SYS(faccessat2),      SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),      SCMP_SYS(access),
};

static int
allow(scmp_filter_ctx filter, const int *calls, size_t count)
{
    int result = 0;
    for (size_t at = 0; result == 0 && at < count; at++)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[at], 0);
    return result;
}

/* Memory that is not executable. */
static int
allow_memory(scmp_filter_ctx filter)
{
    const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, data);
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, data);
    return result;
}

/* Threads, but no processes: clone() only with memory shared. The flags of clone3() stand in
 * memory, where no filter sees them; the C library takes clone() when there is no clone3(). */
static int
allow_threads(scmp_filter_ctx filter)
{
    int result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    if (result == 0)
        result = seccomp_rule_add(
            filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
            SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM));
    return result;
}

/* Streams and datagrams of the Internet, no raw ones; netlink's routing table, which tells
 * addresses. Whoever looks up names tries sockets of the machine first (nscd, systemd-resolved):
 * those are refused without a report. */
static int
allow_sockets(scmp_filter_ctx filter)
{
    enum { TYPE_MASK = 0xf }; /* the flags are above */
    static const int families[] = { AF_INET, AF_INET6 }, types[] = { SOCK_STREAM, SOCK_DGRAM };
    int result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2,
                                  SCMP_A0(SCMP_CMP_EQ, AF_NETLINK, 0),
                                  SCMP_A2(SCMP_CMP_EQ, NETLINK_ROUTE, 0));
    for (int at = 0; result == 0 && at < 4; at++)
        result =
            seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socket), 2,
                             SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)families[at / 2], 0),
                             SCMP_A1(SCMP_CMP_MASKED_EQ, TYPE_MASK, (scmp_datum_t)types[at % 2]));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(socket), 1,
                                  SCMP_A0(SCMP_CMP_EQ, AF_UNIX, 0));
    if (result == 0) /* libcurl wakes itself with a pair */
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(socketpair), 0);
    return result;
}

static int
allow_network(scmp_filter_ctx filter)
{
    static const unsigned ioctls[] = { FIONBIO, FIONREAD };
    int result = allow(filter, network_may, sizeof network_may / sizeof network_may[0]);
    if (result == 0)
        result = allow_sockets(filter);
    for (size_t at = 0; result == 0 && at < sizeof ioctls / sizeof ioctls[0]; at++)
        result = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
                                  SCMP_A1(SCMP_CMP_EQ, ioctls[at], 0));
    return result == 0 ? allow_threads(filter) : result;
}

/* Files are written where a sink writes some; else they are opened for reading alone, and Landlock
 * says which. */
static int
allow_files(scmp_filter_ctx filter, const struct slp_needs *needs)
{
    for (uint32_t at = 0; at < needs->count; at++)
        if (needs->paths[at].write)
            return allow(filter, file_sink_may, sizeof file_sink_may / sizeof file_sink_may[0]);
    return seccomp_rule_add(
        filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1,
        SCMP_A2(SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC | O_PATH, O_RDONLY));
}

static int
allow_sinks(scmp_filter_ctx filter, const struct slp_needs *needs)
{
    int result = allow_files(filter, needs);
    return result == 0 && needs->network ? allow_network(filter) : result;
}

/* A connected socket can be written to, but no other reached. The C library's qsort() asks how much
 * memory there is, and sorts in place without an answer: that is refused, and not worth a
 * report. */
static int
allow_send(scmp_filter_ctx filter, const struct slp_needs *needs)
{
    (void)needs;
    int result =
        seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1, SCMP_A4(SCMP_CMP_EQ, 0, 0));
    if (result == 0)
        result = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(sysinfo), 0);
    return result;
}

/* What a process may do, and who is told of the rest. */
struct sandbox {
    const int *calls;
    size_t count;
    int (*more)(scmp_filter_ctx, const struct slp_needs *);
    const struct slp_needs *needs;
    scmp_filter_ctx filter;
    int result; /* of libseccomp: 0, or a negative errno */
};

static int
fill(scmp_filter_ctx filter, const struct sandbox *sandbox)
{
    int result = allow(filter, both_may, sizeof both_may / sizeof both_may[0]);
    if (result == 0)
        result = allow(filter, sandbox->calls, sandbox->count);
    if (result == 0)
        result = allow_memory(filter);
    if (result == 0)
        result = sandbox->more(filter, sandbox->needs);
    return result;
}

/* All but the list gets `otherwise`. */
static void
load(struct sandbox *sandbox, uint32_t otherwise)
{
    sandbox->filter = seccomp_init(otherwise);
    sandbox->result = sandbox->filter == NULL ? -ENOMEM : fill(sandbox->filter, sandbox);
    if (sandbox->result == 0)
        sandbox->result = seccomp_load(sandbox->filter);
}

/* EPERM, not an end: libraries that try what they do not need go on without it. */
static void
load_in_silence(struct sandbox *sandbox)
{
    load(sandbox, SCMP_ACT_ERRNO(EPERM));
}

/* The same, said by the supervisor; where the kernel will not have it asked, in silence. */
static int
load_with_reports(void *context)
{
    struct sandbox *sandbox = context;
    load(sandbox, SCMP_ACT_NOTIFY);
    if (sandbox->result == 0)
        return seccomp_notify_fd(sandbox->filter);
    seccomp_release(sandbox->filter);
    load_in_silence(sandbox);
    return -1;
}

/* The filter is released last: a release of libseccomp may or may not close the listener, which by
 * then is closed. */
static int
take_on(struct sandbox *sandbox, int report_fd, struct sl_err *reterr)
{
    int posted = 0;
    if (report_fd < 0)
        load_in_silence(sandbox);
    else
        posted = slp_refusals_post(report_fd, load_with_reports, sandbox, reterr);
    seccomp_release(sandbox->filter);
    if (posted != 0 || sandbox->result == 0)
        return posted;
    (void)sl_fail(reterr, SL_CONFIG, "sealing with seccomp failed: %s", strerror(-sandbox->result));
    return sl_remedy(reterr, "allow seccomp filters where the pusher runs");
}

int
slp_sandbox_reader(int report_fd, struct sl_err *reterr)
{
    struct sandbox sandbox = { .calls = reader_may,
                               .count = sizeof reader_may / sizeof reader_may[0],
                               .more = allow_send };
    if (take_on(&sandbox, report_fd, reterr) != 0)
        return -1;
    means = "seccomp";
    return 0;
}

int
slp_sandbox_sender(const struct slp_needs *needs, int report_fd, struct sl_err *reterr)
{
    struct sandbox sandbox = { .calls = sender_may,
                               .count = sizeof sender_may / sizeof sender_may[0],
                               .more = allow_sinks,
                               .needs = needs };
    int confined = slp_landlock(needs, reterr);
    if (confined < 0 || take_on(&sandbox, report_fd, reterr) != 0)
        return -1;
    means = confined > 0 ? "seccomp, landlock" : "seccomp";
    return 0;
}

#else

/* There is nothing to report: the other end is told so. */
static int
load_nothing(void *context)
{
    (void)context;
    return -1;
}

static int
take_on(int report_fd, struct sl_err *reterr)
{
    return report_fd < 0 ? 0 : slp_refusals_post(report_fd, load_nothing, NULL, reterr);
}

int
slp_sandbox_reader(int report_fd, struct sl_err *reterr)
{
    return take_on(report_fd, reterr);
}

int
slp_sandbox_sender(const struct slp_needs *needs, int report_fd, struct sl_err *reterr)
{
    int confined = slp_landlock(needs, reterr);
    means = confined > 0 ? "landlock" : means;
    return confined < 0 ? -1 : take_on(report_fd, reterr);
}

#endif
