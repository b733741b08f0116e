/* gap.c - the reasons not to stream on. */
#include "reader/gap.h"

#include "postgres/lsn.h"

#include <inttypes.h>

static const char *const new_snapshot =
    "find out what happened; then drop the slot, remove the state directory and start again: "
    "the pusher takes a new snapshot";

/* Changes before the slot's position are gone, and they were never delivered. */
static int
check_slot(const struct slp_gap_facts *facts, struct sl_err *reterr)
{
    const struct slp_slot *slot = facts->slot;
    const struct slp_position *position = facts->position;
    const bool may_be_missing =
        position->phase == SLP_PHASE_NONE || position->phase == SLP_PHASE_CREATING;
    if (!slot->exists && may_be_missing)
        return 0;
    if (!slot->exists) {
        sl_fail(reterr, SL_GAP, "slot %s does not exist any more", facts->slot_name);
        return sl_remedy(reterr, "%s", new_snapshot);
    }
    if (!slot->usable) {
        sl_fail(reterr, SL_CONFIG, "slot %s is not a permanent slot for pgoutput in this database",
                facts->slot_name);
        return sl_remedy(reterr, "choose another name for source.slot");
    }
    if (position->phase == SLP_PHASE_NONE) {
        sl_fail(reterr, SL_GAP, "slot %s exists, but the state knows nothing of it",
                facts->slot_name);
        return sl_remedy(reterr, "if another pusher uses it, give this one its state directory or "
                                 "another slot; if not, drop the slot");
    }
    if (slot->lost) {
        sl_fail(reterr, SL_GAP, "the server has removed WAL that slot %s needs", facts->slot_name);
        return sl_remedy(reterr, "%s; see max_slot_wal_keep_size", new_snapshot);
    }
    if (position->phase != SLP_PHASE_CREATING && slot->confirmed_lsn > position->flush_lsn) {
        sl_fail(reterr, SL_GAP, "slot %s is at %X/%X, ahead of what was delivered, %X/%X",
                facts->slot_name, SLP_LSN_FMT(slot->confirmed_lsn),
                SLP_LSN_FMT(position->flush_lsn));
        return sl_remedy(reterr, "%s", new_snapshot);
    }
    return 0;
}

/* What was delivered must be part of the server's history: else its positions mean other changes
 * now, and the lake holds rows that the database has lost. */
static int
check_history(const struct slp_gap_facts *facts, struct sl_err *reterr)
{
    const struct slp_position *position = facts->position;
    const struct slp_identity *identity = facts->identity;
    if (position->flush_lsn > identity->wal_end) {
        sl_fail(reterr, SL_GAP, "the server's WAL ends at %X/%X, before what was delivered, %X/%X",
                SLP_LSN_FMT(identity->wal_end), SLP_LSN_FMT(position->flush_lsn));
        return sl_remedy(reterr, "the server was restored or failed over with a loss; %s",
                         new_snapshot);
    }
    if (position->timeline == identity->timeline)
        return 0;
    if (facts->timeline_left == 0 || position->flush_lsn > facts->timeline_left) {
        sl_fail(reterr, SL_GAP,
                "the server is on timeline %" PRIu32 ", which does not hold all that was delivered "
                "on timeline %" PRIu32,
                identity->timeline, position->timeline);
        return sl_remedy(reterr, "a standby was promoted that lacked the last transactions; %s",
                         new_snapshot);
    }
    return 0;
}

int
slp_gap_check(const struct slp_gap_facts *facts, struct sl_err *reterr)
{
    if (check_slot(facts, reterr) != 0)
        return -1;
    const enum slp_phase phase = facts->position->phase;
    return phase == SLP_PHASE_NONE || phase == SLP_PHASE_CREATING ? 0
                                                                  : check_history(facts, reterr);
}

int
slp_gap_ask(struct slp_conn *replication, struct slp_gap_facts *facts, struct sl_err *reterr)
{
    const uint32_t held = facts->position->timeline, now = facts->identity->timeline;
    if (held != 0 && held < now &&
        slp_timeline_left(replication, now, held, &facts->timeline_left, reterr) != 0)
        return -1;
    return slp_gap_check(facts, reterr);
}
