/* A release whose updates are all sent, without digests: a row is moved behind the cursor, another one
 * changed. */
#define UPDATES_SEND_ALL
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#define WRITER_1 update_row(1, A, ROW(2, 1), 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
