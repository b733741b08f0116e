/* gcc: incompatible type for argument 3 of .sl_choose.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* an arm that is a sealed column */
void field_email(struct sl_record *out, struct sl_sealed email, struct sl_open yes);

void
field_email(struct sl_record *out, struct sl_sealed email, struct sl_open yes)
{
    sl_put(out, "email", sl_choose(out, yes, email, sl_missing()));
}
