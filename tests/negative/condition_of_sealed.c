/* gcc: incompatible type for argument 2 of .sl_and.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* a sealed boolean as a condition */
void field_safe(struct sl_record *out, struct sl_sealed vulnerable, struct sl_open active);

void
field_safe(struct sl_record *out, struct sl_sealed vulnerable, struct sl_open active)
{
    sl_put(out, "safe", sl_and(out, vulnerable, active));
}
