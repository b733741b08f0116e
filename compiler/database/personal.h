/* personal.h - columns whose name or type usually means personal data. */
#ifndef SLC_PERSONAL_H
#define SLC_PERSONAL_H

#include "str.h"

/* What such a column usually holds, "an e-mail address"; NULL when name and type say nothing. `type`
 * as PostgreSQL spells it. */
const char *slc_usually_personal(struct sl_str name, struct sl_str type);

#endif
