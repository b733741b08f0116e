#include "open_regular.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int
sl_open_regular(int directory_fd, const char *path, int flags, mode_t mode)
{
    struct stat found;
    int fd =
        openat(directory_fd, path, flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, mode);
    if (fd < 0)
        return -1;
    int number = fstat(fd, &found) != 0   ? errno
                 : S_ISREG(found.st_mode) ? 0
                 : S_ISDIR(found.st_mode) ? EISDIR
                                          : ENXIO;
    if (number == 0)
        return fd;
    (void)close(fd);
    errno = number;
    return -1;
}
