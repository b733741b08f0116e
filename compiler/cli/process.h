/* process.h - another program's standard output. No shell: words are words. */
#ifndef SLC_PROCESS_H
#define SLC_PROCESS_H

#include "buf.h"
#include "err.h"

/* Runs words[0], found as execvp(3) does, with the others as its arguments (NULL-ended), and appends
 * what it prints to `out`. `quiet`: what it says on standard error is dropped. *ret_status is its
 * exit code; 128 and the signal's number when a signal ended it. -1 and *reterr (class CONFIG) when it
 * cannot be run or its output is larger than the buffer may be. */
SL_MUST_USE int slc_process_output(const char *const *words, bool quiet, struct sl_buf *out,
                                   int *ret_status, struct sl_err *reterr);

#endif
