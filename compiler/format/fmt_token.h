/* fmt_token.h - inside the formatter: tokens, and the space between them. */
#ifndef SLC_FMT_TOKEN_H
#define SLC_FMT_TOKEN_H

#include "buf.h"
#include "syntax/lexer.h"

/* All tokens of a source; one of kind 0 follows behind the last. */
const struct slc_token *slc_fmt_tokens(struct sl_arena *arena, const struct slc_source *source,
                                       int *ret_count);

/* A token as it is written, with the space that belongs between it and the one before it (none
 * when `before` is NULL). */
void slc_fmt_put_token(struct sl_buf *out, const struct slc_token *before,
                       const struct slc_token *token);

/* The tokens on one line. */
struct sl_str slc_fmt_tokens_text(struct sl_arena *arena, const struct slc_token *tokens,
                                  int count);

#endif
