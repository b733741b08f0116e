#include "record/oversize.h"

#include "json_out.h"
#include "record/record.h"

#include <string.h>

/* What stands before the letter of the operation. */
static const char start[] = "{\"_op\":\"";
enum { START_BYTES = sizeof start - 1 };

/* No field's name begins with an underscore. */
static const char size_name[] = ",\"_size\":";

void
sl_oversize_add(struct sl_buf *out, size_t bytes, const char *reason)
{
    sl_buf_printf(out, "%s%zu,\"_reason\":", size_name, bytes);
    sl_json_string(out, sl_str_of(reason));
}

bool
sl_oversize_is(struct sl_str json)
{
    return json.len > START_BYTES && json.ptr[START_BYTES] == SL_OP_TOO_LARGE;
}

bool
sl_oversize_is_payload(struct sl_str payload, size_t key_len)
{
    if (payload.len <= key_len)
        return false;
    const struct sl_str rest = sl_str_from(payload, key_len + 1); /* and the comma before it */
    return rest.len >= sizeof size_name - 1 &&
           memcmp(rest.ptr, size_name, sizeof size_name - 1) == 0;
}

void
sl_oversize_replace(struct sl_str json, struct sl_str key, const char *reason, struct sl_buf *out)
{
    const char *end = key.len > 0 ? memmem(json.ptr, json.len, key.ptr, key.len) : NULL;
    const size_t len = end != NULL ? (size_t)(end - json.ptr) + key.len : json.len;
    sl_buf_add(out, start, START_BYTES);
    sl_buf_add_byte(out, SL_OP_TOO_LARGE);
    sl_buf_add(out, json.ptr + START_BYTES + 1, len - START_BYTES - 1);
    sl_oversize_add(out, json.len, reason);
    sl_buf_add_byte(out, '}');
}
