/* gzip.h - lines into a gzip file, into a buffer as it comes. */
#ifndef SLP_GZIP_H
#define SLP_GZIP_H

#include "attributes.h"
#include "buf.h"
#include "maxima.h"

#include <zlib.h>

/* What zlib keeps of one file: 2^(15+2) + 2^(8+9) bytes, and a little (zconf.h). */
#define SLP_GZIP_STATE_BYTES (270 * SL_KIB)

struct slp_gzip {
    z_stream zip;
    bool open;
};

/* -1: memory is short. */
SL_MUST_USE int slp_gzip_init(struct slp_gzip *gzip);
void slp_gzip_done(struct slp_gzip *gzip);

/* Compresses into `out`. What comes out may be more than the line: it is what was gathered of lines
 * before as well. False: memory is short. */
SL_MUST_USE bool slp_gzip_add(struct slp_gzip *gzip, struct sl_str line, struct sl_buf *out);

/* The rest, and the end of the file. */
SL_MUST_USE bool slp_gzip_end(struct slp_gzip *gzip, struct sl_buf *out);

#endif
