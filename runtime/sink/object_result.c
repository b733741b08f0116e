#include "sink/object.h"

#include <errno.h>
#include <string.h>

static const struct {
    int number;
    const char *words, *remedy;
} causes[] = {
    { ENOENT, "a directory is gone", "make the destination's 'directory' again, then start" },
    { EACCES, "permission denied", "let the user that the pusher runs as write there" },
    { EPERM, "permission denied", "let the user that the pusher runs as write there" },
    { EROFS, "the file system is read-only", "name a writable 'directory'" },
    { ENOTDIR, "a file stands where a directory belongs", "move that file away" },
    { EISDIR, "a directory stands where a file belongs", "move that directory away" },
    { ELOOP, "a symbolic link stands where a file belongs", "move that link away" },
    { ENXIO, "no regular file stands where one belongs", "move what stands there away" },
    { ENAMETOOLONG, "a name is too long for the file system", "use another file system" },
};

static bool
may_heal(int number)
{
    return number == ENOSPC || number == EDQUOT || number == EMFILE || number == ENFILE ||
           number == ENOMEM || number == EFBIG;
}

enum slp_object_result
slp_object_fail(int number, const char *doing, struct sl_err *reterr)
{
    if (may_heal(number)) {
        bool disk = number == ENOSPC || number == EDQUOT;
        (void)sl_fail(reterr, SL_RETRY, "file sink: %s: %s", doing, strerror(number));
        (void)sl_remedy(reterr, "%s",
                        disk ? "make room on the disk that holds the destination's 'directory'"
                             : "raise the limit of the process");
        return SLP_OBJECT_NO_ROOM;
    }
    for (size_t at = 0; at < sizeof causes / sizeof causes[0]; at++) {
        if (causes[at].number != number)
            continue;
        (void)sl_fail(reterr, SL_CONFIG, "file sink: %s: %s", doing, causes[at].words);
        (void)sl_remedy(reterr, "%s", causes[at].remedy);
        return SLP_OBJECT_FAILED;
    }
    (void)sl_fail(reterr, SL_RETRY, "file sink: %s: %s", doing, strerror(number));
    (void)sl_remedy(reterr, "look at the disk that holds the destination's 'directory'");
    return SLP_OBJECT_FAILED;
}
