/* A row that was read again over two runs is deleted: nothing is known of it then. */
#define WRITER_0 update_x(0, B, 2, 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; delete_row(1, B); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
