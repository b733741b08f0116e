/* A row that is read again goes from 1 to 2 and back to 1, over several runs. */
#define WRITER_0 update_x(0, B, 2, 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; update_x(1, B, 1, 1); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 2
#endif
#include "../coverage.pml"
