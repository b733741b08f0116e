#include "config/place.h"

#include <stdbool.h>

struct slp_path
slp_path_of(const char *key)
{
    return (struct slp_path) { .keys = { key }, .count = 1 };
}

struct slp_path
slp_path_child(struct slp_path path, const char *key)
{
    if (path.count < SLP_PATH_KEYS)
        path.keys[path.count++] = key;
    return path;
}

static size_t
skip_space(struct sl_str text, size_t at)
{
    while (at < text.len && strchr(" \t\r\n", text.ptr[at]) != NULL)
        at++;
    return at;
}

/* `at` stands on the opening quote; the result behind the closing one. */
static size_t
skip_string(struct sl_str text, size_t at)
{
    for (at++; at < text.len && text.ptr[at] != '"'; at++)
        if (text.ptr[at] == '\\')
            at++;
    return at < text.len ? at + 1 : text.len;
}

/* Behind the value that starts at `at`: up to the comma or bracket that ends it. */
static size_t
skip_value(struct sl_str text, size_t at)
{
    size_t depth = 0;
    while (at < text.len) {
        char c = text.ptr[at];
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return at;
        if (c == '"') {
            at = skip_string(text, at);
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        at++;
    }
    return at;
}

/* Finds the member in the object at `at`: its name's offset, and in *ret_value its value's. */
static bool
find_member(struct sl_str text, size_t at, const char *key, size_t *ret_name, size_t *ret_value)
{
    at = skip_space(text, at);
    if (at >= text.len || text.ptr[at] != '{')
        return false;
    for (at = skip_space(text, at + 1); at < text.len && text.ptr[at] == '"';) {
        size_t name = at, end = skip_string(text, at);
        struct sl_str found = { .ptr = text.ptr + name + 1, .len = end - name - 2 };
        size_t value = skip_space(text, skip_space(text, end) + 1);
        if (end - name >= 2 && sl_str_is(found, key)) {
            *ret_name = name;
            *ret_value = value;
            return true;
        }
        at = skip_space(text, skip_value(text, value) + 1);
    }
    return false;
}

unsigned
slp_path_line(struct slp_path path, struct sl_str text)
{
    size_t place = 0, value = 0;
    for (unsigned depth = 0; depth < path.count; depth++)
        if (!find_member(text, value, path.keys[depth], &place, &value))
            break;
    unsigned line = 1;
    for (size_t at = 0; at < place && at < text.len; at++)
        line += text.ptr[at] == '\n';
    return line;
}
