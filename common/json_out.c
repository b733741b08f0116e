#include "json_out.h"

#include <stdint.h>
#include <string.h>

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

static bool
needs_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\';
}

/* The same of eight bytes at once, each in its own lane: `lane - n` borrows into a lane's high bit
 * exactly where the lane was below n and had that bit clear. A lane above one that is found may be
 * found without need, no lane is missed. */
static bool
any_needs_escape(uint64_t eight)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), highs = ones << 7;
    uint64_t quotes = eight ^ ones * '"', slashes = eight ^ ones * '\\';
    uint64_t found = ((eight - ones * 0x20) & ~eight) | ((quotes - ones) & ~quotes) |
                     ((slashes - ones) & ~slashes);
    return (found & highs) != 0;
}

/* Copies up to the first byte that needs an escape; how many that is. `to` has room for all. */
static size_t
copy_plain(char *to, struct sl_str text)
{
    size_t at = 0;
    for (uint64_t eight; text.len - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text.ptr + at, sizeof eight);
        if (any_needs_escape(eight))
            break;
        memcpy(to + at, &eight, sizeof eight);
    }
    for (; at < text.len && !needs_escape((unsigned char)text.ptr[at]); at++)
        to[at] = text.ptr[at];
    return at;
}

static void
add_escaped(struct sl_buf *out, struct sl_str text)
{
    while (text.len > 0) {
        char *to = sl_buf_reserve(out, text.len);
        if (to == NULL)
            return;
        size_t plain = copy_plain(to, text);
        sl_buf_claim(out, plain);
        if (plain < text.len)
            escape(out, (unsigned char)text.ptr[plain++]);
        text = sl_str_from(text, plain);
    }
}

void
sl_json_string(struct sl_buf *out, struct sl_str text)
{
    /* Nearly all text is plain: room for it and its quotes is asked for once. */
    char *to = sl_buf_reserve(out, text.len + 2);
    if (to == NULL)
        return;
    *to = '"';
    size_t plain = copy_plain(to + 1, text);
    to[plain + 1] = '"';
    sl_buf_claim(out, plain + 2);
    if (plain == text.len)
        return;
    out->len--;
    add_escaped(out, sl_str_from(text, plain));
    sl_buf_add_byte(out, '"');
}
