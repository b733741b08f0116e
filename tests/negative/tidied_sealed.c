/* gcc: incompatible type for argument 3 of .sl_put.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* tidying lowers nothing */
void field_email(struct sl_record *out, struct sl_sealed email);

void
field_email(struct sl_record *out, struct sl_sealed email)
{
    sl_put(out, "email", sl_sealed_lower(out, sl_sealed_trim(out, email)));
}
