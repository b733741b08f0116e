/* gcc: implicit declaration of function .sl_sha256_of.
 * clang: (implicit declaration of|call to undeclared) function 'sl_sha256_of' */
#include "projection.h"

/* a function that the runtime does not have */
void field_email(struct sl_record *out, struct sl_sealed email);

void
field_email(struct sl_record *out, struct sl_sealed email)
{
    sl_put(out, "email", sl_sha256_of(out, email));
}
