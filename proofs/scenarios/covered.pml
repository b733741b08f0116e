/* A covered release, of which one row is updated and another one deleted, over two kills. */
#define WRITER_0 update_row(0, A, ROW(2, 1), 0); commit(0)
#define WRITER_1 delete_row(1, B); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 2
#endif
#include "../coverage.pml"
