#include "syntax/keyword.h"

#include "syntax/parser.h"
#include "syntax/syntax.h"

enum { FIRST = SLC_T_POLICY, LAST = SLC_T_YES };

int
slc_keyword(struct sl_str text)
{
    for (int token = FIRST; text.len > 0 && token <= LAST; token++) {
        const char *word = slc_token_spelling(token);
        if (word[0] == text.ptr[0] && strncmp(word, text.ptr, text.len) == 0 &&
            word[text.len] == '\0')
            return token;
    }
    return 0;
}

struct sl_str
slc_token_text(int token)
{
    return sl_str_of(slc_token_spelling(token));
}

bool
slc_begins_item(int token)
{
    return token >= SLC_T_POLICY && token < SLC_T_MAY;
}

bool
slc_begins_line(int token)
{
    return token >= SLC_T_MAY && token <= SLC_T_END;
}

bool
slc_is_keyword(int token)
{
    return token >= FIRST && token <= LAST;
}

bool
slc_is_phrase(int token)
{
    switch (token) {
    case SLC_T_REPLICA_IDENTITY:
    case SLC_T_NEW_COLUMNS:
    case SLC_T_PUBLISH_LISTED_COLUMNS:
    case SLC_T_PUBLISH_WHOLE_ROWS: return true;
    default: return false;
    }
}
