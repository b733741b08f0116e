/* gcc: incompatible type for argument 3 of .sl_put.
 * clang: passing 'struct sl_sealed' to parameter of incompatible type 'struct sl_open' */
#include "projection.h"

/* past the field function, straight from the row */
void upsert(const struct sl_row *row, struct sl_record *out);

void
upsert(const struct sl_row *row, struct sl_record *out)
{
    sl_put(out, "email", sl_sealed_cell(row, 1));
}
