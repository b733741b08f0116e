/* The same while the release is filled: a chunk may have seen what the crash takes back. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, A, ROW(2, 1), 0); commit(0)
#define WRITER_1 insert_row(1, C, ROW(3, 3), 0); commit(1)
#ifndef MAX_CRASHES
#define MAX_CRASHES 1
#endif
#include "../coverage.pml"
