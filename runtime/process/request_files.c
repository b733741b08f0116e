#include "process/request_files.h"

#include "clock.h"
#include "maxima.h"
#include "process/request_text.h"
#include "process/whole_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { LEFT_BEHIND_S = 3600 };

static const char directory[] = "requests";

/* ---- files and their names ----------------------------------------------------------------- */

static const char stands[] = ".request", refused[] = ".refused", broken[] = ".broken",
                  unfinished[] = ".new";

struct file_name {
    char text[sizeof(struct slp_request_name) + sizeof refused];
};

static const char *
name_file(const struct slp_request_name *name, const char *suffix, struct file_name *room)
{
    (void)snprintf(room->text, sizeof room->text, "%s%s", name->text, suffix);
    return room->text;
}

static bool
ends_in(const char *file, const char *suffix)
{
    size_t len = strlen(file), end = strlen(suffix);
    return len > end && strcmp(file + len - end, suffix) == 0;
}

/* A request, or what becomes of one. "." and ".." are no files. */
static bool
is_known(const char *file)
{
    const size_t most = sizeof((struct slp_request_name *)NULL)->text - 1;
    return strcmp(file, ".") == 0 || strcmp(file, "..") == 0 ||
           (ends_in(file, stands) && strlen(file) - strlen(stands) <= most) ||
           ends_in(file, refused) || ends_in(file, broken) || ends_in(file, unfinished);
}

static int
fail(const char *doing, const char *file, struct sl_err *reterr)
{
    return sl_fail(reterr, SL_RETRY, "the request '%s' cannot be %s: %s", file, doing,
                   strerror(errno));
}

/* A text becomes the file with this suffix. */
static int
put_file(int folder, const struct slp_request_name *name, const char *suffix, struct sl_str text)
{
    struct file_name before, after;
    return slp_whole_file_put(folder, name_file(name, unfinished, &before),
                              name_file(name, suffix, &after), text);
}

