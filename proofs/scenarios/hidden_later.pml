/* The same where the row was changed before the release was uncovered or while it was. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(2, 2), 1); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_row(1, B, ROW(2, 2), 1); commit(1)
#include "../coverage.pml"
