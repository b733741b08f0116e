#include "syntax/check_characters.h"

#include "text/characters.h"

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
    [SLC_CHARACTER_CONTROL] = "a control character",
    [SLC_CHARACTER_SPACE] = "a space that is not the plain one",
    [SLC_CHARACTER_INVISIBLE] = "an invisible character",
    [SLC_CHARACTER_PRIVATE] = "a character for private use",
    [SLC_CHARACTER_UNASSIGNED] = "an unassigned character",
};

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
report(struct slc_findings *findings, struct slc_span at, enum slc_character_kind kind,
       uint32_t code_point)
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
    else if (kind == SLC_CHARACTER_SPACE)
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
        enum slc_character_kind kind = slc_character_kind_at(text, at, &code_point, &len);
        if (kind == SLC_CHARACTER_ALLOWED)
            continue;
        /* One finding for a run of the same. */
        size_t next_len;
        while (at + len < text.len &&
               slc_character_kind_at(text, at + len, &next_code_point, &next_len) == kind &&
               next_code_point == code_point)
            len += next_len;
        struct slc_span span = { source, (uint32_t)at, (uint32_t)(at + len) };
        if (kind == SLC_CHARACTER_NOT_UTF8)
            report_not_utf8(findings, span);
        else
            report(findings, span, kind, code_point);
    }
    return true;
}
