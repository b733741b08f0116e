/* gcc: incompatible types when returning type .struct sl_open. but .struct sl_sealed. was expected
 * clang: returning 'struct sl_open' from a function with incompatible result type 'struct sl_sealed' */
#include "projection.h"

/* a cell that the policy sealed, read as an open one */
struct sl_sealed in_email(const struct sl_row *row);

struct sl_sealed
in_email(const struct sl_row *row)
{
    return sl_open_cell(row, 1);
}
