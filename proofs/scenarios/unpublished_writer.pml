/* A writer begins while the table is not published, and commits after it is again. */
#define WRITER_0 tx[1] == VISIBLE; update_row(0, B, ROW(2, 2), 0); commit(0)
#define WRITER_1 change_publication(1, 0); commit(1)
#define WRITER_2 tx[1] == VISIBLE; change_publication(2, 2); commit(2)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
