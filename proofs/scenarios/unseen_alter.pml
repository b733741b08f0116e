/* The table leaves the publication by a commit that is in the WAL and not visible; a row is moved behind
 * the cursor meanwhile, which nobody is told. */
#define AT_FIRST UNCOVERED
#define WRITER_0 change_publication(0, 0); commit(0)
#define WRITER_1 tx[0] == IN_WAL; update_row(1, B, ROW(1, 2), 0); commit(1)
#define WRITER_2 tx[0] == VISIBLE; change_publication(2, 2); commit(2)
#include "../coverage.pml"
