/* The control: what the others do wrong, done right. */
#include "projection.h"

SL_REQUIRE_ABI(4);

void field_email(struct sl_record *out, struct sl_sealed email, struct sl_open name);

void
field_email(struct sl_record *out, struct sl_sealed email, struct sl_open name)
{
    sl_put(out, "has_email", sl_present(out, email));
    sl_put(out, "email", sl_disclose(email));
    sl_put(out, "name", name);
    sl_put(out, "has_name", sl_present(out, sl_seal(name)));
    sl_put(out, "tidy", sl_present(out, sl_sealed_trim(out, email)));
}
