/* plural.h - English words for a count: "1 row", "2 rows"; "tomorrow", "in 12 days". */
#ifndef SL_PLURAL_H
#define SL_PLURAL_H

#include <stdint.h>

/* What ends the word behind a count: "" for one, else "s". */
static inline const char *
sl_plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}

/* "today", "tomorrow", "in 12 days": so many days ahead, 0 or more. */
struct sl_days_ahead {
    char text[32];
};

struct sl_days_ahead sl_days_ahead(int64_t days);

#endif
