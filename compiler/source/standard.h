/* standard.h - policy files that ship inside the compiler: `use standard "uk_gdpr"`. */
#ifndef SLC_STANDARD_H
#define SLC_STANDARD_H

#include "str.h"

struct slc_standard {
    const char *name;
    struct sl_str text; /* NUL-ended behind its last byte; lives for ever */
};

extern const struct slc_standard slc_standards[];
extern const int slc_nstandards;

/* NULL when there is none of that name. */
const struct slc_standard *slc_standard_named(struct sl_str name);

#endif
