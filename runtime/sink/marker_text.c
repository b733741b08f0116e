#include "sink/marker_text.h"

#include "aws/json_text.h"
#include "hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { ID_BYTES = (SLP_MARKER_ID_BYTES - 1) / 2 };

void
slp_marker_name(const char *destination, char ret[SLP_MARKER_NAME_BYTES])
{
    (void)snprintf(ret, SLP_MARKER_NAME_BYTES, "_%s.json", destination);
}

struct slp_marker
slp_marker_after(const struct slp_marker *marker, uint64_t number)
{
    struct slp_marker after = *marker;
    uint8_t drawn[ID_BYTES];
    after.number = number;
    if (after.id[0] == '\0') {
        arc4random_buf(drawn, sizeof drawn);
        sl_hex(drawn, sizeof drawn, after.id);
    }
    return after;
}

void
slp_marker_write(struct sl_buf *out, const struct slp_marker *marker)
{
    sl_buf_printf(out, "{\"id\":\"%s\",\"number\":%" PRIu64 "}\n", marker->id, marker->number);
}

static bool
is_id(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (memchr("0123456789abcdef", text.ptr[at], 16) == NULL)
            return false;
    return text.len == SLP_MARKER_ID_BYTES - 1;
}

struct slp_marker
slp_marker_read(struct sl_str text)
{
    struct slp_marker marker = { .id = "" };
    json_t *top = text.len > 0 ? json_loadb(text.ptr, text.len, 0, NULL) : NULL;
    const json_t *number = json_object_get(top, "number");
    const struct sl_str id = slp_aws_json_text(top, "id");
    if (is_id(id) && json_is_integer(number) && json_integer_value(number) > 0) {
        memcpy(marker.id, id.ptr, id.len);
        marker.number = (uint64_t)json_integer_value(number);
    }
    json_decref(top);
    return marker;
}
