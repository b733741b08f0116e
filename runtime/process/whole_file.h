/* whole_file.h - small files of a directory that are there whole, or not at all. */
#ifndef SLP_WHOLE_FILE_H
#define SLP_WHOLE_FILE_H

#include "buf.h"

#include <sys/types.h>

/* Writes the text as `before`, makes it durable, and then gives it the name `after`. Both names are
 * of the directory, whose owner the file belongs to; nobody else reads it. -1 and errno. */
SL_MUST_USE int slp_whole_file_put(int folder, const char *before, const char *after,
                                   struct sl_str text);

/* Appends what stands in the file. 1: it is no regular file, or larger than `max_bytes`; -1 and
 * errno: it cannot be read. */
SL_MUST_USE int slp_whole_file_get(int folder, const char *file, size_t max_bytes,
                                   struct sl_buf *ret);

/* Root does what it does here for the user that the pusher runs as: what it made becomes theirs. -1
 * and errno. */
SL_MUST_USE int slp_whole_file_give(int fd, uid_t owner, gid_t group);

#endif
