/* Of the sandbox: what a sandboxed process tries and must not get. Each test sandboxes a child of its own. */
#include "sandbox/sandbox.h"

#include "config.h"
#include "process/expiry.h"
#include "process/lock.h"
#include "sandbox/refusals.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#ifdef HAVE_SECCOMP
static const bool has_seccomp = true;
#else
static const bool has_seccomp = false;
#endif

/* Runs `sandboxed` in a child; 0 when everything in it was as expected, else the line. */
static int
in_child(int (*sandboxed)(void))
{
    int status;
    pid_t child = fork();
    if (child == 0)
        _exit(sandboxed());
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Exit codes are small: which of the attempts was not refused. */
#define REFUSED(number, attempt)                                                                   \
    do {                                                                                           \
        errno = 0;                                                                                 \
        if ((attempt) != -1 || errno != EPERM)                                                     \
            return (number);                                                                       \
    } while (0)

static void *
do_nothing(void *context)
{
    return context;
}

/* A process that shares its maker's memory: what a thread is, but for the last flag. */
static long
vfork_like(void)
{
    return syscall(SYS_clone, CLONE_VM | CLONE_VFORK, 0, 0, 0, 0);
}

static int
refuses_what_neither_may(void)
{
    REFUSED(1, socket(AF_INET, SOCK_STREAM, 0));
    REFUSED(2, socket(AF_UNIX, SOCK_STREAM, 0));
    REFUSED(3, connect(0, NULL, 0));
    REFUSED(4, (int)sendmsg(0, NULL, 0));
    REFUSED(5, (int)syscall(SYS_io_uring_setup, 1, NULL));
    REFUSED(6, execl("/bin/true", "true", (char *)NULL));
    REFUSED(7, (int)fork());
    REFUSED(8, mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
                       MAP_FAILED
                   ? -1
                   : 0);
    REFUSED(9, (int)syscall(SYS_ptrace, 0, 0, 0, 0));
    void *memory = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? 10 : 0;
}

static int
sandboxed_reader(void)
{
    struct sl_err err;
    int pair[2];
    struct sockaddr address = { .sa_family = AF_UNIX };
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0 || slp_harden(getppid(), &err) != 0 ||
        slp_sandbox_reader(-1, &err) != 0)
        return 100;
    REFUSED(20, open("/dev/null", O_RDONLY));
    REFUSED(21, (int)sendto(pair[0], "x", 1, 0, &address, sizeof address));
    REFUSED(22, unlink("/tmp/sluice-no-such-file"));
    /* The connection it has goes on. */
    if (send(pair[0], "x", 1, 0) != 1 || recv(pair[1], (char[1]) { 0 }, 1, 0) != 1)
        return 23;
    return refuses_what_neither_may();
}

static int
sandboxed_sender(void)
{
    struct sl_err err;
    char folder[] = "/tmp/sluice-test-XXXXXX", path[64];
    struct slp_needs needs = { 0 };
    if (mkdtemp(folder) == NULL || slp_harden(getppid(), &err) != 0)
        return 100;
    (void)snprintf(path, sizeof path, "%s/file", folder);
    slp_needs_write(&needs, folder);
    if (slp_sandbox_sender(&needs, -1, &err) != 0)
        return 101;
    int fd = open(path, O_CREAT | O_WRONLY, 0600);
    if (fd < 0 || fsync(fd) != 0 || close(fd) != 0)
        return 30;
    if (strstr(slp_sandbox_means(), "landlock") != NULL && open("/etc/passwd", O_RDONLY) >= 0)
        return 31;
    REFUSED(32, (int)send(0, "x", 1, 0));
    if (unlinkat(AT_FDCWD, path, 0) != 0)
        return 33;
    (void)unlinkat(AT_FDCWD, folder, AT_REMOVEDIR);
    return refuses_what_neither_may();
}

/* What goes through from a sender with a network: a connection to `address`, and a thread. */
static int
reaches(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0 || connect(fd, (const struct sockaddr *)address, sizeof *address) != 0)
        return 60;
    pthread_t thread;
    void *result = NULL;
    if (pthread_create(&thread, NULL, do_nothing, &fd) != 0 || pthread_join(thread, &result) != 0 ||
        result != &fd)
        return 61;
    return 0;
}

