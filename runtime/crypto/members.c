#include "crypto/members.h"

#include "record/read_json.h"

/* All that follows walks over text that is known to be JSON. */

static void
skip(struct sl_str *text, size_t count)
{
    text->ptr += count;
    text->len -= count;
}

static void
skip_spaces(struct sl_str *text)
{
    while (text->len > 0 && text->ptr[0] == ' ')
        skip(text, 1);
}

/* Bytes of the string at the beginning, with its quotes. */
static size_t
string_size(struct sl_str text)
{
    size_t at = 1;
    while (at < text.len && text.ptr[at] != '"')
        at += text.ptr[at] == '\\' ? 2 : 1;
    return at < text.len ? at + 1 : text.len;
}

/* Bytes of the object or array at the beginning. */
static size_t
nested_size(struct sl_str text)
{
    size_t depth = 0, at = 0;
    while (at < text.len) {
        char c = text.ptr[at];
        at += c == '"' ? string_size(sl_str_from(text, at)) : 1;
        depth += c == '{' || c == '[';
        if ((c == '}' || c == ']') && --depth == 0)
            break;
    }
    return at;
}

static size_t
word_size(struct sl_str text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] != ',' && text.ptr[at] != '}' && text.ptr[at] != ' ')
        at++;
    return at;
}

static struct sl_str
take(struct sl_str *text, size_t size)
{
    struct sl_str taken = { text->ptr, size };
    skip(text, size);
    return taken;
}

static struct sl_str
take_string(struct sl_str *text)
{
    struct sl_str quoted = take(text, string_size(*text));
    return (struct sl_str) { quoted.ptr + 1, quoted.len - 2 };
}

bool
sl_members_begin(struct sl_members *members, struct sl_str text)
{
    if (text.len == 0 || text.ptr[0] != '{' || !sl_json_is_value(text))
        return false;
    members->left = sl_str_from(text, 1);
    return true;
}

bool
sl_members_next(struct sl_members *members, struct sl_member *ret)
{
    struct sl_str *left = &members->left;
    skip_spaces(left);
    if (left->len > 0 && left->ptr[0] == ',') {
        skip(left, 1);
        skip_spaces(left);
    }
    if (left->len == 0 || left->ptr[0] != '"')
        return false;
    ret->name = take_string(left);
    skip_spaces(left);
    skip(left, 1); /* the colon */
    skip_spaces(left);
    char first = left->ptr[0];
    ret->kind = first == '"' ? SL_MEMBER_STRING : first == '{' ? SL_MEMBER_OBJECT : SL_MEMBER_OTHER;
    ret->value = first == '"'                   ? take_string(left)
                 : first == '{' || first == '[' ? take(left, nested_size(*left))
                                                : take(left, word_size(*left));
    return true;
}

bool
sl_member_find(struct sl_str object, const char *name, enum sl_member_kind kind,
               struct sl_str *ret_value)
{
    struct sl_members members = { sl_str_from(object, 1) };
    struct sl_member member;
    while (sl_members_next(&members, &member)) {
        if (member.kind != kind || !sl_str_is(member.name, name))
            continue;
        *ret_value = member.value;
        return true;
    }
    return false;
}

bool
sl_member_text(struct sl_str value, struct sl_buf *room, struct sl_str *ret)
{
    *ret = value;
    if (value.len == 0 || memchr(value.ptr, '\\', value.len) == NULL)
        return true;
    char *start = sl_buf_reserve(room, value.len + 1), *to = start;
    if (start == NULL)
        return false;
    for (size_t at = 0; at < value.len; at++) {
        if (value.ptr[at] == '\\' && value.ptr[++at] != '/')
            return false;
        *to++ = value.ptr[at];
    }
    *ret = (struct sl_str) { start, (size_t)(to - start) };
    sl_buf_claim(room, ret->len);
    return true;
}
