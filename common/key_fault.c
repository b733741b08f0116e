#include "key_fault.h"

#include <stddef.h>

const struct sl_key_fault *
sl_key_fault_of(char letter)
{
    static const struct sl_key_fault faults[] = {
#define SL_KEY_FAULT(letter, found, cure) { letter, found, cure },
#include "key_faults.def"
#undef SL_KEY_FAULT
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (faults[i].letter == letter)
            return &faults[i];
    }
    return NULL;
}
