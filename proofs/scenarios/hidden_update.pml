/* Nobody may be told of an update that changes nothing released, whether it comes before, in or after the
 * chunk that reads its row; here it moves the row behind the cursor, and the next one changes it and
 * moves it back. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_row(1, B, ROW(2, 2), 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
