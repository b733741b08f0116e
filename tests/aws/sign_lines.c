/* sign_lines.c - signs requests that it reads as JSON, a line each, for test_sigv4.py:
 *
 *   {"method": "PUT", "path": "/as/sent", "as_sent": true, "query": [["name", "value"], …],
 *    "headers": [["host", "…"], …], "body_sha256": HEX, "region": "…", "service": "…",
 *    "id": "…", "secret": "…", "time": SECONDS}
 *
 * and writes {"canonical": "…", "authorization": "…", "query": "…"} for each. */
#include "aws/sigv4.h"
#include "maxima.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct sl_str
text_of(const json_t *text)
{
    return (struct sl_str) { json_string_value(text), json_string_length(text) };
}

static size_t
pairs_of(const json_t *list, struct slp_aws_pair ret[SLP_SIGV4_MAX_PAIRS])
{
    size_t count = json_array_size(list);
    if (count > SLP_SIGV4_MAX_PAIRS)
        abort();
    for (size_t at = 0; at < count; at++) {
        const json_t *pair = json_array_get(list, at);
        ret[at] = (struct slp_aws_pair) { text_of(json_array_get(pair, 0)),
                                          text_of(json_array_get(pair, 1)) };
    }
    return count;
}

static const char *
member(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static json_t *
sign(struct slp_sigv4 *signer, const json_t *asked)
{
    struct slp_aws_pair query[SLP_SIGV4_MAX_PAIRS], headers[SLP_SIGV4_MAX_PAIRS];
    struct sl_buf authorization, sent;
    sl_buf_init(&authorization, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&sent, SLP_HTTP_MAX_HEADER_BYTES);
    const struct slp_sigv4_request request = {
        .method = member(asked, "method"),
        .path = text_of(json_object_get(asked, "path")),
        .path_as_sent = json_is_true(json_object_get(asked, "as_sent")),
        .query = query,
        .nquery = pairs_of(json_object_get(asked, "query"), query),
        .headers = headers,
        .nheaders = pairs_of(json_object_get(asked, "headers"), headers),
        .body_sha256 = member(asked, "body_sha256"),
    };
    const struct slp_sigv4_scope scope = {
        .id = text_of(json_object_get(asked, "id")),
        .secret = text_of(json_object_get(asked, "secret")),
        .region = member(asked, "region"),
        .service = member(asked, "service"),
        .time_s = json_integer_value(json_object_get(asked, "time")),
    };
    if (slp_sigv4_sign(signer, &request, &scope, &authorization) != 0 ||
        slp_sigv4_query(&sent, request.query, request.nquery) != 0)
        abort();
    struct sl_str canonical = slp_sigv4_canonical(signer);
    json_t *response = json_pack("{s:s%, s:s%, s:s%}", "canonical", canonical.ptr, canonical.len,
                                 "authorization", authorization.bytes, authorization.len, "query",
                                 sent.len > 0 ? sent.bytes : "", sent.len);
    sl_buf_done(&authorization);
    sl_buf_done(&sent);
    return response;
}

int
main(void)
{
    struct slp_sigv4 *signer = slp_sigv4_new();
    char *line = NULL;
    size_t room = 0;
    for (ssize_t len; signer != NULL && (len = getline(&line, &room, stdin)) > 0;) {
        json_t *asked = json_loadb(line, (size_t)len, 0, NULL);
        json_t *response = asked != NULL ? sign(signer, asked) : NULL;
        if (response == NULL || json_dumpf(response, stdout, JSON_COMPACT) != 0)
            return 1;
        (void)putchar('\n');
        json_decref(asked);
        json_decref(response);
    }
    free(line);
    slp_sigv4_free(signer);
    return 0;
}
