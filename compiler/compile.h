/* compile.h - the way of every command: read, check, tell.
 *
 * `program` lives in `arena`. Findings go to `to`. */
#ifndef SLC_COMPILE_H
#define SLC_COMPILE_H

#include "check.h"
#include "command.h"

#include <stdio.h>

/* slc_program_init(), slc_program_read(), slc_check(), and the findings printed. SLC_CLEAN also with warnings. */
enum slc_exit slc_compile(struct slc_program *program, struct sl_arena *arena,
                          const struct slc_arguments *arguments, const char *today, FILE *to);

#endif
