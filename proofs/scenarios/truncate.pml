/* The table is truncated and gets a new row while the release is filled. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(2, 2), 0); commit(0)
#define WRITER_1 truncate_table(1); insert_row(1, C, ROW(4, 3), 0); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
