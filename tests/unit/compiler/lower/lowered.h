/* lowered.h - what one expression becomes, over the table of typed.h. */
#ifndef LOWERED_H
#define LOWERED_H

#include "../types/typed.h"

/* What `expression` becomes, without any error. End with checked_done(). */
const struct slc_ir_expr *lower_expression(struct checked *ret, const char *expression);

#endif
