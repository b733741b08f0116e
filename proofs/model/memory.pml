/* memory.pml - what the pusher knows, on disk and only in memory, and the records that it hands over. */

/* Coverage of the release. BARRIER waits for those that write; PAUSED ends when an operator says so. */
mtype = { COVERED, UNCOVERED, BARRIER, FILLING, PAUSED };

typedef Memory {
    byte read;          /* transactions of the WAL that the stream has passed: the checkpoint */
    mtype phase;
    byte entry;         /* of the publication, as covered */
    byte gen;           /* generation */
    byte low;           /* L: nothing with a commit position up to here is sent in this generation */
    byte high;          /* H: the end of the WAL that the last chunk, or a row read again, may have seen */
    byte cursor;        /* blocks below it are read */
    byte upper;         /* blocks to read; 0: not measured yet */
    byte filenode;
    byte digest[NKEYS]; /* what was sent last of each row; ABSENT: nothing is known */
    byte of_gen[NKEYS]; /* the digest's generation */
    byte seen[NKEYS];   /* of a chunk's digest: what its snapshot saw and the stream has not passed, as bits */
}
Memory p, saved; /* in memory; and on disk */

/* On disk as well, each in a commit of its own. */
byte durable_run;
#if MAX_PROMOTIONS > 0 && !defined(NO_BOUND)
byte bound; /* no record of a later commit position is handed over */
#endif

/* Lost with the process. */
bit up;
byte this_run;
bit may_fill;        /* the barrier, or the pause at a start, is behind us */
bit listed;          /* waits_for holds those that barrier, pause or end mark wait for */
byte gate;           /* no chunk before the stream has passed this */
byte started_at;     /* the checkpoint when this run began */
byte replay_end;     /* the end of the WAL then */
byte waiting[NKEYS]; /* rows held back while filling; ABSENT: none */
byte chunk_seq;      /* the next ordinal at the chunks' present position */

/* Of the server: the WAL up to here survives its crash. */
#if MAX_CRASHES > 0
byte flushed;
#endif

#define ALL_BLOCKS 9
#define NONE_WAIT (waiting[A] == ABSENT && waiting[B] == ABSENT && waiting[C] == ABSENT)
#define NWAITING ((waiting[A] != ABSENT) + (waiting[B] != ABSENT) + (waiting[C] != ABSENT))
#define NOTHING_IN_FLIGHT (acknowledged == nrecords)
#define LARGER(a, b) ((a) > (b) -> (a) : (b))

inline forget_waiting() { waiting[A] = ABSENT; waiting[B] = ABSENT; waiting[C] = ABSENT }

hidden byte copied;
inline copy_memory(to, from)
{
    to.read = from.read; to.phase = from.phase; to.entry = from.entry; to.gen = from.gen;
    to.low = from.low; to.high = from.high; to.cursor = from.cursor; to.upper = from.upper;
    to.filenode = from.filenode; copied = 0;
    do
    :: copied < NKEYS ->
        to.digest[copied] = from.digest[copied]; to.of_gen[copied] = from.of_gen[copied];
        to.seen[copied] = from.seen[copied]; copied++
    :: else -> break
    od;
    copied = 0 /* a step does not end with a loop: Spin takes its end for a way out */
}
#define DIGEST_IS_SAVED(key_) (p.digest[key_] == saved.digest[key_] && p.of_gen[key_] == saved.of_gen[key_] && \
                               p.seen[key_] == saved.seen[key_])
#define IS_SAVED (p.read == saved.read && p.phase == saved.phase && p.entry == saved.entry && p.gen == saved.gen && \
    p.low == saved.low && p.high == saved.high && p.cursor == saved.cursor && p.upper == saved.upper && \
    p.filenode == saved.filenode && DIGEST_IS_SAVED(A) && DIGEST_IS_SAVED(B) && DIGEST_IS_SAVED(C))

inline forget(key_) { p.digest[key_] = ABSENT; p.of_gen[key_] = 0; p.seen[key_] = 0 }

/* Without digests nothing is remembered, but for what a release with identity full has sent while filling. */
inline remember(key_, row_)
{
#if defined(UPDATES_SEND_ALL)
    skip
#elif defined(IDENTITY_FULL)
    if
    :: p.phase == FILLING -> p.digest[key_] = row_; p.of_gen[key_] = p.gen; p.seen[key_] = 0
    :: else
    fi
#else
    p.digest[key_] = row_; p.of_gen[key_] = p.gen; p.seen[key_] = 0
#endif
}
#define SENT_IN_GENERATION(key_) (p.digest[key_] != ABSENT && p.of_gen[key_] == p.gen)

inline uncover(phase_)
{
    p.phase = phase_; listed = 0; waits_for = 0; may_fill = 0; gate = 0; forget_waiting();
    printf("| the pusher: %e\n", phase_)
}

/* ---- records ---------------------------------------------------------------------------------------- */

/* Twice a position in the WAL: what lies between two transactions is odd. */
#define COMMIT_LSN(n) (2 * (n))
#ifdef NO_POSITION_BETWEEN
#define CHUNK_LSN(n) COMMIT_LSN(n)
#else
#define CHUNK_LSN(n) (COMMIT_LSN(n) + 1)
#endif

inline send(lsn_, seq_, op_, key_, row_)
{
    record[nrecords].id = ID(p.gen, lsn_, seq_);
    record[nrecords].op = op_;
    record[nrecords].key = key_;
    record[nrecords].row = row_;
    record[nrecords].where = IN_FLIGHT;
    nrecords++;
#ifdef POSITIONS_APART
    sent_in_run++;
#endif
    printf("|     sends %e row %c, X %d: generation %d, position %d.%d, run %d, ordinal %d\n", op_, LETTER(key_),
           X_OF(row_), p.gen, lsn_ / 2, lsn_ % 2 * 5, this_run, seq_)
}

/* After each step that sends: an identity that was used before must have had the same content. */
hidden byte one, other;
#define SAME_RECORD(a, b) (record[a].op == record[b].op && record[a].key == record[b].key && \
                           record[a].row == record[b].row)
inline check_identities()
{
    one = acknowledged;
    do
    :: one < nrecords ->
        other = 0;
        do
        :: other < one ->
            if
            :: record[one].id == record[other].id && !SAME_RECORD(one, other) ->
                violated(IDENTITY_HAS_ONE_CONTENT)
            :: else
            fi;
            other++
        :: else -> break
        od;
        one++
    :: else -> break
    od;
    one = 0
}
