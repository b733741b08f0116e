/* failed_row.h - a row that cannot be sent, as an operator may look for it. */
#ifndef SLP_FAILED_ROW_H
#define SLP_FAILED_ROW_H

#include "postgres/tid.h"
#include "str.h"

#include <stdint.h>

struct slp_failed_row {
    struct sl_str
        key; /* released: those of its fields that were made, and have a value; may be empty */
    char where
        [96]; /* a condition in SQL that finds it, maybe among others; "" where none is known */
};

/* It has the transaction's number as its xmin, unless a subtransaction wrote it, or something else has changed it
 * since (5.5, System Columns). */
void slp_failed_row_in_transaction(struct slp_failed_row *row, uint32_t xid);

/* It stands at this place, until something changes it. */
void slp_failed_row_at(struct slp_failed_row *row, slp_tid tid);

/* Or somewhere from one place to before another; UINT64_MAX: to the end of the table. */
void slp_failed_row_between(struct slp_failed_row *row, slp_tid from, slp_tid end);

#endif
