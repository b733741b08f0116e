/* sinks.h - what there is to choose from. */
#ifndef SLP_SINKS_H
#define SLP_SINKS_H

#include "sink/sink.h"

extern const struct slp_sink_type slp_sink_file, slp_sink_stdout, slp_sink_kinesis,
    slp_sink_firehose, slp_sink_s3;

/* Every sink there is, NULL-ended; and one by its name, NULL when there is none. */
extern const struct slp_sink_type *const slp_sinks[];
const struct slp_sink_type *slp_sink_find(struct sl_str name);

#endif
