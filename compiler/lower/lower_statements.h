/* lower_statements.h - the statements of a release. */
#ifndef SLC_LOWER_STATEMENTS_H
#define SLC_LOWER_STATEMENTS_H

#include "lower/lower_state.h"

/* Fills fields, withheld columns, filter, and what is said of rows and events. */
void slc_lower_statements(struct slc_release_to_ir *to, struct slc_ir_release *ret_release);

#endif
