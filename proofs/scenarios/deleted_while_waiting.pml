/* A row is updated, waits, and is deleted in the same transaction. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(2, 2), 0); delete_row(0, B); commit(0)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
