/* fuzz_aws.c - what the client of AWS reads that others wrote: shared files, errors, credentials, XML,
 * URLs, times. Whatever comes in, what goes on is well-formed, and no error repeats what came. */
#include "aws/credentials.h"
#include "aws/error.h"
#include "aws/ini.h"
#include "aws/xml.h"
#include "http/uri.h"
#include "maxima.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static bool
is_printable(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] < ' ' || text.ptr[at] > '~')
            return false;
    return true;
}

/* Errors of files begin with the file's name and line, and say nothing else that is not ours. */
static void
as_file(struct sl_str text)
{
    struct sl_err err;
    struct sl_arena *arena = sl_arena_new(64 * SL_MIB);
    require(arena != NULL);
    const struct slp_ini *ini = slp_ini_parse(text, "file", arena, &err);
    if (ini == NULL) {
        require(err.class == SL_CONFIG && strncmp(err.text, "file:", 5) == 0);
        require(strspn(strrchr(err.text, ':') + 1, " abcdefghijklmnopqrstuvwxyz'N") ==
                strlen(strrchr(err.text, ':') + 1));
    } else {
        (void)slp_ini_get(ini, SL_STR("default"), "", "region");
        (void)slp_ini_get(ini, SL_STR("profile a"), "s3", "endpoint_url");
        require(!slp_ini_has(ini, SL_STR("no\nsection")));
    }
    sl_arena_free(arena);
}

static void
as_error(struct sl_str body)
{
    struct sl_buf code, message;
    struct sl_err err;
    enum slp_aws_repeat again;
    sl_buf_init(&code, 64 * SL_KIB);
    sl_buf_init(&message, SL_MIB);
    slp_aws_error_parse(body, body, &code, &message);
    require(code.len <= 80 && is_printable(sl_buf_str(&code)));
    struct slp_aws_error error = { .code = sl_buf_str(&code),
                                   .status = 400,
                                   .action = "a:B",
                                   .at = "host",
                                   .message = sl_buf_str(&message) };
    error.outcome = slp_aws_error_outcome(error.code, error.status, &again);
    slp_aws_error_explain(&error, &err);
    require(error.outcome != SLP_AWS_OK && err.class != SL_OK);
    require(is_printable(sl_str_of(err.text)) && is_printable(sl_str_of(err.remedy)));
    require(slp_aws_code_outcome(body, "a:B", &err) != SLP_AWS_OK);
    require(is_printable(sl_str_of(err.text)));
    sl_buf_done(&code);
    sl_buf_done(&message);
}

static void
as_xml(struct sl_str document)
{
    struct sl_buf text;
    struct sl_str inner;
    sl_buf_init(&text, SL_MIB);
    if (slp_xml_text(document, "Code", &text))
        require(slp_xml_find(document, "Code", &inner) && text.len <= inner.len);
    sl_buf_done(&text);
}

static void
as_credentials(struct sl_str json)
{
    struct slp_aws_credentials credentials;
    struct sl_err err;
    slp_aws_credentials_init(&credentials);
    if (slp_aws_credentials_of_json(&credentials, json, "Token", "source", &err) == 0) {
        require(slp_aws_credentials_id(&credentials).len > 0);
        require(slp_aws_credentials_secret(&credentials).len > 0);
        require(is_printable(slp_aws_credentials_token(&credentials)));
    } else {
        require(strncmp(err.text, "source: ", 8) == 0);
    }
    slp_aws_credentials_done(&credentials);
}

/* What is parsed is inside of what was given; what is normalised stays as it is when done again. */
static void
as_url(struct sl_str text)
{
    struct slp_uri uri;
    struct sl_buf once, twice;
    int64_t time;
    if (slp_uri_parse(text, &uri)) {
        require(uri.host.len > 0 && uri.authority.len >= uri.host.len);
        require(uri.host.ptr >= text.ptr && uri.host.ptr + uri.host.len <= text.ptr + text.len);
        require(uri.path.len == 0 || uri.path.ptr[0] == '/');
    }
    sl_buf_init(&once, SL_MIB);
    sl_buf_init(&twice, SL_MIB);
    slp_uri_normalize(&once, text);
    slp_uri_normalize(&twice, sl_buf_str(&once));
    require(once.len > 0 && once.bytes[0] == '/');
    require(sl_str_equal(sl_buf_str(&once), sl_buf_str(&twice)));
    sl_buf_clear(&twice);
    slp_uri_encode(&twice, text, true);
    require(is_printable(sl_buf_str(&twice)) && twice.len >= text.len);
    (void)(slp_aws_time_parse(text, &time) ? 0 : 1);
    sl_buf_done(&once);
    sl_buf_done(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sl_str text = { .ptr = (const char *)data, .len = size };
    if (size > 64 * SL_KIB)
        return 0;
    as_file(text);
    as_error(text);
    as_xml(text);
    as_credentials(text);
    as_url(text);
    return 0;
}
