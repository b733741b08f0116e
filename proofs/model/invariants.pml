/* invariants.pml - what must hold, and how everything begins. */

/* 1. At every quiet point, where the pusher has nothing left to do or to notice, the lake is the table, whichever
 * late records arrive. */
#define QUIET (up && p.phase == COVERED && p.read == wal_end && NOTHING_IN_FLIGHT && (!LOOKS || SAME_ENTRY) && \
               RUNNING == 0)
#define EQUAL(key_) (folded[key_] == (row[key_] != ABSENT && PASSES(row[key_]) -> row[key_] : ABSENT))

hidden byte late;
inline compare_lake(late_)
{
    fold(late_);
    if
    :: EQUAL(A) && EQUAL(B) && EQUAL(C)
    :: else -> violated(LAKE_IS_THE_TABLE)
    fi
}
inline compare_lakes()
{
    compare_lake(NONE_LATE);
#if MAX_KILLS > 0
    late = 0;
    do
    :: late < nrecords && record[late].where == LATE -> compare_lake(late); late++
    :: late < nrecords && record[late].where != LATE -> late++
    :: else -> break
    od;
    compare_lake(ALL_LATE)
#endif
}

/* 2. Nobody waits for ever: when nothing can happen any more it is quiet, or somebody has paused the release or
 * taken the table out of the publication, or the WAL must first grow again up to where a crash cut it. */
#define MAY_REST (QUIET || p.phase == PAUSED || entry_visible == 0 || \
                  p.phase == FILLING && (p.low > wal_end || gate > wal_end))

/* With -DWITNESS it is a fault if the scenario comes to what it is for, so that Spin has to find it: a quiet
 * point at which all that may happen has happened, and whatever was filled has its end mark. */
#define IS_OVER(t) ((t) >= NWRITERS || tx[t] == VISIBLE || tx[t] == GONE)
#define ALL_HAS_HAPPENED (QUIET && IS_OVER(0) && IS_OVER(1) && IS_OVER(2) && kills == MAX_KILLS && \
    vacuums == MAX_VACUUMS && promotions == MAX_PROMOTIONS && crashes == MAX_CRASHES && \
    requests == MAX_REQUESTS && (filled == p.gen || p.gen == 1))

proctype monitor()
{
end:
    do
    :: d_step { QUIET -> compare_lakes() }
#ifdef WITNESS
    :: d_step { ALL_HAS_HAPPENED -> violated(WITNESS_IS_ABSENT) }
#endif
    :: timeout -> if :: MAY_REST -> break :: else -> violated(NOBODY_WAITS_FOR_EVER) fi
    od
}

/* ---- the beginning: generation 1 was delivered ------------------------------------------------------- */

proctype writer_0() { WRITER_0 }
#ifdef WRITER_1
proctype writer_1() { WRITER_1 }
#endif
#ifdef WRITER_2
proctype writer_2() { WRITER_2 }
#endif

init
{
    atomic {
        d_step {
            begin_table();
            printf("| at first, by an earlier run:\n");
            p.gen = 1; p.entry = 1; p.filenode = 1; p.phase = COVERED;
            send(0, 0, UPSERT, A, ROW_A); remember(A, ROW_A);
            send(0, 1, UPSERT, B, ROW_B); remember(B, ROW_B);
            acknowledge();
            p.phase = AT_FIRST;
            copy_memory(saved, p)
        }
        run pusher();
        run monitor();
#if MAX_KILLS > 0
        run killer();
#endif
#if MAX_VACUUMS > 0
        run vacuum();
#endif
#if SERVER_FAILS
        run server();
#endif
        run writer_0();
#ifdef WRITER_1
        run writer_1();
#endif
#ifdef WRITER_2
        run writer_2()
#else
        skip
#endif
    }
}
