#include "aws/source.h"

#include "aws/file.h"

#include <stdarg.h>
#include <stdio.h>

void
slp_aws_turn_begin(struct slp_aws_turn *turn, const char *method, uint32_t timeout_ms, bool direct)
{
    turn->method = method;
    turn->timeout_ms = timeout_ms;
    turn->direct = direct;
    sl_buf_clear(&turn->url);
    sl_buf_wipe(&turn->headers);
    sl_buf_wipe(&turn->body);
}

void
slp_aws_turn_header(struct slp_aws_turn *turn, const char *name, struct sl_str value)
{
    sl_buf_printf(&turn->headers, "%s: ", name);
    sl_buf_add_str(&turn->headers, value);
    sl_buf_add_byte(&turn->headers, '\0');
}

enum slp_aws_step
slp_aws_turn_fail(struct slp_aws_turn *turn, enum sl_class class, const char *format, ...)
{
    char text[sizeof turn->err.text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)sl_fail(&turn->err, class, "%s", text);
    return SLP_STEP_FAILED;
}

bool
slp_aws_turn_read_token(struct slp_aws_turn *turn, const char *path)
{
    struct sl_buf *token = &turn->text;
    sl_buf_wipe(token);
    int got = slp_aws_file_read(path, token, &turn->err);
    if (got < 0) {
        turn->start_again = turn->err.class == SL_RETRY;
        return false;
    }
    while (token->len > 0 && strchr(" \t\r\n", token->bytes[token->len - 1]) != NULL)
        token->len--;
    if (got > 0 && token->len > 0 && memchr(token->bytes, '\n', token->len) == NULL &&
        memchr(token->bytes, '\r', token->len) == NULL)
        return true;
    (void)slp_aws_turn_fail(turn, SL_CONFIG, "the token's file '%s' is %s", path,
                            got == 0          ? "not there"
                            : token->len == 0 ? "empty"
                                              : "no token: it has several lines");
    return false;
}

bool
slp_aws_turn_responded(struct slp_aws_turn *turn, const char *what)
{
    const struct slp_http_response *response = turn->response;
    if (response->failure != SLP_HTTP_RESPONDED)
        (void)slp_aws_turn_fail(turn, SL_RETRY, "%s does not answer: %s", what, response->why);
    else if (response->status != 200)
        (void)slp_aws_turn_fail(turn, SL_RETRY, "%s answers with status %ld", what,
                                response->status);
    return response->failure == SLP_HTTP_RESPONDED && response->status == 200;
}