static bool
is_there(int folder, const char *file)
{
    struct stat found;
    return fstatat(folder, file, &found, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

/* ---- the directory ------------------------------------------------------------------------- */

int
slp_request_files_open(const char *state_path)
{
    int state = open(state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (state < 0)
        return -1;
    int folder = openat(state, directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int number = errno;
    (void)close(state);
    errno = number;
    return folder;
}

static int
make(int state, uid_t owner, gid_t group)
{
    bool made = mkdirat(state, directory, 0700) == 0;
    if (!made && errno != EEXIST)
        return -1;
    int folder = openat(state, directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0 || !made ||
        (slp_whole_file_give(folder, owner, group) == 0 && fsync(state) == 0))
        return folder;
    (void)close(folder);
    return -1;
}

int
slp_request_files_make(const char *state_path, uid_t owner, gid_t group, struct sl_err *reterr)
{
    int state = open(state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int folder = state < 0 ? -1 : make(state, owner, group);
    int number = errno;
    if (state >= 0)
        (void)close(state);
    if (folder >= 0)
        return folder;
    (void)sl_fail(reterr, SL_CONFIG, "the state directory '%s' takes no request: %s", state_path,
                  strerror(number));
    return sl_remedy(reterr, "ask as the user that the pusher runs as");
}

/* ---- who asks ------------------------------------------------------------------------------ */

int
slp_request_files_write(int folder, struct sl_str text, struct slp_request_name *ret,
                        struct sl_err *reterr)
{
    (void)snprintf(ret->text, sizeof ret->text, "%016llx-%ld", (unsigned long long)slp_wall_us(),
                   (long)getpid());
    return put_file(folder, ret, stands, text) == 0 ? 0 : fail("written", ret->text, reterr);
}

/* Reads why it was refused, and removes that. */
static void
take_refusal(int folder, const char *file, struct sl_err *ret)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MAX_REQUEST_BYTES + 2);
    if (slp_whole_file_get(folder, file, SLP_MAX_REQUEST_BYTES, &text) != 0 ||
        slp_refusal_parse(sl_buf_str(&text), ret) != 0)
        (void)sl_fail(ret, SL_BUG, "the pusher refused, and its reason cannot be read");
    sl_buf_done(&text);
    (void)unlinkat(folder, file, 0);
}

enum slp_request_outcome
slp_request_files_look(int folder, const struct slp_request_name *name, struct sl_err *ret_refusal)
{
    struct file_name file;
    if (is_there(folder, name_file(name, stands, &file)))
        return SLP_REQUEST_STANDS;
    if (is_there(folder, name_file(name, refused, &file))) {
        take_refusal(folder, file.text, ret_refusal);
        return SLP_REQUEST_REFUSED;
    }
    if (!is_there(folder, name_file(name, broken, &file)))
        return SLP_REQUEST_DONE;
    (void)sl_fail(ret_refusal, SL_CONFIG, "the running pusher cannot read this request");
    (void)sl_remedy(ret_refusal, "ask with the program that runs, not with another version");
    return SLP_REQUEST_REFUSED;
}

/* ---- who does it --------------------------------------------------------------------------- */

/* Puts a name into its place among those so far; the youngest has no place when there are enough. */
static size_t
insert(const struct slp_request_name *name, struct slp_request_name *names, size_t count,
       size_t most)
{
    size_t at = count;
    while (at > 0 && strcmp(names[at - 1].text, name->text) > 0)
        at--;
    if (at == most)
        return count;
    size_t after = (count < most ? count : most - 1) - at;
    memmove(names + at + 1, names + at, after * sizeof *names);
    names[at] = *name;
    return count < most ? count + 1 : most;
}

/* The directory, to be read from its start; NULL when it cannot be. */
static DIR *
begin_reading(int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = fd < 0 ? NULL : fdopendir(fd);
    if (fd >= 0 && entries == NULL)
        (void)close(fd);
    return entries;
}

size_t
slp_request_files_list(int folder, struct slp_request_name *ret, size_t most)
{
    size_t count = 0;
    DIR *entries = begin_reading(folder);
    for (const struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        struct slp_request_name name = { "" };
        size_t len = strlen(entry->d_name);
        if (!ends_in(entry->d_name, stands) || len - strlen(stands) >= sizeof name.text)
            continue;
        memcpy(name.text, entry->d_name, len - strlen(stands));
        count = insert(&name, ret, count, most);
    }
    if (entries != NULL)
        (void)closedir(entries);
    return count;
}

size_t
slp_request_files_others(int folder, struct slp_request_name *ret)
{
    size_t count = 0;
    DIR *entries = begin_reading(folder);
    for (const struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;)
        if (!is_known(entry->d_name) && count++ == 0)
            (void)snprintf(ret->text, sizeof ret->text, "%.47s", entry->d_name);
    if (entries != NULL)
        (void)closedir(entries);
    return count;
}

int
slp_request_files_read(int folder, const struct slp_request_name *name, struct sl_buf *ret,
                       struct sl_err *reterr)
{
    struct file_name file;
    int got =
        slp_whole_file_get(folder, name_file(name, stands, &file), SLP_MAX_REQUEST_BYTES, ret);
    if (got < 0)
        return fail("read", name->text, reterr);
    if (got > 0) {
        (void)sl_fail(reterr, SL_CONFIG, "it is no regular file of at most %zu bytes",
                      SLP_MAX_REQUEST_BYTES);
        (void)sl_remedy(reterr, "%s", SLP_REQUEST_BROKEN_REMEDY);
    }
    return got;
}

int
slp_request_files_done(int folder, const struct slp_request_name *name, struct sl_err *reterr)
{
    struct file_name file;
    bool gone = unlinkat(folder, name_file(name, stands, &file), 0) == 0 || errno == ENOENT;
    return gone && fsync(folder) == 0 ? 0 : fail("removed", name->text, reterr);
}

int
slp_request_files_refuse(int folder, const struct slp_request_name *name,
                         const struct sl_err *refusal, struct sl_err *reterr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLP_MAX_REQUEST_BYTES);
    slp_refusal_print(&text, refusal);
    bool put = !sl_buf_failed(&text) && put_file(folder, name, refused, sl_buf_str(&text)) == 0;
    int result = put ? 0 : fail("refused", name->text, reterr);
    sl_buf_done(&text);
    return result == 0 ? slp_request_files_done(folder, name, reterr) : -1;
}

int
slp_request_files_set_aside(int folder, const struct slp_request_name *name, struct sl_err *reterr)
{
    struct file_name before, after;
    name_file(name, stands, &before);
    bool moved = renameat(folder, before.text, folder, name_file(name, broken, &after)) == 0;
    return moved && fsync(folder) == 0 ? 0 : fail("moved aside", name->text, reterr);
}

void
slp_request_files_tidy(int folder)
{
    struct stat found;
    DIR *entries = begin_reading(folder);
    for (const struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;)
        if ((ends_in(entry->d_name, unfinished) || ends_in(entry->d_name, refused)) &&
            fstatat(folder, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 &&
            found.st_mtime + LEFT_BEHIND_S < time(NULL))
            (void)unlinkat(folder, entry->d_name, 0);
    if (entries != NULL)
        (void)closedir(entries);
}
