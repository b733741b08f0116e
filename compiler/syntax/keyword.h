/* keyword.h - the reserved words: the tokens of parser.y that are spelled in letters.
 *
 * The grammar's %token lines are the only list; their order says which begin an item or a line. */
#ifndef SLC_KEYWORD_H
#define SLC_KEYWORD_H

#include "str.h"

#include <stdbool.h>

/* The token's kind (parser.h), or 0 when the text is not reserved. */
int slc_keyword(struct sl_str text);

bool slc_is_keyword(int token);

/* Words that begin an item of a file, and those that begin a line of a block (or end it). */
bool slc_begins_item(int token);
bool slc_begins_line(int token);

/* Several words that are one token, so that none of them is reserved. */
bool slc_is_phrase(int token);

/* The token's spelling, or what it stands for ("a name"). Lives for ever. */
struct sl_str slc_token_text(int token);
const char *slc_token_spelling(int token);

#endif
