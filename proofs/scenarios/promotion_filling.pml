/* The same while the release is filled. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, A, ROW(2, 1), 0); commit(0)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#ifndef MAX_PROMOTIONS
#define MAX_PROMOTIONS 1
#endif
#include "../coverage.pml"
