/* wipe.h - clearing memory so that the compiler may not leave it out. */
#ifndef SL_WIPE_H
#define SL_WIPE_H

#include <stddef.h>

/* Sets `size` bytes to zero, also when nobody reads them again. `size` 0 does nothing. */
void sl_wipe(void *memory, size_t size);

#endif
