/* characters.h - which characters a policy may be made of, wherever they stand.
 *
 * A reviewer must see what the compiler reads: UTF-8, no byte order mark, no control characters but
 * newline, tab and CR before a newline, nothing invisible, private or unassigned, and no space but
 * U+0020. Messages and generated texts keep to the same characters. */
#ifndef SLC_CHARACTERS_H
#define SLC_CHARACTERS_H

#include "str.h"

#include <stdint.h>

enum slc_character_kind {
    SLC_CHARACTER_ALLOWED,
    SLC_CHARACTER_CONTROL,
    SLC_CHARACTER_SPACE,      /* a space that is not U+0020 */
    SLC_CHARACTER_INVISIBLE,  /* also the byte order mark */
    SLC_CHARACTER_PRIVATE,    /* for private use */
    SLC_CHARACTER_UNASSIGNED, /* Unicode may give it a form one day */
    SLC_CHARACTER_NOT_UTF8,
};

/* The character that begins at text[at] and its length in bytes; length 1 and code point
 * SLC_NOT_UTF8 where the bytes are not UTF-8 (overlong forms and surrogates are not). */
#define SLC_NOT_UTF8 0xFFFFFFFFU
uint32_t slc_character_at(struct sl_str text, size_t at, size_t *ret_len);

/* The same, and its kind, which the character behind a CR decides, too. */
enum slc_character_kind slc_character_kind_at(struct sl_str text, size_t at,
                                              uint32_t *ret_code_point, size_t *ret_len);

/* Whether the text holds a character that is not allowed, or bytes that are not UTF-8. */
bool slc_characters_refused(struct sl_str text);

/* The length of the byte order mark that the text begins with: 0 or 3. */
uint32_t slc_characters_byte_order_mark(struct sl_str text);

#endif
