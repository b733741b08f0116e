/* gcc: expected .struct sl_open. but argument is of type .struct sl_sealed.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* keep email, where its label is above the clearance */
void field_email(struct sl_record *out, struct sl_sealed email);

void
field_email(struct sl_record *out, struct sl_sealed email)
{
    sl_put(out, "email", email);
}
