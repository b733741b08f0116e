#include "sink/object.h"

#include "buf.h"
#include "maxima.h"
#include "open_regular.h"
#include "sink/file_directory.h"
#include "sink/gzip.h"
#include "sink/object_name.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATH_BYTES = 256,      /* stream, date, name, ending */
    MOST_NAMESAKES = 1000, /* files that begin with the same record: one a crash */
};

/* A block, and the largest record behind it. */
#define OUT_MAX_BYTES (SLP_FILE_BLOCK_BYTES + 2 * SL_MAX_RECORD_BYTES)

struct slp_object {
    int directory_fd, fd; /* fd: -1 while it is closed */
    struct slp_object_name name;
    char incoming[PATH_BYTES]; /* ".incoming/NAME" */
    bool gzip, synced;
    struct slp_gzip zip;
    struct sl_buf out; /* for the file, compressed if so */
    size_t written;    /* of `out` */
    uint64_t bytes;
};

/* ---- beginning ----------------------------------------------------------------------------- */

enum slp_object_result
slp_object_begin(const struct slp_object_start *start, struct slp_object **ret,
                 struct sl_err *reterr)
{
    struct slp_object *object = calloc(1, sizeof *object);
    if (object == NULL)
        return slp_object_fail(ENOMEM, "beginning a file", reterr);
    object->directory_fd = start->directory_fd;
    object->gzip = start->gzip;
    sl_buf_init(&object->out, OUT_MAX_BYTES);
    slp_gzip_init(&object->zip);
    slp_object_name_of(start->stream, start->positions, &start->first, &object->name);
    (void)snprintf(object->incoming, sizeof object->incoming, SLP_INCOMING "/%s",
                   object->name.name);
    object->fd =
        sl_open_regular(object->directory_fd, object->incoming, O_WRONLY | O_CREAT | O_TRUNC, 0640);
    if (object->fd < 0) {
        int number = errno;
        object->incoming[0] = '\0'; /* whatever stands there is not ours */
        slp_object_free(object);
        return slp_object_fail(number, "beginning a file in " SLP_INCOMING, reterr);
    }
    *ret = object;
    return SLP_OBJECT_DONE;
}

/* ---- lines --------------------------------------------------------------------------------- */

int
slp_object_append(struct slp_object *object, struct sl_str line, struct sl_err *reterr)
{
    bool taken = true;
    if (object->gzip)
        taken = slp_gzip_add(&object->zip, line, &object->out);
    else
        sl_buf_add_str(&object->out, line);
    if (!taken || sl_buf_failed(&object->out))
        return sl_fail(reterr, SL_RETRY, "file sink: out of memory for a line");
    object->bytes += line.len;
    return 0;
}

bool
slp_object_has_block(const struct slp_object *object)
{
    return object->out.len >= SLP_FILE_BLOCK_BYTES;
}

uint64_t
slp_object_bytes(const struct slp_object *object)
{
    return object->bytes;
}

size_t
slp_object_memory(const struct slp_object *object)
{
    return object->out.capacity + slp_gzip_memory(&object->zip);
}

/* What a full disk did not take stays. */
enum slp_object_result
slp_object_write(struct slp_object *object, struct sl_err *reterr)
{
    while (object->written < object->out.len) {
        ssize_t wrote = write(object->fd, object->out.bytes + object->written,
                              object->out.len - object->written);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0)
            return slp_object_fail(errno, "writing a file", reterr);
        object->written += (size_t)wrote;
    }
    object->written = 0;
    if (object->out.capacity > 4 * SLP_FILE_BLOCK_BYTES)
        sl_buf_done(&object->out);
    else
        sl_buf_clear(&object->out);
    return SLP_OBJECT_DONE;
}

enum slp_object_result
slp_object_settle(struct slp_object *object, struct sl_err *reterr)
{
    if (object->gzip && !slp_gzip_end(&object->zip, &object->out)) {
        (void)sl_fail(reterr, SL_RETRY, "file sink: out of memory for the end of a file");
        return SLP_OBJECT_FAILED;
    }
    enum slp_object_result result = slp_object_write(object, reterr);
    if (result == SLP_OBJECT_DONE)
        sl_buf_done(&object->out);
    return result;
}

/* ---- closed meanwhile ----------------------------------------------------------------------- */

/* What fsync() could not write it may have dropped: those records must come again. */
static enum slp_object_result
sync_file(struct slp_object *object, struct sl_err *reterr)
{
    if (fdatasync(object->fd) == 0)
        return SLP_OBJECT_DONE;
    (void)sl_fail(reterr, SL_RETRY, "file sink: syncing a file: %s", strerror(errno));
    (void)sl_remedy(reterr, "look at the disk that holds the destination's 'directory'");
    return SLP_OBJECT_FAILED;
}

