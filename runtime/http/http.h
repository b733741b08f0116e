/* http.h - HTTP calls side by side over libcurl's multi interface, none of which waits.
 *
 * Connections stay open and are used again. Certificates are always verified; redirects are never
 * followed (a signature holds for one host); proxies come from the environment, as libcurl reads it
 * (https_proxy, no_proxy, …). Nothing here signs or knows AWS. */
#ifndef SLP_HTTP_H
#define SLP_HTTP_H

#include "attributes.h"
#include "buf.h"
#include "err.h"
#include "str.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slp_http;
struct slp_http_call;

/* `ca_bundle`: PEM file, "" for the system's; lives as long as the result. CONFIG when it cannot be
 * read; the remedy is the caller's to say, who knows where the name comes from. */
SL_MUST_USE int slp_http_new(const char *ca_bundle, struct slp_http **ret, struct sl_err *reterr);
void slp_http_free(struct slp_http *http); /* its calls are freed already; NULL is allowed */

/* Makes progress with every call. */
void slp_http_poll(struct slp_http *http);

/* Descriptors to wait for, and after how many milliseconds to poll at the latest (-1: never). */
size_t slp_http_waits(struct slp_http *http, struct pollfd *ret_fds, size_t max,
                      int64_t *ret_wait_ms);

struct slp_http_request {
    const char *method;         /* "GET", … */
    const char *url;            /* encoded; copied */
    const char *const *headers; /* "name: value"; copied */
    size_t nheaders;
    struct sl_str body;          /* the caller's until the call is done */
    uint32_t connect_timeout_ms; /* until there is a connection; 0: 5 seconds */
    uint32_t timeout_ms;         /* the whole call; 0: a minute */
    bool direct;                 /* through no proxy: addresses of this machine */
};

enum slp_http_failure {
    SLP_HTTP_RESPONDED, /* whatever the status */
    SLP_HTTP_NO_NAME,   /* the host's name was not found */
    SLP_HTTP_NO_WAY,    /* no connection, or it broke */
    SLP_HTTP_TOO_LATE,
    SLP_HTTP_UNTRUSTED,  /* the certificate */
    SLP_HTTP_UNREADABLE, /* the file of certificate authorities */
    SLP_HTTP_GARBLED,    /* no HTTP, cut off, or larger than SLP_HTTP_MAX_RESPONSE_BYTES */
};

struct slp_http_response {
    enum slp_http_failure failure;
    const char *why; /* in libcurl's words: names, codes and certificates, nothing that was sent */
    long status;     /* 0 without a response */
    struct sl_str body;
    bool maybe_sent; /* the request, or a part of it, left */
};

/* NULL when memory is short. */
struct slp_http_call *slp_http_call_new(struct slp_http *http);
void slp_http_call_free(struct slp_http_call *call); /* NULL is allowed */

/* Starts it, whether or not another of it was under way. -1 when memory is short. */
SL_MUST_USE int slp_http_call_start(struct slp_http_call *call,
                                    const struct slp_http_request *request);
void slp_http_call_cancel(struct slp_http_call *call);

/* NULL while it is under way or was never started; lives until the next start, cancel or free. */
const struct slp_http_response *slp_http_call_response(const struct slp_http_call *call);

/* A C string, "" when the response has none; lives as the response does. */
const char *slp_http_call_header(const struct slp_http_call *call, const char *name);

#endif
