/* pg_array.h - PostgreSQL's text form of a one-dimensional array, {"a","b"} (8.15.2, 8.15.6). */
#ifndef SL_PG_ARRAY_H
#define SL_PG_ARRAY_H

#include "buf.h"

/* Into an empty buffer: add each element, then end, which gives the array as a C string; NULL when
 * the buffer failed. */
void sl_pg_array_add(struct sl_buf *array, struct sl_str element);
const char *sl_pg_array_end(struct sl_buf *array);

#endif
