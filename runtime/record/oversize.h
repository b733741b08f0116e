/* oversize.h - the record that is sent in place of one that is too large, where the configuration asks for that:
 *   {"_op":"m",<the rest of the envelope>,<row key fields>,"_size":…,"_reason":"…"}
 * `_size` counts the bytes of the other record, as far as it was written. */
#ifndef SL_OVERSIZE_H
#define SL_OVERSIZE_H

#include "buf.h"

#include <stdbool.h>

/* What follows the row key. `reason` has no value of a row. */
void sl_oversize_add(struct sl_buf *out, size_t bytes, const char *reason);

/* Whether a record is one of these; and whether a payload is (sl_record_text), whose key has `key_len`. */
bool sl_oversize_is(struct sl_str json);
bool sl_oversize_is_payload(struct sl_str payload, size_t key_len);

/* Appends the record that stands for this one, whose key is `key`. */
void sl_oversize_replace(struct sl_str json, struct sl_str key, const char *reason,
                         struct sl_buf *out);

#endif
