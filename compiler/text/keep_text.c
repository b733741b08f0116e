#include "text/keep_text.h"

struct sl_str
slc_keep_text(struct sl_arena *arena, const struct sl_buf *text)
{
    if (sl_buf_failed(text)) /* no room: the arena says so and ends the program */
        (void)sl_arena_must(arena, SIZE_MAX / 2, 1);
    return sl_arena_copy(arena, sl_buf_str(text));
}

struct sl_str
slc_take_text(struct sl_arena *arena, struct sl_buf *text)
{
    struct sl_str kept = slc_keep_text(arena, text);
    sl_buf_done(text);
    return kept;
}
