#include "http/uri.h"

#include <string.h>

static bool
is_unreserved(unsigned char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
           (byte >= '0' && byte <= '9') || byte == '-' || byte == '.' || byte == '_' || byte == '~';
}

void
slp_uri_encode(struct sl_buf *out, struct sl_str text, bool keep_slashes)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (is_unreserved(byte) || (keep_slashes && byte == '/')) {
            sl_buf_add_byte(out, (char)byte);
        } else {
            const char encoded[] = { '%', digits[byte >> 4], digits[byte & 15] };
            sl_buf_add(out, encoded, sizeof encoded);
        }
    }
}

/* Takes the last segment off what was written since `start`. */
static void
drop_segment(struct sl_buf *out, size_t start)
{
    while (out->len > start && out->bytes[out->len - 1] != '/')
        out->len--;
    if (out->len > start)
        out->len--;
}

void
slp_uri_normalize(struct sl_buf *out, struct sl_str path)
{
    size_t start = out->len;
    for (size_t at = 0; at < path.len;) {
        const char *slash = memchr(path.ptr + at, '/', path.len - at);
        size_t len = slash != NULL ? (size_t)(slash - path.ptr) - at : path.len - at;
        struct sl_str segment = { .ptr = path.ptr + at, .len = len };
        bool dots = sl_str_is(segment, ".") || sl_str_is(segment, "..");
        if (segment.len == 2 && dots)
            drop_segment(out, start);
        if (segment.len > 0 && !dots) {
            sl_buf_add_byte(out, '/');
            sl_buf_add_str(out, segment);
        }
        at += len + 1;
    }
    if (out->len == start || (path.len > 0 && path.ptr[path.len - 1] == '/'))
        sl_buf_add_byte(out, '/');
}

static bool
take_scheme(struct sl_str *rest, struct sl_str *ret_scheme)
{
    static const char *const schemes[] = { "https", "http" };
    for (size_t at = 0; at < sizeof schemes / sizeof schemes[0]; at++) {
        size_t len = strlen(schemes[at]);
        if (rest->len > len + 3 && strncasecmp(rest->ptr, schemes[at], len) == 0 &&
            memcmp(rest->ptr + len, "://", 3) == 0) {
            *ret_scheme = sl_str_of(schemes[at]);
            *rest = sl_str_from(*rest, len + 3);
            return true;
        }
    }
    return false;
}

/* "[" IPv6 "]" or a name, then perhaps ":" and a port. */
static bool
take_host(struct slp_uri *uri)
{
    struct sl_str all = uri->authority;
    const char *bracket = memchr(all.ptr, ']', all.len);
    const char *after = bracket != NULL ? bracket + 1 : memchr(all.ptr, ':', all.len);
    size_t host_len = after != NULL ? (size_t)(after - all.ptr) : all.len;
    struct sl_str port = sl_str_from(all, host_len);
    uri->host = (struct sl_str) { .ptr = all.ptr, .len = host_len };
    if ((bracket != NULL) != (all.ptr[0] == '[') || (bracket != NULL && host_len < 3))
        return false;
    if (bracket != NULL)
        uri->host = (struct sl_str) { .ptr = all.ptr + 1, .len = host_len - 2 };
    if (uri->host.len == 0 || (port.len > 0 && (port.ptr[0] != ':' || port.len > 6)))
        return false;
    for (size_t at = 1; at < port.len; at++)
        if (port.ptr[at] < '0' || port.ptr[at] > '9')
            return false;
    const char *usual = uri->scheme.len == 5 ? ":443" : ":80";
    if (port.len == 1 || sl_str_is(port, usual))
        uri->authority.len = host_len;
    return true;
}

bool
slp_uri_parse(struct sl_str text, struct slp_uri *ret)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] <= ' ' || text.ptr[at] > '~' || strchr("@?#\\\"<>", text.ptr[at]) != NULL)
            return false;
    struct sl_str rest = text;
    if (!take_scheme(&rest, &ret->scheme))
        return false;
    const char *slash = memchr(rest.ptr, '/', rest.len);
    size_t len = slash != NULL ? (size_t)(slash - rest.ptr) : rest.len;
    ret->authority = (struct sl_str) { .ptr = rest.ptr, .len = len };
    ret->path = sl_str_from(rest, len);
    while (ret->path.len > 0 && ret->path.ptr[ret->path.len - 1] == '/')
        ret->path.len--;
    return len > 0 && take_host(ret);
}
