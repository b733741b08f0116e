/* A standby is promoted that lacks the end of the WAL. */
#define WRITER_0 update_row(0, A, ROW(2, 1), 0); commit(0)
#define WRITER_1 insert_row(1, C, ROW(3, 3), 0); commit(1)
#ifndef MAX_PROMOTIONS
#define MAX_PROMOTIONS 1
#endif
#include "../coverage.pml"
