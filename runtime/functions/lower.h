/* lower.h - ASCII lower case in scratch memory. */
#ifndef SL_LOWER_H
#define SL_LOWER_H

#include "record/ascii.h"
#include "record/record_private.h"

/* Borrows where nothing changes. False when scratch memory ran out: the record has failed. */
static inline bool
sl_lower_text(struct sl_record *record, struct sl_str text, struct sl_str *ret_lower)
{
    size_t at = 0;
    while (at < text.len && !sl_ascii_is_upper(text.ptr[at]))
        at++;
    *ret_lower = text;
    if (at == text.len)
        return true;
    char *lower = sl_record_scratch(record, text.len);
    if (lower == NULL)
        return false;
    for (at = 0; at < text.len; at++)
        lower[at] = sl_ascii_to_lower(text.ptr[at]);
    ret_lower->ptr = lower;
    return true;
}

#endif
