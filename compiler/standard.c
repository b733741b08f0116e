#include "standard.h"

#include <stddef.h>

const struct slc_standard slc_standards[] = {
    { .name = NULL },
};
const int slc_nstandards = sizeof slc_standards / sizeof *slc_standards - 1;

const struct slc_standard *
slc_standard_named(struct sl_str name)
{
    for (int index = 0; index < slc_nstandards; index++)
        if (sl_str_is(name, slc_standards[index].name))
            return &slc_standards[index];
    return NULL;
}
