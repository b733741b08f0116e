/* sinks.h - the implementations of the sinks that config/sinks.def lists. */
#ifndef SLP_SINKS_H
#define SLP_SINKS_H

#include "sink/sink.h"

#define SLP_SINK(name, help) extern const struct slp_sink_type slp_sink_##name;
#include "config/sinks.def"
#undef SLP_SINK

/* The sink of that name, NULL when there is none. */
const struct slp_sink_type *slp_sink_find(struct sl_str name);

#endif
