#include "format/fmt_token.h"

#include "maxima.h"
#include "syntax/keyword.h"
#include "syntax/parser.h"

const struct slc_token *
slc_fmt_tokens(struct sl_arena *arena, const struct slc_source *source, int *ret_count)
{
    struct slc_findings unheard;
    slc_findings_init(&unheard, arena);
    struct slc_lexer *lexer = slc_lexer_new(arena, &unheard, source);
    int count = 0, capacity = 256;
    struct slc_token *tokens = SL_NEW_ARRAY(arena, struct slc_token, (size_t)capacity);
    do {
        if (count == capacity) {
            struct slc_token *grown =
                SL_NEW_ARRAY(arena, struct slc_token, (size_t)(capacity *= 2));
            memcpy(grown, tokens, (size_t)count * sizeof *tokens);
            tokens = grown;
        }
        tokens[count] = slc_lexer_next(lexer);
    } while (tokens[count++].kind != 0);
    *ret_count = count - 1;
    return tokens;
}

static bool
space_between(const struct slc_token *before, const struct slc_token *token)
{
    switch (token->kind) {
    case SLC_T_RIGHT:
    case SLC_T_LIST_RIGHT:
    case SLC_T_COMMA:
    case SLC_T_DOT:
    case SLC_T_QUESTION: return false;
    case SLC_T_LEFT:
        return before->kind != SLC_T_IDENT && before->kind != SLC_T_LEFT &&
               before->kind != SLC_T_LIST_LEFT;
    default:
        return before->kind != SLC_T_LEFT && before->kind != SLC_T_LIST_LEFT &&
               before->kind != SLC_T_DOT;
    }
}

void
slc_fmt_put_token(struct sl_buf *out, const struct slc_token *before, const struct slc_token *token)
{
    if (before != NULL && space_between(before, token))
        sl_buf_add_byte(out, ' ');
    if (slc_is_phrase(token->kind))
        sl_buf_add_str(out, slc_token_text(token->kind)); /* whatever space it was written with */
    else
        sl_buf_add_str(out, token->kind == SLC_COMMENT ? token->text : slc_span_text(token->at));
}

struct sl_str
slc_fmt_tokens_text(struct sl_arena *arena, const struct slc_token *tokens, int count)
{
    struct sl_buf text;
    sl_buf_init(&text, 2 * SLC_MAX_FILE_BYTES);
    for (int at = 0; at < count; at++)
        slc_fmt_put_token(&text, at == 0 ? NULL : &tokens[at - 1], &tokens[at]);
    struct sl_str copy = sl_arena_copy(arena, sl_buf_str(&text));
    sl_buf_done(&text);
    return copy;
}
