#include "eval/json_reader.h"

#include "buf.h"

/* What is still to be read. */
struct reader {
    struct sl_arena *arena;
    const char *at, *end;
};

enum { MOST_DEPTH = 1000 };

static void
skip_space(struct reader *reader)
{
    while (reader->at < reader->end && memchr(" \t\n\r", *reader->at, 4) != NULL)
        reader->at++;
}

static bool
take(struct reader *reader, char byte)
{
    skip_space(reader);
    if (reader->at == reader->end || *reader->at != byte)
        return false;
    reader->at++;
    return true;
}

static bool
take_word(struct reader *reader, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(reader->end - reader->at) < len || memcmp(reader->at, word, len) != 0)
        return false;
    reader->at += len;
    return true;
}

/* ---- strings --------------------------------------------------------------------------------- */

static bool
take_hex(struct reader *reader, uint32_t *ret_code)
{
    *ret_code = 0;
    for (int digits = 0; digits < 4; digits++, reader->at++) {
        const char *all = "0123456789abcdefABCDEF";
        const char *digit = reader->at < reader->end ? strchr(all, *reader->at) : NULL;
        if (digit == NULL || *digit == '\0')
            return false;
        long value = digit - all;
        *ret_code = *ret_code * 16 + (uint32_t)(value < 16 ? value : value - 6);
    }
    return true;
}

static void
add_utf8(struct sl_buf *text, uint32_t code)
{
    if (code < 0x80) {
        sl_buf_add_byte(text, (char)code);
    } else if (code < 0x800) {
        sl_buf_add_byte(text, (char)(0xc0 + code / 64));
        sl_buf_add_byte(text, (char)(0x80 + code % 64));
    } else if (code < 0x10000) {
        sl_buf_add_byte(text, (char)(0xe0 + code / 4096));
        sl_buf_add_byte(text, (char)(0x80 + code / 64 % 64));
        sl_buf_add_byte(text, (char)(0x80 + code % 64));
    } else {
        sl_buf_add_byte(text, (char)(0xf0 + code / 262144));
        sl_buf_add_byte(text, (char)(0x80 + code / 4096 % 64));
        sl_buf_add_byte(text, (char)(0x80 + code / 64 % 64));
        sl_buf_add_byte(text, (char)(0x80 + code % 64));
    }
}

/* Behind a backslash. A NUL, and half of a pair, are refused as by PostgreSQL. */
static bool
take_escape(struct reader *reader, struct sl_buf *text)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    uint32_t code, low;
    if (reader->at == reader->end)
        return false;
    const char *known = strchr(from, *reader->at);
    if (*reader->at != '\0' && known != NULL) {
        sl_buf_add_byte(text, to[known - from]);
        reader->at++;
        return true;
    }
    if (*reader->at++ != 'u' || !take_hex(reader, &code) || code == 0)
        return false;
    if (code >= 0xd800 && code < 0xdc00) {
        if (!take_word(reader, "\\u") || !take_hex(reader, &low) || low < 0xdc00 || low > 0xdfff)
            return false;
        code = 0x10000 + (code - 0xd800) * 0x400 + (low - 0xdc00);
    } else if (code >= 0xdc00 && code < 0xe000) {
        return false;
    }
    add_utf8(text, code);
    return true;
}

