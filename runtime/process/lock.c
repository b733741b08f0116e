#include "process/lock.h"

#include "open_regular.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lock_file[] = "pusher.lock";

int
slp_lock_open(const char *state_path, struct sl_err *reterr)
{
    if (mkdir(state_path, 0700) == 0 || errno == EEXIST) {
        int folder = open(state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int fd = folder < 0 ? -1 : sl_open_regular(folder, lock_file, O_RDWR | O_CREAT, 0600);
        int number = errno;
        if (folder >= 0)
            (void)close(folder);
        errno = number;
        if (fd >= 0)
            return fd;
    }
    (void)sl_fail(reterr, SL_CONFIG, "the state directory '%s' cannot be used: %s", state_path,
                  strerror(errno));
    return sl_remedy(reterr, "name a directory in 'state' that the user the pusher runs as may "
                             "make and write");
}

int
slp_lock_take(int fd, struct sl_err *reterr)
{
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        return 1;
    if (errno == EWOULDBLOCK)
        return 0;
    return sl_fail(reterr, SL_CONFIG, "the state directory cannot be locked: %s", strerror(errno));
}

/* The lock file's owner, and whether a lock that others may share with us is refused. */
static int
look(int fd, struct slp_lock_holder *ret)
{
    struct stat file;
    if (fstat(fd, &file) != 0)
        return -1;
    int locked = flock(fd, LOCK_SH | LOCK_NB);
    *ret = (struct slp_lock_holder) { locked != 0, file.st_uid, file.st_gid };
    return locked == 0 || errno == EWOULDBLOCK ? 0 : -1;
}

int
slp_lock_look(const char *state_path, struct slp_lock_holder *ret, struct sl_err *reterr)
{
    int folder = open(state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int fd = folder < 0 ? -1 : sl_open_regular(folder, lock_file, O_RDONLY, 0);
    int result = fd < 0 ? -1 : look(fd, ret);
    int number = errno;
    if (folder >= 0)
        (void)close(folder);
    if (fd >= 0)
        (void)close(fd);
    if (result == 0 || number == ENOENT)
        return result == 0 ? 0 : 1;
    (void)sl_fail(reterr, SL_CONFIG, "the state directory '%s' cannot be looked into: %s",
                  state_path, strerror(number));
    return sl_remedy(reterr, "do this as the user that the pusher runs as");
}
