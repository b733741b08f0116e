/* faults.pml - kills of the pusher, and what becomes of the server. */

hidden byte arrived;
inline stop_pusher()
{
    in_flight = acknowledged;
    do
    :: in_flight < nrecords ->
        record[in_flight].where = (in_flight < acknowledged + arrived -> ARRIVED : LATE); in_flight++
    :: else -> break
    od;
    drop_superseded();
    acknowledged = nrecords;
    up = 0; this_run = 0; may_fill = 0; listed = 0; waits_for = 0; gate = 0; started_at = 0; replay_end = 0;
    unseen = 0; chunk_seq = 0; forget_waiting();
#ifdef POSITIONS_APART
    sent_in_run = 0;
#endif
    copy_memory(p, saved)
}

#if MAX_KILLS > 0
/* Of what is in flight all has arrived, or none yet, or the first record. */
proctype killer()
{
end:
    do
    :: atomic {
        up && kills < MAX_KILLS ->
        if
        :: arrived = nrecords - acknowledged
        :: nrecords > acknowledged -> arrived = 0
        :: nrecords > acknowledged + 1 -> arrived = 1
        fi;
        d_step {
            kills++; printf("| KILL, %d of %d in flight arrived\n", arrived, nrecords - acknowledged);
            stop_pusher()
        }
       }
    od
}
#endif

#if MAX_VACUUMS > 0
/* VACUUM FULL puts all rows into the first block of a new file. */
proctype vacuum()
{
end:
    do
    :: d_step {
        vacuums < MAX_VACUUMS && WRITERS == 0 ->
        block[A] = 0; block[B] = 0; block[C] = 0; filenode++; vacuums++; printf("| VACUUM FULL\n")
       }
    od
}
#endif

#if SERVER_FAILS
hidden byte cut, stays, nth_tx, same_file;

/* Transactions that are not in the WAL up to `cut` are gone, even if others have seen them. */
inline cut_transactions()
{
    stays = 0; nth_tx = 0;
    do
    :: nth_tx < cut -> stays = stays | (1 << wal[nth_tx]); nth_tx++
    :: else -> break
    od;
    nth_tx = 0;
    do
    :: nth_tx < MAX_TX ->
        if
        :: (stays >> nth_tx) & 1 -> tx[nth_tx] = VISIBLE
        :: !((stays >> nth_tx) & 1) && tx[nth_tx] != IDLE -> tx[nth_tx] = GONE
        :: else
        fi;
        nth_tx++
    :: else -> break
    od;
    nth_tx = cut;
    do
    :: nth_tx < wal_end -> wal[nth_tx] = 0; nth_tx++
    :: else -> break
    od;
    wal_end = cut
}

/* The server goes on with the WAL up to `cut`; the pusher's connection is lost with it. */
inline lose_wal()
{
    arrived = nrecords - acknowledged;
    stop_pusher();
    cut_transactions();
    same_file = filenode;
    begin_table();
    nth_tx = 0;
    do
    :: nth_tx < cut -> apply_changes(wal[nth_tx]); nth_tx++
    :: else -> break
    od;
    filenode = same_file
}

/* A start on another timeline uncovers what may have been sent and is gone. */
inline promote()
{
    lose_wal();
    if
    :: saved.read > cut -> saved.read = cut; saved.phase = UNCOVERED
#ifndef NO_BOUND
    :: saved.read <= cut && bound > cut -> saved.phase = UNCOVERED
#endif
    :: else
    fi;
#ifndef NO_BOUND
    bound = 0;
#endif
    saved.high = 0;
    copy_memory(p, saved)
}

proctype server()
{
end:
    do
    :: atomic {
        wal_end > 0 ->
        if
        :: cut = 0
        :: wal_end > 1 -> cut = 1
        :: wal_end > 2 -> cut = 2
        fi;
        if
#if MAX_PROMOTIONS > 0
        :: d_step {
            promotions < MAX_PROMOTIONS -> promotions++;
            printf("| PROMOTION of a standby that has the WAL up to %d\n", cut); promote()
           }
#endif
#if MAX_CRASHES > 0
        :: d_step {
            crashes < MAX_CRASHES && flushed <= cut -> crashes++;
            printf("| CRASH of the server, which has the WAL up to %d\n", cut); lose_wal()
           }
#endif
        :: else
        fi
       }
    od
}
#endif
