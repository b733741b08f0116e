#include "sink/sinks.h"

const struct slp_sink_type *const slp_sinks[] = { &slp_sink_file,    &slp_sink_stdout,
                                                  &slp_sink_kinesis, &slp_sink_firehose,
                                                  &slp_sink_s3,      NULL };

const struct slp_sink_type *
slp_sink_find(struct sl_str name)
{
    for (const struct slp_sink_type *const *sink = slp_sinks; *sink != NULL; sink++)
        if (sl_str_is(name, (*sink)->name))
            return *sink;
    return NULL;
}
