/* gcc: expected .struct sl_sealed. but argument is of type .struct sl_encrypted.
 * clang: passing 'struct sl_encrypted' to parameter of incompatible type 'struct sl_sealed' */
#include "projection.h"

/* present(email) of what is still encrypted */
void field_email(struct sl_record *out, struct sl_encrypted stored_email);

void
field_email(struct sl_record *out, struct sl_encrypted stored_email)
{
    sl_put(out, "has_email", sl_present(out, stored_email));
}
