/* lower_declarations.h - levels, roles, categories with their rules, keys and destinations. */
#ifndef SLC_LOWER_DECLARATIONS_H
#define SLC_LOWER_DECLARATIONS_H

#include "lower/lower_state.h"

void slc_lower_declarations(struct slc_to_ir *to);

#endif
