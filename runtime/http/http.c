#include "http/http.h"

#include "maxima.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CONNECT_TIMEOUT_MS = 5000,
    TIMEOUT_MS = 60000,
    KEPT_CONNECTIONS = 12,            /* well below what a queue of the sender waits for */
    UPLOAD_BUFFER_BYTES = 256 * 1024, /* batches of a few hundred KiB, in few system calls */
    UNWATCHED_MS =
        20, /* how often to look while there is something libcurl gives no descriptor for */
};

struct slp_http {
    CURLM *multi;
    const char *ca_bundle;
    int running;
};

struct slp_http_call {
    struct slp_http *http;
    CURL *easy;
    struct curl_slist *headers;
    struct sl_buf body;
    struct slp_http_response response;
    bool under_way, answered;
    char words[CURL_ERROR_SIZE];
};

/* ---- all calls ----------------------------------------------------------------------------- */

int
slp_http_new(const char *ca_bundle, struct slp_http **ret, struct sl_err *reterr)
{
    if (ca_bundle[0] != '\0' && access(ca_bundle, R_OK) != 0)
        return sl_fail(reterr, SL_CONFIG,
                       "the file of certificate authorities '%s' cannot be read: %s", ca_bundle,
                       strerror(errno));
    struct slp_http *http = calloc(1, sizeof *http);
    bool ready = http != NULL && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (ready)
        http->multi = curl_multi_init();
    if (!ready || http->multi == NULL) {
        free(http);
        return sl_fail(reterr, SL_RETRY, "out of memory for connections");
    }
    http->ca_bundle = ca_bundle;
    /* A connection for each call under way, also with HTTP/2: calls that shared one would share its
     * flow-control window, and be lost together. */
    (void)curl_multi_setopt(http->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    (void)curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, (long)KEPT_CONNECTIONS);
    (void)curl_multi_setopt(http->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)KEPT_CONNECTIONS);
    *ret = http;
    return 0;
}

void
slp_http_free(struct slp_http *http)
{
    if (http == NULL)
        return;
    (void)curl_multi_cleanup(http->multi);
    curl_global_cleanup();
    free(http);
}

/* ---- responses ----------------------------------------------------------------------------- */

static enum slp_http_failure
failure_of(CURLcode code)
{
    switch ((int)code) { /* the enum has a hundred more, and grows */
    case CURLE_OK: return SLP_HTTP_RESPONDED;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY: return SLP_HTTP_NO_NAME;
    case CURLE_OPERATION_TIMEDOUT: return SLP_HTTP_TOO_LATE;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return SLP_HTTP_UNTRUSTED;
    case CURLE_SSL_CACERT_BADFILE: return SLP_HTTP_UNREADABLE;
    case CURLE_WRITE_ERROR:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9 */
    case CURLE_PARTIAL_FILE:
    case CURLE_BAD_CONTENT_ENCODING: return SLP_HTTP_GARBLED;
    default: return SLP_HTTP_NO_WAY;
    }
}

/* Only of certificates are libcurl's own words told: elsewhere they may repeat what was
 * received. */
static const char *
words_of(const struct slp_http_call *call, CURLcode code)
{
    return failure_of(code) == SLP_HTTP_UNTRUSTED && call->words[0] != '\0'
               ? call->words
               : curl_easy_strerror(code);
}

static void
note_response(struct slp_http_call *call, CURLcode code)
{
    long sent = 0, status = 0;
    (void)curl_easy_getinfo(call->easy, CURLINFO_REQUEST_SIZE, &sent);
    (void)curl_easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
    call->response = (struct slp_http_response) {
        .failure = failure_of(code),
        .why = words_of(call, code),
        .status = code == CURLE_OK ? status : 0,
        .body = sl_buf_str(&call->body),
        .maybe_sent = sent > 0,
    };
    call->under_way = false;
    call->answered = true;
}

void
slp_http_poll(struct slp_http *http)
{
    (void)curl_multi_perform(http->multi, &http->running);
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(http->multi, &left)) != NULL;) {
        struct slp_http_call *call = NULL;
        CURLcode code =
            message->data.result; /* `message` is libcurl's, and gone after the removal */
        if (message->msg != CURLMSG_DONE ||
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&call) != CURLE_OK)
            continue;
        (void)curl_multi_remove_handle(http->multi, call->easy);
        note_response(call, code);
    }
}

/* ---- waiting ------------------------------------------------------------------------------- */

static size_t
list_fds(int highest, const fd_set *reads, const fd_set *writes, struct pollfd *ret, size_t max)
{
    size_t count = 0;
    for (int fd = 0; fd <= highest && count < max; fd++) {
        short events = 0;
        if (FD_ISSET(fd, reads))
            events |= POLLIN;
        if (FD_ISSET(fd, writes))
            events |= POLLOUT;
        if (events != 0)
            ret[count++] = (struct pollfd) { .fd = fd, .events = events };
    }
    return count;
}

size_t
slp_http_waits(struct slp_http *http, struct pollfd *ret_fds, size_t max, int64_t *ret_wait_ms)
{
    fd_set reads, writes, failures;
    int highest = -1;
    long wait_ms = -1;
    FD_ZERO(&reads);
    FD_ZERO(&writes);
    FD_ZERO(&failures);
    (void)curl_multi_timeout(http->multi, &wait_ms);
    size_t count = 0;
    if (curl_multi_fdset(http->multi, &reads, &writes, &failures, &highest) == CURLM_OK)
        count = list_fds(highest, &reads, &writes, ret_fds, max);
    bool unwatched = http->running > 0 && (count == 0 || count == max);
    if (unwatched && (wait_ms < 0 || wait_ms > UNWATCHED_MS))
        wait_ms = UNWATCHED_MS;
    *ret_wait_ms = wait_ms;
    return count;
}

