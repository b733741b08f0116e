/* The table leaves the publication while the release is filled; a row that a chunk has read is deleted,
 * which nobody is told; then the table comes back. */
#define AT_FIRST UNCOVERED
#define WRITER_0 change_publication(0, 0); commit(0)
#define WRITER_1 tx[0] == VISIBLE; delete_row(1, A); commit(1)
#define WRITER_2 tx[1] == VISIBLE; change_publication(2, 2); commit(2)
#include "../coverage.pml"