static bool
take_string(struct reader *reader, struct sl_str *ret_text)
{
    struct sl_buf text;
    bool sound = take(reader, '"');
    sl_buf_init(&text, SIZE_MAX / 2);
    while (sound && reader->at < reader->end && *reader->at != '"') {
        char byte = *reader->at++;
        if (byte == '\\')
            sound = take_escape(reader, &text);
        else if ((unsigned char)byte < 0x20)
            sound = false;
        else
            sl_buf_add_byte(&text, byte);
    }
    *ret_text = sl_arena_copy(reader->arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return sound && take(reader, '"');
}

/* ---- values ---------------------------------------------------------------------------------- */

static size_t
take_digits(struct reader *reader)
{
    const char *begin = reader->at;
    while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9')
        reader->at++;
    return (size_t)(reader->at - begin);
}

static bool
take_number(struct reader *reader)
{
    (void)take_word(reader, "-");
    bool zero = take_word(reader, "0");
    if (!zero && take_digits(reader) == 0)
        return false;
    if (take_word(reader, ".") && take_digits(reader) == 0)
        return false;
    if (!take_word(reader, "e") && !take_word(reader, "E"))
        return true;
    if (!take_word(reader, "-"))
        (void)take_word(reader, "+");
    return take_digits(reader) > 0;
}

/* A value, and in it what stands at the path: `ret_leaf` is filled where the path ends. */
static bool take_value(struct reader *reader, struct sl_str path, bool wanted, int depth,
                       struct sl_str *ret_leaf);

static bool
take_array(struct reader *reader, int depth)
{
    if (take(reader, ']'))
        return true;
    do {
        if (!take_value(reader, SL_STR(""), false, depth + 1, NULL))
            return false;
    } while (take(reader, ','));
    return take(reader, ']');
}

static bool
take_object(struct reader *reader, struct sl_str path, bool wanted, int depth,
            struct sl_str *ret_leaf)
{
    const char *stop = path.len > 0 ? memchr(path.ptr, '.', path.len) : NULL;
    struct sl_str first = { path.ptr, stop != NULL ? (size_t)(stop - path.ptr) : path.len };
    size_t taken = first.len + (stop != NULL);
    struct sl_str rest = { path.ptr + taken, path.len - taken }, name;
    if (take(reader, '}'))
        return true;
    do {
        if (!take_string(reader, &name) || !take(reader, ':'))
            return false;
        bool here = wanted && path.len > 0 && sl_str_equal(name, first);
        if (!take_value(reader, rest, here, depth + 1, ret_leaf))
            return false;
    } while (take(reader, ','));
    return take(reader, '}');
}

static bool
take_value(struct reader *reader, struct sl_str path, bool wanted, int depth,
           struct sl_str *ret_leaf)
{
    struct sl_str text;
    bool sound;
    skip_space(reader);
    const char *begin = reader->at;
    if (begin == reader->end || depth > MOST_DEPTH)
        return false;
    switch (*begin) {
    case '{':
        reader->at++;
        sound = take_object(reader, path, wanted, depth, ret_leaf);
        break;
    case '[':
        reader->at++;
        sound = take_array(reader, depth);
        break;
    case '"': sound = take_string(reader, &text); break;
    case 't': sound = take_word(reader, "true"); break;
    case 'f': sound = take_word(reader, "false"); break;
    case 'n': sound = take_word(reader, "null"); break;
    default: sound = take_number(reader); break;
    }
    if (sound && wanted && path.len == 0)
        *ret_leaf = (struct sl_str) { begin, (size_t)(reader->at - begin) };
    return sound;
}

/* ---- whole texts ------------------------------------------------------------------------------ */

static struct reader
reader_of(struct sl_arena *arena, struct sl_str text)
{
    return (struct reader) { arena, text.ptr, text.ptr + text.len };
}

static bool
is_at_end(struct reader *reader)
{
    skip_space(reader);
    return reader->at == reader->end;
}

bool
slc_json_is_value(struct sl_arena *arena, struct sl_str text)
{
    struct reader reader = reader_of(arena, text);
    return take_value(&reader, SL_STR(""), false, 0, NULL) && is_at_end(&reader);
}

struct sl_str
slc_json_leaf(struct sl_arena *arena, struct sl_str document, struct sl_str path)
{
    struct reader reader = reader_of(arena, document);
    struct sl_str leaf = { NULL, 0 };
    (void)take_value(&reader, path, true, 0, &leaf);
    return leaf;
}

bool
slc_json_read_string(struct sl_arena *arena, struct sl_str text, struct sl_str *ret_string)
{
    struct reader reader = reader_of(arena, text);
    return take_string(&reader, ret_string) && is_at_end(&reader);
}

bool
slc_json_members(struct sl_arena *arena, struct sl_str text, struct slc_json_member **ret_members)
{
    struct reader reader = reader_of(arena, text);
    struct slc_json_member **end = ret_members;
    *ret_members = NULL;
    if (!take(&reader, '{'))
        return false;
    if (take(&reader, '}'))
        return is_at_end(&reader);
    do {
        struct slc_json_member *member = SL_NEW(arena, struct slc_json_member);
        member->next = NULL;
        if (!take_string(&reader, &member->name) || !take(&reader, ':') ||
            !take_value(&reader, SL_STR(""), true, 0, &member->value))
            return false;
        *end = member;
        end = &member->next;
    } while (take(&reader, ','));
    return take(&reader, '}') && is_at_end(&reader);
}

bool
slc_json_items(struct sl_arena *arena, struct sl_str text, const struct slc_json_item **ret_items)
{
    struct reader reader = reader_of(arena, text);
    struct slc_json_item *first = NULL, **end = &first;
    bool sound = take(&reader, '[');
    bool empty = sound && take(&reader, ']');
    while (sound && !empty) {
        struct slc_json_item *item = SL_NEW(arena, struct slc_json_item);
        item->next = NULL;
        sound = take_value(&reader, SL_STR(""), true, 0, &item->value);
        *end = item;
        end = &item->next;
        if (!sound || !take(&reader, ','))
            break;
    }
    *ret_items = first;
    return sound && (empty || take(&reader, ']')) && is_at_end(&reader);
}
