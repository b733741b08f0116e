/* gzip.h - lines into a gzip file, into a buffer as it comes.
 *
 * zlib's state is large: it is there from the first SLP_GZIP_FIRST_BYTES on, until the end of a member. A
 * file may have several, one behind the other (RFC 1952, 2.2), so that whoever has many files under way can
 * give up the state of some and go on with them later. */
#ifndef SLP_GZIP_H
#define SLP_GZIP_H

#include "attributes.h"
#include "buf.h"
#include "maxima.h"

#include <zlib.h>

/* Lines that wait as they are until a member is begun. */
#define SLP_GZIP_FIRST_BYTES (16 * SL_KIB)

struct slp_gzip {
    z_stream zip;
    bool open;             /* a member is */
    struct sl_buf waiting; /* lines of a member that is not begun */
};

/* Allocates nothing yet. */
void slp_gzip_init(struct slp_gzip *gzip);
void slp_gzip_done(struct slp_gzip *gzip);

/* Compresses into `out`. What comes out may be more than the line: it is what was gathered of lines
 * before as well. False: memory is short. */
SL_MUST_USE bool slp_gzip_add(struct slp_gzip *gzip, struct sl_str line, struct sl_buf *out);

/* The rest, and the end of the member; nothing where there was no line since the last one. The next line
 * begins another. */
SL_MUST_USE bool slp_gzip_end(struct slp_gzip *gzip, struct sl_buf *out);

/* Bytes of memory that it holds. */
size_t slp_gzip_memory(const struct slp_gzip *gzip);

#endif
