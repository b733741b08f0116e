/* filling.pml - the barrier, the pause at a start, and chunks between two transactions of the stream. */

#ifdef NO_BARRIER_BY_LOCKS
#define BARRIER_IS_MET listed
#else
#define BARRIER_IS_MET (listed && waits_for == 0)
#endif

inline print_waits_for()
{
    if
    :: waits_for == 0 -> printf("nobody\n")
    :: else -> printf("transactions %c %c %c\n", (waits_for & 1 -> '0' : ' '), (waits_for & 2 -> '1' : ' '),
                      (waits_for & 4 -> '2' : ' '))
    fi
}

/* L of this step is what NO_LOW_AFTER_WAIT keeps. */
inline begin_barrier()
{
    p.phase = BARRIER; p.entry = entry_visible; listed = 1; waits_for = WRITERS; p.low = wal_end;
    printf("| the pusher: BARRIER, waits for ");
    print_waits_for()
}

/* Without the rule a fill that begins again goes on in its generation. */
#ifdef NO_NEW_GENERATION
#define NEW_GENERATION (p.gen > 1 && p.gen > filled -> p.gen : p.gen + 1)
#else
#define NEW_GENERATION (p.gen + 1)
#endif

/* The generation is durable before its first record; checkpoint and digests are not moved by it. */
inline begin_filling()
{
    p.phase = FILLING; p.gen = NEW_GENERATION; p.cursor = 0; p.upper = 0; p.filenode = filenode;
#ifndef NO_LOW_AFTER_WAIT
    p.low = wal_end;
#endif
    gate = p.low; may_fill = 1; listed = 0; waits_for = 0;
    saved.phase = FILLING; saved.gen = p.gen; saved.low = p.low; saved.cursor = 0; saved.upper = 0;
    saved.filenode = p.filenode; saved.entry = p.entry;
    printf("| the pusher: FILLING, generation %d, L %d\n", p.gen, p.low)
}

/* At a start while a fill is pending: transactions that an earlier run delivered may not be visible yet. */
inline begin_pause()
{
    listed = 1; waits_for = WRITERS;
    printf("| the pusher: pause at a start, waits for ");
    print_waits_for()
}
inline end_pause()
{
    may_fill = 1; listed = 0; waits_for = 0; gate = wal_end;
#ifdef NO_FIRST_LOW
    p.low = wal_end;
#endif
    printf("| the pusher: pause has passed\n")
}

/* ---- chunks ----------------------------------------------------------------------------------------- */

/* Blocks to read, measured after L: a row that is being written counts. */
#define WRITES_BLOCK_2_BY(t, n) ((n) < nchanges[t] && WRITES(t) && change[(t) * MAX_OPS + (n)].block == 2)
#define WRITES_BLOCK_2(t) (WRITES_BLOCK_2_BY(t, 0) || WRITES_BLOCK_2_BY(t, 1))
#define BLOCK_2 (block[A] == 2 || block[B] == 2 || block[C] == 2 || WRITES_BLOCK_2(0) || WRITES_BLOCK_2(1) || \
                 WRITES_BLOCK_2(2))
#define UPPER (p.upper != 0 -> p.upper : (BLOCK_2 -> 3 : 2))
#define MORE_BLOCKS (p.cursor < UPPER)

#ifdef NO_VISIBILITY_CHECK
#define STREAM_IS_VISIBLE 1
#else
#define STREAM_IS_VISIBLE (unseen == 0)
#endif
#define MAY_READ_CHUNK (up && p.phase == FILLING && may_fill && p.read >= p.low && p.read >= gate && \
                        STREAM_IS_VISIBLE && !TABLE_IS_LOCKED)
#ifdef NO_FILENODE_CHECK
#define SAME_FILE 1
#else
#define SAME_FILE (p.filenode == filenode)
#endif
#ifdef OLD_TABLES_BY_NAME
#define SAME_ENTRY (entry_visible != 0)
#else
#define SAME_ENTRY (entry_visible == p.entry)
#endif
#define MATCHES (SAME_FILE && SAME_ENTRY)

hidden byte chunk_block, chunk_row, seen_ahead, nth_commit;

/* Into `seen_ahead`: what the snapshot sees and the stream has not passed. */
inline take_snapshot()
{
    seen_ahead = 0; nth_commit = p.read;
    do
    :: nth_commit < wal_end ->
        seen_ahead = seen_ahead | (tx[wal[nth_commit]] == VISIBLE -> 1 << wal[nth_commit] : 0);
        nth_commit++
    :: else -> break
    od
}

inline send_from_chunk(key_, row_)
{
    send(CHUNK_LSN(p.read), chunk_seq, UPSERT, key_, row_);
    chunk_seq++;
    remember(key_, row_)
}

/* A row of the chunk, which is newer than what waits of it; one that is in no chunk but waits; or none. What
 * was sent in this generation as it is now is not sent again. */
inline read_row(key_)
{
    chunk_row = (row[key_] != ABSENT && block[key_] == chunk_block && PASSES(row[key_]) -> row[key_] : ABSENT);
    if
    :: chunk_row != ABSENT ->
        if
        :: !(SENT_IN_GENERATION(key_) && p.digest[key_] == chunk_row) -> send_from_chunk(key_, chunk_row)
        :: else
        fi;
        p.seen[key_] = (SENT_IN_GENERATION(key_) -> seen_ahead : 0)
    :: chunk_row == ABSENT && waiting[key_] != ABSENT -> send_from_chunk(key_, waiting[key_])
    :: else
    fi;
    waiting[key_] = ABSENT
}

/* After the seen_ahead's end H is durable, on the server's disk and in the state, the chunk is handed over. */
inline note_high()
{
    p.high = wal_end;
    saved.high = LARGER(saved.high, wal_end);
#if MAX_PROMOTIONS > 0 && !defined(NO_BOUND)
    bound = LARGER(bound, wal_end);
#endif
#if MAX_CRASHES > 0 && !defined(NO_FLUSH_WAIT)
    flushed = wal_end;
#endif
}

/* Reads a block, or none when all are read, and sends its rows with those that wait in the order of keys. */
inline read_chunk()
{
    p.upper = UPPER;
    chunk_block = (p.cursor < p.upper -> p.cursor : ALL_BLOCKS);
    printf("| the pusher: chunk of block %d\n", chunk_block);
#ifdef NO_ORDINALS_GO_ON
    chunk_seq = 0;
#endif
    take_snapshot();
    at_key = 0;
    do
    :: at_key < NKEYS -> read_row(at_key); at_key++
    :: else -> break
    od;
    p.cursor = (chunk_block == ALL_BLOCKS -> p.cursor : p.cursor + 1);
    note_high();
    check_identities()
}
