/* rows.pml - what is sent of one row that a transaction inserted, updated or deleted. */

/* Scratch of one transaction of the stream. */
hidden byte read_tx, read_change, lsn, seq;
hidden byte content; /* the row after the change, as streamed or as read again */
hidden byte again;   /* it was read again */
hidden byte waits, unchanged;

inline send_upsert(key_, row_)
{
    send(lsn, seq, UPSERT, key_, row_);
#ifdef OLD_ORDINALS
    seq = nth_change + 1;
#else
    seq++;
#endif
    remember(key_, row_);
    waiting[key_] = ABSENT
}

inline take_out_waiting(key_)
{
#ifndef NO_WAITING_ROW_TAKEN_OUT
    waiting[key_] = ABSENT
#else
    skip
#endif
}

inline send_erase(key_)
{
    if
#ifdef NO_DELETE_WITHOUT_DIGEST
    :: p.digest[key_] == ABSENT
#endif
    :: else -> send(lsn, seq, ERASE, key_, ABSENT); seq++
    fi;
    forget(key_);
    take_out_waiting(key_)
}

/* When too many wait, all go out in the order of their keys, where a chunk would: above all that was read. */
inline let_waiting_go()
{
    at_key = 0;
    do
    :: at_key < NKEYS ->
        if
        :: waiting[at_key] != ABSENT ->
            send(CHUNK_LSN(p.read), chunk_seq, UPSERT, at_key, waiting[at_key]);
            chunk_seq++;
            remember(at_key, waiting[at_key]);
            waiting[at_key] = ABSENT
        :: else
        fi;
        at_key++
    :: else -> break
    od
}

/* Into `unchanged`: whether nothing that is released has changed. Into `waits`: whether that cannot be known,
 * or must not be told before a chunk goes out: the row may be in no chunk, and then goes out as one. */
inline compare_update(key_)
{
    waits = 0; unchanged = 0;
#if defined(IDENTITY_FULL)
    unchanged = (change[read_change].old == content && !again);
    if
    :: unchanged && p.phase == FILLING && !SENT_IN_GENERATION(key_) -> waits = 1
    :: else
    fi
#elif !defined(UPDATES_SEND_ALL)
    unchanged = (p.digest[key_] == content);
    if
#ifdef NO_GENERATION_IN_DIGESTS
    :: p.phase == FILLING && p.digest[key_] == ABSENT -> waits = 1
#else
    :: p.phase == FILLING && !SENT_IN_GENERATION(key_) -> waits = 1
#endif
    :: else
    fi
#endif
}

inline take_update(key_)
{
    compare_update(key_);
    if
    :: waits ->
#ifndef NO_WAITING_ROWS
        waiting[key_] = content;
        printf("|     row %c waits, X %d\n", LETTER(key_), X_OF(content));
        if
        :: NWAITING > MAX_WAITING -> let_waiting_go()
        :: else
        fi
#else
        skip
#endif
    :: !waits && unchanged -> skip
    :: else ->
#ifdef UPDATES_SEND_ALL
        skip;
#else
        if
        :: change[read_change].op == UPDATE && change[read_change].old == content && !again ->
            violated(HIDDEN_UPDATE_IS_NOT_TOLD)
        :: else
        fi;
#endif
        send_upsert(key_, content)
    fi
}

/* Up to where the WAL ended when this run began, an earlier run may have sent another version of a row that
 * is read again: whatever its digest says it is sent, and the digest is forgotten. */
#ifdef NO_REREAD_RULE
#define MAY_HAVE_BEEN_SENT(key_) 0
#else
#define MAY_HAVE_BEEN_SENT(key_) (again && p.read < replay_end && !(p.phase == FILLING && !SENT_IN_GENERATION(key_)))
#endif

/* Into `content`: the row as streamed; where Y is not in the stream, as it is now, if it still is there. */
inline see_content()
{
    content = change[read_change].row; again = 0;
    if
    :: change[read_change].toast ->
        p.high = LARGER(p.high, wal_end);
        at_key = change[read_change].key;
        if
        :: row[at_key] != ABSENT && PASSES(row[at_key]) -> content = row[at_key]; again = 1
        :: else -> content = ROW(X_OF(content), 0)
        fi
    :: else
    fi
}

inline take_row()
{
    see_content();
    if
    :: !PASSES(content) && change[read_change].op == INSERT
    :: !PASSES(content) && change[read_change].op != INSERT -> send_erase(change[read_change].key)
    :: PASSES(content) && change[read_change].op == INSERT -> send_upsert(change[read_change].key, content)
    :: PASSES(content) && change[read_change].op != INSERT && MAY_HAVE_BEEN_SENT(change[read_change].key) ->
        send_upsert(change[read_change].key, content);
        forget(change[read_change].key)
    :: else -> take_update(change[read_change].key)
    fi
}