static int
sandboxed_network_sender(void)
{
    struct sl_err err;
    struct slp_needs needs = { .network = true };
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr = { .s_addr = htonl(INADDR_LOOPBACK) } };
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), idle = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, size) != 0 ||
        listen(listener, 1) != 0 ||
        getsockname(listener, (struct sockaddr *)&address, &size) != 0 ||
        slp_harden(getppid(), &err) != 0 || slp_sandbox_sender(&needs, -1, &err) != 0)
        return 100;
    int reached = reaches(&address);
    if (reached != 0)
        return reached;
    if (socket(AF_UNIX, SOCK_STREAM, 0) != -1 || errno != EACCES)
        return 62;
    REFUSED(63, socket(AF_INET, SOCK_RAW, IPPROTO_TCP));
    REFUSED(64, socket(AF_PACKET, SOCK_DGRAM, 0));
    REFUSED(65, socket(AF_NETLINK, SOCK_RAW, NETLINK_AUDIT));
    REFUSED(66, listen(idle, 1));
    REFUSED(67, accept(listener, NULL, NULL));
    REFUSED(68, (int)fork());
    REFUSED(69, (int)vfork_like());
    REFUSED(70, execl("/bin/true", "true", (char *)NULL));
    REFUSED(71, (int)syscall(SYS_ptrace, 0, 0, 0, 0));
    REFUSED(72, (int)syscall(SYS_io_uring_setup, 1, NULL));
    if (strstr(slp_sandbox_means(), "landlock") == NULL)
        return 0;
    return open("/etc/passwd", O_RDONLY) < 0 && open("/tmp/x", O_WRONLY | O_CREAT, 0600) < 0 &&
                   open("/etc/hosts", O_RDONLY) >= 0
               ? 0
               : 73;
}

static int
sandbox_network_sender(int report_fd, struct sl_err *reterr)
{
    const struct slp_needs needs = { .network = true };
    return slp_sandbox_sender(&needs, report_fd, reterr);
}

/* The calls are numbers, since the C library may take another way to the same end. */
static int
tries_and_is_told_of(int report_fd, int sandbox(int, struct sl_err *))
{
    struct sl_err err;
    if (slp_harden(getppid(), &err) != 0 || sandbox(report_fd, &err) != 0)
        return 100;
    if (sandbox != sandbox_network_sender)
        REFUSED(80, (int)syscall(SYS_socket, AF_INET, SOCK_STREAM, 0));
    REFUSED(81, (int)syscall(SYS_openat, AT_FDCWD, "/dev/null", O_WRONLY));
    for (int at = 0; at < 12; at++)
        REFUSED(82, (int)syscall(SYS_ptrace, 0, 0, 0, 0));
    REFUSED(83, (int)syscall(100000));
    /* Nothing is left of the way by which the listener came, nor a thread of it. */
    return fcntl(report_fd, F_GETFD) == -1 && getpid() == (int)syscall(SYS_gettid) ? 0 : 84;
}

/* Looks for a name that nobody has, in all the ways that the system is set up for. */
static int
looks_up(int report_fd, int sandbox(int, struct sl_err *))
{
    struct sl_err err;
    struct addrinfo *found;
    if (slp_harden(getppid(), &err) != 0 || sandbox(report_fd, &err) != 0)
        return 100;
    return getaddrinfo("sluice.invalid", "443", NULL, &found) != 0 ? 0 : 85;
}

