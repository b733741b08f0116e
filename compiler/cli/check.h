/* check.h - the stages that judge a program, in their order. */
#ifndef SLC_CHECK_H
#define SLC_CHECK_H

#include "stages.h"
#include "syntax/ast.h"

/* Readies an empty program. `today` is what --today was given, NULL for the present day: then
 * SOURCE_DATE_EPOCH decides where it is set. -1 and *reterr when that is no date. */
SL_MUST_USE int slc_program_init(struct slc_program *program, struct sl_arena *arena,
                                 const char *today, struct sl_err *reterr);

/* All stages up to the labels over what slc_program_read() has read. After syntax errors the later
 * stages are left out: what they would report follows from lines that could not be read. */
void slc_check(struct slc_program *program);
void slc_check_but_labels(struct slc_program *program);

#endif
