/* end_mark.pml - when a generation is filled, and what the lake then drops. */

#ifdef NO_END_WAIT
#define END_WAIT_IS_OVER 1
#else
#define END_WAIT_IS_OVER (listed && waits_for == 0)
#endif
#ifdef NO_HIGH_PASSED
#define HIGH_IS_PASSED 1
#else
#define HIGH_IS_PASSED (p.read >= p.high)
#endif
#define AT_END (MAY_READ_CHUNK && MATCHES && !MORE_BLOCKS && NONE_WAIT && NOTHING_IN_FLIGHT && HIGH_IS_PASSED)

inline begin_end_wait()
{
    listed = 1; waits_for = RUNNING;
    printf("| the pusher: before the end mark, waits for ");
    print_waits_for()
}

hidden byte in_table[NKEYS], in_lake[NKEYS];

/* Into in_table: which rows the transactions before the stream's place have left in the release. */
inline see_table_passed()
{
    in_table[A] = 1; in_table[B] = 1; in_table[C] = 0; nth_commit = 0;
    do
    :: nth_commit < p.read ->
        nth_change = 0;
        do
        :: nth_change < nchanges[wal[nth_commit]] ->
            at_change = wal[nth_commit] * MAX_OPS + nth_change;
            if
            :: change[at_change].op == TRUNCATE -> in_table[A] = 0; in_table[B] = 0; in_table[C] = 0
            :: change[at_change].op == MOVE_KEY ->
                in_table[change[at_change].key] = 0;
                in_table[change[at_change].to] = PASSES(change[at_change].row)
            :: else ->
                in_table[change[at_change].key] = (change[at_change].row != ABSENT && PASSES(change[at_change].row))
            fi;
            nth_change++
        :: else -> break
        od;
        nth_commit++
    :: else -> break
    od
}

#define LOSES(key_) (in_table[key_] && in_lake[key_] && folded[key_] == ABSENT)

/* The lake drops rows of older generations: none that the table has may be among them. */
inline apply_end_mark()
{
    printf("| the pusher: end mark of generation %d, COVERED\n", p.gen);
    see_table_passed();
    fold(NONE_LATE);
    in_lake[A] = (folded[A] != ABSENT); in_lake[B] = (folded[B] != ABSENT); in_lake[C] = (folded[C] != ABSENT);
    filled = LARGER(filled, p.gen);
    fold(NONE_LATE);
    if
    :: LOSES(A) || LOSES(B) || LOSES(C) -> violated(END_MARK_LOSES_NO_ROW)
    :: else
    fi;
    at_key = 0;
    do
    :: at_key < NKEYS ->
        if
        :: p.of_gen[at_key] != p.gen -> forget(at_key)
        :: else
        fi;
        at_key++
    :: else -> break
    od;
#ifdef IDENTITY_FULL
    forget(A); forget(B); forget(C);
#endif
    p.phase = COVERED; p.cursor = 0; p.upper = 0; gate = 0; listed = 0; waits_for = 0
}
