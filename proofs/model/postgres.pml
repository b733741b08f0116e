/* postgres.pml - the table, its publication, transactions and the WAL; what scenarios are written in. */

/* A commit stands in the WAL, and is decoded, before other sessions see it. A crash leaves transactions GONE. */
mtype = { IDLE, OPEN, IN_WAL, VISIBLE, GONE };
mtype tx[MAX_TX] = IDLE;

mtype = { INSERT, UPDATE, DELETE, MOVE_KEY, TRUNCATE };
typedef Change {
    mtype op;
    byte key;
    byte to;       /* of MOVE_KEY, the new key */
    byte old, row; /* contents before and after */
    byte block;    /* that the row stands in afterwards */
    bit published; /* by the catalogue as of the change: only then is it decoded */
    bit toast;     /* Y was not changed, and is not in the stream */
}
Change change[MAX_TX * MAX_OPS];
byte nchanges[MAX_TX];

/* The publication's entry for the table: 0 where there is none, another number whenever it is made again.
 * The number stands for all that coverage compares, the table's OID among it. Decoding goes by what is in the
 * WAL, a look by what is visible. */
byte entry_in_wal = 1, entry_visible = 1;
#define AS_BEFORE 255
byte makes_entry[MAX_TX] = AS_BEFORE; /* the entry that a transaction leaves */
bit replaces[MAX_TX];                 /* a transaction drops the table and makes it anew */

byte wal[MAX_TX]; /* transactions in the order of their commits */
byte wal_end;

byte row[NKEYS];   /* as visible */
byte block[NKEYS];
byte filenode = 1;

/* Sets of transactions are bits. The first is of those that the pusher waits for, the second of those that it
 * was sent in this run and that are not visible yet. */
byte waits_for;
byte unseen;

#define RUNS(t) (tx[t] == OPEN || tx[t] == IN_WAL)
#define WRITES(t) (RUNS(t) && nchanges[t] > 0)
#define RUNNING ((RUNS(0) -> 1 : 0) + (RUNS(1) -> 2 : 0) + (RUNS(2) -> 4 : 0))
#define WRITERS ((WRITES(0) -> 1 : 0) + (WRITES(1) -> 2 : 0) + (WRITES(2) -> 4 : 0))

/* Locks of rows and of the table, kept until the commit is visible. */
#define LOCKS_BY(t, n, key_) (WRITES(t) && (n) < nchanges[t] && \
    (change[(t) * MAX_OPS + (n)].op == TRUNCATE || change[(t) * MAX_OPS + (n)].key == (key_) || \
     change[(t) * MAX_OPS + (n)].op == MOVE_KEY && change[(t) * MAX_OPS + (n)].to == (key_)))
#define LOCKS(t, key_) (LOCKS_BY(t, 0, key_) || LOCKS_BY(t, 1, key_))
#define FREE(t, key_) (((t) == 0 || !LOCKS(0, key_)) && ((t) == 1 || !LOCKS(1, key_)) && \
                       ((t) == 2 || !LOCKS(2, key_)))
#define TABLE_IS_FREE(t) ((WRITERS & ~(1 << (t))) == 0)
#define TRUNCATES(t) (WRITES(t) && (change[(t) * MAX_OPS].op == TRUNCATE || \
                      nchanges[t] > 1 && change[(t) * MAX_OPS + 1].op == TRUNCATE))
#define TABLE_IS_LOCKED (TRUNCATES(0) || TRUNCATES(1) || TRUNCATES(2))

/* ---- changes of an open transaction ----------------------------------------------------------------- */

hidden byte nth_change, at_change, at_key;
hidden byte own_row;

/* Into own_row: the row as transaction t sees it, which is the visible one after its own changes. */
inline see_row(t, key_)
{
    own_row = row[key_]; nth_change = 0;
    do
    :: nth_change < nchanges[t] ->
        at_change = t * MAX_OPS + nth_change;
        if
        :: change[at_change].op == TRUNCATE -> own_row = ABSENT
        :: change[at_change].op == MOVE_KEY && change[at_change].to == key_ -> own_row = change[at_change].row
        :: change[at_change].op == MOVE_KEY && change[at_change].key == key_ -> own_row = ABSENT
        :: change[at_change].op != TRUNCATE && change[at_change].op != MOVE_KEY &&
           change[at_change].key == key_ -> own_row = change[at_change].row
        :: else
        fi;
        nth_change++
    :: else -> break
    od
}

inline write(t, op_, key_, to_, row_, block_, toast_)
{
    at_change = t * MAX_OPS + nchanges[t];
    change[at_change].op = op_;
    change[at_change].key = key_;
    change[at_change].to = to_;
    change[at_change].old = own_row;
    change[at_change].row = row_;
    change[at_change].block = block_;
    change[at_change].toast = toast_;
    change[at_change].published = (entry_in_wal != 0 && !replaces[t]);
    nchanges[t]++;
    tx[t] = OPEN;
    printf("| transaction %d: %e row %c, X %d, block %d", t, op_, LETTER(key_), X_OF(row_), block_);
    if
    :: change[at_change].published -> printf("\n")
    :: else -> printf(", not published\n")
    fi
}

