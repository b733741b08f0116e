#include "database/cell.h"

struct sl_str
slc_cell_text(struct sl_arena *arena, const PGresult *result, int row, int column)
{
    return sl_arena_copy(arena, sl_str_of(PQgetvalue(result, row, column)));
}

bool
slc_cell_is_true(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}
