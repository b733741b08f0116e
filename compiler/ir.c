#include "ir.h"

const struct slc_ir_release *
slc_ir_release_named(const struct slc_ir *ir, struct sl_str name)
{
    for (uint32_t i = 0; i < ir->nreleases; i++)
        if (sl_str_equal(ir->releases[i].name, name))
            return &ir->releases[i];
    return NULL;
}
