/* ascii.h - classes of bytes, ASCII only: the same in every locale. Bytes from 0x80 on belong to
 * none of them. */
#ifndef SL_ASCII_H
#define SL_ASCII_H

#include "str.h"

#include <stdbool.h>

/* Tab, newline, vertical tab, form feed, carriage return, space. */
static inline bool
sl_ascii_is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static inline bool
sl_ascii_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool
sl_ascii_is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool
sl_ascii_is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static inline bool
sl_ascii_is_letter(char byte)
{
    return sl_ascii_is_upper(byte) || sl_ascii_is_lower(byte);
}

static inline char
sl_ascii_to_lower(char byte)
{
    return sl_ascii_is_upper(byte) ? (char)(byte + ('a' - 'A')) : byte;
}

static inline char
sl_ascii_to_upper(char byte)
{
    return sl_ascii_is_lower(byte) ? (char)(byte - ('a' - 'A')) : byte;
}

/* Without white space at either end; borrows. */
static inline struct sl_str
sl_ascii_trim(struct sl_str text)
{
    while (text.len > 0 && sl_ascii_is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && sl_ascii_is_space(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

#endif
