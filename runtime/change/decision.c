#include "change/decision.h"

#include "log.h"

void
slp_decision_log(const struct slp_release *release, const char *decision, struct sl_str key)
{
    sl_log(SL_LOG_INFO, "decision",
           SL_FIELDS(SL_NAME("stream", sl_str_of(release->projection->stream)),
                     SL_NAME("decision", sl_str_of(decision)),
                     SL_COUNT("row", slp_kept_rows_hash(key)), SL_LSN("lsn", release->at->lsn),
                     SL_COUNT("xid", release->transaction->xid)));
}
