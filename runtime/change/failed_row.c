#include "change/failed_row.h"

#include <inttypes.h>
#include <stdio.h>

#define TID "'(%" PRIu32 ",%u)'"
#define TID_OF(tid) SLP_TID_BLOCK(tid), SLP_TID_LINE(tid)

void
slp_failed_row_in_transaction(struct slp_failed_row *row, uint32_t xid)
{
    (void)snprintf(row->where, sizeof row->where, "xmin = '%" PRIu32 "'", xid);
}

void
slp_failed_row_at(struct slp_failed_row *row, slp_tid tid)
{
    (void)snprintf(row->where, sizeof row->where, "ctid = " TID, TID_OF(tid));
}

void
slp_failed_row_between(struct slp_failed_row *row, slp_tid from, slp_tid end)
{
    if (end == UINT64_MAX)
        (void)snprintf(row->where, sizeof row->where, "ctid >= " TID, TID_OF(from));
    else
        (void)snprintf(row->where, sizeof row->where, "ctid >= " TID " AND ctid < " TID,
                       TID_OF(from), TID_OF(end));
}
