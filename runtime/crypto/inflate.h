/* inflate.h - zlib streams (RFC 1950) of plaintext: what zlib keeps meanwhile is wiped. */
#ifndef SL_INFLATE_H
#define SL_INFLATE_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

enum sl_inflated { SL_INFLATED, SL_INFLATE_BROKEN, SL_INFLATE_TOO_LARGE };

/* Appends what the stream holds, one whole stream and nothing behind it, up to the buffer's
 * maximum. On failure what was appended is wiped. */
SL_MUST_USE enum sl_inflated sl_inflate(struct sl_str stream, struct sl_buf *out);

#endif
