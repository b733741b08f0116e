#include "aws/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK_BYTES = 16384 };

bool
slp_aws_was_replaced(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    int failure = errno;
    if (fd >= 0)
        (void)close(fd);
    /* The mode lets us in, the sandbox does not. */
    return fd < 0 && failure == EACCES && faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0;
}

static int
read_all(int fd, const char *path, struct sl_buf *out, struct sl_err *reterr)
{
    for (;;) {
        char *room = sl_buf_reserve(out, BLOCK_BYTES);
        if (room == NULL)
            return sl_fail(reterr, SL_CONFIG, "'%s' is larger than %zu bytes", path,
                           out->max_bytes);
        ssize_t got = read(fd, room, BLOCK_BYTES);
        if (got == 0)
            return 1;
        if (got > 0)
            sl_buf_claim(out, (size_t)got);
        else if (errno != EINTR)
            return sl_fail(reterr, SL_CONFIG, "reading '%s' failed: %s", path, strerror(errno));
    }
}

int
slp_aws_file_read(const char *path, struct sl_buf *out, struct sl_err *reterr)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0) {
        int failure = errno;
        if (failure == ENOENT || failure == ENOTDIR)
            return 0;
        if (slp_aws_was_replaced(path))
            return sl_fail(reterr, SL_RETRY,
                           "'%s' was replaced since the sender was sealed, which must start again",
                           path);
        return sl_fail(reterr, SL_CONFIG, "'%s' cannot be opened: %s", path, strerror(failure));
    }
    int result = read_all(fd, path, out, reterr);
    (void)close(fd);
    return result;
}
