#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Renaming from one directory to another came with the second version of the interface; cutting
 * a file with the third. */
enum { ABI_REFER = 2, ABI_TRUNCATE = 3 };

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* What a sink of files does. */
#define ALLOWED                                                                                    \
    (LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |  \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |  \
     LANDLOCK_ACCESS_FS_REFER)

/* What is governed: all that the second version knows. */
#define HANDLED                                                                                    \
    (ALLOWED | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                        \
     LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |  \
     LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

static int
fails(const char *doing, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_CONFIG, "landlock: %s: %s", doing, strerror(errno));
}

static int
add_directory(int ruleset, const char *path, uint64_t allowed, struct sl_err *reterr)
{
    struct landlock_path_beneath_attr rule = { .allowed_access = allowed,
                                               .parent_fd =
                                                   open(path, O_PATH | O_DIRECTORY | O_CLOEXEC) };
    if (rule.parent_fd < 0)
        return fails("opening a directory", reterr);
    long result = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    int failed = result != 0 ? fails("adding a directory", reterr) : 0;
    (void)close(rule.parent_fd);
    return failed;
}

int
slp_landlock(const char *const *directories, uint32_t ndirectories, struct sl_err *reterr)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < ABI_REFER)
        return 0;
    uint64_t truncate = abi >= ABI_TRUNCATE ? LANDLOCK_ACCESS_FS_TRUNCATE : 0;
    struct landlock_ruleset_attr attr = { .handled_access_fs = HANDLED | truncate };
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
    if (ruleset < 0)
        return fails("making a set of rules", reterr);
    int result = 0;
    for (uint32_t at = 0; result == 0 && at < ndirectories; at++)
        result = add_directory(ruleset, directories[at], ALLOWED | truncate, reterr);
    if (result == 0 && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
        result = fails("taking the rules on", reterr);
    (void)close(ruleset);
    return result == 0 ? 1 : -1;
}
