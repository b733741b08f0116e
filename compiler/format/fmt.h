/* fmt.h - the one layout of a policy: the same tokens and comments in the same order, with other
 * space between them.
 *
 * Layout depends on tokens, on which comments stand on lines of their own, and on where the author
 * left a line empty; hence formatting twice changes nothing, and meaning never changes. */
#ifndef SLC_FMT_H
#define SLC_FMT_H

#include "buf.h"
#include "source/source.h"

/* Appends the layout of `source`, which must be free of syntax errors. */
void slc_format(struct sl_arena *arena, const struct slc_source *source, struct sl_buf *out);

/* Whether two texts consist of the same tokens and comments: what a formatter must never change. */
bool slc_same_tokens(struct sl_arena *arena, const struct slc_source *a,
                     const struct slc_source *b);

#endif