/* What a supervisor does; `*ret_lines` is what it logged. The exit code. */
static int
supervise(int body(int, int (*)(int, struct sl_err *)), int sandbox(int, struct sl_err *),
          struct slp_refusals *ret_refusals, char ret_lines[4096])
{
    int channel[2], log[2], status, saved = dup(STDERR_FILENO);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, channel), 0);
    assert_int_equal(pipe(log), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)close(channel[1]);
        (void)close(log[0]);
        (void)close(log[1]);
        _exit(body(channel[0], sandbox));
    }
    (void)close(channel[0]);
    assert_true(dup2(log[1], STDERR_FILENO) >= 0);
    slp_refusals_begin(ret_refusals, "reader", channel[1]);
    for (struct pollfd wait; (wait = slp_refusals_wait(ret_refusals)).fd >= 0;) {
        if (poll(&wait, 1, 10000) <= 0)
            break;
        slp_refusals_serve(ret_refusals, wait.revents);
    }
    slp_refusals_done(ret_refusals);
    assert_true(dup2(saved, STDERR_FILENO) >= 0);
    (void)close(saved);
    (void)close(log[1]);
    ssize_t length = read(log[0], ret_lines, 4095);
    ret_lines[length > 0 ? length : 0] = '\0';
    (void)close(log[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    if (strstr(ret_lines, "refusals_not_reported") != NULL)
        skip(); /* this kernel, or what runs the tests, has nobody asked */
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
assert_told(int sandbox(int, struct sl_err *))
{
    struct slp_refusals refusals;
    char lines[4096];
    assert_int_equal(supervise(tries_and_is_told_of, sandbox, &refusals, lines), 0);
    assert_int_equal(refusals.counts[SYS_socket], sandbox == slp_sandbox_reader ? 1 : 0);
    assert_int_equal(refusals.counts[SYS_openat], 1);
    assert_int_equal(refusals.counts[SYS_ptrace], 12);
    assert_int_equal(refusals.counts[0], 1); /* a number of no call */
    /* The first and the tenth. */
    const char *first =
        strstr(lines, "\"child\":\"reader\",\"system_call\":\"ptrace\",\"count\":1");
    assert_non_null(first);
    assert_non_null(strstr(first, "\"system_call\":\"ptrace\",\"count\":10"));
    assert_null(strstr(lines, "\"count\":2"));
    assert_null(strstr(lines, "/dev/null"));
}

static int
sandboxed_reader_alone(int report_fd, struct sl_err *reterr)
{
    (void)close(report_fd);
    return slp_sandbox_reader(-1, reterr);
}

static int
hardened(void)
{
    struct sl_err err;
    struct rlimit core;
    if (slp_harden(0, &err) != 0 || getrlimit(RLIMIT_CORE, &core) != 0)
        return 100;
    return core.rlim_max == 0 ? 0 : 40;
}

static int
orphan(void)
{
    struct sl_err err;
    return slp_harden(1 << 22, &err) == -1 && err.class == SL_RETRY ? 0 : 50;
}

static void
a_sandboxed_reader_keeps_its_connections_and_gets_no_other(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    assert_int_equal(in_child(sandboxed_reader), 0);
}

static void
a_sandboxed_sender_writes_its_files_and_nothing_else(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    assert_int_equal(in_child(sandboxed_sender), 0);
}

static void
a_sandboxed_sender_with_a_network_connects_and_nothing_else(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    assert_int_equal(in_child(sandboxed_network_sender), 0);
}

static void
what_is_refused_is_told_by_the_kernel(void **state)
{
    (void)state;
    if (!has_seccomp)
        skip();
    assert_told(slp_sandbox_reader);
    assert_told(sandbox_network_sender);
}

static void
looking_up_a_name_is_no_refusal(void **state)
{
    (void)state;
    struct slp_refusals refusals;
    char lines[4096];
    if (!has_seccomp)
        skip();
    assert_int_equal(supervise(looks_up, sandbox_network_sender, &refusals, lines), 0);
    assert_string_equal(lines, "");
}

/* As on a kernel that cannot have it asked. */
static void
without_a_listener_it_is_refused_all_the_same(void **state)
{
    (void)state;
    struct slp_refusals refusals;
    char lines[4096];
    if (!has_seccomp)
        skip();
    assert_int_equal(supervise(tries_and_is_told_of, sandboxed_reader_alone, &refusals, lines), 0);
    assert_int_equal(refusals.counts[SYS_ptrace], 0);
}

static void
a_hardened_process_leaves_no_core_and_no_orphan(void **state)
{
    (void)state;
    assert_int_equal(in_child(hardened), 0);
    assert_int_equal(in_child(orphan), 0);
}

static void
a_decision_holds_to_the_end_of_its_day(void **state)
{
    (void)state;
    struct sl_err err;
    struct sl_policy policy = { .earliest_expiry = "2027-06-30", .earliest_release = "lake.needs" };
    assert_int_equal(slp_expiry_check(&policy, 20999, &err), 0); /* 2027-06-30 */
    assert_int_equal(slp_expiry_check(&policy, 21000, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_non_null(strstr(err.text, "lake.needs"));
    const int64_t last = 20999;
    assert_false(slp_expiry_is_near(&policy, last - 60, &err));
    assert_true(slp_expiry_is_near(&policy, last - 59, &err));
    assert_string_equal(err.text,
                        "a decision of release lake.needs ends in 59 days, on 2027-06-30");
    assert_true(slp_expiry_is_near(&policy, last - 1, &err));
    assert_string_equal(err.text, "a decision of release lake.needs ends tomorrow, on 2027-06-30");
    assert_true(slp_expiry_is_near(&policy, last, &err));
    assert_string_equal(err.text, "a decision of release lake.needs ends today, on 2027-06-30");
    assert_false(slp_expiry_is_near(&policy, last + 1, &err));
    policy.earliest_expiry = NULL;
    assert_false(slp_expiry_is_near(&policy, last, &err));
    assert_int_equal(slp_expiry_check(&policy, 21000, &err), 0);
}

static void
one_lock_at_a_time(void **state)
{
    (void)state;
    struct sl_err err;
    char folder[] = "/tmp/sluice-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    int first = slp_lock_open(folder, &err), second = slp_lock_open(folder, &err);
    assert_int_equal(slp_lock_take(first, &err), 1);
    assert_int_equal(slp_lock_take(second, &err), 0);
    (void)close(first);
    assert_int_equal(slp_lock_take(second, &err), 1);
    (void)close(second);
    char path[64];
    (void)snprintf(path, sizeof path, "%s/pusher.lock", folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0);
    assert_int_equal(slp_lock_open("/dev/null/state", &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sandboxed_reader_keeps_its_connections_and_gets_no_other),
        cmocka_unit_test(a_sandboxed_sender_writes_its_files_and_nothing_else),
        cmocka_unit_test(a_sandboxed_sender_with_a_network_connects_and_nothing_else),
        cmocka_unit_test(what_is_refused_is_told_by_the_kernel),
        cmocka_unit_test(looking_up_a_name_is_no_refusal),
        cmocka_unit_test(without_a_listener_it_is_refused_all_the_same),
        cmocka_unit_test(a_hardened_process_leaves_no_core_and_no_orphan),
        cmocka_unit_test(a_decision_holds_to_the_end_of_its_day),
        cmocka_unit_test(one_lock_at_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
