/* The table is dropped and made again with another row, in one transaction, while a writer writes before or
 * after. */
#define WRITER_0 replace_table(0, 2); insert_row(0, C, ROW(3, 3), 0); commit(0)
#define WRITER_1 update_row(1, A, ROW(2, 1), 0); commit(1)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
