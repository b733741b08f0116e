/* file.h - small files that are read again and again: profiles and tokens. */
#ifndef SLP_AWS_FILE_H
#define SLP_AWS_FILE_H

#include "attributes.h"
#include "buf.h"
#include "err.h"

#include <stdbool.h>

/* Appends the file's bytes, up to the buffer's maximum. 1; 0 when there is no such file; -1 and
 * *reterr: CONFIG, or RETRY when slp_aws_was_replaced(). Messages name the path alone. */
SL_MUST_USE int slp_aws_file_read(const char *path, struct sl_buf *out, struct sl_err *reterr);

/* A sandboxed process knows files by what they were when it was sandboxed (needs.h): one that was
 * put in the place of another is there, but not to be read. Only a new process can. */
bool slp_aws_was_replaced(const char *path);

#endif
