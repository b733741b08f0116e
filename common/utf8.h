/* utf8.h - whether bytes are UTF-8 (RFC 3629): shortest forms only, no surrogates, at most
 * U+10FFFF. */
#ifndef SL_UTF8_H
#define SL_UTF8_H

#include "str.h"

#include <stdbool.h>

bool sl_utf8_is_valid(struct sl_str text);

/* The longest beginning of a valid text that has at most so many bytes and cuts no character. */
struct sl_str sl_utf8_cut(struct sl_str text, size_t most_bytes);

#endif
