/* json_out.h - JSON text, written to the letter of RFC 8259. */
#ifndef SL_JSON_OUT_H
#define SL_JSON_OUT_H

#include "buf.h"
#include "str.h"

/* A JSON string with its quotes: escapes ", \ and U+0000..U+001F; everything else as it is.
 * `text` is valid UTF-8 (PostgreSQL with client_encoding UTF8 sends nothing else). */
void sl_json_string(struct sl_buf *out, struct sl_str text);

#endif
