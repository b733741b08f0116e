/* characters.h - code points of valid UTF-8. */
#ifndef SL_CHARACTERS_H
#define SL_CHARACTERS_H

#include "str.h"

#include <stdbool.h>

/* Whether a byte begins a character: all but those that go on with one do. */
static inline bool
sl_begins_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

static inline size_t
sl_count_characters(struct sl_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; at++)
        count += sl_begins_character(text.ptr[at]);
    return count;
}

/* The first of them, at most so many. */
static inline struct sl_str
sl_first_characters(struct sl_str text, size_t most)
{
    size_t at = 0;
    for (; at < text.len; at++)
        if (sl_begins_character(text.ptr[at]) && most-- == 0)
            break;
    return (struct sl_str) { text.ptr, at };
}

/* The last of them, at most so many. */
static inline struct sl_str
sl_last_characters(struct sl_str text, size_t most)
{
    size_t from = text.len;
    while (from > 0 && most > 0)
        most -= sl_begins_character(text.ptr[--from]);
    return (struct sl_str) { text.len > 0 ? text.ptr + from : text.ptr, text.len - from };
}

#endif
