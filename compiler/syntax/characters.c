#include "syntax/characters.h"

enum kind { CONTROL, SPACE, INVISIBLE, PRIVATE, UNASSIGNED, NOT_UTF8, ALLOWED };

static const struct {
    uint32_t first, last;
    enum kind kind;
} refused[] = {
#define SLC_CODE_POINTS(first, last, kind) { first, last, kind },
#include "syntax/unicode.def"
#undef SLC_CODE_POINTS
};

enum { NREFUSED = sizeof refused / sizeof *refused };

/* What a reader calls the characters that turn up in practice. */
static const struct {
    uint32_t code_point;
    const char *name;
} names[] = {
    { 0x0000, "NUL" },
    { 0x000D, "a carriage return that no newline follows" },
    { 0x001B, "escape" },
    { 0x00A0, "a no-break space" },
    { 0x00AD, "a soft hyphen" },
    { 0x200B, "a zero-width space" },
    { 0x200C, "a zero-width non-joiner" },
    { 0x200D, "a zero-width joiner" },
    { 0x200E, "a left-to-right mark" },
    { 0x200F, "a right-to-left mark" },
    { 0x2028, "a line separator" },
    { 0x202E, "a right-to-left override" },
    { 0x202F, "a narrow no-break space" },
    { 0x2066, "a left-to-right isolate" },
    { 0x2067, "a right-to-left isolate" },
    { 0x2069, "the end of an isolate" },
    { 0x3000, "an ideographic space" },
    { 0xFEFF, "a byte order mark" },
};

static const char *const kind_names[] = {
    [CONTROL] = "a control character",        [SPACE] = "a space that is not the plain one",
    [INVISIBLE] = "an invisible character",   [PRIVATE] = "a character for private use",
    [UNASSIGNED] = "an unassigned character",
};

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

static enum kind
kind_of(uint32_t code_point)
{
    if (code_point < 0x80)
        return (code_point < 0x20 && code_point != '\n' && code_point != '\t') || code_point == 0x7F
                   ? CONTROL
                   : ALLOWED;
    size_t low = 0, high = NREFUSED;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code_point > refused[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < NREFUSED && code_point >= refused[low].first ? refused[low].kind : ALLOWED;
}

/* The kind of the character at text[at], which a CR's follower decides too. */
static enum kind
kind_at(struct sl_str text, size_t at, uint32_t *ret_code_point, size_t *ret_len)
{
    *ret_code_point = slc_character_at(text, at, ret_len);
    if (*ret_code_point == SLC_NOT_UTF8)
        return NOT_UTF8;
    if (*ret_code_point == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n')
        return ALLOWED;
    return kind_of(*ret_code_point);
}

static void
report_not_utf8(struct slc_findings *findings, struct slc_span at)
{
    struct slc_finding *finding = slc_find(findings, SLC_E0005, at, "this is not UTF-8");
    slc_help(findings, finding, "save the file as UTF-8 without a byte order mark");
}

static bool
is_utf16(struct sl_str text)
{
    return text.len >= 2 &&
           (memcmp(text.ptr, "\xFF\xFE", 2) == 0 || memcmp(text.ptr, "\xFE\xFF", 2) == 0);
}

static void
report(struct slc_findings *findings, struct slc_span at, enum kind kind, uint32_t code_point)
{
    const char *name = kind_names[kind];
    for (size_t known = 0; known < sizeof names / sizeof *names; known++)
        if (names[known].code_point == code_point)
            name = names[known].name;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0001, at, "%s (U+%04X) may not stand in a policy", name,
                 (unsigned)code_point);
    if (code_point == 0xFEFF && at.begin == 0)
        slc_help(findings, finding, "save the file as UTF-8 without a byte order mark");
    else if (kind == SPACE)
        slc_help(findings, finding, "write a plain space");
    else
        slc_help(findings, finding, "delete it");
}

bool
slc_check_characters(struct slc_findings *findings, const struct slc_source *source)
{
    struct sl_str text = source->text;
    if (is_utf16(text)) {
        report_not_utf8(findings, (struct slc_span) { source, 0, 2 });
        return false;
    }
    for (size_t at = 0, len; at < text.len; at += len) {
        uint32_t code_point, next_code_point;
        enum kind kind = kind_at(text, at, &code_point, &len);
        if (kind == ALLOWED)
            continue;
        /* One finding for a run of the same. */
        size_t next_len;
        while (at + len < text.len &&
               kind_at(text, at + len, &next_code_point, &next_len) == kind &&
               next_code_point == code_point)
            len += next_len;
        struct slc_span span = { source, (uint32_t)at, (uint32_t)(at + len) };
        if (kind == NOT_UTF8)
            report_not_utf8(findings, span);
        else
            report(findings, span, kind, code_point);
    }
    return true;
}

bool
slc_characters_refused(struct sl_str text)
{
    uint32_t code_point;
    for (size_t at = 0, len; at < text.len; at += len)
        if (kind_at(text, at, &code_point, &len) != ALLOWED)
            return true;
    return false;
}

uint32_t
slc_characters_byte_order_mark(struct sl_str text)
{
    return text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}
