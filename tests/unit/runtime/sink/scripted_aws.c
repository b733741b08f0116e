#include "scripted_aws.h"

#include "buf.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_CALLS = 80 };

struct scripted_aws scripted_aws;

struct slp_aws_client {
    struct slp_aws_call *calls[MOST_CALLS];
    unsigned count;
};

struct slp_aws_call {
    struct slp_aws_client *client;
    bool busy, done;
    struct slp_aws_request request; /* its views are the caller's own */
    struct sl_buf response;
    struct slp_aws_result result;
};

static struct slp_aws_client only;

int
scripted_chance(int below)
{
    return rand_r(&scripted_aws.seed) % below;
}

void
scripted_fail(struct slp_aws_result *ret, enum slp_aws_outcome outcome, const char *code)
{
    ret->outcome = slp_aws_code_outcome(sl_str_of(code), "test:Call", &ret->err);
    assert_int_equal(ret->outcome, outcome);
    ret->code = sl_str_of(code);
    ret->pause_ms = ret->err.class == SL_RETRY ? 40 : 0;
}

void
scripted_each_call(void (*see)(const struct slp_aws_request *request, void *context), void *context)
{
    for (unsigned at = 0; at < only.count; at++)
        if (only.calls[at]->busy)
            see(&only.calls[at]->request, context);
}

static struct sl_str
find(const struct slp_aws_pair *pairs, size_t count, const char *name)
{
    for (size_t at = 0; at < count; at++)
        if (sl_str_is(pairs[at].name, name))
            return pairs[at].value;
    return (struct sl_str) { .ptr = NULL, .len = 0 };
}

struct sl_str
scripted_header(const struct slp_aws_request *request, const char *name)
{
    return find(request->headers, request->nheaders, name);
}

struct sl_str
scripted_query(const struct slp_aws_request *request, const char *name)
{
    return find(request->query, request->nquery, name);
}

bool
scripted_told(const struct sl_buf *told, const char *what)
{
    return told->len > 0 && memmem(told->bytes, told->len, what, strlen(what)) != NULL;
}

/* ---- client.h ------------------------------------------------------------------------------ */

int
slp_aws_client_new(const struct slp_aws_options *options, struct slp_aws_client **ret,
                   struct sl_err *reterr)
{
    (void)options;
    (void)reterr;
    only.count = 0;
    *ret = &only;
    return 0;
}

void
slp_aws_client_free(struct slp_aws_client *client)
{
    if (client != NULL)
        assert_int_equal(client->count, 0);
}

void
slp_aws_client_needs(const struct slp_aws_client *client, struct slp_needs *needs)
{
    (void)client;
    needs->network = true;
}

static void
response(struct slp_aws_call *call)
{
    sl_buf_clear(&call->response);
    call->result = (struct slp_aws_result) { .outcome = SLP_AWS_OK, .status = 200 };
    if (strcmp(call->request.action, "sts:GetCallerIdentity") == 0)
        sl_buf_add_str(&call->response,
                       SL_STR("<Arn>arn:aws:iam::1:user/x</Arn><Account>1</Account>"));
    else
        scripted_aws.response(&call->request, &call->result, &call->response);
    assert_false(sl_buf_failed(&call->response));
    call->result.body = sl_buf_str(&call->response);
    call->busy = false;
    call->done = true;
    scripted_aws.in_flight--;
}

void
slp_aws_poll(struct slp_aws_client *client, int64_t now_ms)
{
    (void)now_ms;
    for (unsigned at = 0; at < client->count; at++)
        if (client->calls[at]->busy && scripted_chance(100) >= scripted_aws.slow_percent)
            response(client->calls[at]);
}

size_t
slp_aws_waits(const struct slp_aws_client *client, struct pollfd *ret_fds, size_t max,
              int64_t *ret_wake_ms)
{
    (void)client;
    (void)ret_fds;
    (void)max;
    *ret_wake_ms = INT64_MAX;
    return 0;
}

const char *
slp_aws_endpoint(const struct slp_aws_client *client)
{
    (void)client;
    return "https://aws.example";
}

const char *
slp_aws_region(const struct slp_aws_client *client)
{
    (void)client;
    return "eu-west-2";
}

const char *
slp_aws_client_source(const struct slp_aws_client *client)
{
    (void)client;
    return "a script";
}

struct slp_aws_call *
slp_aws_call_new(struct slp_aws_client *client)
{
    struct slp_aws_call *call = calloc(1, sizeof *call);
    assert_non_null(call);
    assert_true(client->count < MOST_CALLS);
    call->client = client;
    sl_buf_init(&call->response, SL_MIB);
    client->calls[client->count++] = call;
    return call;
}

void
slp_aws_call_free(struct slp_aws_call *call)
{
    if (call == NULL)
        return;
    slp_aws_call_cancel(call);
    for (unsigned at = 0; at < call->client->count; at++)
        if (call->client->calls[at] == call)
            call->client->calls[at] = call->client->calls[--call->client->count];
    sl_buf_done(&call->response);
    free(call);
}

void
slp_aws_call_start(struct slp_aws_call *call, const struct slp_aws_request *request)
{
    assert_false(call->busy);
    call->busy = true;
    call->done = false;
    call->request = *request;
    if (request->body.len > scripted_aws.largest_body)
        scripted_aws.largest_body = request->body.len;
    if (++scripted_aws.in_flight > scripted_aws.most)
        scripted_aws.most = scripted_aws.in_flight;
}

const char *
slp_aws_call_header(const struct slp_aws_call *call, const char *name)
{
    (void)call;
    return strcmp(name, "etag") == 0 ? scripted_aws.etag : "";
}

const struct slp_aws_result *
slp_aws_call_result(const struct slp_aws_call *call)
{
    return call->done ? &call->result : NULL;
}

void
slp_aws_call_cancel(struct slp_aws_call *call)
{
    if (call->busy)
        scripted_aws.in_flight--;
    call->busy = call->done = false;
}

const struct slp_aws_result *
slp_aws_call_wait(struct slp_aws_call *call)
{
    response(call);
    return &call->result;
}
