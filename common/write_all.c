#include "write_all.h"

#include <errno.h>
#include <unistd.h>

int
sl_write_all(int fd, struct sl_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        ssize_t written = write(fd, bytes.ptr + at, bytes.len - at);
        if (written < 0 && errno != EINTR)
            return -1;
        at += written > 0 ? (size_t)written : 0;
    }
    return 0;
}
