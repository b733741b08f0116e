/* A row is deleted and inserted again while the release is filled. */
#define AT_FIRST UNCOVERED
#define WRITER_0 delete_row(0, B); insert_row(0, B, ROW(2, 2), 0); commit(0)
#define WRITER_1 update_row(1, B, ROW(3, 2), 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