/* ---- a call -------------------------------------------------------------------------------- */

/* libcurl's signature of it. */
static size_t
take_body(char *bytes, size_t size, size_t count, void *context)
{
    struct slp_http_call *call = context;
    sl_buf_add(&call->body, bytes, size * count);
    return sl_buf_failed(&call->body) ? 0 : size * count; /* 0 ends the call */
}

struct slp_http_call *
slp_http_call_new(struct slp_http *http)
{
    struct slp_http_call *call = calloc(1, sizeof *call);
    if (call == NULL)
        return NULL;
    call->http = http;
    call->easy = curl_easy_init();
    sl_buf_init(&call->body, SLP_HTTP_MAX_RESPONSE_BYTES);
    if (call->easy != NULL)
        return call;
    free(call);
    return NULL;
}

void
slp_http_call_free(struct slp_http_call *call)
{
    if (call == NULL)
        return;
    slp_http_call_cancel(call);
    curl_easy_cleanup(call->easy);
    curl_slist_free_all(call->headers);
    sl_buf_done(&call->body);
    free(call);
}

void
slp_http_call_cancel(struct slp_http_call *call)
{
    if (call->under_way)
        (void)curl_multi_remove_handle(call->http->multi, call->easy);
    call->under_way = call->answered = false;
}

static int
add_header(struct slp_http_call *call, const char *header)
{
    struct curl_slist *longer = curl_slist_append(call->headers, header);
    if (longer == NULL)
        return -1;
    call->headers = longer;
    return 0;
}

static int
set_headers(struct slp_http_call *call, const struct slp_http_request *request)
{
    curl_slist_free_all(call->headers);
    call->headers = NULL;
    /* What libcurl would add by itself is left out: a wait for permission to send the body, and a
     * type of it that was not signed. */
    static const char *const left_out[] = { "Expect:", "Content-Type:", "Accept:" };
    bool typed = false, accepts = false;
    for (size_t at = 0; at < request->nheaders; at++) {
        typed |= strncasecmp(request->headers[at], "content-type:", 13) == 0;
        accepts |= strncasecmp(request->headers[at], "accept:", 7) == 0;
        if (add_header(call, request->headers[at]) != 0)
            return -1;
    }
    if (add_header(call, left_out[0]) != 0 || (!typed && add_header(call, left_out[1]) != 0) ||
        (!accepts && add_header(call, left_out[2]) != 0))
        return -1;
    return curl_easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers) == CURLE_OK ? 0 : -1;
}

/* What is the same for every request of a call; libcurl forgets it with the reset. */
static void
set_always(struct slp_http_call *call)
{
    CURL *easy = call->easy;
    curl_easy_reset(easy);
    (void)curl_easy_setopt(easy, CURLOPT_PRIVATE, call);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
    (void)curl_easy_setopt(easy, CURLOPT_WRITEDATA, call);
    (void)curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, call->words);
    (void)curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    (void)curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    (void)curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_UPLOAD_BUFFERSIZE, (long)UPLOAD_BUFFER_BYTES);
    (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    (void)curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    (void)curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    (void)curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
}

/* The options that copy, or that may be missing from this libcurl: without them no call. */
static bool
set_request(struct slp_http_call *call, const struct slp_http_request *request)
{
    CURL *easy = call->easy;
    const char *ca_bundle = call->http->ca_bundle;
    long connect_ms =
        request->connect_timeout_ms != 0 ? (long)request->connect_timeout_ms : CONNECT_TIMEOUT_MS;
    long timeout_ms = request->timeout_ms != 0 ? (long)request->timeout_ms : TIMEOUT_MS;
    (void)curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
    (void)curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, timeout_ms);
    bool set =
        curl_easy_setopt(easy, CURLOPT_URL, request->url) == CURLE_OK &&
        (ca_bundle[0] == '\0' || curl_easy_setopt(easy, CURLOPT_CAINFO, ca_bundle) == CURLE_OK) &&
        (!request->direct || curl_easy_setopt(easy, CURLOPT_PROXY, "") == CURLE_OK);
    bool bodiless = request->body.len == 0 &&
                    (strcmp(request->method, "GET") == 0 || strcmp(request->method, "DELETE") == 0);
    if (strcmp(request->method, "HEAD") == 0) {
        (void)curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (!bodiless) { /* the bytes stay where they are */
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body.len);
        (void)curl_easy_setopt(easy, CURLOPT_POSTFIELDS,
                               request->body.len > 0 ? request->body.ptr : "");
    }
    return set && (strcmp(request->method, "HEAD") == 0 ||
                   curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK);
}

int
slp_http_call_start(struct slp_http_call *call, const struct slp_http_request *request)
{
    slp_http_call_cancel(call);
    sl_buf_clear(&call->body);
    call->words[0] = '\0';
    set_always(call);
    if (!set_request(call, request) || set_headers(call, request) != 0 ||
        curl_multi_add_handle(call->http->multi, call->easy) != CURLM_OK)
        return -1;
    call->under_way = true;
    call->http->running++;
    return 0;
}

const struct slp_http_response *
slp_http_call_response(const struct slp_http_call *call)
{
    return call->answered ? &call->response : NULL;
}

const char *
slp_http_call_header(const struct slp_http_call *call, const char *name)
{
    struct curl_header *header = NULL;
    if (!call->answered ||
        curl_easy_header(call->easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
        return "";
    return header->value;
}
