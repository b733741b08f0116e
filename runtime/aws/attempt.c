#include "aws/attempt.h"

#include "aws/file.h"

#include <stdarg.h>
#include <stdio.h>

enum slp_aws_step
slp_aws_attempt_fail(struct slp_aws_attempt *attempt, enum sl_class class, const char *format, ...)
{
    char text[sizeof attempt->err.text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    (void)sl_fail(&attempt->err, class, "%s", text);
    return SLP_STEP_FAILED;
}

bool
slp_aws_attempt_read_token(struct slp_aws_attempt *attempt, const char *path)
{
    struct sl_buf *token = &attempt->text;
    sl_buf_wipe(token);
    int got = slp_aws_file_read(path, token, &attempt->err);
    if (got < 0) {
        attempt->start_again = attempt->err.class == SL_RETRY;
        return false;
    }
    while (token->len > 0 && strchr(" \t\r\n", token->bytes[token->len - 1]) != NULL)
        token->len--;
    if (got > 0 && token->len > 0 && memchr(token->bytes, '\n', token->len) == NULL &&
        memchr(token->bytes, '\r', token->len) == NULL)
        return true;
    (void)slp_aws_attempt_fail(attempt, SL_CONFIG, "the token's file '%s' is %s", path,
                               got == 0          ? "not there"
                               : token->len == 0 ? "empty"
                                                 : "no token: it has several lines");
    return false;
}

bool
slp_aws_attempt_responded(struct slp_aws_attempt *attempt, const char *what)
{
    const struct slp_http_response *response = attempt->response;
    if (response->failure != SLP_HTTP_RESPONDED)
        (void)slp_aws_attempt_fail(attempt, SL_RETRY, "%s does not answer: %s", what,
                                   response->why);
    else if (response->status != 200)
        (void)slp_aws_attempt_fail(attempt, SL_RETRY, "%s answers with status %ld", what,
                                   response->status);
    return response->failure == SLP_HTTP_RESPONDED && response->status == 200;
}
