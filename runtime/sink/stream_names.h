/* stream_names.h - which streams of a service a destination's releases go to: one for all of them,
 * or by "{stream}" in the configured name one for each. */
#ifndef SLP_STREAM_NAMES_H
#define SLP_STREAM_NAMES_H

#include "sink/sink.h"

enum { SLP_STREAM_NAME_BYTES = 512 }; /* an ARN with a stream's name of 128 */

struct slp_stream_names {
    char (*names)[SLP_STREAM_NAME_BYTES]; /* each different one */
    uint32_t count;
    uint32_t *stream_of; /* by projection: index into names, of the destination's own alone */
};

/* `name`: as configured. CONFIG when one is too long, RETRY when memory is short. */
SL_MUST_USE int slp_stream_names_init(struct slp_stream_names *names,
                                      const struct slp_sink_start *start, const char *name,
                                      struct sl_err *reterr);
void slp_stream_names_done(struct slp_stream_names *names);

#endif
