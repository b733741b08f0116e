#include "utf8.h"

#include <stdint.h>

/* The length of the character that begins at `at`, 0 where none does. The second byte's range is
 * what keeps out long forms, surrogates, and what lies beyond U+10FFFF. */
static size_t
character_len(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0], low = 0x80, high = 0xbf;
    size_t len = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead == 0xe0)
        low = 0xa0;
    if (lead == 0xed)
        high = 0x9f;
    if (lead == 0xf0)
        low = 0x90;
    if (lead == 0xf4)
        high = 0x8f;
    if (lead > 0xf4 || len > left)
        return 0;
    for (size_t next = 1; next < len; next++) {
        if (at[next] < low || at[next] > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return len;
}

/* Eight bytes at once: text is mostly ASCII. */
static size_t
ascii_prefix(const unsigned char *at, size_t left)
{
    size_t len = 0;
    for (uint64_t word; left - len >= sizeof word; len += sizeof word) {
        memcpy(&word, at + len, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return len;
}

bool
sl_utf8_is_valid(struct sl_str text)
{
    const unsigned char *bytes = (const unsigned char *)text.ptr;
    size_t at = 0;
    while (at < text.len) {
        at += ascii_prefix(bytes + at, text.len - at);
        /* At least one character by itself, so that the loop always goes on. */
        size_t len = at < text.len ? character_len(bytes + at, text.len - at) : 1;
        if (len == 0)
            return false;
        at += len;
    }
    return true;
}

struct sl_str
sl_utf8_cut(struct sl_str text, size_t most_bytes)
{
    enum { CONTINUES_MASK = 0xc0, CONTINUES = 0x80 };
    if (text.len <= most_bytes)
        return text;
    while (most_bytes > 0 && ((unsigned char)text.ptr[most_bytes] & CONTINUES_MASK) == CONTINUES)
        most_bytes--;
    return (struct sl_str) { text.ptr, most_bytes };
}
