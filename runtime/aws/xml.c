#include "aws/xml.h"

#include <string.h>

/* The first place of `what` at or behind `from`; false when there is none. */
static bool
find(struct sl_str text, size_t from, const char *what, size_t *ret)
{
    if (from > text.len || text.len == from)
        return false;
    const char *at = memmem(text.ptr + from, text.len - from, what, strlen(what));
    *ret = at != NULL ? (size_t)(at - text.ptr) : 0;
    return at != NULL;
}

static bool
ends_name(char byte)
{
    return byte == '>' || byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* Where the content of the next <element …> begins. An element without content has none. */
static bool
find_start(struct sl_str document, const char *element, size_t *ret)
{
    size_t len = strlen(element), at = 0;
    while (find(document, at, "<", &at)) {
        struct sl_str rest = sl_str_from(document, ++at);
        if (rest.len <= len || memcmp(rest.ptr, element, len) != 0 || !ends_name(rest.ptr[len]))
            continue;
        size_t end;
        if (!find(document, at, ">", &end) || document.ptr[end - 1] == '/')
            return false;
        *ret = end + 1;
        return true;
    }
    return false;
}

bool
slp_xml_find(struct sl_str document, const char *element, struct sl_str *ret)
{
    size_t start, end, len = strlen(element);
    if (!find_start(document, element, &start))
        return false;
    for (end = start; find(document, end, "</", &end); end += 2) {
        struct sl_str rest = sl_str_from(document, end + 2);
        if (rest.len > len && memcmp(rest.ptr, element, len) == 0 && ends_name(rest.ptr[len])) {
            *ret = (struct sl_str) { .ptr = document.ptr + start, .len = end - start };
            return true;
        }
    }
    return false;
}

/* &#65; and &#x41; of ASCII: all that AWS writes that way. */
static bool
number_entity(struct sl_str name, char *ret)
{
    unsigned value = 0;
    bool hex = name.len > 2 && name.ptr[1] == 'x';
    for (size_t at = hex ? 2 : 1; at < name.len; at++) {
        const char *digits = "0123456789abcdef";
        const char *digit = memchr(digits, name.ptr[at] | 0x20, hex ? 16 : 10);
        if (digit == NULL || value > 127)
            return false;
        value = value * (hex ? 16 : 10) + (unsigned)(digit - digits);
    }
    *ret = (char)value;
    return value > 0 && value < 128;
}

static bool
entity(struct sl_str name, char *ret)
{
    static const struct {
        const char *name;
        char byte;
    } entities[] = {
        { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' }
    };
    for (size_t at = 0; at < sizeof entities / sizeof entities[0]; at++)
        if (sl_str_is(name, entities[at].name)) {
            *ret = entities[at].byte;
            return true;
        }
    return name.len > 1 && name.ptr[0] == '#' && number_entity(name, ret);
}

bool
slp_xml_text(struct sl_str document, const char *element, struct sl_buf *out)
{
    struct sl_str inner;
    if (!slp_xml_find(document, element, &inner))
        return false;
    for (size_t at = 0; at < inner.len; at++) {
        char byte = inner.ptr[at];
        if (byte == '<')
            return false;
        if (byte == '&') {
            size_t end;
            if (!find(inner, at, ";", &end) ||
                !entity((struct sl_str) { inner.ptr + at + 1, end - at - 1 }, &byte))
                return false;
            at = end;
        }
        sl_buf_add_byte(out, byte);
    }
    return !sl_buf_failed(out);
}
