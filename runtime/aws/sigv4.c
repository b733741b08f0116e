#include "aws/sigv4.h"

#include "http/uri.h"
#include "maxima.h"
#include "wipe.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DATE_CHARS = 8, KEY_BYTES = SL_SHA256_BYTES };

struct slp_sigv4 {
    struct sl_buf canonical, to_sign, encoded;
    /* The signing key, and what it was made of: date/region/service and the secret. */
    struct sl_buf made_of, wanted;
    uint8_t key[KEY_BYTES];
};

struct slp_sigv4 *
slp_sigv4_new(void)
{
    struct slp_sigv4 *signer = calloc(1, sizeof *signer);
    if (signer == NULL)
        return NULL;
    sl_buf_init(&signer->canonical, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&signer->to_sign, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&signer->encoded, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&signer->made_of, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_init(&signer->wanted, SLP_HTTP_MAX_HEADER_BYTES);
    return signer;
}

void
slp_sigv4_free(struct slp_sigv4 *signer)
{
    if (signer == NULL)
        return;
    sl_buf_done(&signer->canonical);
    sl_buf_done(&signer->to_sign);
    sl_buf_done(&signer->encoded);
    sl_buf_done(&signer->made_of);
    sl_buf_done(&signer->wanted);
    sl_wipe(signer, sizeof *signer);
    free(signer);
}

struct sl_str
slp_sigv4_canonical(const struct slp_sigv4 *signer)
{
    return sl_buf_str(&signer->canonical);
}

void
slp_sigv4_time(int64_t time_s, char ret[SLP_SIGV4_TIME_CHARS + 1])
{
    time_t time = (time_t)time_s;
    struct tm utc;
    if (gmtime_r(&time, &utc) == NULL ||
        strftime(ret, SLP_SIGV4_TIME_CHARS + 1, "%Y%m%dT%H%M%SZ", &utc) != SLP_SIGV4_TIME_CHARS)
        memcpy(ret, "00000000T000000Z", SLP_SIGV4_TIME_CHARS + 1);
}

/* ---- the canonical request ----------------------------------------------------------------- */

/* By name, then value: never by the joined text, where "a-b" would stand before "a=". */
static int
compare_pairs(const void *left, const void *right)
{
    const struct slp_aws_pair *a = left, *b = right;
    int order = sl_str_compare(a->name, b->name);
    return order != 0 ? order : sl_str_compare(a->value, b->value);
}

/* Encodes each pair into `text`, behind one another; views to them into ret_pairs, sorted. */
static int
encode_pairs(struct sl_buf *text, const struct slp_aws_pair *query, size_t count,
             struct slp_aws_pair *ret_pairs)
{
    sl_buf_clear(text);
    for (size_t at = 0; at < count; at++) {
        slp_uri_encode(text, query[at].name, false);
        ret_pairs[at].name.len = text->len;
        slp_uri_encode(text, query[at].value, false);
        ret_pairs[at].value.len = text->len;
    }
    if (sl_buf_failed(text))
        return -1;
    size_t start = 0;
    for (size_t at = 0; at < count; at++) { /* ends become views, now that the text stays */
        size_t name_end = ret_pairs[at].name.len, value_end = ret_pairs[at].value.len;
        ret_pairs[at].name = (struct sl_str) { text->bytes + start, name_end - start };
        ret_pairs[at].value = (struct sl_str) { text->bytes + name_end, value_end - name_end };
        start = value_end;
    }
    qsort(ret_pairs, count, sizeof *ret_pairs, compare_pairs);
    return 0;
}

int
slp_sigv4_query(struct sl_buf *out, const struct slp_aws_pair *query, size_t count)
{
    struct slp_aws_pair pairs[SLP_SIGV4_MAX_PAIRS];
    if (count > SLP_SIGV4_MAX_PAIRS)
        return -1;
    struct sl_buf text;
    sl_buf_init(&text, SLP_HTTP_MAX_HEADER_BYTES);
    int result = count > 0 ? encode_pairs(&text, query, count, pairs) : 0;
    for (size_t at = 0; result == 0 && at < count; at++) {
        if (at > 0)
            sl_buf_add_byte(out, '&');
        sl_buf_add_str(out, pairs[at].name);
        sl_buf_add_byte(out, '=');
        sl_buf_add_str(out, pairs[at].value);
    }
    sl_buf_done(&text);
    return result == 0 && !sl_buf_failed(out) ? 0 : -1;
}

/* A header's value without the spaces around it, and with one for several within. */
static void
add_value(struct sl_buf *out, struct sl_str value)
{
    bool space = false, begun = false;
    for (size_t at = 0; at < value.len; at++) {
        char byte = value.ptr[at];
        if (byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r') {
            space = true;
            continue;
        }
        if (space && begun)
            sl_buf_add_byte(out, ' ');
        sl_buf_add_byte(out, byte);
        space = false;
        begun = true;
    }
}

/* The headers' places in the order of their names; equal names stay in the order they came in. */
static void
order_headers(const struct slp_sigv4_request *request, size_t *ret_order)
{
    for (size_t at = 0; at < request->nheaders; at++) {
        size_t to = at;
        while (to > 0 && sl_str_compare(request->headers[ret_order[to - 1]].name,
                                        request->headers[at].name) > 0) {
            ret_order[to] = ret_order[to - 1];
            to--;
        }
        ret_order[to] = at;
    }
}

static bool
repeats(const struct slp_sigv4_request *request, const size_t *order, size_t at)
{
    return at > 0 &&
           sl_str_equal(request->headers[order[at - 1]].name, request->headers[order[at]].name);
}

static void
add_headers(struct sl_buf *out, const struct slp_sigv4_request *request, const size_t *order)
{
    for (size_t at = 0; at < request->nheaders; at++) {
        const struct slp_aws_pair *header = &request->headers[order[at]];
        if (repeats(request, order, at)) {
            sl_buf_add_byte(out, ',');
        } else {
            if (at > 0)
                sl_buf_add_byte(out, '\n');
            sl_buf_add_str(out, header->name);
            sl_buf_add_byte(out, ':');
        }
        add_value(out, header->value);
    }
    sl_buf_add_byte(out, '\n');
}

static void
add_names(struct sl_buf *out, const struct slp_sigv4_request *request, const size_t *order)
{
    for (size_t at = 0; at < request->nheaders; at++) {
        if (repeats(request, order, at))
            continue;
        if (at > 0)
            sl_buf_add_byte(out, ';');
        sl_buf_add_str(out, request->headers[order[at]].name);
    }
}

static void
add_path(struct slp_sigv4 *signer, const struct slp_sigv4_request *request)
{
    if (request->path_as_sent) {
        sl_buf_add_str(&signer->canonical, request->path);
        return;
    }
    sl_buf_clear(&signer->encoded);
    slp_uri_normalize(&signer->encoded, request->path);
    slp_uri_encode(&signer->canonical, sl_buf_str(&signer->encoded), true);
}

static int
make_canonical(struct slp_sigv4 *signer, const struct slp_sigv4_request *request,
               const size_t *order)
{
    struct sl_buf *out = &signer->canonical;
    sl_buf_clear(out);
    sl_buf_add_str(out, sl_str_of(request->method));
    sl_buf_add_byte(out, '\n');
    add_path(signer, request);
    sl_buf_add_byte(out, '\n');
    if (slp_sigv4_query(out, request->query, request->nquery) != 0)
        return -1;
    sl_buf_add_byte(out, '\n');
    add_headers(out, request, order);
    sl_buf_add_byte(out, '\n');
    add_names(out, request, order);
    sl_buf_add_byte(out, '\n');
    sl_buf_add_str(out, sl_str_of(request->body_sha256));
    return sl_buf_failed(out) || sl_buf_failed(&signer->encoded) ? -1 : 0;
}

/* ---- the signature ------------------------------------------------------------------------- */

static int
hmac(struct sl_str key, struct sl_str text, uint8_t ret[KEY_BYTES])
{
    size_t len = 0;
    const void *made = EVP_Q_mac(NULL, "HMAC", NULL, "SHA256", NULL, key.ptr, key.len,
                                 (const unsigned char *)text.ptr, text.len, ret, KEY_BYTES, &len);
    return made != NULL && len == KEY_BYTES ? 0 : -1;
}

static int
next_key(uint8_t key[KEY_BYTES], struct sl_str text)
{
    const struct sl_str old = { .ptr = (const char *)key, .len = KEY_BYTES };
    uint8_t made[KEY_BYTES];
    int result = hmac(old, text, made);
    memcpy(key, made, KEY_BYTES);
    sl_wipe(made, sizeof made);
    return result;
}

/* The key for date, region and service: four HMACs that come out the same for a day. */
static int
make_key(struct slp_sigv4 *signer, const struct slp_sigv4_scope *scope, struct sl_str date)
{
    sl_buf_wipe(&signer->wanted);
    sl_buf_printf(&signer->wanted, "%.*s/%s/%s", SL_FMT(date), scope->region, scope->service);
    sl_buf_add_str(&signer->wanted, scope->secret);
    if (sl_buf_failed(&signer->wanted))
        return -1;
    if (sl_str_equal(sl_buf_str(&signer->wanted), sl_buf_str(&signer->made_of)))
        return 0;
    sl_buf_wipe(&signer->made_of);
    struct sl_buf first;
    sl_buf_init(&first, SLP_HTTP_MAX_HEADER_BYTES);
    sl_buf_add_str(&first, SL_STR("AWS4"));
    sl_buf_add_str(&first, scope->secret);
    int result = sl_buf_failed(&first) ? -1 : hmac(sl_buf_str(&first), date, signer->key);
    sl_buf_wipe(&first);
    sl_buf_done(&first);
    if (result != 0 || next_key(signer->key, sl_str_of(scope->region)) != 0 ||
        next_key(signer->key, sl_str_of(scope->service)) != 0 ||
        next_key(signer->key, SL_STR("aws4_request")) != 0)
        return -1;
    sl_buf_add_str(&signer->made_of, sl_buf_str(&signer->wanted));
    return sl_buf_failed(&signer->made_of) ? -1 : 0;
}

/* The signature of the canonical request, as hex. */
static int
make_signature(struct slp_sigv4 *signer, const struct slp_sigv4_scope *scope,
               char ret_hex[SL_SHA256_HEX_CHARS + 1])
{
    char time[SLP_SIGV4_TIME_CHARS + 1];
    uint8_t signature[KEY_BYTES];
    slp_sigv4_time(scope->time_s, time);
    const struct sl_str date = { .ptr = time, .len = DATE_CHARS };
    if (make_key(signer, scope, date) != 0)
        return -1;
    sl_sha256_hex(sl_buf_str(&signer->canonical), ret_hex);
    sl_buf_clear(&signer->to_sign);
    sl_buf_printf(&signer->to_sign, "AWS4-HMAC-SHA256\n%s\n%.*s/%s/%s/aws4_request\n%s", time,
                  SL_FMT(date), scope->region, scope->service, ret_hex);
    const struct sl_str key = { .ptr = (const char *)signer->key, .len = KEY_BYTES };
    if (sl_buf_failed(&signer->to_sign) || hmac(key, sl_buf_str(&signer->to_sign), signature) != 0)
        return -1;
    sl_hex(signature, sizeof signature, ret_hex);
    return 0;
}

static void
add_credential(struct sl_buf *out, const struct slp_sigv4_scope *scope)
{
    char time[SLP_SIGV4_TIME_CHARS + 1];
    slp_sigv4_time(scope->time_s, time);
    sl_buf_printf(out, "%.*s/%.*s/%s/%s/aws4_request", SL_FMT(scope->id), DATE_CHARS, time,
                  scope->region, scope->service);
}

int
slp_sigv4_sign(struct slp_sigv4 *signer, const struct slp_sigv4_request *request,
               const struct slp_sigv4_scope *scope, struct sl_buf *ret_authorization)
{
    size_t order[SLP_SIGV4_MAX_PAIRS];
    char hex[SL_SHA256_HEX_CHARS + 1];
    if (request->nheaders > SLP_SIGV4_MAX_PAIRS)
        return -1;
    order_headers(request, order);
    if (make_canonical(signer, request, order) != 0 || make_signature(signer, scope, hex) != 0)
        return -1;
    sl_buf_add_str(ret_authorization, SL_STR("AWS4-HMAC-SHA256 Credential="));
    add_credential(ret_authorization, scope);
    sl_buf_add_str(ret_authorization, SL_STR(", SignedHeaders="));
    add_names(ret_authorization, request, order);
    sl_buf_printf(ret_authorization, ", Signature=%s", hex);
    return sl_buf_failed(ret_authorization) ? -1 : 0;
}

/* The pairs of the query that say who signs, when, and what: behind those of the request. */
static size_t
add_signing_pairs(const struct slp_sigv4_presigned *presigned, const char *time,
                  struct sl_str credential, struct slp_aws_pair *ret)
{
    size_t count = 0;
    ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-Algorithm"), SL_STR("AWS4-HMAC-SHA256") };
    ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-Credential"), credential };
    ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-Date"), sl_str_of(time) };
    ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-Expires"), presigned->expires_s };
    ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-SignedHeaders"), SL_STR("host") };
    if (presigned->token.len > 0)
        ret[count++] = (struct slp_aws_pair) { SL_STR("X-Amz-Security-Token"), presigned->token };
    return count;
}

static int
presign(struct slp_sigv4 *signer, const struct slp_sigv4_presigned *presigned,
        const struct slp_sigv4_scope *scope, struct sl_str credential, struct sl_buf *ret)
{
    enum { SIGNING_PAIRS = 6 };
    struct slp_aws_pair query[SLP_SIGV4_MAX_PAIRS];
    const struct slp_aws_pair host = { SL_STR("host"), presigned->host };
    const size_t order[] = { 0 };
    char time[SLP_SIGV4_TIME_CHARS + 1], hex[SL_SHA256_HEX_CHARS + 1], empty[sizeof hex];
    if (presigned->nquery > SLP_SIGV4_MAX_PAIRS - SIGNING_PAIRS)
        return -1;
    memcpy(query, presigned->query, presigned->nquery * sizeof *query);
    slp_sigv4_time(scope->time_s, time);
    sl_sha256_hex(SL_STR(""), empty);
    const struct slp_sigv4_request request = {
        .method = "GET",
        .path = SL_STR("/"),
        .query = query,
        .nquery = presigned->nquery +
                  add_signing_pairs(presigned, time, credential, query + presigned->nquery),
        .headers = &host,
        .nheaders = 1,
        .body_sha256 = empty,
    };
    if (make_canonical(signer, &request, order) != 0 || make_signature(signer, scope, hex) != 0)
        return -1;
    sl_buf_add_str(ret, presigned->host);
    sl_buf_add_str(ret, SL_STR("/?"));
    if (slp_sigv4_query(ret, request.query, request.nquery) != 0)
        return -1;
    sl_buf_printf(ret, "&X-Amz-Signature=%s", hex);
    return sl_buf_failed(ret) ? -1 : 0;
}

int
slp_sigv4_presign(struct slp_sigv4 *signer, const struct slp_sigv4_presigned *presigned,
                  const struct slp_sigv4_scope *scope, struct sl_buf *ret_url)
{
    struct sl_buf credential;
    sl_buf_init(&credential, SLP_HTTP_MAX_HEADER_BYTES);
    add_credential(&credential, scope);
    int result = sl_buf_failed(&credential)
                     ? -1
                     : presign(signer, presigned, scope, sl_buf_str(&credential), ret_url);
    sl_buf_done(&credential);
    return result;
}
