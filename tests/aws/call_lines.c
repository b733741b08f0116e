/* call_lines.c - a client of AWS for tests: makes calls that it reads as JSON, a line each.
 *
 *   call-lines SERVICE [--profile NAME] [--bucket NAME] [--region NAME] [--sandboxed]
 *
 *   {"method": "POST", "path": "/", "query": [[…]], "headers": [[…]], "body": "…", "action": "…",
 *    "times": N, "sleep_ms": N}
 *
 * `times` calls side by side (1), after a sleep. Writes a line for each call: outcome, class, status,
 * code, text, remedy, body, pause_ms, maybe_done. The first line tells source, region and endpoint, or
 * why there is no client. With --sandboxed everything happens behind the sender's sandbox. */
#include "aws/client.h"
#include "clock.h"
#include "sandbox/sandbox.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_PAIRS = 32, MAX_CALLS = 16 };

static const char *const outcomes[] = {
#define SLP_AWS_OUTCOME(id, class, meaning) #id,
#include "aws/outcomes.def"
#undef SLP_AWS_OUTCOME
};

static int
write_line(json_t *line)
{
    int result = line == NULL ? -1 : json_dumpf(line, stdout, JSON_COMPACT);
    (void)putchar('\n');
    (void)fflush(stdout);
    json_decref(line);
    return result;
}

static struct sl_str
text_of(const json_t *text)
{
    return (struct sl_str) { json_string_value(text), json_string_length(text) };
}

static size_t
pairs_of(const json_t *list, struct slp_aws_pair ret[MAX_PAIRS])
{
    size_t count = json_array_size(list) < MAX_PAIRS ? json_array_size(list) : MAX_PAIRS;
    for (size_t at = 0; at < count; at++) {
        const json_t *pair = json_array_get(list, at);
        ret[at] = (struct slp_aws_pair) { text_of(json_array_get(pair, 0)),
                                          text_of(json_array_get(pair, 1)) };
    }
    return count;
}

static const char *
member(const json_t *object, const char *name, const char *otherwise)
{
    const char *value = json_string_value(json_object_get(object, name));
    return value != NULL ? value : otherwise;
}

static json_t *
result_line(const struct slp_aws_result *result)
{
    json_t *body = json_stringn(result->body.len > 0 ? result->body.ptr : "", result->body.len);
    return json_pack("{s:s, s:s, s:i, s:s%, s:s, s:s, s:o, s:I, s:b}", "outcome",
                     outcomes[result->outcome], "class", sl_class_name(result->err.class), "status",
                     (int)result->status, "code", result->code.len > 0 ? result->code.ptr : "",
                     result->code.len, "text", result->err.class == SL_OK ? "" : result->err.text,
                     "remedy", result->err.class == SL_OK ? "" : result->err.remedy, "body",
                     body != NULL ? body : json_string("(not UTF-8)"), "pause_ms",
                     (json_int_t)result->pause_ms, "maybe_done", result->maybe_done);
}

static int
make_calls(struct slp_aws_client *client, const json_t *asked)
{
    struct slp_aws_pair query[MAX_PAIRS], headers[MAX_PAIRS];
    struct slp_aws_call *calls[MAX_CALLS] = { NULL };
    const json_t *times = json_object_get(asked, "times");
    json_int_t count = times != NULL ? json_integer_value(times) : 1;
    const struct slp_aws_request request = {
        .method = member(asked, "method", "POST"),
        .path = sl_str_of(member(asked, "path", "/")),
        .query = query,
        .nquery = pairs_of(json_object_get(asked, "query"), query),
        .headers = headers,
        .nheaders = pairs_of(json_object_get(asked, "headers"), headers),
        .body = text_of(json_object_get(asked, "body")),
        .action = member(asked, "action", "test:Call"),
        .quotable = json_is_true(json_object_get(asked, "quotable")),
        .timeout_ms = (uint32_t)json_integer_value(json_object_get(asked, "timeout_ms")),
    };
    (void)usleep((useconds_t)json_integer_value(json_object_get(asked, "sleep_ms")) * 1000);
    for (json_int_t at = 0; at < count && at < MAX_CALLS; at++) {
        calls[at] = slp_aws_call_new(client);
        if (calls[at] == NULL)
            return -1;
        slp_aws_call_start(calls[at], &request);
    }
    int result = 0;
    for (json_int_t at = 0; result == 0 && at < count && at < MAX_CALLS; at++)
        result = write_line(result_line(slp_aws_call_wait(calls[at])));
    for (json_int_t at = 0; at < count && at < MAX_CALLS; at++)
        slp_aws_call_free(calls[at]);
    return result;
}

static int
sandbox(const struct slp_aws_client *client, struct sl_err *reterr)
{
    struct slp_needs needs = { 0 };
    slp_aws_client_needs(client, &needs);
    return slp_harden(0, reterr) == 0 ? slp_sandbox_sender(&needs, -1, reterr) : -1;
}

static int
fails(const struct sl_err *err)
{
    (void)write_line(json_pack("{s:s, s:s, s:s}", "class", sl_class_name(err->class), "text",
                               err->text, "remedy", err->remedy));
    return 1;
}

int
main(int argc, char **argv)
{
    struct slp_aws_options options = { .service = argc > 1 ? argv[1] : "kinesis" };
    struct slp_aws_client *client;
    struct sl_err err;
    bool sandboxed = false;
    for (int at = 2; at < argc; at++) {
        sandboxed |= strcmp(argv[at], "--sandboxed") == 0;
        const char *value = at + 1 < argc ? argv[at + 1] : "";
        if (strcmp(argv[at], "--profile") == 0)
            options.profile = value;
        if (strcmp(argv[at], "--bucket") == 0)
            options.bucket = value;
        if (strcmp(argv[at], "--region") == 0)
            options.region = value;
    }
    if (slp_aws_client_new(&options, &client, &err) != 0 ||
        (sandboxed && sandbox(client, &err) != 0))
        return fails(&err);
    int result =
        write_line(json_pack("{s:s, s:s, s:s}", "source", slp_aws_client_source(client), "region",
                             slp_aws_region(client), "endpoint", slp_aws_endpoint(client)));
    char *line = NULL;
    size_t room = 0;
    for (ssize_t len; result == 0 && (len = getline(&line, &room, stdin)) > 0;) {
        json_t *asked = json_loadb(line, (size_t)len, 0, NULL);
        result = asked != NULL ? make_calls(client, asked) : -1;
        json_decref(asked);
    }
    free(line);
    slp_aws_client_free(client);
    return result == 0 ? 0 : 1;
}
