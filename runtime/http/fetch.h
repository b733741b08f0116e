/* fetch.h - a request that owns its texts, and the call that makes it.
 *
 * For those who ask step by step, each request made of the response before:
 *
 *     begin ─▶ header, url, body ─▶ send ─▶ response ─▶ begin …
 *
 * Nothing here waits. */
#ifndef SLP_FETCH_H
#define SLP_FETCH_H

#include "http/http.h"

struct slp_fetch {
    struct slp_http_call *call;
    const char *method;
    struct sl_buf url;     /* encoded, without a NUL */
    struct sl_buf headers; /* "name: value", a NUL behind each */
    struct sl_buf body;
    uint32_t timeout_ms; /* until there is a connection, and for the whole call */
    bool direct;         /* through no proxy: addresses of this machine */
};

/* -1 when memory is short: then there is nothing to be freed. `http` is borrowed. */
SL_MUST_USE int slp_fetch_init(struct slp_fetch *fetch, struct slp_http *http,
                               size_t max_body_bytes);
void slp_fetch_done(struct slp_fetch *fetch);

/* A new request: URL, headers and body are empty, and what they held is wiped. */
void slp_fetch_begin(struct slp_fetch *fetch, const char *method, uint32_t timeout_ms, bool direct);

void slp_fetch_header(struct slp_fetch *fetch, const char *name, struct sl_str value);

/* Starts the call; the texts stay as they are until there is a response. -1 when memory is short,
 * also when it was while the texts were written. */
SL_MUST_USE int slp_fetch_send(struct slp_fetch *fetch);

/* NULL while it is under way or was never sent; lives until the next one is sent or cancelled. */
const struct slp_http_response *slp_fetch_response(const struct slp_fetch *fetch);

void slp_fetch_cancel(struct slp_fetch *fetch);

#endif
