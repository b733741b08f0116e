#include "crypto/encoding.h"

#include <stdint.h>

/* Values above are no digits. */
enum { NO_DIGIT = 64 };

static unsigned
base64_digit(char c, bool url)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0') + 52;
    if (c == (url ? '-' : '+'))
        return 62;
    return c == (url ? '_' : '/') ? 63 : NO_DIGIT;
}

/* The digits without their padding; false when it is not the one that they need. */
static bool
without_padding(struct sl_str *text, bool padded)
{
    size_t len = text->len;
    if (!padded)
        return len % 4 != 1;
    if (len % 4 != 0)
        return false;
    for (int most = 2; most > 0 && text->len > 0 && text->ptr[text->len - 1] == '='; most--)
        text->len--;
    return true;
}

static bool
decode_base64(struct sl_str text, bool url, bool padded, struct sl_buf *out)
{
    size_t before = out->len;
    uint32_t bits = 0;
    unsigned nbits = 0;
    char *to = without_padding(&text, padded) ? sl_buf_reserve(out, text.len / 4 * 3 + 3) : NULL;
    if (to == NULL)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        unsigned digit = base64_digit(text.ptr[at], url);
        if (digit == NO_DIGIT)
            return false;
        bits = bits << 6 | digit;
        nbits += 6;
        if (nbits < 8)
            continue;
        nbits -= 8;
        *to++ = (char)(uint8_t)(bits >> nbits);
    }
    if ((bits & ((1U << nbits) - 1)) != 0)
        return false;
    sl_buf_claim(out, (size_t)(to - (out->bytes + before)));
    return true;
}

static unsigned
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (unsigned)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : NO_DIGIT;
}

static bool
decode_hex(struct sl_str text, struct sl_buf *out)
{
    char *to = text.len % 2 == 0 ? sl_buf_reserve(out, text.len / 2 + 1) : NULL;
    if (to == NULL)
        return false;
    for (size_t at = 0; at < text.len; at += 2) {
        unsigned high = hex_digit(text.ptr[at]), low = hex_digit(text.ptr[at + 1]);
        if (high == NO_DIGIT || low == NO_DIGIT)
            return false;
        to[at / 2] = (char)(uint8_t)(high << 4 | low);
    }
    sl_buf_claim(out, text.len / 2);
    return true;
}

bool
sl_decode(enum sl_encoding encoding, struct sl_str text, struct sl_buf *out)
{
    switch (encoding) {
    case SL_BASE64: return decode_base64(text, false, true, out);
    case SL_BASE64URL: return decode_base64(text, true, true, out);
    case SL_BASE64URL_UNPADDED: return decode_base64(text, true, false, out);
    case SL_HEX: return decode_hex(text, out);
    }
    return false;
}
