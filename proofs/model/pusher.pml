/* pusher.pml - the pusher's steps, each of which may come whenever its condition holds. */

inline start_from(checkpoint_)
{
    copy_memory(p, saved);
    p.read = checkpoint_;
    this_run = durable_run + 1;
    durable_run = this_run;
    started_at = saved.read;
    replay_end = wal_end;
    p.phase = (p.phase == BARRIER -> UNCOVERED : p.phase);
    up = 1;
    printf("| the pusher: run %d starts at %d, %e\n", this_run, checkpoint_, p.phase)
}

/* All in flight is durable at the far end, and the far end has said so. */
hidden byte in_flight;
inline acknowledge()
{
    in_flight = acknowledged;
    do
    :: in_flight < nrecords -> record[in_flight].where = ARRIVED; in_flight++
    :: else -> break
    od;
    drop_superseded();
    acknowledged = nrecords;
    printf("| the destination: acknowledges\n")
}

#ifdef OLD_CHECKPOINT_BEFORE_ACKNOWLEDGEMENT
#define ALL_IS_DURABLE 1
#else
#define ALL_IS_DURABLE NOTHING_IN_FLIGHT
#endif
#ifdef NO_CHECKPOINT_HELD
#define MAY_SAVE ALL_IS_DURABLE
#else
#define MAY_SAVE (ALL_IS_DURABLE && NONE_WAIT)
#endif

/* Checkpoint, digests and coverage in one transaction of the state; only then PostgreSQL is told. */
hidden byte highest;
inline save()
{
    if
    :: !NOTHING_IN_FLIGHT -> violated(CONFIRMED_IS_DURABLE)
    :: else
    fi;
    highest = LARGER(saved.high, p.high);
    copy_memory(saved, p);
    saved.high = highest;
    printf("| the pusher: checkpoint %d\n", p.read)
}

#ifdef NO_LOOK
#define LOOKS 0
#else
#define LOOKS (p.phase == COVERED || p.phase == BARRIER || p.phase == FILLING)
#endif

/* A changed filenode is judged once the stream has passed the end of the WAL: it may be a TRUNCATE that is
 * still to come. */
proctype pusher()
{
end:
    do
    :: d_step { !up -> start_from(saved.read) }
#ifdef SLOT_BACK
    :: d_step { !up && saved.read > 0 -> start_from(0) }
#endif
    :: d_step { up && CAN_READ -> read_transaction() }
    :: d_step { up && !NOTHING_IN_FLIGHT -> acknowledge() }
    :: d_step { up && MAY_SAVE && !IS_SAVED && p.read >= saved.read -> save() }

    :: d_step { up && LOOKS && !SAME_ENTRY -> uncover(UNCOVERED) }
    :: d_step { up && p.phase == UNCOVERED && entry_visible != 0 -> begin_barrier() }
    :: d_step { up && p.phase == BARRIER && BARRIER_IS_MET -> begin_filling() }
#ifdef NO_PAUSE_AT_START
    :: d_step { up && p.phase == FILLING && !may_fill -> may_fill = 1 }
#else
    :: d_step { up && p.phase == FILLING && !may_fill && !listed -> begin_pause() }
    :: d_step { up && p.phase == FILLING && !may_fill && BARRIER_IS_MET -> end_pause() }
#endif
    :: d_step { MAY_READ_CHUNK && MATCHES && (MORE_BLOCKS || !NONE_WAIT) -> read_chunk() }
    :: d_step { MAY_READ_CHUNK && !SAME_FILE && p.read == wal_end -> uncover(UNCOVERED) }
    :: d_step { AT_END && !listed -> begin_end_wait() }
    :: d_step { AT_END && END_WAIT_IS_OVER -> apply_end_mark() }
#if MAX_REQUESTS > 0
    :: d_step { up && requests < MAX_REQUESTS && p.phase != PAUSED -> requests++; uncover(PAUSED) }
    :: d_step { up && requests < MAX_REQUESTS && p.phase == COVERED -> requests++; uncover(UNCOVERED) }
    :: d_step { up && p.phase == PAUSED -> uncover(UNCOVERED) }
#ifdef NO_CANCEL_UNCOVERS
    :: d_step { up && requests < MAX_REQUESTS && p.phase == FILLING -> requests++; uncover(COVERED) }
#endif
#endif
    od
}
