/* scenario.pml - what a scenario may define, and what holds where it does not. */

/* Hidden variables are scratch within one step and no part of a state. Spin's search for the shortest schedule
 * does not know them. */
#ifdef SHORTEST
#define hidden
#endif

/* Of these at most so many happen in a scenario. */
#ifndef MAX_KILLS
#define MAX_KILLS 0 /* of the pusher */
#endif
#ifndef MAX_VACUUMS
#define MAX_VACUUMS 0 /* VACUUM FULL */
#endif
#ifndef MAX_PROMOTIONS
#define MAX_PROMOTIONS 0 /* of a standby that lacks the end of the WAL */
#endif
#ifndef MAX_CRASHES
#define MAX_CRASHES 0 /* of a server with synchronous_commit off */
#endif
#ifndef MAX_REQUESTS
#define MAX_REQUESTS 0 /* of an operator: pause, cancel, fill */
#endif
#define SERVER_FAILS (MAX_PROMOTIONS > 0 || MAX_CRASHES > 0)

byte kills, vacuums, promotions, crashes, requests; /* that have happened */

/* Other settings: SLOT_BACK, a restarted stream may begin before the checkpoint; and of the release
 * UPDATES_SEND_ALL, IDENTITY_FULL, POSITIONS_APART. */

#ifndef MAX_WAITING
#define MAX_WAITING NKEYS /* rows that may wait before all go out early */
#endif
#ifndef AT_FIRST
#define AT_FIRST COVERED /* or UNCOVERED: to be filled again */
#endif

/* Rows a, b and c. */
#define NKEYS 3
#define A 0
#define B 1
#define C 2
#define LETTER(key_) (97 + (key_))

/* A row's content: X is what most changes are of; Y is what TOAST may leave out of the stream. Both are
 * released. Y is 0 in a record that has no Y. A row with X = FILTERED does not pass the release's filter. */
#define ABSENT 0
#define ROW(x, y) ((x) * 4 + (y))
#define FILTERED 5
#define X_OF(row_) ((row_) / 4)
#define Y_OF(row_) ((row_) % 4)
#define PASSES(row_) (X_OF(row_) != FILTERED)

/* The table at first: a in block 0, b in block 1, no c. */
#define ROW_A ROW(1, 1)
#define ROW_B ROW(1, 2)
#define BLOCK_A 0
#define BLOCK_B 1

/* Transactions are numbered from 0; WRITER_n is what transaction n does. */
#define MAX_TX 3
#define MAX_OPS 2 /* changes of one of them */
#if defined(WRITER_2)
#define NWRITERS 3
#elif defined(WRITER_1)
#define NWRITERS 2
#else
#define NWRITERS 1
#endif

/* What may be violated; invariants.pml and the places that name them say what it means. */
mtype = { LAKE_IS_THE_TABLE, NOBODY_WAITS_FOR_EVER, IDENTITY_HAS_ONE_CONTENT, CONFIRMED_IS_DURABLE,
          END_MARK_LOSES_NO_ROW, HIDDEN_UPDATE_IS_NOT_TOLD, WITNESS_IS_ABSENT };
inline violated(invariant_)
{
    printf("VIOLATED %e\n", invariant_); assert(false)
}
