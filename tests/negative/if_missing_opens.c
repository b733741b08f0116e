/* gcc: incompatible type for argument 2 of .sl_if_missing.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* `if missing` over a sealed column opens nothing */
void field_email(struct sl_record *out, struct sl_sealed email);

void
field_email(struct sl_record *out, struct sl_sealed email)
{
    sl_put(out, "email", sl_if_missing(out, email, sl_text("none")));
}
