/* landlock.h - confines the process to directories (Linux Landlock, docs.kernel.org/userspace-api).
 *
 * glibc has no wrappers; these are the system calls. */
#ifndef SLP_LANDLOCK_H
#define SLP_LANDLOCK_H

#include "err.h"

#include <stdint.h>

/* 1: from now on files can only be opened, made, renamed and removed below the directories; 0: this
 * kernel has no Landlock, or one that cannot rename between directories (before 5.19); -1 and
 * *reterr otherwise. Needs no_new_privs. */
SL_MUST_USE int slp_landlock(const char *const *directories, uint32_t ndirectories,
                             struct sl_err *reterr);

#endif
