#include "emit/emit_manifest.h"

/* One line each, "KIND HASH NAME", so that `grep ^output MANIFEST | cut …` and sha256sum are enough to
 * check it. */

void
slc_emit_manifest(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    struct sl_buf *out = slc_output_begin(outputs);
    sl_buf_printf(out,
                  "# SHA-256 of what was read, what it means, and what was written.\n"
                  "compiler %s\n",
                  slc_compiler_version());
    for (uint32_t i = 0; i < ir->ninputs; i++)
        sl_buf_printf(out, "%s %s %.*s\n", ir->inputs[i].standard ? "standard" : "input",
                      ir->inputs[i].sha256, SL_FMT(ir->inputs[i].name));
    sl_buf_printf(out, "meaning %s *\n", ir->sha256);
    for (uint32_t i = 0; i < ir->nreleases; i++)
        sl_buf_printf(out, "meaning %s %.*s\n", ir->releases[i].sha256,
                      SL_FMT(ir->releases[i].name));
    for (const struct slc_output *output = outputs->first; output != NULL; output = output->next)
        sl_buf_printf(out, "output %s %.*s\n", output->sha256, SL_FMT(output->name));
    slc_output_end(outputs, SL_STR("MANIFEST"));
}
