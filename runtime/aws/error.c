#include "aws/error.h"

#include "aws/json_text.h"
#include "aws/xml.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    CODE_MAX_CHARS = 80,
    QUOTED_CHARS = 300,
    TRANSIENT_BASE_MS = 50,
    THROTTLE_BASE_MS = 1000,
    LONGEST_PAUSE_MS = 20000,
};

static const struct known {
    const char *code;
    enum slp_aws_outcome outcome;
    enum slp_aws_repeat repeat;
    const char *remedy;
} table[] = {
#define SLP_AWS_ERROR(code, outcome, repeat, remedy)                                               \
    { code, SLP_AWS_##outcome, SLP_REPEAT_##repeat, remedy },
#include "aws/aws_errors.def"
#undef SLP_AWS_ERROR
};

static const struct {
    enum sl_class class;
    const char *meaning;
} outcomes[] = {
#define SLP_AWS_OUTCOME(id, class, meaning) [SLP_AWS_##id] = { class, meaning },
#include "aws/outcomes.def"
#undef SLP_AWS_OUTCOME
};

/* ---- what was said ------------------------------------------------------------------------- */

/* Codes are words: what has other bytes is something else, and is not repeated anywhere. */
static bool
is_code(struct sl_str text)
{
    if (text.len == 0 || text.len > CODE_MAX_CHARS)
        return false;
    for (size_t at = 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
        if (!letter && !(byte >= '0' && byte <= '9') && byte != '.' && byte != '_' && byte != '-')
            return false;
    }
    return true;
}

/* "com.amazon.coral.service#Code:http://…" is Code. */
static void
add_code(struct sl_str text, struct sl_buf *out)
{
    const char *hash = text.len > 0 ? memchr(text.ptr, '#', text.len) : NULL;
    if (hash != NULL)
        text = sl_str_from(text, (size_t)(hash - text.ptr) + 1);
    const char *colon = text.len > 0 ? memchr(text.ptr, ':', text.len) : NULL;
    if (colon != NULL)
        text.len = (size_t)(colon - text.ptr);
    if (is_code(text))
        sl_buf_add_str(out, text);
}

static void
parse_json(struct sl_str body, struct sl_buf *ret_code, struct sl_buf *ret_message)
{
    json_t *object = json_loadb(body.ptr, body.len, 0, NULL);
    struct sl_str code = slp_aws_json_text(object, "__type"),
                  message = slp_aws_json_text(object, "message");
    add_code(code.len > 0 ? code : slp_aws_json_text(object, "code"), ret_code);
    sl_buf_add_str(ret_message, message.len > 0 ? message : slp_aws_json_text(object, "Message"));
    json_decref(object);
}

static void
parse_xml(struct sl_str body, struct sl_buf *ret_code, struct sl_buf *ret_message)
{
    struct sl_str code;
    if (slp_xml_find(body, "Code", &code))
        add_code(code, ret_code);
    if (!slp_xml_text(body, "Message", ret_message))
        sl_buf_clear(ret_message);
}

void
slp_aws_error_parse(struct sl_str body, struct sl_str type_header, struct sl_buf *ret_code,
                    struct sl_buf *ret_message)
{
    while (body.len > 0 && strchr(" \t\r\n", body.ptr[0]) != NULL)
        body = sl_str_from(body, 1);
    if (body.len > 0 && body.ptr[0] == '{')
        parse_json(body, ret_code, ret_message);
    else if (body.len > 0 && body.ptr[0] == '<')
        parse_xml(body, ret_code, ret_message);
    if (ret_code->len == 0)
        add_code(type_header, ret_code);
}

/* ---- what it means ------------------------------------------------------------------------- */

static const struct known *
known(struct sl_str code)
{
    for (size_t at = 0; at < sizeof table / sizeof table[0]; at++)
        if (sl_str_is(code, table[at].code))
            return &table[at];
    return NULL;
}

static enum slp_aws_outcome
by_status(long status)
{
    switch (status) {
    case 301:
    case 308: return SLP_AWS_ELSEWHERE;
    case 401:
    case 403: return SLP_AWS_DENIED;
    case 404: return SLP_AWS_MISSING;
    case 409: return SLP_AWS_CONFLICT;
    case 412: return SLP_AWS_EXISTS;
    case 413: return SLP_AWS_TOO_LARGE;
    case 429: return SLP_AWS_THROTTLED;
    case 408: return SLP_AWS_TRANSIENT;
    default: break;
    }
    if (status >= 400 && status < 500)
        return SLP_AWS_INVALID;
    return status >= 500 ? SLP_AWS_TRANSIENT : SLP_AWS_GARBLED;
}

enum slp_aws_outcome
slp_aws_error_outcome(struct sl_str code, long status, enum slp_aws_repeat *ret_repeat)
{
    const struct known *entry = known(code);
    if (ret_repeat != NULL)
        *ret_repeat = entry != NULL ? entry->repeat : SLP_REPEAT_NOTHING;
    return entry != NULL ? entry->outcome : by_status(status);
}

/* ---- for a person -------------------------------------------------------------------------- */

/* What to do, where the code itself says no more than its outcome. */
static const char *
usual_remedy(enum slp_aws_outcome outcome)
{
    switch ((int)outcome) { /* the others heal, or the sink knows better */
    case SLP_AWS_CLOCK: return "set this machine's clock (NTP)";
    case SLP_AWS_UNKNOWN_IDENTITY:
        return "look at the credentials: are they of this account, complete and active?";
    case SLP_AWS_EXPIRED: return "look at what renews the credentials";
    case SLP_AWS_MISSING: return "correct its name or the region, or create it";
    case SLP_AWS_ELSEWHERE: return "set the destination's region to the one it is in";
    case SLP_AWS_INVALID:
        return "look at the destination's settings; if they are right this is a bug: report it";
    case SLP_AWS_TOO_LARGE: return "withhold or shorten the large field in the policy";
    case SLP_AWS_UNTRUSTED:
        return "name the authority in ca_bundle or AWS_CA_BUNDLE, or correct the endpoint's host";
    default: return "";
    }
}

/* Printable ASCII alone, and not too much of it: a service's words go into a line of the log. */
static int
quote(struct sl_str message, char *ret)
{
    int len = 0;
    for (size_t at = 0; at < message.len && len < QUOTED_CHARS; at++)
        ret[len++] = message.ptr[at] >= ' ' && message.ptr[at] <= '~' ? message.ptr[at] : '?';
    ret[len] = '\0';
    return len;
}

void
slp_aws_error_explain(const struct slp_aws_error *error, struct sl_err *ret)
{
    char quoted[QUOTED_CHARS + 1], status[24] = "";
    const struct known *entry = known(error->code);
    bool has_message = quote(error->message, quoted) > 0, has_id = is_code(error->request_id);
    if (error->status != 0)
        (void)snprintf(status, sizeof status, "%ld ", error->status);
    (void)sl_fail(ret, outcomes[error->outcome].class, "%s%s%s: %s%.*s%s%s%s%s%s%.*s%s",
                  error->action, error->at[0] != '\0' ? " at " : "", error->at, status,
                  SL_FMT(error->code), error->code.len > 0 ? ": " : "",
                  outcomes[error->outcome].meaning, has_message ? ": " : "", quoted,
                  has_id ? " (request " : "", has_id ? (int)error->request_id.len : 0,
                  has_id ? error->request_id.ptr : "", has_id ? ")" : "");
    if (entry != NULL && entry->remedy[0] != '\0')
        (void)sl_remedy(ret, "%s", entry->remedy);
    else if (error->outcome == SLP_AWS_DENIED)
        (void)sl_remedy(ret,
                        "allow the identity %s there, and look for a policy of the resource, its "
                        "owner or the organisation that denies it",
                        error->action);
    else
        (void)sl_remedy(ret, "%s", usual_remedy(error->outcome));
}

enum slp_aws_outcome
slp_aws_code_outcome(struct sl_str code, const char *action, struct sl_err *reterr)
{
    enum slp_aws_outcome outcome = slp_aws_error_outcome(code, 0, NULL);
    struct slp_aws_error error = {
        .outcome = outcome, .code = is_code(code) ? code : SL_STR(""), .action = action, .at = ""
    };
    slp_aws_error_explain(&error, reterr);
    return outcome;
}

int64_t
slp_aws_pause_ms(enum slp_aws_outcome outcome, unsigned failures)
{
    int64_t base = outcome == SLP_AWS_THROTTLED ? THROTTLE_BASE_MS : TRANSIENT_BASE_MS;
    int64_t most =
        failures < 10 && base << failures < LONGEST_PAUSE_MS ? base << failures : LONGEST_PAUSE_MS;
    return arc4random_uniform((uint32_t)most + 1);
}
