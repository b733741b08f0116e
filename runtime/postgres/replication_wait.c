#include "postgres/replication_wait.h"

#include "clock.h"
#include "log.h"

#include <stdio.h>
#include <string.h>

enum { LONGEST_PAUSE_MS = 200, SAY_AFTER_MS = 2000, SAY_EVERY_MS = 60000 };

static void
say(const struct slp_replication_wait *wait, int64_t now_ms, const char *whom, const char *remedy)
{
    sl_log(SL_LOG_WARNING, "replication_waits",
           SL_FIELDS(SL_NAME("waits_for", sl_str_of(whom)), SL_COUNT("xid", wait->xid),
                     SL_COUNT("seconds", (now_ms - wait->since_ms) / 1000),
                     SL_NAME("remedy", sl_str_of(remedy))));
}

void
slp_replication_wait_name(const struct slp_replication_wait *wait, struct sl_err *reterr)
{
    const size_t used = strlen(reterr->text);
    if (reterr->class == SL_WAITED && wait->whom[0] != '\0')
        (void)snprintf(reterr->text + used, sizeof reterr->text - used, ": it waits for %s",
                       wait->whom);
}

static int
pause_before_next(struct slp_replication_wait *wait, struct slp_conn *conn, const char *whom,
                  const char *remedy, struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    if (wait->since_ms == 0) {
        wait->since_ms = now_ms;
        wait->say_ms = now_ms + SAY_AFTER_MS;
        wait->pause_ms = 1;
    }
    if (now_ms >= wait->say_ms) {
        wait->say_ms = now_ms + SAY_EVERY_MS;
        say(wait, now_ms, whom, remedy);
    }
    const int64_t pause_ms = wait->pause_ms;
    wait->pause_ms = pause_ms * 2 < LONGEST_PAUSE_MS ? pause_ms * 2 : LONGEST_PAUSE_MS;
    (void)snprintf(wait->whom, sizeof wait->whom, "%s", whom);
    if (slp_conn_pause(conn, pause_ms, reterr) == 0)
        return 0;
    slp_replication_wait_name(wait, reterr);
    return -1;
}

int
slp_replication_wait_visible(struct slp_replication_wait *wait, struct slp_conn *conn,
                             struct sl_err *reterr)
{
    return pause_before_next(wait, conn, SLP_SYNCHRONOUS_STANDBY,
                             "see which standby of synchronous_standby_names is away "
                             "(pg_stat_replication), and start it or change that setting",
                             reterr);
}

int
slp_replication_wait_lock(struct slp_replication_wait *wait, struct slp_conn *conn,
                          const char *schema, const char *name, struct sl_err *reterr)
{
    char whom[SLP_WAITED_FOR_BYTES];
    (void)snprintf(whom, sizeof whom, "a lock on %s.%s", schema, name);
    return pause_before_next(wait, conn, whom,
                             "see in pg_locks who holds it, and let that transaction end", reterr);
}
