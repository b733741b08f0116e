#include "http/fetch.h"

#include "maxima.h"

enum { MAX_HEADERS = 8 };

int
slp_fetch_init(struct slp_fetch *fetch, struct slp_http *http, size_t max_body_bytes)
{
    *fetch = (struct slp_fetch) { .call = slp_http_call_new(http) };
    sl_buf_init(&fetch->url, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&fetch->headers, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&fetch->body, max_body_bytes);
    return fetch->call != NULL ? 0 : -1;
}

void
slp_fetch_done(struct slp_fetch *fetch)
{
    slp_http_call_free(fetch->call);
    fetch->call = NULL;
    sl_buf_done(&fetch->url);
    sl_buf_done(&fetch->headers);
    sl_buf_done(&fetch->body);
}

void
slp_fetch_begin(struct slp_fetch *fetch, const char *method, uint32_t timeout_ms, bool direct)
{
    fetch->method = method;
    fetch->timeout_ms = timeout_ms;
    fetch->direct = direct;
    sl_buf_wipe(&fetch->url);
    sl_buf_wipe(&fetch->headers);
    sl_buf_wipe(&fetch->body);
}

void
slp_fetch_header(struct slp_fetch *fetch, const char *name, struct sl_str value)
{
    sl_buf_printf(&fetch->headers, "%s: ", name);
    sl_buf_add_str(&fetch->headers, value);
    sl_buf_add_byte(&fetch->headers, '\0');
}

int
slp_fetch_send(struct slp_fetch *fetch)
{
    const char *headers[MAX_HEADERS];
    size_t count = 0;
    sl_buf_add_byte(&fetch->url, '\0');
    if (sl_buf_failed(&fetch->url) || sl_buf_failed(&fetch->headers) || sl_buf_failed(&fetch->body))
        return -1;
    for (size_t at = 0; at < fetch->headers.len && count < MAX_HEADERS; count++) {
        headers[count] = fetch->headers.bytes + at;
        at += strlen(headers[count]) + 1;
    }
    const struct slp_http_request request = { .method = fetch->method,
                                              .url = fetch->url.bytes,
                                              .headers = headers,
                                              .nheaders = count,
                                              .body = sl_buf_str(&fetch->body),
                                              .connect_timeout_ms = fetch->timeout_ms,
                                              .timeout_ms = fetch->timeout_ms,
                                              .direct = fetch->direct };
    return slp_http_call_start(fetch->call, &request);
}

const struct slp_http_response *
slp_fetch_response(const struct slp_fetch *fetch)
{
    return slp_http_call_response(fetch->call);
}

void
slp_fetch_cancel(struct slp_fetch *fetch)
{
    slp_http_call_cancel(fetch->call);
}
