#include "read_all.h"

#include <errno.h>
#include <unistd.h>

int
sl_read_all(int fd, void *ret, size_t len)
{
    char *at = ret;
    while (len > 0) {
        ssize_t got = read(fd, at, len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return -1;
        at += got;
        len -= (size_t)got;
    }
    return 0;
}
