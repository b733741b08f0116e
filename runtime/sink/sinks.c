#include "sink/sinks.h"

static const struct slp_sink_type *const sinks[] = {
#define SLP_SINK(name, help) &slp_sink_##name,
#include "config/sinks.def"
#undef SLP_SINK
};

const struct slp_sink_type *
slp_sink_find(struct sl_str name)
{
    for (size_t at = 0; at < sizeof sinks / sizeof sinks[0]; at++)
        if (sl_str_is(name, sinks[at]->name))
            return sinks[at];
    return NULL;
}
