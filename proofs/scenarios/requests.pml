/* An operator pauses the release, cancels its filling or asks for one, twice, while a row moves. */
#define WRITER_0 update_row(0, B, ROW(2, 2), 0); commit(0)
#ifndef MAX_KILLS
#define MAX_KILLS 0
#endif
#ifndef MAX_REQUESTS
#define MAX_REQUESTS 2
#endif
#include "../coverage.pml"
