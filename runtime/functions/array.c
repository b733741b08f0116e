/* array.c - count_items: the items of an array as PostgreSQL prints it (its manual, "Array Input and Output
 * Syntax"): {a,"b,\"c",NULL}, {{1,2},{3,4}}, with [0:1]= in front where it does not count from 1. */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/record_private.h"

static bool
take(struct sl_str *text, char byte)
{
    if (text->len == 0 || text->ptr[0] != byte)
        return false;
    text->ptr++;
    text->len--;
    return true;
}

/* "[0:1][-2:3]=" */
static bool
skip_bounds(struct sl_str *text)
{
    if (text->len == 0 || text->ptr[0] != '[')
        return true;
    const char *equals = memchr(text->ptr, '=', text->len);
    if (equals == NULL)
        return false;
    for (const char *at = text->ptr; at < equals; at++)
        if (!sl_ascii_is_digit(*at) && memchr("[]:-", *at, 4) == NULL)
            return false;
    text->len -= (size_t)(equals + 1 - text->ptr);
    text->ptr = equals + 1;
    return true;
}

static bool
skip_quoted(struct sl_str *text)
{
    while (text->len > 0 && text->ptr[0] != '"') {
        size_t step = text->ptr[0] == '\\' ? 2 : 1;
        if (step > text->len)
            return false;
        text->ptr += step;
        text->len -= step;
    }
    return take(text, '"');
}

/* Up to the delimiter or brace behind it; what is not quoted has neither in it, nor is it empty. */
static bool
skip_plain(struct sl_str *text)
{
    size_t len = 0;
    while (len < text->len && memchr(",;{}\"\\", text->ptr[len], 6) == NULL)
        len++;
    text->ptr += len;
    text->len -= len;
    return len > 0;
}

/* The items between the braces, of all dimensions; false for what is no array. */
static bool
count(struct sl_str text, int64_t *ret_count)
{
    size_t depth = 0;
    *ret_count = 0;
    if (!skip_bounds(&text) || text.len < 2 || text.ptr[0] != '{')
        return false;
    if (sl_str_equal(text, SL_STR("{}")))
        return true;
    do {
        while (take(&text, '{'))
            depth++;
        if (!(take(&text, '"') ? skip_quoted(&text) : skip_plain(&text)))
            return false;
        (*ret_count)++;
        while (depth > 0 && take(&text, '}'))
            depth--;
    } while (depth > 0 && (take(&text, ',') || take(&text, ';')));
    return depth == 0 && text.len == 0;
}

struct sl_open
sl_count_items(struct sl_record *out, struct sl_sealed x)
{
    int64_t items;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return count(x.value.text, &items) ? sl_integer(items) : sl_missing();
}
