/* characters.h - what bytes and characters a policy may be made of, wherever they stand.
 *
 * A reviewer must see what the compiler reads: UTF-8, no byte order mark, no control characters but
 * newline, tab and CR before a newline, nothing invisible, private or unassigned, and no space but
 * U+0020. Runs before the lexer, which therefore stays silent about such characters. */
#ifndef SLC_CHARACTERS_H
#define SLC_CHARACTERS_H

#include "findings/finding.h"

/* Findings E0001 and E0005. False when the file is no text that could be read on: UTF-16. */
bool slc_check_characters(struct slc_findings *findings, const struct slc_source *source);

/* Whether the text holds such a character, or bytes that are not UTF-8. */
bool slc_characters_refused(struct sl_str text);

/* The length of the byte order mark that the text begins with: 0 or 3. */
uint32_t slc_characters_byte_order_mark(struct sl_str text);

/* The character that begins at text[at] and its length in bytes; length 1 and code point
 * SLC_NOT_UTF8 where the bytes are not UTF-8 (overlong forms and surrogates are not). */
#define SLC_NOT_UTF8 0xFFFFFFFFU
uint32_t slc_character_at(struct sl_str text, size_t at, size_t *ret_len);

#endif