/* Whatever waits for a lock does its step once it may. */
inline insert_row(t, key_, row_, block_)
{
    d_step { FREE(t, key_) && tx[t] != GONE -> own_row = ABSENT; write(t, INSERT, key_, 0, row_, block_, 0) }
}
/* An update that finds no row writes nothing. */
inline update_row(t, key_, row_, block_)
{
    d_step {
        FREE(t, key_) && tx[t] != GONE -> see_row(t, key_);
        if
        :: own_row != ABSENT -> write(t, UPDATE, key_, 0, row_, block_, 0)
        :: else
        fi
    }
}
/* X alone is changed: Y, which TOAST holds, is not in the stream. */
inline update_x(t, key_, x_, block_)
{
    d_step {
        FREE(t, key_) && tx[t] != GONE -> see_row(t, key_);
        if
        :: own_row != ABSENT -> write(t, UPDATE, key_, 0, ROW(x_, Y_OF(own_row)), block_, 1)
        :: else
        fi
    }
}
inline delete_row(t, key_)
{
    d_step {
        FREE(t, key_) && tx[t] != GONE -> see_row(t, key_);
        if
        :: own_row != ABSENT -> write(t, DELETE, key_, 0, ABSENT, 0, 0)
        :: else
        fi
    }
}
inline move_key(t, key_, to_, row_, block_)
{
    d_step {
        FREE(t, key_) && FREE(t, to_) && tx[t] != GONE -> see_row(t, key_);
        if
        :: own_row != ABSENT -> write(t, MOVE_KEY, key_, to_, row_, block_, 0)
        :: else
        fi
    }
}
inline truncate_table(t)
{
    d_step { TABLE_IS_FREE(t) && tx[t] != GONE -> own_row = ABSENT; write(t, TRUNCATE, 0, 0, ABSENT, 0, 0) }
}
/* DROP TABLE and CREATE TABLE: nothing of it is published, nor what the transaction does next; the new table
 * has a new entry once the transaction has committed. */
inline replace_table(t, entry_)
{
    d_step {
        TABLE_IS_FREE(t) && tx[t] != GONE ->
        replaces[t] = 1; makes_entry[t] = entry_; own_row = ABSENT;
        write(t, TRUNCATE, 0, 0, ABSENT, 0, 0)
    }
}
/* Takes the table out of the publication (entry_ 0), or puts it in under a new entry. */
inline change_publication(t, entry_)
{
    d_step {
        tx[t] == IDLE -> tx[t] = OPEN; makes_entry[t] = entry_;
        printf("| transaction %d: publication's entry %d\n", t, entry_)
    }
}

inline begin_table()
{
    row[A] = ROW_A; row[B] = ROW_B; row[C] = ABSENT;
    block[A] = BLOCK_A; block[B] = BLOCK_B; block[C] = 0
}

/* ---- commit ----------------------------------------------------------------------------------------- */

inline empty_table()
{
    at_key = 0;
    do
    :: at_key < NKEYS -> row[at_key] = ABSENT; block[at_key] = 0; at_key++
    :: else -> break
    od
}

/* To the visible table. */
inline apply_changes(t)
{
    nth_change = 0;
    do
    :: nth_change < nchanges[t] ->
        at_change = t * MAX_OPS + nth_change;
        if
        :: change[at_change].op == TRUNCATE -> empty_table(); filenode++
        :: change[at_change].op == MOVE_KEY ->
            row[change[at_change].key] = ABSENT;
            block[change[at_change].key] = 0;
            row[change[at_change].to] = change[at_change].row;
            block[change[at_change].to] = change[at_change].block
        :: else ->
            row[change[at_change].key] = change[at_change].row;
            block[change[at_change].key] = change[at_change].block
        fi;
        nth_change++
    :: else -> break
    od;
    entry_visible = (makes_entry[t] == AS_BEFORE -> entry_visible : makes_entry[t])
}

inline commit(t)
{
    d_step {
        tx[t] == OPEN ->
        tx[t] = IN_WAL;
        wal[wal_end] = t;
        wal_end++;
        entry_in_wal = (makes_entry[t] == AS_BEFORE -> entry_in_wal : makes_entry[t]);
        printf("| transaction %d: commit in the WAL at %d\n", t, wal_end)
    };
    d_step {
        tx[t] == IN_WAL ->
        apply_changes(t);
        tx[t] = VISIBLE;
        waits_for = waits_for & ~(1 << t);
        unseen = unseen & ~(1 << t);
        printf("| transaction %d: visible\n", t)
    }
}
