/* gap.c - the reasons not to stream on. */
#include "reader/gap.h"

#include "postgres/lsn.h"

#include <inttypes.h>

/* A gap, and why. */
static int
found(enum slp_gap gap, enum slp_gap *ret_gap, struct sl_err *err)
{
    *ret_gap = gap;
    (void)sl_remedy(err, "none: everything is filled again");
    return 0;
}

/* Changes before the slot's position are gone, and they were never delivered. */
static int
check_slot(const struct slp_gap_facts *facts, enum slp_gap *ret_gap, struct sl_err *reterr)
{
    const struct slp_slot *slot = facts->slot;
    const struct slp_position *position = facts->position;
    const bool is_first =
        position->phase == SLP_PHASE_NONE || position->phase == SLP_PHASE_CREATING;
    if (!slot->exists && is_first)
        return 0;
    if (!slot->exists) {
        (void)sl_fail(reterr, SL_GAP, "slot %s does not exist any more", facts->slot_name);
        return found(SLP_GAP_SLOT, ret_gap, reterr);
    }
    if (!slot->usable) {
        (void)sl_fail(reterr, SL_CONFIG,
                      "slot %s is not a permanent slot for pgoutput in this database",
                      facts->slot_name);
        return sl_remedy(reterr, "choose another name for source.slot");
    }
    if (position->phase == SLP_PHASE_NONE) {
        (void)sl_fail(reterr, SL_GAP, "slot %s exists, but the state knows nothing of it",
                      facts->slot_name);
        return sl_remedy(reterr, "if another pusher uses it, give this one its state directory or "
                                 "another slot; if not, drop the slot");
    }
    if (slot->lost) {
        (void)sl_fail(reterr, SL_GAP,
                      "the server has removed WAL that slot %s needs; see max_slot_wal_keep_size",
                      facts->slot_name);
        return found(SLP_GAP_SLOT, ret_gap, reterr);
    }
    if (is_first || slot->confirmed_lsn <= position->flush_lsn)
        return 0;
    (void)sl_fail(reterr, SL_GAP, "slot %s is at %X/%X, ahead of what was delivered, %X/%X",
                  facts->slot_name, SLP_LSN_FMT(slot->confirmed_lsn),
                  SLP_LSN_FMT(position->flush_lsn));
    return found(SLP_GAP_POSITION, ret_gap, reterr);
}

/* What was delivered must be part of the server's history: else its positions mean other changes now. And
 * of what was handed over, the lake may hold rows that the database has lost. */
static int
check_history(const struct slp_gap_facts *facts, enum slp_gap *ret_gap, struct sl_err *reterr)
{
    const struct slp_position *position = facts->position;
    const struct slp_identity *identity = facts->identity;
    if (position->flush_lsn > identity->wal_end) {
        (void)sl_fail(reterr, SL_GAP,
                      "the server's WAL ends at %X/%X, before what was delivered, %X/%X: it was "
                      "restored, or failed over with a loss",
                      SLP_LSN_FMT(identity->wal_end), SLP_LSN_FMT(position->flush_lsn));
        return found(SLP_GAP_POSITION, ret_gap, reterr);
    }
    if (position->timeline == identity->timeline)
        return 0;
    const bool lacks = facts->timeline_left == 0 || position->flush_lsn > facts->timeline_left;
    if (!lacks && facts->bound_lsn <= facts->timeline_left)
        return 0;
    (void)sl_fail(reterr, SL_GAP,
                  "the server is on timeline %" PRIu32 ", which may not hold all that was sent on "
                  "timeline %" PRIu32,
                  identity->timeline, position->timeline);
    return found(lacks ? SLP_GAP_POSITION : SLP_GAP_SENT, ret_gap, reterr);
}

int
slp_gap_check(const struct slp_gap_facts *facts, enum slp_gap *ret_gap, struct sl_err *reterr)
{
    *ret_gap = SLP_GAP_NONE;
    if (check_slot(facts, ret_gap, reterr) != 0)
        return -1;
    const enum slp_phase phase = facts->position->phase;
    return *ret_gap != SLP_GAP_NONE || phase == SLP_PHASE_NONE || phase == SLP_PHASE_CREATING
               ? 0
               : check_history(facts, ret_gap, reterr);
}

int
slp_gap_ask(struct slp_conn *replication, struct slp_gap_facts *facts, enum slp_gap *ret_gap,
            struct sl_err *reterr)
{
    const uint32_t held = facts->position->timeline, now = facts->identity->timeline;
    if (held != 0 && held < now &&
        slp_timeline_left(replication, now, held, &facts->timeline_left, reterr) != 0)
        return -1;
    return slp_gap_check(facts, ret_gap, reterr);
}
