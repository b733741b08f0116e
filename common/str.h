/* str.h - borrowed strings: a pointer and a length, passed by value, never NUL-ended.
 *
 * Who hands one out says how long the bytes live. An empty string may have a NULL pointer. */
#ifndef SL_STR_H
#define SL_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct sl_str {
    const char *ptr;
    size_t len;
};

/* A view of a string literal. */
#define SL_STR(literal) ((struct sl_str) { .ptr = (literal), .len = sizeof(literal) - 1 })

/* For printf: `printf("%.*s", SL_FMT(s))`. Names and policy text only, never a row's value. */
#define SL_FMT(s) (int)(s).len, (s).ptr

/* A view of a NUL-ended string; NULL gives the empty string. */
static inline struct sl_str
sl_str_of(const char *text)
{
    return (struct sl_str) { .ptr = text, .len = text != NULL ? strlen(text) : 0 };
}

static inline bool
sl_str_equal(struct sl_str a, struct sl_str b)
{
    /* A length above 0 has a pointer; the analyzer cannot know.
     * NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool
sl_str_is(struct sl_str a, const char *text)
{
    return sl_str_equal(a, sl_str_of(text));
}

static inline bool
sl_str_starts_with(struct sl_str text, const char *prefix)
{
    size_t len = strlen(prefix);
    return text.len >= len && memcmp(text.ptr, prefix, len) == 0;
}

/* Order by bytes, the shorter first where one begins the other: <0, 0, >0. */
static inline int
sl_str_compare(struct sl_str a, struct sl_str b)
{
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common == 0 ? 0 : memcmp(a.ptr, b.ptr, common);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* The view without its first `start` bytes, of which there are as many. */
static inline struct sl_str
sl_str_from(struct sl_str text, size_t start)
{
    return start == text.len ? (struct sl_str) { .ptr = NULL, .len = 0 }
                             : (struct sl_str) { .ptr = text.ptr + start, .len = text.len - start };
}

#endif
