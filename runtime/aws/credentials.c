#include "aws/credentials.h"

#include "maxima.h"

#include <jansson.h>
#include <string.h>
#include <time.h>

enum { TIME_MAX_CHARS = 40 };

void
slp_aws_credentials_init(struct slp_aws_credentials *credentials)
{
    *credentials = (struct slp_aws_credentials) { 0 };
    sl_buf_init(&credentials->text, SLP_AWS_MAX_CREDENTIALS_BYTES);
}

void
slp_aws_credentials_done(struct slp_aws_credentials *credentials)
{
    sl_buf_done(&credentials->text);
    *credentials = (struct slp_aws_credentials) { 0 };
}

static struct sl_str
part(const struct slp_aws_credentials *credentials, size_t start, size_t len)
{
    return len > 0 ? (struct sl_str) { credentials->text.bytes + start, len } : SL_STR("");
}

struct sl_str
slp_aws_credentials_id(const struct slp_aws_credentials *credentials)
{
    return part(credentials, 0, credentials->id_len);
}

struct sl_str
slp_aws_credentials_secret(const struct slp_aws_credentials *credentials)
{
    return part(credentials, credentials->id_len, credentials->secret_len);
}

struct sl_str
slp_aws_credentials_token(const struct slp_aws_credentials *credentials)
{
    return part(credentials, credentials->id_len + credentials->secret_len, credentials->token_len);
}

/* What a header can carry, and a key ever has. */
static bool
is_printable(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] <= ' ' || text.ptr[at] > '~')
            return false;
    return true;
}

int
slp_aws_credentials_set(struct slp_aws_credentials *credentials, struct sl_str id,
                        struct sl_str secret, struct sl_str token, int64_t expires_s,
                        const char *from, struct sl_err *reterr)
{
    if (id.len == 0 || secret.len == 0)
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials lack %s", from,
                       id.len == 0 ? "an access key's id" : "the secret access key");
    if (!is_printable(id) || !is_printable(secret) || !is_printable(token))
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials hold blanks or control characters",
                       from);
    sl_buf_wipe(&credentials->text);
    sl_buf_add_str(&credentials->text, id);
    sl_buf_add_str(&credentials->text, secret);
    sl_buf_add_str(&credentials->text, token);
    if (sl_buf_failed(&credentials->text)) {
        credentials->id_len = credentials->secret_len = credentials->token_len = 0;
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials are too long", from);
    }
    credentials->id_len = id.len;
    credentials->secret_len = secret.len;
    credentials->token_len = token.len;
    credentials->expires_s = expires_s;
    return 0;
}

/* Two digits at the text's beginning; -1 when there are none. */
static int
two_digits(const char *text)
{
    bool digits = text[0] >= '0' && text[0] <= '9' && text[1] >= '0' && text[1] <= '9';
    return digits ? (text[0] - '0') * 10 + (text[1] - '0') : -1;
}

/* "Z", "+00:00", "-0530": seconds to take away. */
static bool
parse_offset(const char *text, int64_t *ret_s)
{
    *ret_s = 0;
    if (strcmp(text, "Z") == 0)
        return true;
    if (text[0] != '+' && text[0] != '-')
        return false;
    int hours = two_digits(text + 1);
    const char *rest = hours >= 0 ? text + 3 + (text[3] == ':') : text;
    int minutes = hours >= 0 ? two_digits(rest) : -1;
    *ret_s = (int64_t)(hours * 60 + minutes) * (text[0] == '-' ? -60 : 60);
    return minutes >= 0 && rest[2] == '\0';
}

bool
slp_aws_time_parse(struct sl_str text, int64_t *ret)
{
    char copy[TIME_MAX_CHARS + 1];
    struct tm time = { 0 };
    int64_t offset_s;
    *ret = 0;
    if (text.len == 0)
        return true;
    if (text.len > TIME_MAX_CHARS)
        return false;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    const char *rest = strptime(copy, "%Y-%m-%dT%H:%M:%S", &time);
    if (rest == NULL)
        return false;
    if (*rest == '.')
        rest += 1 + strspn(rest + 1, "0123456789");
    if (!parse_offset(rest, &offset_s))
        return false;
    *ret = (int64_t)timegm(&time) - offset_s;
    return true;
}

static struct sl_str
member(const json_t *object, const char *name)
{
    const json_t *text = json_object_get(object, name);
    return json_is_string(text)
               ? (struct sl_str) { json_string_value(text), json_string_length(text) }
               : SL_STR("");
}

int
slp_aws_credentials_of_json(struct slp_aws_credentials *credentials, struct sl_str json,
                            const char *token_name, const char *from, struct sl_err *reterr)
{
    int64_t expires_s;
    json_t *object = json_loadb(json.ptr != NULL ? json.ptr : "", json.len, 0, NULL);
    int result;
    if (!json_is_object(object))
        result = sl_fail(reterr, SL_RETRY, "%s: the answer is no JSON object", from);
    else if (!slp_aws_time_parse(member(object, "Expiration"), &expires_s))
        result = sl_fail(reterr, SL_CONFIG, "%s: Expiration is no time", from);
    else
        result = slp_aws_credentials_set(credentials, member(object, "AccessKeyId"),
                                         member(object, "SecretAccessKey"),
                                         member(object, token_name), expires_s, from, reterr);
    json_decref(object);
    return result;
}
