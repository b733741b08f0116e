#include "reader/preflight_open.h"

#include "postgres/open_transactions.h"

#include <string.h>

enum { APART_MS = 1000 };

struct open_list {
    struct slp_open_transaction each[SLP_MAX_OPEN_TRANSACTIONS];
    uint32_t count;
};

static bool
has(const struct open_list *list, const struct slp_open_transaction *wanted)
{
    for (uint32_t at = 0; at < list->count; at++)
        if (strcmp(list->each[at].id, wanted->id) == 0)
            return true;
    return false;
}

static int
list_twice(struct slp_conn *conn, struct open_list *first, struct open_list *second,
           struct sl_err *reterr)
{
    if (slp_open_transactions(conn, first->each, &first->count, reterr) != 0)
        return -1;
    if (first->count == 0)
        return 0;
    return slp_conn_pause(conn, APART_MS, reterr) == 0
               ? slp_open_transactions(conn, second->each, &second->count, reterr)
               : -1;
}

void
slp_preflight_open(const struct slp_preflight *preflight)
{
    struct open_list *first = SL_NEW(preflight->arena, struct open_list);
    struct open_list *second = SL_NEW(preflight->arena, struct open_list);
    struct sl_err err;
    if (list_twice(preflight->sql, first, second, &err) != 0) {
        slp_preflight_report_error(preflight, &err);
        return;
    }
    for (uint32_t at = 0; at < second->count; at++)
        if (has(first, &second->each[at]))
            slp_preflight_report(
                preflight, (struct slp_finding_kind) { SLP_ADVICE, SL_RETRY, second->each[at].end },
                "the slot %s cannot be made before this transaction has ended: %s",
                preflight->config->slot, second->each[at].whom);
}
