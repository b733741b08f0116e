/* encoding.h - bytes as text: base64 (RFC 4648 §4 and §5) and hex, strictly.
 *
 * One text for one sequence of bytes: no white space, no bits left over in the last character.
 * What is not of the form is refused whole. */
#ifndef SL_ENCODING_H
#define SL_ENCODING_H

#include "attributes.h"
#include "buf.h"
#include "str.h"

enum sl_encoding { SL_BASE64, SL_BASE64URL, SL_BASE64URL_UNPADDED, SL_HEX };

/* Appends the bytes; false, with nothing appended, when the text is not of the form or there is no
 * room. */
SL_MUST_USE bool sl_decode(enum sl_encoding encoding, struct sl_str text, struct sl_buf *out);

/* What sl_decode() appended since the buffer was `before` bytes long. */
static inline struct sl_str
sl_decoded_since(const struct sl_buf *out, size_t before)
{
    return (struct sl_str) { out->bytes + before, out->len - before };
}

#endif
