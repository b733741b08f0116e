#include "http/fetch.h"

#include "maxima.h"

#include <stdlib.h>

enum { MAX_HEADERS = 8 };

struct slp_aws_fetch {
    struct slp_http_call *call;
    struct slp_aws_source *sources;
    unsigned count, at; /* the source that is asked now */
    enum { IDLE, STEPPING, ASKED, WAITING } state;
    struct slp_aws_turn turn;
    struct slp_aws_credentials base, made; /* of the source before, and of this one */
};

static void
init_turn(struct slp_aws_turn *turn)
{
    sl_buf_init(&turn->url, SLP_AWS_MAX_HEADER_BYTES);
    sl_buf_init(&turn->headers, SLP_AWS_MAX_HEADER_BYTES);
    sl_buf_init(&turn->body, SLP_AWS_MAX_CREDENTIALS_BYTES);
    sl_buf_init(&turn->scratch, SLP_AWS_MAX_HEADER_BYTES);
    sl_buf_init(&turn->text, SLP_AWS_MAX_CREDENTIALS_BYTES);
}

struct slp_aws_fetch *
slp_aws_fetch_new(struct slp_http *http, const struct slp_aws_context *context,
                  struct slp_aws_source *sources, unsigned count)
{
    struct slp_aws_fetch *fetch = calloc(1, sizeof *fetch);
    if (fetch == NULL)
        return NULL;
    fetch->sources = sources;
    fetch->count = count;
    init_turn(&fetch->turn);
    fetch->turn.context = context;
    slp_aws_credentials_init(&fetch->base);
    slp_aws_credentials_init(&fetch->made);
    fetch->call = slp_http_call_new(http);
    if (fetch->call != NULL)
        return fetch;
    slp_aws_fetch_free(fetch);
    return NULL;
}

void
slp_aws_fetch_free(struct slp_aws_fetch *fetch)
{
    if (fetch == NULL)
        return;
    slp_http_call_free(fetch->call);
    slp_aws_credentials_done(&fetch->base);
    slp_aws_credentials_done(&fetch->made);
    sl_buf_done(&fetch->turn.url);
    sl_buf_done(&fetch->turn.headers);
    sl_buf_done(&fetch->turn.body);
    sl_buf_done(&fetch->turn.scratch);
    sl_buf_done(&fetch->turn.text);
    free(fetch);
}

static void
begin_source(struct slp_aws_fetch *fetch)
{
    fetch->turn.number = 0;
    fetch->turn.response = NULL;
    fetch->turn.base = fetch->at > 0 ? &fetch->base : NULL;
    fetch->turn.credentials = &fetch->made;
    fetch->turn.start_again = false;
    fetch->state = STEPPING;
}

void
slp_aws_fetch_start(struct slp_aws_fetch *fetch)
{
    slp_http_call_cancel(fetch->call);
    fetch->at = 0;
    begin_source(fetch);
}

bool
slp_aws_fetch_under_way(const struct slp_aws_fetch *fetch)
{
    return fetch->state != IDLE;
}

static int
make_request(struct slp_aws_fetch *fetch, struct sl_err *reterr)
{
    struct slp_aws_turn *turn = &fetch->turn;
    const char *headers[MAX_HEADERS];
    size_t count = 0;
    sl_buf_add_byte(&turn->url, '\0');
    bool failed = sl_buf_failed(&turn->url) || sl_buf_failed(&turn->headers) ||
                  sl_buf_failed(&turn->body) || sl_buf_failed(&turn->scratch) ||
                  sl_buf_failed(&turn->text);
    for (size_t at = 0; !failed && at < turn->headers.len && count < MAX_HEADERS; count++) {
        headers[count] = turn->headers.bytes + at;
        at += strlen(headers[count]) + 1;
    }
    const struct slp_http_request request = { .method = turn->method,
                                              .url = turn->url.bytes,
                                              .headers = headers,
                                              .nheaders = count,
                                              .body = sl_buf_str(&turn->body),
                                              .connect_timeout_ms = turn->timeout_ms,
                                              .timeout_ms = turn->timeout_ms,
                                              .direct = turn->direct };
    if (failed || slp_http_call_start(fetch->call, &request) != 0)
        return sl_fail(reterr, SL_RETRY, "no memory to ask for credentials");
    fetch->state = ASKED;
    return 0;
}

/* One step of the source in turn, and what follows from it: as poll. */
static int
step(struct slp_aws_fetch *fetch, struct sl_err *reterr)
{
    struct slp_aws_source *source = &fetch->sources[fetch->at];
    enum slp_aws_step outcome = source->type->step(source, &fetch->turn);
    fetch->turn.number++;
    switch (outcome) {
    case SLP_STEP_ASK: return make_request(fetch, reterr);
    case SLP_STEP_WAIT: fetch->state = WAITING; return 0;
    case SLP_STEP_FAILED: *reterr = fetch->turn.err; return -1;
    case SLP_STEP_DONE: break;
    }
    if (++fetch->at == fetch->count) {
        fetch->state = IDLE;
        return 1;
    }
    struct slp_aws_credentials made = fetch->made;
    fetch->made = fetch->base;
    fetch->base = made;
    begin_source(fetch);
    return 0;
}

int
slp_aws_fetch_poll(struct slp_aws_fetch *fetch, struct sl_err *reterr)
{
    int result = 0;
    while (result == 0 && fetch->state != IDLE) {
        if (fetch->state == ASKED) {
            fetch->turn.response = slp_http_call_response(fetch->call);
            if (fetch->turn.response == NULL)
                return 0;
        }
        result = step(fetch, reterr);
        if (result == 0 && fetch->state == WAITING)
            return 0; /* until the runner has something more */
    }
    if (result < 0)
        fetch->state = IDLE;
    return result;
}

int
slp_aws_fetch_fd(const struct slp_aws_fetch *fetch)
{
    return fetch->state == WAITING ? slp_aws_runner_fd(fetch->sources[fetch->at].runner) : -1;
}

struct slp_aws_credentials *
slp_aws_fetch_credentials(struct slp_aws_fetch *fetch)
{
    return &fetch->made;
}

const char *
slp_aws_fetch_region(const struct slp_aws_fetch *fetch)
{
    return fetch->turn.region;
}

bool
slp_aws_fetch_start_again(const struct slp_aws_fetch *fetch)
{
    return fetch->turn.start_again;
}
