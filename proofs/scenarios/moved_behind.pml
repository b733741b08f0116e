/* An update that changes nothing released moves a row behind the cursor, so that no chunk has it. */
#define AT_FIRST UNCOVERED
#define WRITER_0 update_row(0, B, ROW(1, 2), 0); commit(0)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
