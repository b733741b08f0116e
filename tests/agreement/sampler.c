#include "sampler.h"

#include "random_value.h"

/* The pointers are what other files define: the table holds where they are. */
static slt_sampler *const *const samplers[SLC_NFUNCTIONS] = {
#define SLC_FUNCTION(name, ...) [SLC_FUNCTION_##name] = &slt_sampler_##name,
#include "functions.def"
#undef SLC_FUNCTION
};

slt_sampler *
slt_sampler_of(enum slc_function_id function)
{
    return *samplers[function];
}

const struct slc_ir_arg *
slt_argument(const struct slc_ir_expr *call, const char *label)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].label != NULL && strcmp(call->args[at].label, label) == 0)
            return &call->args[at];
    return NULL;
}

void
slt_any_value(const struct slt_sampling *sampling, struct sl_buf *out)
{
    const char *spelling = sampling->type->precision > 0 ? "(" : "";
    const struct slt_column column = { .type = sampling->type->id, .spelling = spelling };
    slt_random_value(out, sampling->chance, &column);
}
