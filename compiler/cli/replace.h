/* replace.h - a file's new content, whole or not at all. */
#ifndef SLC_REPLACE_H
#define SLC_REPLACE_H

#include "err.h"
#include "str.h"

/* Writes beside the file, syncs, and renames over it, keeping its permissions. -1 and *reterr when
 * that fails; then the file is as it was and nothing is left beside it. */
SL_MUST_USE int slc_replace_file(const char *path, struct sl_str text, struct sl_err *reterr);

#endif
