/* VACUUM FULL moves all rows to the first block between two chunks. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#define WRITER_1 update_row(1, A, ROW(2, 1), 1); commit(1)
#ifndef MAX_VACUUMS
#define MAX_VACUUMS 1
#endif
#include "../coverage.pml"
