/* project_rows.h - rows through compiled projections, without a database and a sink: what `sluice test
 * --compiled` links with. A pusher never calls it. */
#ifndef SL_PROJECT_ROWS_H
#define SL_PROJECT_ROWS_H

#include "projection.h"

/* A row, by the cells of a release. Cells of encrypted columns hold the plaintext. */
struct sl_project_row {
    const char *destination, *stream;
    const struct sl_value *cells;
    int64_t commit_time_us;
};

/* Writes a line to standard output for each row: what the record holds behind its envelope, "-" for
 * a row that the filter rejects, "?" for one that it cannot judge or a release that cannot be tried,
 * "!" and the reason for a record that failed. Keys are those of tests: SHA-256 of
 * "sluice test key NAME". 0, or 2 when memory is short or output cannot be written. */
int sl_project_rows(const struct sl_project_row *rows, uint32_t count);

#endif
