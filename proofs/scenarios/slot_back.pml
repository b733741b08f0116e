/* A crash of the server put the slot back: the stream begins before the checkpoint. */
#define SLOT_BACK
#define WRITER_0 insert_row(0, C, ROW(2, 1), 0); tx[1] == VISIBLE; delete_row(0, C); commit(0)
#define WRITER_1 change_publication(1, 0); commit(1)
#define WRITER_2 tx[1] == VISIBLE; change_publication(2, 2); commit(2)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
