/* row.h - one row, as much of it as one release may see.
 *
 * Cells stand in the order of the projection's columns. Columns that the release does not read are
 * never decoded and have no cell: generated code cannot reach them.
 *
 * Part of the contract with generated code (projection.h). */
#ifndef SL_ROW_H
#define SL_ROW_H

#include "value.h"

#include <stdint.h>

struct sl_row {
    const struct sl_value *cells; /* as many as the projection has columns */
    int64_t commit_time_us;       /* since 1970-01-01 UTC, cut to whole seconds */
};

/* A column within clearance, and one above it: what a cell is, the compiler decided. */
static inline struct sl_open
sl_open_cell(const struct sl_row *row, uint32_t cell)
{
    return (struct sl_open) { row->cells[cell] };
}

static inline struct sl_sealed
sl_sealed_cell(const struct sl_row *row, uint32_t cell)
{
    return (struct sl_sealed) { row->cells[cell] };
}

/* A column that the platform's application encrypted, still encrypted. */
static inline struct sl_encrypted
sl_encrypted_cell(const struct sl_row *row, uint32_t cell)
{
    return (struct sl_encrypted) { row->cells[cell] };
}

/* `commit_time`: when the transaction committed; in a snapshot the time of its consistent point. */
static inline struct sl_open
sl_commit_time(const struct sl_row *row)
{
    return (struct sl_open) {
        { .state = SL_VALUE, .kind = SL_TIMESTAMPTZ, .integer = row->commit_time_us }
    };
}

#endif
