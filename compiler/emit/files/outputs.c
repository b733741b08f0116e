#include "emit/files/outputs.h"

#include "config.h"
#include "maxima.h"
#include "text/keep_text.h"

void
slc_outputs_init(struct slc_outputs *outputs, struct sl_arena *arena)
{
    *outputs = (struct slc_outputs) { .arena = arena };
    outputs->end = &outputs->first;
    sl_buf_init(&outputs->text, SLC_MAX_OUTPUT_BYTES);
}

void
slc_outputs_done(struct slc_outputs *outputs)
{
    sl_buf_done(&outputs->text);
}

struct sl_buf *
slc_output_begin(struct slc_outputs *outputs)
{
    sl_buf_clear(&outputs->text);
    return &outputs->text;
}

void
slc_output_end(struct slc_outputs *outputs, struct sl_str name)
{
    struct slc_output *output = SL_NEW(outputs->arena, struct slc_output);
    output->name = sl_arena_copy(outputs->arena, name);
    output->bytes = slc_keep_text(outputs->arena, &outputs->text);
    sl_sha256_hex(output->bytes, output->sha256);
    *outputs->end = output;
    outputs->end = &output->next;
}

const char *
slc_compiler_version(void)
{
    return PACKAGE_STRING;
}
