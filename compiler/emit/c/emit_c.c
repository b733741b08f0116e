#include "emit/c/emit_c.h"

#include "emit/c/emit_c_policy.h"
#include "emit/c/emit_c_release.h"

void
slc_emit_c(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++)
        slc_emit_c_release(ir, &ir->releases[i], outputs);
    slc_emit_c_policy(ir, outputs);
}
