/* landlock.h - confines the process to files it needs (Linux Landlock,
 * docs.kernel.org/userspace-api).
 *
 * glibc has no wrappers; these are the system calls. */
#ifndef SLP_LANDLOCK_H
#define SLP_LANDLOCK_H

#include "err.h"
#include "sandbox/needs.h"

/* 1: from now on only the paths needed can be opened, made, renamed and removed, and with `network`
 * also what looking up names and verifying certificates reads; 0: this kernel has no Landlock, or
 * one that cannot rename between directories (before 5.19); -1 and *reterr otherwise. Wants
 * no_new_privs. */
SL_MUST_USE int slp_landlock(const struct slp_needs *needs, struct sl_err *reterr);

#endif
