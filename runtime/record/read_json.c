#include "record/read_json.h"

#include "maxima.h"
#include "record/ascii.h"
#include "utf8.h"

#include <stdint.h>

/* Each `..._end` returns where the thing that begins at `at` ends, NULL where none does. */

static const char *
digits_end(const char *at, const char *end)
{
    const char *first = at;
    while (at < end && sl_ascii_is_digit(*at))
        at++;
    return at > first ? at : NULL;
}

static const char *
number_end(const char *at, const char *end)
{
    if (at < end && *at == '-')
        at++;
    at = at < end && *at == '0' ? at + 1 : digits_end(at, end);
    if (at != NULL && at < end && *at == '.')
        at = digits_end(at + 1, end);
    if (at != NULL && at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-'))
            at++;
        at = digits_end(at, end);
    }
    return at;
}

static const char *
escape_end(const char *at, const char *end)
{
    if (at == end)
        return NULL;
    if (*at != 'u')
        return memchr("\"\\/bfnrt", *at, 8) != NULL ? at + 1 : NULL;
    if (end - at < 5)
        return NULL;
    for (int digit = 1; digit <= 4; digit++) {
        char lower = sl_ascii_to_lower(at[digit]);
        if (!sl_ascii_is_digit(lower) && (lower < 'a' || lower > 'f'))
            return NULL;
    }
    return at + 5;
}

/* `at` is behind the opening quote. */
static const char *
string_end(const char *at, const char *end)
{
    while (at != NULL && at < end && *at != '"') {
        if ((unsigned char)*at < 0x20)
            return NULL;
        at = *at == '\\' ? escape_end(at + 1, end) : at + 1;
    }
    return at != NULL && at < end ? at + 1 : NULL;
}

static const char *
word_end(const char *at, const char *end)
{
    static const char *const words[] = { "true", "false", "null" };
    for (size_t word = 0; word < sizeof words / sizeof *words; word++) {
        size_t len = strlen(words[word]);
        if ((size_t)(end - at) >= len && memcmp(at, words[word], len) == 0)
            return at + len;
    }
    return NULL;
}

static const char *
scalar_end(const char *at, const char *end)
{
    if (*at == '"')
        return string_end(at + 1, end);
    return *at == '-' || sl_ascii_is_digit(*at) ? number_end(at, end) : word_end(at, end);
}

static const char *
skip_spaces(const char *at, const char *end)
{
    while (at < end && *at == ' ')
        at++;
    return at;
}

enum { BYTE_BITS = 8 };

/* Which of the open brackets are braces, one bit each: values nest without recursion. */
struct nesting {
    uint8_t braces[SL_MAX_JSON_NESTING / BYTE_BITS];
    size_t depth;
};

static bool
open_bracket(struct nesting *nesting, bool brace)
{
    if (nesting->depth == SL_MAX_JSON_NESTING)
        return false;
    uint8_t bit = (uint8_t)(1U << (nesting->depth % BYTE_BITS));
    uint8_t *byte = &nesting->braces[nesting->depth / BYTE_BITS];
    *byte = brace ? *byte | bit : (uint8_t)(*byte & ~bit);
    nesting->depth++;
    return true;
}

static bool
in_braces(const struct nesting *nesting)
{
    size_t top = nesting->depth - 1;
    return (nesting->braces[top / BYTE_BITS] >> (top % BYTE_BITS) & 1) != 0;
}

/* "name" and colon, and the spaces around them. */
static const char *
member_name_end(const char *at, const char *end)
{
    at = skip_spaces(at, end);
    at = at < end && *at == '"' ? string_end(at + 1, end) : NULL;
    at = at != NULL ? skip_spaces(at, end) : NULL;
    return at != NULL && at < end && *at == ':' ? at + 1 : NULL;
}

/* Opens brackets down to the first scalar or empty bracket and returns its end. */
static const char *
first_value_end(struct nesting *nesting, const char *at, const char *end)
{
    for (;;) {
        at = skip_spaces(at, end);
        if (at == end || (*at != '{' && *at != '['))
            return at == end ? NULL : scalar_end(at, end);
        bool brace = *at == '{';
        if (!open_bracket(nesting, brace))
            return NULL;
        at = skip_spaces(at + 1, end);
        if (at < end && *at == (brace ? '}' : ']')) {
            nesting->depth--;
            return at + 1;
        }
        if (brace && (at = member_name_end(at, end)) == NULL)
            return NULL;
    }
}

bool
sl_json_is_value(struct sl_str text)
{
    struct nesting nesting = { .depth = 0 };
    const char *at = text.ptr, *end = text.len > 0 ? at + text.len : at;
    nesting.depth = 0;
    at = first_value_end(&nesting, at, end);
    while (at != NULL && nesting.depth > 0) {
        at = skip_spaces(at, end);
        bool brace = in_braces(&nesting);
        if (at < end && *at == (brace ? '}' : ']')) {
            nesting.depth--;
            at++;
        } else if (at < end && *at == ',') {
            at++;
            if (brace)
                at = member_name_end(at, end);
            if (at != NULL)
                at = first_value_end(&nesting, at, end);
        } else {
            return false;
        }
    }
    return at != NULL && skip_spaces(at, end) == end && sl_utf8_is_valid(text);
}

bool
sl_json_is_number(struct sl_str text)
{
    return text.len > 0 && number_end(text.ptr, text.ptr + text.len) == text.ptr + text.len;
}
