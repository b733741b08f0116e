/* gcc: expected .struct sl_open. but argument is of type .struct sl_encrypted.
 * clang: passing 'struct sl_encrypted' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* keep email, which the application encrypts: nothing publishes it */
void field_email(struct sl_record *out, struct sl_encrypted stored_email);

void
field_email(struct sl_record *out, struct sl_encrypted stored_email)
{
    sl_put(out, "email", stored_email);
}
