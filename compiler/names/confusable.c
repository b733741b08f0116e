#include "names/confusable.h"

#include "text/characters.h"

enum { FULL_WIDTH_FIRST = 0xFF01, FULL_WIDTH_LAST = 0xFF5E, FULL_WIDTH_OFFSET = 0xFEE0 };
enum { LONGEST_SKELETON = 5 }; /* bytes: base letter and mark */

struct text {
    char *bytes;
    size_t len;
};

/* Takes one character off the front; a byte that is not UTF-8 counts as itself. */
static uint32_t
take(struct sl_str *text)
{
    size_t len;
    uint32_t code = slc_character_at(*text, 0, &len);
    if (code == SLC_NOT_UTF8)
        code = (unsigned char)text->ptr[0];
    text->ptr += len;
    text->len -= len;
    return code;
}

static void
put(struct text *text, char byte)
{
    text->bytes[text->len++] = byte;
}

static void
put_code(struct text *text, uint32_t code)
{
    if (code < 0x80) {
        put(text, (char)code);
    } else if (code < 0x800) {
        put(text, (char)(0xC0 | code >> 6));
        put(text, (char)(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
        put(text, (char)(0xE0 | code >> 12));
        put(text, (char)(0x80 | (code >> 6 & 0x3F)));
        put(text, (char)(0x80 | (code & 0x3F)));
    } else {
        put(text, (char)(0xF0 | code >> 18));
        put(text, (char)(0x80 | (code >> 12 & 0x3F)));
        put(text, (char)(0x80 | (code >> 6 & 0x3F)));
        put(text, (char)(0x80 | (code & 0x3F)));
    }
}

/* The base letter and mark of an accented letter; false when it is none. */
static bool
decompose(uint32_t code, char *ret_base, uint32_t *ret_mark)
{
    switch (code) {
#define SLC_LETTER(letter, base, mark)                                                             \
    case letter:                                                                                   \
        *ret_base = base;                                                                          \
        *ret_mark = mark;                                                                          \
        return true;
#include "names/letters.def"
#undef SLC_LETTER
    default: return false;
    }
}

/* What a character looks like; NULL when it stands for itself alone. */
static const char *
prototype(uint32_t code)
{
    switch (code) {
#define SLC_LOOKALIKE(letter, looks_like)                                                          \
    case letter:                                                                                   \
        return looks_like;
#include "names/lookalikes.def"
#undef SLC_LOOKALIKE
    default: return NULL;
    }
}

static void
put_prototype(struct text *skeleton, uint32_t code)
{
    if (code >= FULL_WIDTH_FIRST && code <= FULL_WIDTH_LAST)
        code -= FULL_WIDTH_OFFSET;
    const char *looks_like = prototype(code);
    if (looks_like == NULL)
        put_code(skeleton, code);
    else
        for (; *looks_like != '\0'; looks_like++)
            put(skeleton, *looks_like);
}

struct sl_str
slc_skeleton(struct sl_arena *arena, struct sl_str name)
{
    struct text skeleton = { .bytes = sl_arena_must(arena, name.len * LONGEST_SKELETON + 1, 1) };
    while (name.len > 0) {
        uint32_t code = take(&name), mark = 0;
        char base;
        if (decompose(code, &base, &mark)) {
            put_prototype(&skeleton, (unsigned char)base);
            put_code(&skeleton, mark);
        } else {
            put_prototype(&skeleton, code);
        }
    }
    return (struct sl_str) { .ptr = skeleton.bytes, .len = skeleton.len };
}

static bool
is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

struct sl_str
slc_plain_name(struct sl_arena *arena, struct sl_str name)
{
    struct text plain = { .bytes = sl_arena_must(arena, name.len + 2, 1) };
    while (name.len > 0) {
        uint32_t code = take(&name), mark = 0;
        char c = code < 0x80 ? (char)code : '_';
        (void)decompose(code, &c, &mark);
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (plain.len == 0 && c >= '0' && c <= '9')
            put(&plain, 'n');
        if (is_letter_or_digit(c))
            put(&plain, c);
        else if (plain.len > 0 && plain.bytes[plain.len - 1] != '_')
            put(&plain, '_');
    }
    while (plain.len > 0 && plain.bytes[plain.len - 1] == '_')
        plain.len--;
    if (plain.len == 0)
        put(&plain, 'x');
    return (struct sl_str) { .ptr = plain.bytes, .len = plain.len };
}
