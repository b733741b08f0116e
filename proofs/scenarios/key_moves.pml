/* A row changes its key, another one is deleted, a third is updated, while the release is filled. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#define WRITER_1 move_key(1, B, C, ROW(2, 2), 1); commit(1)
#define WRITER_2 delete_row(2, A); commit(2)
#ifndef MAX_KILLS
#define MAX_KILLS 0
#endif
#include "../coverage.pml"
