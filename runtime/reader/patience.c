#include "reader/patience.h"

#include "clock.h"
#include "plural.h"

#include <stdio.h>

struct slp_patience
slp_patience_new(uint64_t limit_s)
{
    return (struct slp_patience) { .limit_ms = (int64_t)limit_s * 1000, .moved_ms = slp_now_ms() };
}

void
slp_patience_moved(struct slp_patience *patience)
{
    if (patience->limit_ms != 0)
        patience->moved_ms = slp_now_ms();
}

void
slp_patience_names(struct slp_patience *patience, const char *whom)
{
    (void)snprintf(patience->whom, sizeof patience->whom, "%s", whom);
}

int
slp_patience_check_since(const struct slp_patience *patience, int64_t since_ms, const char *whom,
                         struct sl_err *reterr)
{
    if (patience->limit_ms == 0 || slp_now_ms() - since_ms < patience->limit_ms)
        return 0;
    (void)sl_fail(reterr, SL_WAITED, "nothing has gone on for %lld second%s%s%s",
                  (long long)(patience->limit_ms / 1000),
                  sl_plural((uint64_t)patience->limit_ms / 1000),
                  whom[0] != '\0' ? ": it waits for " : "", whom);
    return sl_remedy(reterr,
                     "see in the events before this one what it waits for, and to that; then "
                     "start it again. until_current_wait_s is the limit");
}

int
slp_patience_check(const struct slp_patience *patience, struct sl_err *reterr)
{
    return slp_patience_check_since(patience, patience->moved_ms, patience->whom, reterr);
}
