#include "wipe.h"

#include <string.h>

void
sl_wipe(void *memory, size_t size)
{
    if (size == 0)
        return;
    memset(memory, 0, size);
    /* The compiler must assume that this reads the memory. */
    __asm__ __volatile__("" : : "r"(memory) : "memory");
}
