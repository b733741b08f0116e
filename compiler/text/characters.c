#include "text/characters.h"

static const struct {
    uint32_t first, last;
    enum slc_character_kind kind;
} refused[] = {
#define SLC_CODE_POINTS(first, last, kind) { first, last, SLC_CHARACTER_##kind },
#include "text/unicode.def"
#undef SLC_CODE_POINTS
};

enum { NREFUSED = sizeof refused / sizeof *refused };

uint32_t
slc_character_at(struct sl_str text, size_t at, size_t *ret_len)
{
    unsigned char first = (unsigned char)text.ptr[at];
    *ret_len = 1;
    if (first < 0x80)
        return first;
    size_t len = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || len > text.len - at)
        return SLC_NOT_UTF8;
    uint32_t code_point = first & (0x7FU >> len);
    for (size_t next = 1; next < len; next++) {
        unsigned char byte = (unsigned char)text.ptr[at + next];
        if ((byte & 0xC0) != 0x80)
            return SLC_NOT_UTF8;
        code_point = code_point << 6 | (byte & 0x3FU);
    }
    static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (code_point < smallest[len] || code_point > 0x10FFFF ||
        (code_point >= 0xD800 && code_point <= 0xDFFF))
        return SLC_NOT_UTF8;
    *ret_len = len;
    return code_point;
}

static enum slc_character_kind
kind_of(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point < 0x20 && code_point != '\n' && code_point != '\t') || code_point == 0x7F
                   ? SLC_CHARACTER_CONTROL
                   : SLC_CHARACTER_ALLOWED;
    size_t low = 0, high = NREFUSED;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > refused[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < NREFUSED && code_point >= refused[low].first ? refused[low].kind
                                                              : SLC_CHARACTER_ALLOWED;
}

enum slc_character_kind
slc_character_kind_at(struct sl_str text, size_t at, uint32_t *ret_code_point, size_t *ret_len)
{
    *ret_code_point = slc_character_at(text, at, ret_len);
    if (*ret_code_point == SLC_NOT_UTF8)
        return SLC_CHARACTER_NOT_UTF8;
    if (*ret_code_point == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
        return SLC_CHARACTER_ALLOWED;
    return kind_of(*ret_code_point);
}

bool
slc_characters_refused(struct sl_str text)
{
    uint32_t code_point;
    for (size_t at = 0, len; at < text.len; at += len)
        if (slc_character_kind_at(text, at, &code_point, &len) != SLC_CHARACTER_ALLOWED)
            return true;
    return false;
}

uint32_t
slc_characters_byte_order_mark(struct sl_str text)
{
    return text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}
