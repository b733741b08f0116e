/* keep_text.h - a text that was written into a buffer, kept in an arena. Both functions end the program,
 * as sl_arena_must() does, when the buffer failed. */
#ifndef SLC_KEEP_TEXT_H
#define SLC_KEEP_TEXT_H

#include "arena.h"
#include "buf.h"

/* A copy of the buffer's text; the buffer stays as it is. */
struct sl_str slc_keep_text(struct sl_arena *arena, const struct sl_buf *text);

/* The same; the buffer is then done. */
struct sl_str slc_take_text(struct sl_arena *arena, struct sl_buf *text);

#endif
