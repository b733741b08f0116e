/* call_send.c - a call as it goes out: URL, headers, signature. */
#include "aws/call.h"
#include "clock.h"
#include "http/uri.h"
#include "maxima.h"

/* Of ours: host, x-amz-date, the token, x-amz-content-sha256. */
enum { ADDED_HEADERS = 4 };

/* What is signed: the headers of the request and ours. Their texts are on the caller's stack. */
struct signed_headers {
    struct slp_aws_pair pairs[SLP_SIGV4_MAX_PAIRS];
    size_t count;
    char time[SLP_SIGV4_TIME_CHARS + 1], body_hash[SL_SHA256_HEX_CHARS + 1];
};

static void
add_pair(struct signed_headers *headers, struct sl_str name, struct sl_str value)
{
    headers->pairs[headers->count++] = (struct slp_aws_pair) { name, value };
}

static void
gather_headers(struct slp_aws_call *call, const struct slp_aws_credentials *credentials,
               struct signed_headers *headers)
{
    const struct slp_aws_request *request = &call->request;
    uint8_t hash[SL_SHA256_BYTES];
    headers->count = 0;
    slp_sigv4_time(call->time_s, headers->time);
    if (request->body_sha256 != NULL)
        memcpy(hash, request->body_sha256, sizeof hash);
    else
        sl_sha256(request->body, hash);
    sl_hex(hash, sizeof hash, headers->body_hash);
    add_pair(headers, SL_STR("host"), sl_str_of(call->client->place.host));
    add_pair(headers, SL_STR("x-amz-date"), sl_str_of(headers->time));
    if (slp_aws_credentials_token(credentials).len > 0)
        add_pair(headers, SL_STR("x-amz-security-token"), slp_aws_credentials_token(credentials));
    if (call->client->is_s3)
        add_pair(headers, SL_STR("x-amz-content-sha256"), sl_str_of(headers->body_hash));
    for (size_t at = 0; at < request->nheaders; at++)
        add_pair(headers, request->headers[at].name, request->headers[at].value);
}

/* The URL, and in call->path what of it is signed. */
static int
write_url(struct slp_aws_call *call)
{
    const struct slp_aws_client *client = call->client;
    sl_buf_clear(&call->path);
    sl_buf_clear(&call->url);
    slp_uri_encode(&call->path, sl_str_of(client->place.prefix), true);
    /* A bucket itself is "/bucket", as the SDKs ask for it: not everybody signs "/bucket/"
     * alike. */
    if (client->place.prefix[0] == '\0' || !sl_str_is(call->request.path, "/"))
        slp_uri_encode(&call->path, call->request.path, true);
    sl_buf_add_str(&call->url, sl_str_of(client->place.base));
    sl_buf_add_str(&call->url, sl_buf_str(&call->path));
    if (call->request.nquery > 0)
        sl_buf_add_byte(&call->url, '?');
    if (slp_sigv4_query(&call->url, call->request.query, call->request.nquery) != 0)
        return -1;
    sl_buf_add_byte(&call->url, '\0');
    return sl_buf_failed(&call->path) || sl_buf_failed(&call->url) ? -1 : 0;
}

/* Whether the caller leaves alone what we add: a body is always signed, never UNSIGNED-PAYLOAD. */
static bool
leaves_ours(const struct slp_aws_request *request)
{
    static const char *const ours[] = { "host", "x-amz-date", "x-amz-security-token",
                                        "x-amz-content-sha256", "authorization" };
    for (size_t at = 0; at < request->nheaders; at++)
        for (size_t name = 0; name < sizeof ours / sizeof ours[0]; name++)
            if (sl_str_is(request->headers[at].name, ours[name]))
                return false;
    return true;
}

/* A line break in a value would be a header of its own. */
static bool
is_one_line(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if ((unsigned char)text.ptr[at] < ' ')
            return false;
    return true;
}

