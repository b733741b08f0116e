#include "reader/make_slot.h"

#include "clock.h"
#include "log.h"
#include "postgres/open_transactions.h"

enum { LOOK_EVERY_MS = 400, SAY_AFTER_MS = 2000, SAY_EVERY_MS = 60000, CANCEL_MS = 5000 };

/* A slot that is being made. */
struct making {
    struct slp_reader *reader;
    int64_t since_ms, look_ms, say_ms;
    struct slp_open_transaction before; /* what it waits for; `whom` "": not known */
};

static void
say(const struct making *making, int64_t now_ms)
{
    sl_log(SL_LOG_WARNING, "slot_waits",
           SL_FIELDS(SL_NAME("slot", sl_str_of(making->reader->config->slot)),
                     SL_NAME("waits_for", sl_str_of(making->before.whom)),
                     SL_COUNT("seconds", (now_ms - making->since_ms) / 1000),
                     SL_NAME("remedy", SL_STR("wait until that transaction has ended, or end it:")),
                     SL_NAME("end", sl_str_of(making->before.end))));
}

static int
look(struct making *making, int64_t now_ms, struct sl_err *reterr)
{
    bool found;
    making->look_ms = now_ms + LOOK_EVERY_MS;
    if (slp_open_transaction_before(making->reader->sql,
                                    PQbackendPID(slp_conn_pq(making->reader->replication)),
                                    &making->before, &found, reterr) != 0)
        return -1;
    slp_patience_names(&making->reader->pump.patience, found ? making->before.whom : "");
    if (found && now_ms >= making->say_ms) {
        making->say_ms = now_ms + SAY_EVERY_MS;
        say(making, now_ms);
    }
    return 0;
}

/* slp_conn_wait_fn: the context is the making. */
static int
while_made(void *context, struct sl_err *reterr)
{
    struct making *making = context;
    struct slp_pump *pump = &making->reader->pump;
    const int64_t now_ms = slp_now_ms();
    if (slp_pump_while_waiting(pump, reterr) != 0)
        return -1;
    return now_ms < making->look_ms ? 0 : look(making, now_ms, reterr);
}

/* What is made when the statement is cancelled is no slot; if it was just before, it is a whole one, and the next
 * start takes it. */
static int
create(struct slp_reader *reader, uint64_t *ret_lsn, struct sl_err *reterr)
{
    const int64_t now_ms = slp_now_ms();
    struct making making = { .reader = reader,
                             .since_ms = now_ms,
                             .look_ms = now_ms + LOOK_EVERY_MS,
                             .say_ms = now_ms + SAY_AFTER_MS };
    slp_conn_set_wait(reader->replication, while_made, &making);
    int failed = slp_slot_create(reader->replication, reader->config->slot, ret_lsn, reterr);
    if (failed != 0 && slp_conn_wait_ended(reader->replication))
        slp_conn_cancel(reader->replication, CANCEL_MS);
    slp_conn_set_wait(reader->replication, slp_pump_while_waiting, &reader->pump);
    slp_patience_names(&reader->pump.patience, "");
    slp_patience_moved(&reader->pump.patience);
    return failed;
}

int
slp_reader_make_slot(struct slp_reader *reader, struct sl_err *reterr)
{
    struct slp_pump *pump = &reader->pump;
    uint64_t start_lsn = reader->slot.confirmed_lsn;
    if (pump->position.phase == SLP_PHASE_STREAM)
        return 0;
    if (slp_watch_fail(reader->watch, reterr) != 0)
        return -1;
    if (!reader->slot.exists && (slp_pump_save(pump, SLP_PHASE_CREATING, reterr) != 0 ||
                                 create(reader, &start_lsn, reterr) != 0))
        return -1;
    slp_checkpoint_idle(pump->checkpoint, start_lsn);
    return slp_pump_save(pump, SLP_PHASE_STREAM, reterr);
}
