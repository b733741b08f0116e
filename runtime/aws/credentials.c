#include "aws/credentials.h"

#include "aws/json_text.h"
#include "maxima.h"

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
slp_aws_credentials_set(struct slp_aws_credentials *credentials,
                        const struct slp_aws_credential_texts *texts, const char *from,
                        struct sl_err *reterr)
{
    if (texts->id.len == 0 || texts->secret.len == 0)
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials lack %s", from,
                       texts->id.len == 0 ? "an access key's id" : "the secret access key");
    if (!is_printable(texts->id) || !is_printable(texts->secret) || !is_printable(texts->token))
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials hold blanks or control characters",
                       from);
    sl_buf_wipe(&credentials->text);
    sl_buf_add_str(&credentials->text, texts->id);
    sl_buf_add_str(&credentials->text, texts->secret);
    sl_buf_add_str(&credentials->text, texts->token);
    if (sl_buf_failed(&credentials->text)) {
        credentials->id_len = credentials->secret_len = credentials->token_len = 0;
        return sl_fail(reterr, SL_CONFIG, "%s: the credentials are too long", from);
    }
    credentials->id_len = texts->id.len;
    credentials->secret_len = texts->secret.len;
    credentials->token_len = texts->token.len;
    credentials->expires_s = texts->expires_s;
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

int
slp_aws_credentials_of_json(struct slp_aws_credentials *credentials, struct sl_str json,
                            const char *token_name, const char *from, struct sl_err *reterr)
{
    json_t *object = json_loadb(json.ptr != NULL ? json.ptr : "", json.len, 0, NULL);
    struct slp_aws_credential_texts texts = { .id = slp_aws_json_text(object, "AccessKeyId"),
                                              .secret =
                                                  slp_aws_json_text(object, "SecretAccessKey"),
                                              .token = slp_aws_json_text(object, token_name) };
    int result;
    if (!json_is_object(object))
        result = sl_fail(reterr, SL_RETRY, "%s: the answer is no JSON object", from);
    else if (!slp_aws_time_parse(slp_aws_json_text(object, "Expiration"), &texts.expires_s))
        result = sl_fail(reterr, SL_CONFIG, "%s: Expiration is no time", from);
    else
        result = slp_aws_credentials_set(credentials, &texts, from, reterr);
    json_decref(object);
    return result;
}