bool
slp_object_is_open(const struct slp_object *object)
{
    return object->fd >= 0;
}

static void
close_file(struct slp_object *object)
{
    (void)close(object->fd);
    object->fd = -1;
}

enum slp_object_result
slp_object_close(struct slp_object *object, struct sl_err *reterr)
{
    enum slp_object_result result = slp_object_settle(object, reterr);
    if (result == SLP_OBJECT_DONE)
        result = sync_file(object, reterr);
    if (result == SLP_OBJECT_DONE)
        close_file(object);
    return result;
}

enum slp_object_result
slp_object_reopen(struct slp_object *object, struct sl_err *reterr)
{
    object->fd = sl_open_regular(object->directory_fd, object->incoming, O_WRONLY | O_APPEND, 0);
    if (object->fd < 0)
        return slp_object_fail(errno, "opening a file in " SLP_INCOMING " again", reterr);
    return SLP_OBJECT_DONE;
}

/* ---- finishing ----------------------------------------------------------------------------- */

/* Makes the folder and those above it, each durable before something is put into it. */
static int
make_folder(const struct slp_object *object)
{
    char path[PATH_BYTES];
    size_t len = strlen(object->name.folder);
    memcpy(path, object->name.folder, len + 1);
    for (size_t at = 0; at <= len; at++) {
        if (at < len && path[at] != '/')
            continue;
        path[at] = '\0';
        char *slash = strrchr(path, '/');
        if (mkdirat(object->directory_fd, path, 0750) == 0) {
            size_t above = slash != NULL ? (size_t)(slash - path) : 0;
            char parent[PATH_BYTES] = ".";
            if (above > 0)
                (void)snprintf(parent, sizeof parent, "%.*s", (int)above, path);
            int number = slp_file_directory_sync(object->directory_fd, parent);
            if (number != 0)
                return number;
        } else if (errno != EEXIST) {
            return errno;
        }
        if (at < len)
            path[at] = '/';
    }
    return 0;
}

/* Gives the file its name in the lake. Never replaces: link() fails when the name is taken. */
static int
place(const struct slp_object *object)
{
    for (int namesake = 0; namesake < MOST_NAMESAKES; namesake++) {
        char path[2 * PATH_BYTES], number[16] = "";
        if (namesake > 0)
            (void)snprintf(number, sizeof number, "-%d", namesake);
        (void)snprintf(path, sizeof path, "%s/%s%s.jsonl%s", object->name.folder, object->name.name,
                       number, object->gzip ? ".gz" : "");
        if (renameat2(object->directory_fd, object->incoming, object->directory_fd, path,
                      RENAME_NOREPLACE) == 0)
            return 0;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

enum slp_object_result
slp_object_finish(struct slp_object *object, struct sl_err *reterr)
{
    enum slp_object_result result = slp_object_settle(object, reterr);
    if (result == SLP_OBJECT_DONE && !object->synced)
        result = sync_file(object, reterr);
    if (result != SLP_OBJECT_DONE)
        return result;
    object->synced = true;
    close_file(object); /* its descriptor is there for the folders then */
    int number = make_folder(object);
    if (number == 0)
        number = place(object);
    if (number != 0)
        return slp_object_fail(number, "moving a file to its place", reterr);
    object->incoming[0] = '\0';
    number = slp_file_directory_sync(object->directory_fd, object->name.folder);
    if (number == 0)
        return SLP_OBJECT_DONE;
    (void)slp_object_fail(number, "syncing a folder", reterr);
    return SLP_OBJECT_FAILED;
}

void
slp_object_free(struct slp_object *object)
{
    if (object == NULL)
        return;
    if (object->fd >= 0)
        (void)close(object->fd);
    if (object->incoming[0] != '\0')
        (void)unlinkat(object->directory_fd, object->incoming, 0);
    slp_gzip_done(&object->zip);
    sl_buf_done(&object->out);
    free(object);
}

int
slp_object_clean(int directory_fd, struct sl_err *reterr)
{
    int fd = openat(directory_fd, SLP_INCOMING, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = fd >= 0 ? fdopendir(fd) : NULL;
    if (listing == NULL) {
        int number = errno;
        if (fd >= 0)
            (void)close(fd);
        (void)slp_object_fail(number, "looking for unfinished files", reterr);
        return -1;
    }
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
        if (entry->d_name[0] != '.')
            (void)unlinkat(fd, entry->d_name, 0);
    (void)closedir(listing);
    return 0;
}
