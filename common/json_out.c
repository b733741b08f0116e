#include "json_out.h"

#include <stdint.h>

/* The two-character escapes of RFC 8259 §7; 0 where \u00XX is needed. */
static char
short_escape(unsigned char byte)
{
    switch (byte) {
    case '"': return '"';
    case '\\': return '\\';
    case '\b': return 'b';
    case '\f': return 'f';
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
    }
}

static void
escape(struct sl_buf *out, unsigned char byte)
{
    static const char digits[] = "0123456789abcdef";
    char named = short_escape(byte);
    if (named != 0) {
        sl_buf_add(out, (char[]) { '\\', named }, 2);
        return;
    }
    sl_buf_add(out, (char[]) { '\\', 'u', '0', '0', digits[byte >> 4], digits[byte & 15] }, 6);
}

void
sl_json_string(struct sl_buf *out, struct sl_str text)
{
    size_t plain_from = 0;
    sl_buf_add_byte(out, '"');
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        sl_buf_add(out, text.ptr + plain_from, at - plain_from);
        escape(out, byte);
        plain_from = at + 1;
    }
    if (plain_from < text.len)
        sl_buf_add(out, text.ptr + plain_from, text.len - plain_from);
    sl_buf_add_byte(out, '"');
}
