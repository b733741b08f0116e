#include "findings/sarif.h"

#include "hash.h"
#include "maxima.h"

#include "config.h"

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

void
slc_sarif_text(struct slc_json *json, const char *name, struct sl_str text)
{
    slc_json_name(json, name);
    slc_json_open(json, '{');
    slc_json_member(json, "text", text);
    slc_json_close(json, '}');
}

/* RFC 3986: what may stand in a path; everything else, and each byte of it, as %XX. */
static bool
stands_in_uri(unsigned char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("-._~/!$&'()*+,;=@", byte));
}

void
slc_sarif_artifact(struct slc_json *json, struct sl_str path)
{
    struct sl_buf uri;
    sl_buf_init(&uri, SLC_MAX_OUTPUT_BYTES);
    if (path.len > 0 && path.ptr[0] == '/')
        sl_buf_add_str(&uri, SL_STR("file://"));
    for (size_t at = 0; at < path.len; at++) {
        unsigned char byte = (unsigned char)path.ptr[at];
        if (stands_in_uri(byte))
            sl_buf_add_byte(&uri, path.ptr[at]);
        else
            sl_buf_printf(&uri, "%%%02X", byte);
    }
    slc_json_name(json, "artifactLocation");
    slc_json_open(json, '{');
    slc_json_member(json, "uri", sl_buf_str(&uri));
    slc_json_close(json, '}');
    sl_buf_done(&uri);
}

static struct sl_str
trimmed(struct sl_str line)
{
    while (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t'))
        line = (struct sl_str) { line.ptr + 1, line.len - 1 };
    while (line.len > 0 && strchr(" \t\r", line.ptr[line.len - 1]) != NULL)
        line.len--;
    return line;
}

void
slc_sarif_fingerprint(struct slc_json *json, struct sl_str rule, struct sl_str file,
                      struct sl_str line)
{
    struct sl_buf text;
    char hex[SL_SHA256_HEX_CHARS + 1];
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    struct sl_str bare = trimmed(line);
    sl_buf_printf(&text, "%.*s\n%.*s\n%.*s", SL_FMT(rule), SL_FMT(file), SL_FMT(bare));
    sl_sha256_hex(sl_buf_str(&text), hex);
    sl_buf_done(&text);
    slc_json_name(json, "partialFingerprints");
    slc_json_open(json, '{');
    slc_json_member(json, "sluice/v1", (struct sl_str) { hex, 32 });
    slc_json_close(json, '}');
}

void
slc_sarif_begin(struct slc_json *json)
{
    slc_json_open(json, '{');
    slc_json_member(json, "$schema", SL_STR(SCHEMA));
    slc_json_member(json, "version", SL_STR("2.1.0"));
    slc_json_name(json, "runs");
    slc_json_open(json, '[');
    slc_json_open(json, '{');
    slc_json_name(json, "tool");
    slc_json_open(json, '{');
    slc_json_name(json, "driver");
    slc_json_open(json, '{');
    slc_json_member(json, "name", SL_STR("sluice"));
    slc_json_member(json, "version", SL_STR(PACKAGE_VERSION));
    slc_json_name(json, "rules");
    slc_json_open(json, '[');
}

void
slc_sarif_end_rules(struct slc_json *json)
{
    slc_json_close(json, ']');
    slc_json_close(json, '}');
    slc_json_close(json, '}');
    slc_json_member(json, "columnKind", SL_STR("unicodeCodePoints"));
    slc_json_name(json, "results");
    slc_json_open(json, '[');
}
