#include "sandbox/landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Renaming from one directory to another came with the second version of the interface; cutting
 * a file with the third. */
enum { ABI_REFER = 2, ABI_TRUNCATE = 3 };

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* What is read, and what a sink of files does besides. */
#define READS (LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_READ_FILE)
#define WRITES                                                                                     \
    (READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG |                         \
     LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_REFER)

/* What is governed: all that the second version knows. */
#define HANDLED                                                                                    \
    (WRITES | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                         \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |  \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* What the C library looks up names with, and OpenSSL certificates, on the systems we know. Not
 * /etc as a whole: keys may lie there. */
static const char *const network_paths[] = {
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/nsswitch.conf",
    "/etc/host.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/etc/crypto-policies",
    "/usr/lib/ssl",
    "/usr/local/share/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/share/pki",
    "/run/systemd/resolve",
    "/sys/devices/system/cpu/online",
    "/dev/urandom",
};

static int
fails(const char *doing, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_CONFIG, "landlock: %s: %s", doing, strerror(errno));
}

static int
add_path(int ruleset, const char *path, uint64_t allowed, struct sl_err *reterr)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = allowed,
                                               .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    struct stat stat;
    if (rule.parent_fd < 0)
        return fails("opening what is needed", reterr);
    if (fstat(rule.parent_fd, &stat) == 0 && !S_ISDIR(stat.st_mode))
        rule.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    long result = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    int failed = result != 0 ? fails("adding what is needed", reterr) : 0;
    (void)close(rule.parent_fd);
    return failed;
}

/* What is only read need not be there. */
static int
add_readable(int ruleset, const char *path, struct sl_err *reterr)
{
    return access(path, F_OK) == 0 ? add_path(ruleset, path, READS, reterr) : 0;
}

static int
add_needs(int ruleset, const struct slp_needs *needs, uint64_t writes, struct sl_err *reterr)
{
    int result = needs->full ? sl_fail(reterr, SL_CONFIG, "the sinks need more than %d paths",
                                       SLP_MAX_NEEDED_PATHS)
                             : 0;
    for (uint32_t at = 0; result == 0 && at < needs->count; at++)
        result = needs->paths[at].write ? add_path(ruleset, needs->paths[at].path, writes, reterr)
                                        : add_readable(ruleset, needs->paths[at].path, reterr);
    size_t nnetwork = needs->network ? sizeof network_paths / sizeof network_paths[0] : 0;
    for (size_t at = 0; result == 0 && at < nnetwork; at++)
        result = add_readable(ruleset, network_paths[at], reterr);
    return result;
}

int
slp_landlock(const struct slp_needs *needs, struct sl_err *reterr)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < ABI_REFER)
        return 0;
    uint64_t truncate = abi >= ABI_TRUNCATE ? LANDLOCK_ACCESS_FS_TRUNCATE : 0;
    struct landlock_ruleset_attr attr = { .handled_access_fs = HANDLED | truncate };
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (ruleset < 0)
        return fails("making a set of rules", reterr);
    int result = add_needs(ruleset, needs, WRITES | truncate, reterr);
    if (result == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        result = fails("taking the rules on", reterr);
    (void)close(ruleset);
    return result == 0 ? 1 : -1;
}
