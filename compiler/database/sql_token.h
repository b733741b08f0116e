/* sql_token.h - as much of PostgreSQL's tokens as tells where statements end (4.1 of its manual). */
#ifndef SLC_SQL_TOKEN_H
#define SLC_SQL_TOKEN_H

#include "str.h"

#include <stdint.h>

enum slc_sql_token_kind {
    SLC_SQL_WORD, /* a key word or a name without quotes */
    SLC_SQL_SEMICOLON,
    SLC_SQL_OPEN, /* a parenthesis */
    SLC_SQL_CLOSE,
    SLC_SQL_BACKSLASH,
    SLC_SQL_OTHER,   /* a string, a quoted name, any other character */
    SLC_SQL_ENDLESS, /* a quote or a comment without its end: to the end of the text */
};

struct slc_sql_token {
    enum slc_sql_token_kind kind;
    uint32_t begin, end;
};

/* The token behind *offset, which moves behind it; space and comments are passed over. False: there is none. A comment
 * that lacks its end is a token, since PostgreSQL refuses it. With standard_conforming_strings, the default. */
bool slc_sql_token_next(struct sl_str text, uint32_t *offset, struct slc_sql_token *ret);

#endif