/* Writes all headers as "name: value" with a NUL each into call->headers, and lists them. */
static int
write_headers(struct slp_aws_call *call, const struct signed_headers *headers,
              const char *ret_lines[SLP_SIGV4_MAX_PAIRS + 1])
{
    struct sl_buf *out = &call->headers;
    sl_buf_wipe(out);
    for (size_t at = 0; at < headers->count; at++) {
        if (!is_one_line(headers->pairs[at].name) || !is_one_line(headers->pairs[at].value))
            return -1;
        sl_buf_add_str(out, headers->pairs[at].name);
        sl_buf_add_str(out, SL_STR(": "));
        sl_buf_add_str(out, headers->pairs[at].value);
        sl_buf_add_byte(out, '\0');
    }
    sl_buf_add_str(out, SL_STR("authorization: "));
    sl_buf_add_str(out, sl_buf_str(&call->authorization));
    sl_buf_add_byte(out, '\0');
    if (sl_buf_failed(out))
        return -1;
    size_t start = 0;
    for (size_t at = 0; at <= headers->count; at++) {
        ret_lines[at] = out->bytes + start;
        start += strlen(ret_lines[at]) + 1;
    }
    return 0;
}

static int
sign(struct slp_aws_call *call, const struct slp_aws_credentials *credentials,
     const struct signed_headers *headers)
{
    const struct slp_aws_client *client = call->client;
    const struct slp_sigv4_request request = { .method = call->request.method,
                                               .path = sl_buf_str(&call->path),
                                               .path_as_sent = client->is_s3,
                                               .query = call->request.query,
                                               .nquery = call->request.nquery,
                                               .headers = headers->pairs,
                                               .nheaders = headers->count,
                                               .body_sha256 = headers->body_hash };
    const struct slp_sigv4_scope scope = { .id = slp_aws_credentials_id(credentials),
                                           .secret = slp_aws_credentials_secret(credentials),
                                           .region = client->place.region,
                                           .service = client->place_request.service,
                                           .time_s = call->time_s };
    sl_buf_clear(&call->authorization);
    return slp_sigv4_sign(client->signer, &request, &scope, &call->authorization);
}

int
slp_aws_call_send(struct slp_aws_call *call, const struct slp_aws_credentials *credentials)
{
    struct signed_headers headers;
    const char *lines[SLP_SIGV4_MAX_PAIRS + 1];
    struct slp_aws_client *client = call->client;
    if (call->request.nheaders > SLP_SIGV4_MAX_PAIRS - ADDED_HEADERS ||
        !leaves_ours(&call->request))
        return -1;
    call->time_s = slp_wall_us() / 1000000 + client->context.clock_offset_s;
    call->generation = slp_aws_keeper_generation(client->keeper);
    gather_headers(call, credentials, &headers);
    if (write_url(call) != 0 || sign(call, credentials, &headers) != 0 ||
        write_headers(call, &headers, lines) != 0)
        return -1;
    const struct slp_http_request request = { .method = call->request.method,
                                              .url = call->url.bytes,
                                              .headers = lines,
                                              .nheaders = headers.count + 1,
                                              .body = call->request.body,
                                              .timeout_ms = call->request.timeout_ms };
    return slp_http_call_start(call->http, &request);
}

int
slp_aws_call_presign(struct slp_aws_call *call, const struct slp_aws_credentials *credentials)
{
    const struct slp_aws_client *client = call->client;
    const struct slp_sigv4_presigned presigned = {
        .host = sl_str_of(call->request.presigned_host),
        .query = call->request.query,
        .nquery = call->request.nquery,
        .token = slp_aws_credentials_token(credentials),
        .expires_s = SL_STR("900"),
    };
    const struct slp_sigv4_scope scope = { .id = slp_aws_credentials_id(credentials),
                                           .secret = slp_aws_credentials_secret(credentials),
                                           .region = client->place.region,
                                           .service = client->place_request.service,
                                           .time_s = slp_wall_us() / 1000000 };
    return slp_sigv4_presign(client->signer, &presigned, &scope, call->request.presigned);
}
