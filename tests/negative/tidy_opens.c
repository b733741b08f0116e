/* gcc: incompatible type for argument 2 of .sl_lower.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* the open flavour of a tidying function over a sealed value */
void field_email(struct sl_record *out, struct sl_sealed email);

void
field_email(struct sl_record *out, struct sl_sealed email)
{
    sl_put(out, "email", sl_lower(out, email));
}
