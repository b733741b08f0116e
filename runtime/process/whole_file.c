#include "process/whole_file.h"

#include "open_regular.h"
#include "read_all.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* close() after something that failed, or not, and whose errno is wanted. */
static void
close_keeping_errno(int fd)
{
    int number = errno;
    (void)close(fd);
    errno = number;
}

int
slp_whole_file_give(int fd, uid_t owner, gid_t group)
{
    return geteuid() == 0 ? fchown(fd, owner, group) : 0;
}

static int
write_durably(int folder, const char *file, struct sl_str text)
{
    struct stat place;
    int fd = sl_open_regular(folder, file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0)
        return -1;
    bool written = fstat(folder, &place) == 0 &&
                   slp_whole_file_give(fd, place.st_uid, place.st_gid) == 0 &&
                   sl_write_all(fd, text) == 0 && fsync(fd) == 0;
    close_keeping_errno(fd);
    return written ? 0 : -1;
}

int
slp_whole_file_put(int folder, const char *before, const char *after, struct sl_str text)
{
    if (write_durably(folder, before, text) != 0 || renameat(folder, before, folder, after) != 0)
        return -1;
    return fsync(folder);
}

int
slp_whole_file_get(int folder, const char *file, size_t max_bytes, struct sl_buf *ret)
{
    struct stat found;
    int fd = sl_open_regular(folder, file, O_RDONLY, 0);
    if (fd < 0)
        return errno == ELOOP || errno == EISDIR || errno == ENXIO ? 1 : -1;
    int result = fstat(fd, &found);
    if (result == 0 && found.st_size > (off_t)max_bytes)
        result = 1;
    char *room = result == 0 ? sl_buf_reserve(ret, (size_t)found.st_size + 1) : NULL;
    if (result == 0 && (room == NULL || sl_read_all(fd, room, (size_t)found.st_size) != 0))
        result = -1;
    if (result == 0)
        sl_buf_claim(ret, (size_t)found.st_size);
    close_keeping_errno(fd);
    return result;
}
