/* json.c - leaves of a JSON document: json_text, json_number, json_bool, json_has. The text is a JSON value:
 * it was looked through when the row was read (read_json.h). */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/record_private.h"

/* ---- walking -------------------------------------------------------------------------------- */

static struct sl_str
without(struct sl_str text, size_t len)
{
    return (struct sl_str) { text.ptr + len, text.len - len };
}

/* At the first byte that is no white space, comma or colon. */
static struct sl_str
skip_space(struct sl_str text)
{
    while (text.len > 0 &&
           (sl_ascii_is_space(text.ptr[0]) || text.ptr[0] == ',' || text.ptr[0] == ':'))
        text = without(text, 1);
    return text;
}

/* A string with its quotes. */
static size_t
string_len(struct sl_str text)
{
    size_t at = 1;
    while (at < text.len && text.ptr[at] != '"')
        at += text.ptr[at] == '\\' ? 2 : 1;
    return at < text.len ? at + 1 : text.len;
}

/* The value that the text begins with, whatever is in it. */
static size_t
value_len(struct sl_str text)
{
    size_t at = 0, depth = 0;
    while (at < text.len) {
        char byte = text.ptr[at];
        if (byte == '"') {
            at += string_len(without(text, at));
        } else if (byte == '{' || byte == '[') {
            depth++;
            at++;
        } else if (byte == '}' || byte == ']') {
            depth--;
            at++;
        } else if (depth > 0) {
            at++;
        } else {
            while (at < text.len && memchr(",:]} \t\n\r", text.ptr[at], 8) == NULL)
                at++;
        }
        if (depth == 0)
            break;
    }
    return at;
}

/* ---- strings -------------------------------------------------------------------------------- */

static uint32_t
hex_value(const char *digits)
{
    uint32_t value = 0;
    for (int at = 0; at < 4; at++)
        value = value << 4 | (uint32_t)(sl_ascii_is_digit(digits[at])
                                            ? digits[at] - '0'
                                            : sl_ascii_to_lower(digits[at]) - 'a' + 10);
    return value;
}

static char *
print_code_point(char *to, uint32_t code)
{
    if (code < 0x80) {
        *to++ = (char)code;
        return to;
    }
    static const uint32_t leads[] = { 0, 0xc0, 0xe0, 0xf0 };
    int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    *to++ = (char)(leads[more] | code >> 6 * more);
    while (more-- > 0)
        *to++ = (char)(0x80 | (code >> 6 * more & 0x3f));
    return to;
}

/* What the escape at the front stands for, written at `to`; returns its length. */
static size_t
unescape(struct sl_str text, char **to)
{
    static const char escapes[] = "b\bf\fn\nr\rt\t";
    char byte = text.ptr[1];
    if (byte != 'u') {
        const char *known = strchr(escapes, byte);
        *(*to)++ = known != NULL && sl_ascii_is_letter(byte) ? known[1] : byte;
        return 2;
    }
    uint32_t code = hex_value(text.ptr + 2);
    bool pair = code >= 0xd800 && code < 0xdc00 && text.len >= 12 && text.ptr[6] == '\\';
    if (pair)
        code = 0x10000 + ((code - 0xd800) << 10) + (hex_value(text.ptr + 8) - 0xdc00);
    *to = print_code_point(*to, code);
    return pair ? 12 : 6;
}

/* A string's text: borrowed where it has no escapes. False when scratch memory ran out. */
static bool
read_string(struct sl_record *out, struct sl_str quoted, struct sl_str *ret_text)
{
    struct sl_str inner = { quoted.ptr + 1, quoted.len - 2 };
    *ret_text = inner;
    if (inner.len == 0 || memchr(inner.ptr, '\\', inner.len) == NULL)
        return true;
    char *text = sl_record_scratch(out, inner.len), *to = text;
    if (text == NULL)
        return false;
    while (inner.len > 0) {
        size_t taken = 1;
        if (inner.ptr[0] == '\\')
            taken = unescape(inner, &to);
        else
            *to++ = inner.ptr[0];
        inner = without(inner, taken);
    }
    *ret_text = (struct sl_str) { text, (size_t)(to - text) };
    return true;
}

/* ---- paths ---------------------------------------------------------------------------------- */

