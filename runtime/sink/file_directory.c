#include "sink/file_directory.h"

#include "sink/object.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int
slp_file_directory_fail(const char *path, int number, struct sl_err *reterr)
{
    char doing[400];
    (void)snprintf(doing, sizeof doing, "opening '%s'", path);
    if (slp_object_fail(number, doing, reterr) == SLP_OBJECT_FAILED && number == ENOENT)
        return sl_remedy(reterr, "make the directory above it, then start");
    return -1;
}

int
slp_file_directory_open(const char *path, int *ret_fd, struct sl_err *reterr)
{
    if (mkdir(path, 0750) != 0 && errno != EEXIST)
        return slp_file_directory_fail(path, errno, reterr);
    *ret_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*ret_fd < 0 || faccessat(*ret_fd, ".", W_OK | X_OK, AT_EACCESS) != 0)
        return slp_file_directory_fail(path, errno, reterr);
    return 0;
}

int
slp_file_directory_sync(int fd, const char *path)
{
    int folder_fd = openat(fd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder_fd < 0)
        return errno;
    int number = fsync(folder_fd) == 0 ? 0 : errno;
    (void)close(folder_fd);
    return number;
}

int
slp_file_directory_check(const char *path, int fd, struct sl_err *reterr)
{
    struct stat opened, there;
    if (fstat(fd, &opened) != 0)
        return slp_file_directory_fail(path, errno, reterr);
    const bool is_there = stat(path, &there) == 0;
    if (!is_there && errno != ENOENT && errno != ENOTDIR)
        return slp_file_directory_fail(path, errno, reterr);
    if (is_there && there.st_dev == opened.st_dev && there.st_ino == opened.st_ino)
        return 0;
    const char *now = !is_there                ? "nothing"
                      : S_ISDIR(there.st_mode) ? "another directory"
                                               : "no directory but a file";
    (void)sl_fail(reterr, SL_CONFIG,
                  "file sink: the directory that was opened as '%s' was moved or removed: %s is "
                  "there now",
                  path, now);
    return sl_remedy(reterr,
                     "put it back and start; or just start, and what is missing in the one at that "
                     "place is filled again");
}
