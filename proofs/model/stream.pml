/* stream.pml - one transaction of the stream, which arrives whole after its commit: what is sent of it. */

/* The stream goes on only where a row that is to be read again is visible to us as the change left it. */
#define TOAST_IN(t, n) ((n) < nchanges[t] && change[(t) * MAX_OPS + (n)].toast)
#define READS_AGAIN(t) (TOAST_IN(t, 0) || TOAST_IN(t, 1))
#define CAN_READ (p.read < wal_end && (!READS_AGAIN(wal[p.read]) || tx[wal[p.read]] == VISIBLE))

/* Records of a generation begin above L, and repeat nothing that the checkpoint has. */
#ifdef NO_LOW
#define ABOVE_LOW(n) 1
#elif defined(NO_LOW_KEPT)
#define ABOVE_LOW(n) (p.phase == COVERED || (n) > p.low)
#else
#define ABOVE_LOW(n) ((n) > p.low)
#endif
#ifdef NO_CHECKPOINT_SKIPPED
#define BEHIND_CHECKPOINT(n) 1
#else
#define BEHIND_CHECKPOINT(n) ((n) > started_at)
#endif
#define SENDS(n) ((p.phase == COVERED || p.phase == FILLING) && ABOVE_LOW(n) && BEHIND_CHECKPOINT(n))

/* The old row is deleted, also where nobody knows of it. */
inline take_key_change()
{
    send(lsn, seq, ERASE, change[read_change].key, ABSENT);
    seq++;
    forget(change[read_change].key);
    take_out_waiting(change[read_change].key);
    if
    :: PASSES(change[read_change].row) -> send_upsert(change[read_change].to, change[read_change].row)
    :: else
    fi
}

/* An empty table has no more blocks to read. */
inline take_truncate()
{
    send(lsn, seq, ERASE_ALL, 0, ABSENT);
    seq++;
    forget(A); forget(B); forget(C);
#ifndef NO_TRUNCATE_TAKES_WAITING
    forget_waiting();
#endif
    if
    :: p.phase == FILLING ->
        p.cursor = ALL_BLOCKS;
        p.upper = (p.upper == 0 -> ALL_BLOCKS : p.upper);
        p.filenode = filenode
    :: else
    fi
}

/* The chunk that this row's digest is of was read after this transaction: its change is in the chunk. */
#ifdef NO_SNAPSHOT_IN_DIGESTS
#define IN_CHUNK(t, key_) 0
#else
#define IN_CHUNK(t, key_) (p.digest[key_] != ABSENT && ((p.seen[key_] >> (t)) & 1))
#endif

inline take_change()
{
    if
    :: change[read_change].op == TRUNCATE -> take_truncate()
    :: change[read_change].op == MOVE_KEY -> take_key_change()
    :: change[read_change].op == DELETE && !IN_CHUNK(read_tx, change[read_change].key) ->
        send_erase(change[read_change].key)
    :: (change[read_change].op == INSERT || change[read_change].op == UPDATE) &&
       !IN_CHUNK(read_tx, change[read_change].key) -> take_row()
    :: else
    fi
}

/* What the end of a transaction moves on. */
inline pass_transaction()
{
    p.read++;
    chunk_seq = 0;
    at_key = 0;
    do
    :: at_key < NKEYS -> p.seen[at_key] = p.seen[at_key] & ~(1 << read_tx); at_key++
    :: else -> break
    od;
    saved.high = LARGER(saved.high, p.high);
#if MAX_PROMOTIONS > 0 && !defined(NO_BOUND)
    bound = LARGER(bound, LARGER(p.read, p.high));
#endif
#if MAX_CRASHES > 0
    flushed = LARGER(flushed, p.read); /* nothing is decoded that is not on the server's disk */
#ifndef NO_FLUSH_WAIT
    flushed = (READS_AGAIN(read_tx) -> wal_end : flushed);
#endif
#endif
#ifdef OLD_DIGEST_BEFORE_DELIVERY
    saved.digest[A] = p.digest[A]; saved.digest[B] = p.digest[B]; saved.digest[C] = p.digest[C];
#endif
}

/* Before a chunk all that was delivered must be visible, also what was not sent. */
#ifdef NO_UNSENT_LOOKED_FOR
#define IS_LOOKED_FOR(n) SENDS(n)
#else
#define IS_LOOKED_FOR(n) 1
#endif

/* It sends what it has to, or nothing, and the stream has passed it. */
inline read_transaction()
{
    read_tx = wal[p.read];
    lsn = COMMIT_LSN(p.read + 1);
    seq = 0;
    nth_change = 0;
    printf("| the stream: transaction %d at %d\n", read_tx, p.read + 1);
    do
    :: nth_change < nchanges[read_tx] ->
        read_change = read_tx * MAX_OPS + nth_change;
        if
        :: change[read_change].published && SENDS(p.read + 1) -> take_change()
        :: else
        fi;
        if
        :: change[read_change].published && tx[read_tx] != VISIBLE && IS_LOOKED_FOR(p.read + 1) ->
            unseen = unseen | (1 << read_tx)
        :: else
        fi;
#ifdef OLD_ORDINALS
        seq = nth_change + 1;
#endif
        nth_change++
    :: else -> break
    od;
    check_identities();
    pass_transaction()
}
