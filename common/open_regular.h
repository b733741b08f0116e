/* open_regular.h - opening a file in a directory that others may put something into. */
#ifndef SL_OPEN_REGULAR_H
#define SL_OPEN_REGULAR_H

#include <sys/types.h>

/* openat() for a regular file. Never waits, as for a pipe that nobody writes to, and follows no symbolic link
 * that stands in the file's place. A descriptor, or -1 and errno: ELOOP for such a link, EISDIR for a
 * directory, ENXIO for anything else that is no regular file. */
int sl_open_regular(int directory_fd, const char *path, int flags, mode_t mode);

#endif
