/* gcc: incompatible.pointer.type
 * clang: incompatible.*function pointer types */
#include "projection.h"

/* a filter that is no filter */
static void
filter(const struct sl_row *row, struct sl_record *out)
{
    (void)row;
    (void)out;
}

extern const struct sl_projection sluice_lake__customers;
const struct sl_projection sluice_lake__customers = {
    .filter = filter,
};
