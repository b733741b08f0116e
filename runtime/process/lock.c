#include "process/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int
slp_lock_open(const char *state_path, struct sl_err *reterr)
{
    if (mkdir(state_path, 0700) == 0 || errno == EEXIST) {
        int folder = open(state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        int fd =
            folder < 0 ? -1 : openat(folder, "pusher.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
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
