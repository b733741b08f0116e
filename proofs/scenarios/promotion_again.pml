/* The same where a row was read again. */
#define WRITER_0 update_x(0, A, 2, 0); commit(0)
#define WRITER_1 update_row(1, A, ROW(3, 1), 0); commit(1)
#ifndef MAX_PROMOTIONS
#define MAX_PROMOTIONS 1
#endif
#include "../coverage.pml"
