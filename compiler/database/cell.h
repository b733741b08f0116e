/* cell.h - cells of what the database answered. */
#ifndef SLC_CELL_H
#define SLC_CELL_H

#include "arena.h"

#include <libpq-fe.h>
#include <stdbool.h>

/* Copied into `arena`; SQL NULL is empty. */
struct sl_str slc_cell_text(struct sl_arena *arena, const PGresult *result, int row, int column);

/* Of a boolean; SQL NULL is false. */
bool slc_cell_is_true(const PGresult *result, int row, int column);

#endif
