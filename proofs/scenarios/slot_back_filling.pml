/* The same where rows move while the release is filled. */
#define SLOT_BACK
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_row(1, B, ROW(2, 2), 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
