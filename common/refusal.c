#include "refusal.h"

#include <stddef.h>

const struct sl_refusal *
sl_refusal_of(char letter)
{
    static const struct sl_refusal refusals[] = {
#define SL_REFUSAL(letter, found, cure) { letter, found, cure },
#include "refusals.def"
#undef SL_REFUSAL
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        if (refusals[i].letter == letter)
            return &refusals[i];
    }
    return NULL;
}
