/* The same while the release is filled. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_x(0, B, 2, 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_x(1, B, 1, 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
