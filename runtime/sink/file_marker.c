#include "sink/file_marker.h"

#include "open_regular.h"
#include "sink/file_directory.h"
#include "sink/marker_text.h"
#include "write_all.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = sizeof SLP_MARKER_FOLDER + SLP_MARKER_NAME_BYTES + 2 };

static void
path_of(const char *destination, const char *before, char ret[PATH_BYTES])
{
    char name[SLP_MARKER_NAME_BYTES];
    slp_marker_name(destination, name);
    (void)snprintf(ret, PATH_BYTES, SLP_MARKER_FOLDER "/%s%s", before, name);
}

static enum slp_object_result
fail(int number, const char *doing, const char *path, struct sl_err *reterr)
{
    char what[64 + PATH_BYTES];
    (void)snprintf(what, sizeof what, "%s the marker %s", doing, path);
    return slp_object_fail(number, what, reterr);
}

enum slp_object_result
slp_file_marker_read(int directory_fd, const char *destination, struct slp_marker *ret,
                     struct sl_err *reterr)
{
    char path[PATH_BYTES], text[SLP_MARKER_TEXT_BYTES];
    path_of(destination, "", path);
    *ret = (struct slp_marker) { .id = "" };
    int fd = sl_open_regular(directory_fd, path, O_RDONLY, 0);
    if (fd < 0)
        return errno == ENOENT ? SLP_OBJECT_DONE : fail(errno, "opening", path, reterr);
    ssize_t len = read(fd, text, sizeof text);
    const int number = errno;
    (void)close(fd);
    if (len < 0)
        return fail(number, "reading", path, reterr);
    *ret = slp_marker_read((struct sl_str) { text, (size_t)len });
    return SLP_OBJECT_DONE;
}

/* Writes and syncs a file: 0, or an errno. */
static int
write_file(int directory_fd, const char *path, struct sl_str text)
{
    int fd = sl_open_regular(directory_fd, path, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    if (fd < 0)
        return errno;
    int number = sl_write_all(fd, text) == 0 && fsync(fd) == 0 ? 0 : errno;
    (void)close(fd);
    return number;
}

static int
make_folder(int directory_fd)
{
    if (mkdirat(directory_fd, SLP_MARKER_FOLDER, 0750) == 0)
        return slp_file_directory_sync(directory_fd, ".");
    return errno == EEXIST ? 0 : errno;
}

/* 0, or an errno. */
static int
put(int directory_fd, const char *destination, struct sl_str text)
{
    char path[PATH_BYTES], growing[PATH_BYTES];
    path_of(destination, "", path);
    path_of(destination, ".", growing);
    int number = make_folder(directory_fd);
    if (number == 0)
        number = write_file(directory_fd, growing, text);
    if (number == 0 && renameat2(directory_fd, growing, directory_fd, path, 0) != 0)
        number = errno;
    return number == 0 ? slp_file_directory_sync(directory_fd, SLP_MARKER_FOLDER) : number;
}

enum slp_object_result
slp_file_marker_write(int directory_fd, const char *destination, const struct slp_marker *marker,
                      struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MARKER_TEXT_BYTES);
    slp_marker_write(&text, marker);
    int number = sl_buf_failed(&text) ? ENOMEM : put(directory_fd, destination, sl_buf_str(&text));
    sl_buf_done(&text);
    if (number == 0)
        return SLP_OBJECT_DONE;
    char path[PATH_BYTES];
    path_of(destination, "", path);
    return fail(number, "writing, first as a hidden file,", path, reterr);
}
