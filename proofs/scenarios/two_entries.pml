/* One writer is open while the table leaves the publication and comes back: its first change was published,
 * the second one perhaps not. */
#define WRITER_0 update_row(0, A, ROW(2, 1), 0); tx[1] == VISIBLE; update_row(0, A, ROW(3, 1), 1); commit(0)
#define WRITER_1 change_publication(1, 0); commit(1)
#define WRITER_2 tx[1] == VISIBLE; change_publication(2, 2); commit(2)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