/* The member of an object; false when it is none or has no such member. */
static bool
find_member(struct sl_record *out, struct sl_str *json, struct sl_str name)
{
    if (json->len == 0 || json->ptr[0] != '{')
        return false;
    struct sl_str rest = skip_space(without(*json, 1));
    while (rest.len > 0 && rest.ptr[0] == '"') {
        struct sl_str quoted = { rest.ptr, string_len(rest) }, key;
        rest = skip_space(without(rest, quoted.len));
        struct sl_str value = { rest.ptr, value_len(rest) };
        if (!read_string(out, quoted, &key))
            return false;
        if (sl_str_equal(key, name)) {
            *json = value;
            return true;
        }
        rest = skip_space(without(rest, value.len));
    }
    return false;
}

/* What stands at the path, names with full stops between them. */
static bool
find_leaf(struct sl_record *out, const struct sl_value *document, const char *path,
          struct sl_str *ret_leaf)
{
    *ret_leaf = skip_space(document->text);
    for (;;) {
        size_t len = strcspn(path, ".");
        if (!find_member(out, ret_leaf, (struct sl_str) { path, len }))
            return false;
        if (path[len] == '\0')
            return ret_leaf->len > 0;
        path += len + 1;
    }
}

/* ---- leaves --------------------------------------------------------------------------------- */

static struct sl_value
text_leaf(struct sl_record *out, struct sl_value x, const char *path)
{
    struct sl_str leaf, text;
    if (x.state != SL_VALUE)
        return sl_without_value(&x).value;
    if (!find_leaf(out, &x, path, &leaf) || leaf.ptr[0] != '"' || !read_string(out, leaf, &text))
        return sl_missing().value;
    return sl_text_of(text.ptr, text.len).value;
}

static struct sl_value
number_leaf(struct sl_record *out, struct sl_value x, const char *path)
{
    struct sl_str leaf;
    if (x.state != SL_VALUE)
        return sl_without_value(&x).value;
    bool number =
        find_leaf(out, &x, path, &leaf) && (leaf.ptr[0] == '-' || sl_ascii_is_digit(leaf.ptr[0])) &&
        memchr(leaf.ptr, 'e', leaf.len) == NULL && memchr(leaf.ptr, 'E', leaf.len) == NULL;
    if (!number)
        return sl_missing().value;
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_NUMERIC, .text = leaf };
}

static struct sl_value
boolean_leaf(struct sl_record *out, struct sl_value x, const char *path)
{
    struct sl_str leaf;
    if (x.state != SL_VALUE)
        return sl_without_value(&x).value;
    if (!find_leaf(out, &x, path, &leaf) || (leaf.ptr[0] != 't' && leaf.ptr[0] != 'f'))
        return sl_missing().value;
    return sl_boolean(leaf.ptr[0] == 't').value;
}

static struct sl_value
has_leaf(struct sl_record *out, struct sl_value x, const char *path)
{
    struct sl_str leaf;
    if (x.state != SL_VALUE)
        return sl_without_value(&x).value;
    return sl_boolean(find_leaf(out, &x, path, &leaf) && leaf.ptr[0] != 'n').value;
}

struct sl_open
sl_json_text(struct sl_record *out, struct sl_open x, const char *path)
{
    return (struct sl_open) { text_leaf(out, x.value, path) };
}

struct sl_sealed
sl_sealed_json_text(struct sl_record *out, struct sl_sealed x, const char *path)
{
    return (struct sl_sealed) { text_leaf(out, x.value, path) };
}

struct sl_open
sl_json_number(struct sl_record *out, struct sl_open x, const char *path)
{
    return (struct sl_open) { number_leaf(out, x.value, path) };
}

struct sl_sealed
sl_sealed_json_number(struct sl_record *out, struct sl_sealed x, const char *path)
{
    return (struct sl_sealed) { number_leaf(out, x.value, path) };
}

struct sl_open
sl_json_bool(struct sl_record *out, struct sl_open x, const char *path)
{
    return (struct sl_open) { boolean_leaf(out, x.value, path) };
}

struct sl_sealed
sl_sealed_json_bool(struct sl_record *out, struct sl_sealed x, const char *path)
{
    return (struct sl_sealed) { boolean_leaf(out, x.value, path) };
}

struct sl_open
sl_json_has(struct sl_record *out, struct sl_open x, const char *path)
{
    return (struct sl_open) { has_leaf(out, x.value, path) };
}

struct sl_sealed
sl_sealed_json_has(struct sl_record *out, struct sl_sealed x, const char *path)
{
    return (struct sl_sealed) { has_leaf(out, x.value, path) };
}
