/* A deletion is sent before other sessions see it: a chunk that still sees the row must not come after it. */
#define AT_FIRST UNCOVERED
#define WRITER_0 delete_row(0, A); commit(0)
#ifndef MAX_KILLS
#define MAX_KILLS 1
#endif
#include "../coverage.pml"
