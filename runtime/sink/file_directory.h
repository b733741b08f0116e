/* file_directory.h - the directory of a file sink: opened, and still the one that has its name. */
#ifndef SLP_FILE_DIRECTORY_H
#define SLP_FILE_DIRECTORY_H

#include "attributes.h"
#include "err.h"

/* Opens it, made if only its last part is missing. */
SL_MUST_USE int slp_file_directory_open(const char *path, int *ret_fd, struct sl_err *reterr);

/* Whether the path still leads to the open directory. CONFIG where it was moved, removed or replaced:
 * whatever is written into the one that is open goes elsewhere. */
SL_MUST_USE int slp_file_directory_check(const char *path, int fd, struct sl_err *reterr);

/* Makes the names in the folder durable, a path within the directory: 0, or an errno. */
SL_MUST_USE int slp_file_directory_sync(int fd, const char *path);

/* Errno -> class, words, remedy; returns -1. */
int slp_file_directory_fail(const char *path, int number, struct sl_err *reterr);

#endif
