#include "cli/replace.h"

#include "buf.h"
#include "write_all.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_PATH_BYTES = 4096 };

/* Fills the new file; errno says what failed. */
static int
fill(int fd, const char *path, struct sl_str text)
{
    struct stat status;
    if (stat(path, &status) != 0 || fchmod(fd, status.st_mode & 07777) != 0)
        return -1;
    return sl_write_all(fd, text) != 0 || fsync(fd) != 0 ? -1 : 0;
}

int
slc_replace_file(const char *path, struct sl_str text, struct sl_err *reterr)
{
    char beside[MAX_PATH_BYTES];
    int length = snprintf(beside, sizeof beside, "%s.XXXXXX", path);
    if (length < 0 || (size_t)length >= sizeof beside)
        return sl_fail(reterr, SL_CONFIG, "cannot write %s: its path is too long", path);
    int fd = mkstemp(beside);
    if (fd < 0)
        return sl_fail(reterr, SL_CONFIG, "cannot write beside %s: %s", path, strerror(errno));
    int result = fill(fd, path, text), error = errno;
    if (close(fd) != 0 && result == 0) {
        result = -1;
        error = errno;
    }
    if (result == 0 && rename(beside, path) != 0) {
        result = -1;
        error = errno;
    }
    if (result == 0)
        return 0;
    (void)unlink(beside);
    return sl_fail(reterr, SL_CONFIG, "cannot write %s: %s", path, strerror(error));
}
