/* Two rows are read again in one transaction: one of them is held back in one run and sent in another. */
#define WRITER_0 update_x(0, A, 2, 0); update_x(0, B, 2, 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_x(1, A, 1, 0); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 2
#endif
#include "../coverage.pml"
