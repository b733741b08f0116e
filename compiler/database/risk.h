/* risk.h - the policies' risk checks, as SQL or counted in a live database. */
#ifndef SLC_RISK_H
#define SLC_RISK_H

#include "buf.h"
#include "ir/ir.h"
#include "syntax/ast.h"

/* The checks' queries, each under a comment that names it, to be run by who may read the tables. */
void slc_print_risks(struct slc_program *program, const struct slc_ir *ir, struct sl_buf *out);

/* Runs them in one read-only transaction. What falls short is a finding of the program; what was
 * counted goes to `out`, a line for each check. -1 and *reterr when the database did not let it. */
SL_MUST_USE int slc_check_risks(struct slc_program *program, const struct slc_ir *ir,
                                const char *conninfo, struct sl_buf *out, struct sl_err *reterr);

#endif
